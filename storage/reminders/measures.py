"""Which campaigns and which people a report may compare: those of one measure, whose lots were drawn in one way.

A measure is one share held out. When that share changes, a new measure begins, and the log of the edition says so. If
anybody had been held out before, it counts only people whom no reminder concerned before it: who was reminded then has
voted more often, and would be missing more often now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from flows.reminders import BY_NAME, ConsentKind
from storage.database.ids import new_id
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS, Campaign
from storage.reminders.states import CampaignState, ReminderState, Variant
from storage.town.calendar import CALENDAR_LOG, CalendarEntry, known, log

BEGAN, REWORDED = "measure", "reworded"
"""What keys of the log begin with: a measure that began, a wording that was changed while it went out."""


@dataclass(frozen=True, slots=True)
class MeasureSpan:
    """What is counted: campaigns due *since* then (all, if it is None); with *afresh*, only people new to them."""

    since: datetime | None = None
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class DrawnSoFar:
    """How many people were drawn in the measure that runs, and how many of them are *held* out."""

    people: int
    held: int


def running(tx: Connection, edition_id: int) -> MeasureSpan:
    """The measure that runs in the edition."""
    mine = (CALENDAR_LOG.c.edition_id == edition_id, CALENDAR_LOG.c.key.startswith(f"{BEGAN}:"))
    since = tx.execute(select(func.max(CALENDAR_LOG.c.at)).where(*mine)).scalar()
    if since is None:
        return MeasureSpan()
    before = (CAMPAIGNS.c.edition_id == edition_id, CAMPAIGNS.c.due_at < since, REMINDERS.c.variant == Variant.HELD)
    held = select(REMINDERS.c.id).join(CAMPAIGNS).where(*before).limit(1)
    return MeasureSpan(since, afresh=tx.execute(held).first() is not None)


def of_campaign(tx: Connection, campaign: Campaign) -> MeasureSpan:
    """The measure that the campaign belongs to: one that was drawn before the last change is whole by itself."""
    measure = running(tx, campaign.edition_id)
    return measure if measure.since is None or campaign.due_at >= measure.since else MeasureSpan()


def drawn_so_far(tx: Connection, edition_id: int) -> DrawnSoFar:
    """Who was drawn in the measure that runs."""
    since = running(tx, edition_id).since
    held = func.count((REMINDERS.c.person_id).distinct()).filter(REMINDERS.c.variant == Variant.HELD)
    query = select(func.count(REMINDERS.c.person_id.distinct()), held).join(CAMPAIGNS)
    later = (CAMPAIGNS.c.due_at >= since,) if since else ()
    return DrawnSoFar(*tx.execute(query.where(CAMPAIGNS.c.edition_id == edition_id, holds_out(), *later)).one())


def begin(tx: Connection, edition_id: int, by: str, now: datetime, what: str) -> None:
    """A new measure begins *now*; *what* is its line in the log."""
    log(tx, edition_id, [CalendarEntry(now, by, f"{BEGAN}:{edition_id}:{new_id()}", what)])


def holds_out() -> ColumnElement[bool]:
    """A campaign of which people may be held out."""
    return CAMPAIGNS.c.rule.in_([rule.name for rule in BY_NAME.values() if rule.kind is ConsentKind.REMINDERS])


# Wordings: each campaign has a lottery of its own


@dataclass(frozen=True, slots=True)
class HalfTold:
    """A campaign (by id and number) in which some read the other wording, and some are still to read it."""

    id: int
    number: int
    told: int
    waiting: int


def half_told(tx: Connection, edition_id: int, rule: str, now: datetime) -> list[HalfTold]:
    """The campaigns of *rule* that are telling their other wording just now."""
    counts = (func.count().filter(REMINDERS.c.state == s) for s in (ReminderState.TOLD, ReminderState.WAITING))
    query = select(CAMPAIGNS.c.id, CAMPAIGNS.c.number, *counts).join(
        REMINDERS, REMINDERS.c.campaign_id == CAMPAIGNS.c.id
    )
    going = (CAMPAIGNS.c.until > now, CAMPAIGNS.c.state.in_((CampaignState.ARMED, CampaignState.STOPPED)))
    ours = (CAMPAIGNS.c.edition_id == edition_id, CAMPAIGNS.c.rule == rule, REMINDERS.c.variant == Variant.OTHER)
    rows = tx.execute(query.where(*ours, *going).group_by(CAMPAIGNS.c.id, CAMPAIGNS.c.number)).all()
    return [HalfTold(*row) for row in rows if row[2] and row[3]]


def reword(tx: Connection, edition_id: int, campaign: HalfTold, by: str, now: datetime) -> None:
    """Its other wording is another from *now* on: its two wordings are not compared any more."""
    what = f"the other wording of reminder {campaign.number} changed while it went out: its wordings are not compared"
    log(tx, edition_id, [CalendarEntry(now, by, _key(edition_id, campaign.id), what)])


def is_reworded(tx: Connection, campaign: Campaign) -> bool:
    """Whether the other wording of the campaign changed while it went out."""
    return bool(known(tx, [_key(campaign.edition_id, campaign.id)]))


def _key(edition_id: int, campaign_id: int) -> str:
    return f"{REWORDED}:{edition_id}:{campaign_id}"
