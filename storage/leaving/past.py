"""Editions that are over: nobody's name is needed for them any more, whoever goes on using the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, exists, or_, select, update

from storage.database.store import Store
from storage.leaving.cuts import drop_ambassadors, unlink_votes, wipe_ideas
from storage.leaving.keeping import Keeping
from storage.people.people import ADDRESSES, PEOPLE, PROFILES
from storage.people.speakers import free
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.newcomers import RELAYS
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
from storage.town.authors import AUTHORS
from storage.town.comments import COMMENTS
from storage.town.follows import FOLLOWS
from storage.town.meetings import SIGN_UPS
from storage.town.projects import PROJECTS
from storage.town.supports import SUPPORTS
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL
from storage.town.tickets import TICKET_WORDS, TICKETS


def not_heard_since(tx: Connection, store: Store, since: datetime, most: int) -> Sequence[int]:
    """At most so many people whom nobody heard *since* then, and who are not talking just now.

    On a shared telephone all are heard when one is.
    """
    lately = ADDRESSES.c.heard_on >= since.date()
    long_ago = or_(ADDRESSES.c.heard_on < since.date(), ADDRESSES.c.heard_on.is_(None))
    own = select(ADDRESSES.c.person_id).where(long_ago)
    quiet = own.union(
        select(PROFILES.c.person_id).join(ADDRESSES, PROFILES.c.address_id == ADDRESSES.c.id).where(long_ago)
    )
    profiles = PROFILES.c.address_id == ADDRESSES.c.id
    heard = or_(
        exists().where(ADDRESSES.c.person_id == PEOPLE.c.id, lately),
        exists().where(PROFILES.c.person_id == PEOPLE.c.id, profiles, lately),
    )
    silent = select(PEOPLE.c.id).where(PEOPLE.c.id.in_(quiet), PEOPLE.c.created_at < since)
    silent = silent.where(PEOPLE.c.erased_at.is_(None), ~heard)
    few = silent.order_by(PEOPLE.c.id).limit(most).with_for_update(skip_locked=True, of=PEOPLE)
    return free(tx, store, tx.execute(few).scalars().all())


def forget_names(tx: Connection, over: Collection[Keeping]) -> Counter[str]:
    """Cut what people did in editions that are *over* from who they are; how many rows of what that was.

    Published ideas and comments, answers to surveys and ballots stay, as nobody's.
    """
    editions = [edition.id for edition in over]
    if not editions:
        return Counter()
    ideas = wipe_ideas(tx, over, PROJECTS.c.edition_id.in_(editions))
    projects = select(PROJECTS.c.id).where(PROJECTS.c.edition_id.in_(editions))
    of_projects = COMMENTS.c.project_id.in_(projects)
    signed = SURVEY_PAPERS.c.edition_id.in_(editions), SURVEY_PAPERS.c.person_id.is_not(None)
    shown = update(COMMENTS).where(of_projects, COMMENTS.c.state == "shown", COMMENTS.c.person_id.is_not(None))
    campaigns = select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.edition_id.in_(editions))
    done = {
        "authors": delete(AUTHORS).where(AUTHORS.c.project_id.in_(projects)),
        "follows": delete(FOLLOWS).where(FOLLOWS.c.project_id.in_(projects)),
        "supports": delete(SUPPORTS).where(SUPPORTS.c.project_id.in_(projects)),
        "comments": shown.values(person_id=None),
        "comments not shown": delete(COMMENTS).where(of_projects, COMMENTS.c.state != "shown"),
        "reminders": delete(REMINDERS).where(REMINDERS.c.campaign_id.in_(campaigns)),
        "sign-ups": delete(SIGN_UPS).where(SIGN_UPS.c.edition_id.in_(editions)),
        "relays": delete(RELAYS).where(RELAYS.c.edition_id.in_(editions)),
        "survey roll": delete(SURVEY_ROLL).where(SURVEY_ROLL.c.edition_id.in_(editions)),
        "survey answers": update(SURVEY_PAPERS).where(*signed).values(person_id=None),
    }
    rows = Counter({what: tx.execute(how).rowcount for what, how in done.items()})
    rows += drop_ambassadors(tx, AMBASSADORS.c.edition_id.in_(editions))
    return rows + Counter(ideas=ideas) + _questions(tx, editions)


def forget_voters(tx: Connection, editions: Collection[int], most: int) -> int:
    """Take at most so many persons off the roll of these *editions*; how many that was. How many voted stays known."""
    return unlink_votes(tx, editions, most=most)


def _questions(tx: Connection, editions: Collection[int]) -> Counter[str]:
    """What was asked of the team and answered; that there was a question stays."""
    theirs = TICKETS.c.edition_id.in_(editions)
    words = delete(TICKET_WORDS).where(TICKET_WORDS.c.ticket_id.in_(select(TICKETS.c.id).where(theirs)))
    named = or_(TICKETS.c.person_id.is_not(None), TICKETS.c.address_id.is_not(None))
    gone = update(TICKETS).where(theirs, named).values(person_id=None, address_id=None, state="closed")
    return Counter({"answers": tx.execute(words).rowcount, "questions": tx.execute(gone).rowcount})
