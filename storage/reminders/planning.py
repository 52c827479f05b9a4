"""Campaigns as the calendar wants them: each moment once, whatever becomes of its date.

1. One of which nobody was told yet moves with its date, goes and comes back, and stays armed.
2. One that told somebody ends when its moment comes again; the new date makes a new one, prepared.
3. One that is under way lasts no longer than what it says is true.
4. One that the team made itself, an announcement, is no business of the calendar's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Update, delete, func, literal, select, update

from flows.reminders import BY_HAND
from storage.database.counters import next_number
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.upsert import Upsert
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS, Campaign, listed
from storage.reminders.states import PLANNED, CampaignState, ReminderState, into

GONE = "no longer in the calendar"
MOVED = "its date was moved"
"""What is noted of a campaign that ended before its time."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A campaign as the calendar wants it: its *key*, what it tells about, and when."""

    key: str
    rule: str
    about: str
    due_at: datetime
    until: datetime


def plan(tx: Connection, store: Store, edition_id: int, wanted: Sequence[Planned], now: datetime) -> int:
    """Have *wanted* prepared, each once, as the dates stand; how many campaigns changed.

    Nothing is written if nothing is new. One that would be over already is not begun.
    """
    if not store.is_sqlite:  # one at a time, or numbers would be given to nothing
        tx.execute(select(func.pg_advisory_xact_lock(edition_id)))
    known = {campaign.key: campaign for campaign in listed(tx, edition_id)}
    changed = any(planned.key in known and _differs(known[planned.key], planned) for planned in wanted)
    told, count = _told(tx, edition_id) if changed else set(), 0
    for planned in wanted:
        campaign = known.get(planned.key)
        if campaign is None:
            count += _prepare(tx, edition_id, planned, now)
        elif _differs(campaign, planned):
            count += _moved(tx, campaign, planned, now, told=campaign.id in told)
    keys = {planned.key for planned in wanted}
    gone = [campaign for key, campaign in known.items() if key not in keys and _may_go(campaign)]
    return count + sum(_drop(tx, campaign) for campaign in gone)


def _told(tx: Connection, edition_id: int) -> set[int]:
    """The campaigns of the edition of which somebody was told."""
    told = select(REMINDERS.c.id).where(REMINDERS.c.campaign_id == CAMPAIGNS.c.id)
    some = told.where(REMINDERS.c.state == ReminderState.TOLD).exists()
    return set(tx.execute(select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.edition_id == edition_id, some)).scalars())


_PREPARE = Upsert(CAMPAIGNS, ["key"])


def _prepare(tx: Connection, edition_id: int, planned: Planned, now: datetime) -> bool:
    if planned.until <= now:
        return False
    prepare(tx, edition_id, planned, new_id())
    return True


def prepare(tx: Connection, edition_id: int, planned: Planned, id: int) -> int:
    """Have *planned* prepared, unless its key is there already; the number by which the team calls it."""
    number = next_number(tx, edition_id, "campaigns")
    row = {"id": id, "edition_id": edition_id, "number": number, "key": planned.key, "rule": planned.rule}
    row |= {"about": planned.about, "state": CampaignState.PREPARED, "due_at": planned.due_at, "until": planned.until}
    tx.execute(_PREPARE.on(tx), row | {"armed_by": "", "cursor": 0, "note": ""})
    return number


def _moved(tx: Connection, campaign: Campaign, planned: Planned, now: datetime, *, told: bool) -> bool:
    """Have the campaign follow its date, as far as it still can; whether anything changed."""
    if campaign.state == CampaignState.STOPPED:  # by the team, whatever its date
        return False
    if campaign.state in PLANNED and not told:
        return _move(tx, campaign, planned)
    if planned.due_at > now:
        _end(tx, campaign, now)
        return _prepare(tx, campaign.edition_id, planned, now)
    return _lasts(tx, campaign, planned, now)


def _move(tx: Connection, campaign: Campaign, planned: Planned) -> bool:
    """It begins anew at its new date: whoever waits in it is looked for again then."""
    if campaign.cursor != 0 and campaign.due_at == planned.due_at:
        return _set(tx, campaign, update(CAMPAIGNS).values(until=planned.until))
    untold = (REMINDERS.c.campaign_id == campaign.id, REMINDERS.c.state != ReminderState.TOLD)
    tx.execute(delete(REMINDERS).where(*untold))
    into_ = into(CampaignState.PREPARED, CAMPAIGNS).values(note="") if _comes_back(campaign) else update(CAMPAIGNS)
    return _set(tx, campaign, into_.values(due_at=planned.due_at, until=planned.until, cursor=0))


def _lasts(tx: Connection, campaign: Campaign, planned: Planned, now: datetime) -> bool:
    """Its moment is past, and it goes on for as long as what it says is true: not at all, if that is over."""
    if campaign.until == planned.until or campaign.until <= now:
        return False
    note = campaign.note if planned.until > now else MOVED
    return _set(tx, campaign, update(CAMPAIGNS).values(until=planned.until, note=note))


def _end(tx: Connection, campaign: Campaign, now: datetime) -> None:
    """It tells nobody any more, and leaves its key to the campaign of the new date."""
    key = CAMPAIGNS.c.key + literal(f"@{campaign.number}")
    until = min(campaign.until, now)
    if campaign.state == CampaignState.ARMED:
        tx.execute(into(CampaignState.DONE, CAMPAIGNS).where(CAMPAIGNS.c.id == campaign.id))
    tx.execute(update(CAMPAIGNS).where(CAMPAIGNS.c.id == campaign.id).values(key=key, until=until, note=MOVED))
    waits = (REMINDERS.c.campaign_id == campaign.id, REMINDERS.c.state == ReminderState.WAITING)
    tx.execute(into(ReminderState.PASSED, REMINDERS).where(*waits).values(reason=MOVED))


def _drop(tx: Connection, campaign: Campaign) -> bool:
    if campaign.state == CampaignState.DROPPED:
        return False
    return _set(tx, campaign, into(CampaignState.DROPPED, CAMPAIGNS).values(note=GONE))


def _differs(campaign: Campaign, planned: Planned) -> bool:
    other = (campaign.due_at, campaign.until) != (planned.due_at, planned.until)
    return other or campaign.state == CampaignState.DROPPED


def _set(tx: Connection, campaign: Campaign, changed: Update) -> bool:
    """Whoever goes on with it meanwhile is left alone: it is looked at again at the next tick."""
    as_seen = (CAMPAIGNS.c.id == campaign.id, CAMPAIGNS.c.cursor == campaign.cursor)
    return bool(tx.execute(changed.where(*as_seen, CAMPAIGNS.c.state == campaign.state)).rowcount)


def _comes_back(campaign: Campaign) -> bool:
    """Whether it is wanted again: the calendar had dropped it, or it was missed and has another date."""
    return campaign.state in (CampaignState.DROPPED, CampaignState.MISSED)


def _may_go(campaign: Campaign) -> bool:
    return campaign.cursor == 0 and campaign.state in PLANNED and campaign.rule not in BY_HAND
