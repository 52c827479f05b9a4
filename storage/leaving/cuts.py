"""What is cut off when people are erased, and when an edition is over: voters, unseen ideas, ambassadors."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, or_, select, update

from flows.town.edition import Status
from storage.leaving.keeping import Keeping
from storage.relays import groups
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.holders import GROUPS, HOLDERS
from storage.relays.newcomers import RELAYS
from storage.relays.polls import POLLS
from storage.relays.post_rows import POSTS
from storage.town.events import EVENTS
from storage.town.projects import PROJECTS
from storage.votes.votes import ROLL


def unlink_votes(
    tx: Connection, editions: Collection[int], people: Collection[int] | None = None, most: int = 10_000
) -> int:
    """Take the persons off the roll of *editions* (of *people* only, if given), at most so many; how many that was.

    A number drawn at random stands in the place of each: how many voted stays known, and a receipt can still be
    checked, but nobody can tell any more who it was, nor find their ballot even with the key.
    """
    rows = select(ROLL.c.edition_id, ROLL.c.person_id).where(ROLL.c.edition_id.in_(editions), ROLL.c.person_id > 0)
    of = rows if people is None else rows.where(ROLL.c.person_id.in_(people))
    voters = [
        {"edition": row.edition_id, "person": row.person_id, "nobody": _nobody()} for row in tx.execute(of.limit(most))
    ]
    if voters:
        tx.execute(_UNLINK, voters)
    return len(voters)


_UNLINK = (
    update(ROLL)
    .where(ROLL.c.edition_id == bindparam("edition"), ROLL.c.person_id == bindparam("person"))
    .values(person_id=bindparam("nobody"))
)


def _nobody() -> int:
    return -1 - secrets.randbits(62)


def wipe_ideas(tx: Connection, editions: Collection[Keeping], *which: ColumnElement[bool]) -> int:
    """Wipe those of the ideas *which* that nobody but the team has seen; how many there were.

    Only their number stays, and is never given again.
    """
    hidden = [edition.id for edition in editions if edition.checked]
    waits = and_(PROJECTS.c.status == Status.SUBMITTED, PROJECTS.c.edition_id.in_(hidden))
    unseen = (PROJECTS.c.origin == "person", PROJECTS.c.title != "", or_(PROJECTS.c.status == Status.DRAFT, waits))
    ids = tx.execute(select(PROJECTS.c.id).where(*which, *unseen)).scalars().all()
    said = dict.fromkeys(("title", "short", "summary", "photo", "place", "whom", "district", "theme", "why", "ref"), "")
    blank = {**said, "cost": Decimal(0), "akin": 0, "votes": None, "status": Status.DRAFT}
    tx.execute(update(PROJECTS).where(PROJECTS.c.id.in_(ids)).values(blank))
    about = or_(EVENTS.c.project_id.in_(ids), EVENTS.c.merged_into.in_(ids))
    tx.execute(delete(EVENTS).where(about, EVENTS.c.publication_id.is_(None)))
    return len(ids)


def drop_ambassadors(tx: Connection, which: ColumnElement[bool]) -> Counter[str]:
    """Delete these ambassadors, the groups that nobody else holds, and what was counted and posted in their name."""
    ids = tx.execute(select(AMBASSADORS.c.id).where(which)).scalars().all()
    held = tx.execute(select(HOLDERS.c.group_id).where(HOLDERS.c.ambassador_id.in_(ids))).scalars().all()
    for table in (HOLDERS, POSTS, RELAYS):
        tx.execute(delete(table).where(table.c.ambassador_id.in_(ids)))
    groups.take_back(tx, held)
    drop_groups(tx, and_(GROUPS.c.id.in_(held), GROUPS.c.id.not_in(select(HOLDERS.c.group_id))))
    return Counter({"ambassadors": tx.execute(delete(AMBASSADORS).where(AMBASSADORS.c.id.in_(ids))).rowcount})


def drop_groups(tx: Connection, which: ColumnElement[bool]) -> None:
    """Delete these groups, and who held them; the totals of their polls are nobody's, and stay."""
    ids = tx.execute(select(GROUPS.c.id).where(which)).scalars().all()
    tx.execute(update(POLLS).where(POLLS.c.group_id.in_(ids)).values(group_id=None))
    tx.execute(delete(HOLDERS).where(HOLDERS.c.group_id.in_(ids)))
    tx.execute(delete(GROUPS).where(GROUPS.c.id.in_(ids)))
