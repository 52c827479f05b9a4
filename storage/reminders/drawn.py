"""What became of the people that were drawn for reminders: in which state they are, and who took part."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Subquery, case, func, select

from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
from storage.reminders.measures import MeasureSpan, holds_out
from storage.reminders.states import Variant
from storage.town.authors import AUTHORS
from storage.town.projects import PROJECTS
from storage.votes.votes import ROLL


@dataclass(frozen=True, slots=True)
class Tally:
    """The people of one variant, and how many of them took part: voted, or proposed."""

    people: int
    voted: int
    proposed: int


def states(tx: Connection, edition_id: int) -> dict[int, dict[str, int]]:
    """How many reminders are in each state («held» apart), for each campaign of the edition (by id)."""
    state = case((REMINDERS.c.variant == Variant.HELD, Variant.HELD), else_=REMINDERS.c.state)
    query = select(REMINDERS.c.campaign_id, state, func.count()).join(CAMPAIGNS)
    counts: dict[int, dict[str, int]] = {}
    rows = query.where(CAMPAIGNS.c.edition_id == edition_id).group_by(REMINDERS.c.campaign_id, state)
    for campaign, which, count in tx.execute(rows):
        counts.setdefault(campaign, {})[which] = count
    return counts


def reasons(tx: Connection, campaign_id: int) -> dict[tuple[str, str], int]:
    """How many people of a campaign are in each state, and why."""
    both = (REMINDERS.c.state, REMINDERS.c.reason)
    rows = tx.execute(select(*both, func.count()).where(REMINDERS.c.campaign_id == campaign_id).group_by(*both))
    return {(state, reason): count for state, reason, count in rows}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Whose part is counted: of one campaign (by id), or of all that hold people out if it is 0, in one measure.

    With *one_wording*, who read the other words counts with who read ours; of all campaigns they always do.
    """

    edition_id: int
    campaign_id: int = 0
    measure: MeasureSpan = field(default_factory=MeasureSpan)
    one_wording: bool = False


def participation(tx: Connection, drawn: Drawn) -> dict[str, Tally]:
    """What people did in the edition, by the variant they were drawn for, whether or not they were told in the end.

    That alone is fair: who had voted before their turn came was told nothing in one variant; in another nobody looked.
    Who was drawn for two variants (two persons who turned out to be one) is in neither.
    """
    people, edition_id = _people(drawn), drawn.edition_id
    voted = select(ROLL.c.person_id).where(ROLL.c.edition_id == edition_id, ROLL.c.person_id == people.c.person_id)
    mine = select(AUTHORS.c.person_id).join(PROJECTS, PROJECTS.c.id == AUTHORS.c.project_id)
    proposed = mine.where(PROJECTS.c.edition_id == edition_id, AUTHORS.c.person_id == people.c.person_id)
    counted = [func.sum(case((did.exists(), 1), else_=0)) for did in (voted, proposed)]
    rows = tx.execute(select(people.c.variant, func.count(), *counted).group_by(people.c.variant))
    return {name: Tally(people, int(voters), int(authors)) for name, people, voters, authors in rows}


def left_out(tx: Connection, drawn: Drawn) -> int:
    """How many people of these campaigns are not counted: an earlier measure drew them, or two variants have them."""
    everybody = select(REMINDERS.c.person_id).join(CAMPAIGNS).where(*_campaigns(drawn)).distinct().subquery()
    count = tx.execute(select(func.count()).select_from(everybody)).scalar_one()
    return int(count) - int(tx.execute(select(func.count()).select_from(_people(drawn))).scalar_one())


def _people(drawn: Drawn) -> Subquery:
    """The people who are counted, each with the one variant they were drawn for."""
    held = case((REMINDERS.c.variant == Variant.HELD, Variant.HELD), else_=Variant.TOLD)
    variant = REMINDERS.c.variant if drawn.campaign_id and not drawn.one_wording else held
    query = select(REMINDERS.c.person_id, func.min(variant).label("variant")).join(CAMPAIGNS)
    query = query.where(*_campaigns(drawn), *_new(drawn)).group_by(REMINDERS.c.person_id)
    return query.having(func.min(variant) == func.max(variant)).subquery()


def _campaigns(drawn: Drawn) -> tuple[ColumnElement[bool], ...]:
    which = CAMPAIGNS.c.id == drawn.campaign_id if drawn.campaign_id else holds_out()
    since = drawn.measure.since
    return (CAMPAIGNS.c.edition_id == drawn.edition_id, which, *((CAMPAIGNS.c.due_at >= since,) if since else ()))


def _new(drawn: Drawn) -> tuple[ColumnElement[bool], ...]:
    """Where a measure counts afresh: nobody whom a reminder concerned before it."""
    if not drawn.measure.afresh:
        return ()
    before, theirs = REMINDERS.alias("before"), CAMPAIGNS.alias("of_before")
    earlier = select(before.c.id).join(theirs, theirs.c.id == before.c.campaign_id)
    ours = (theirs.c.edition_id == drawn.edition_id, theirs.c.due_at < drawn.measure.since)
    return (~earlier.where(before.c.person_id == REMINDERS.c.person_id, *ours).exists(),)
