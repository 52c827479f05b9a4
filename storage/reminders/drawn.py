"""What became of the people that were drawn for reminders: in which state they are, and who took part."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, func, select

from flows.reminders import BY_NAME, ConsentKind
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
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


def participation(tx: Connection, edition_id: int, campaign_id: int = 0) -> dict[str, Tally]:
    """What people did in the edition, by the variant they were drawn for, whether or not they were told in the end.

    That alone is fair: who had voted before their turn came was told nothing in one variant; in another nobody looked.
    Of one campaign; of all that hold people out if it is 0, and then everybody who was not held out is «told».
    """
    chosen = (CAMPAIGNS.c.edition_id == edition_id, CAMPAIGNS.c.id == campaign_id if campaign_id else _holds_out())
    variant = (
        REMINDERS.c.variant
        if campaign_id
        else case((REMINDERS.c.variant == Variant.HELD, Variant.HELD), else_=Variant.TOLD)
    )
    drawn = select(REMINDERS.c.person_id, variant.label("variant")).join(CAMPAIGNS).where(*chosen).distinct().subquery()
    voted = select(ROLL.c.person_id).where(ROLL.c.edition_id == edition_id, ROLL.c.person_id == drawn.c.person_id)
    mine = select(AUTHORS.c.person_id).join(PROJECTS, PROJECTS.c.id == AUTHORS.c.project_id)
    proposed = mine.where(PROJECTS.c.edition_id == edition_id, AUTHORS.c.person_id == drawn.c.person_id)
    counted = [func.sum(case((did.exists(), 1), else_=0)) for did in (voted, proposed)]
    rows = tx.execute(select(drawn.c.variant, func.count(), *counted).group_by(drawn.c.variant))
    return {name: Tally(people, int(voters), int(authors)) for name, people, voters, authors in rows}


def _holds_out() -> ColumnElement[bool]:
    return CAMPAIGNS.c.rule.in_([rule.name for rule in BY_NAME.values() if rule.kind is ConsentKind.REMINDERS])
