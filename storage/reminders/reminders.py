"""Who is reminded of what: a row for each person of a campaign, written by sets and told one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, func, literal, or_, select, true, update

from flows.reminders import BY_NAME, ConsentKind, Rule, Whom
from flows.talk.engine import IDLE
from flows.town.edition import Edition
from storage.database.store import Utc
from storage.database.upsert import Upsert
from storage.messages.conversations import CONVERSATIONS
from storage.people.people import ADDRESSES, PEOPLE, UNREADABLE
from storage.reminders.audience import is_for, is_silent, is_unreachable, recipients, wants
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS, Campaign
from storage.reminders.lottery import variant_of
from storage.reminders.states import CampaignState, ReminderState, Variant, into

BLOCK = 20_000
"""People looked at in one statement: a million in fifty of them, each a short transaction."""

WEEK = timedelta(days=7)

PUT_DOWN = timedelta(seconds=IDLE)
"""After how long a conversation is under way no more, and we may speak of something else."""

ELSEWHERE = timedelta(hours=6)
"""When to look again for someone while another of those who share their telephone speaks there."""

AT_REST = ("", "menu")
"""What is open when nobody is in the middle of anything."""


NO_CAP = 1_000
"""Messages a week of what people are owed, however many they had."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to remind, where they can be reached."""

    reminder_id: int
    person_id: int
    variant: str
    channel: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class ReminderStanding:
    """How things stand with a reminder just now: *why* it is never to be told, or until when it has to *rest*."""

    reminder_id: int
    person_id: int
    rule: str
    about: str
    why: str
    rest: datetime | None


# Filling


_ONE_EACH = Upsert(REMINDERS, ["campaign_id", "person_id"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """The people that a campaign looks at next: those after the *cursor*, to be told from *due_at* on.

    Of what they began only what they left alone since *left_before* counts.
    """

    cursor: int
    due_at: datetime
    left_before: datetime


def fill(tx: Connection, campaign: Campaign, edition: Edition, stretch: Stretch, most: int = BLOCK) -> int:
    """Write a reminder for each of the next *most* people whom the campaign is for; how many were looked at.

    May run again, or twice at once: a person has one row in a campaign. At the end the cursor is -1.
    """
    last, looked = _upper(tx, stretch.cursor, most)
    ours = update(CAMPAIGNS).where(CAMPAIGNS.c.id == campaign.id, CAMPAIGNS.c.cursor >= 0)
    if last is None:
        tx.execute(ours.values(cursor=-1))
        return 0
    rule = BY_NAME[campaign.rule]
    chosen = recipients(edition, rule, campaign.about, stretch.left_before)
    chosen = chosen.where(PEOPLE.c.id > stretch.cursor, PEOPLE.c.id <= last).subquery()
    variant = variant_of(chosen.c.person_id, edition, rule, campaign.id)
    columns = ("campaign_id", "person_id", "address_id", "channel", "variant", "state", "due_at", "reason")
    values = select(
        literal(campaign.id),
        chosen.c.person_id,
        chosen.c.address_id,
        chosen.c.channel,
        variant,
        case((variant == Variant.HELD, ReminderState.PASSED), else_=ReminderState.WAITING),
        literal(stretch.due_at, Utc),
        case((variant == Variant.HELD, "held out"), else_=""),
    ).where(chosen.c.best == 1)
    tx.execute(_ONE_EACH.on(tx).from_select(columns, values))
    tx.execute(ours.values(cursor=last))
    return looked


def _upper(tx: Connection, cursor: int, most: int) -> tuple[int | None, int]:
    """The last of the next *most* people after *cursor*, and how many they are; None if nobody is left."""
    block = select(PEOPLE.c.id).where(PEOPLE.c.id > cursor).order_by(PEOPLE.c.id).limit(most).subquery()
    last, count = tx.execute(select(func.max(block.c.id), func.count()).select_from(block)).one()
    return last, count


# Telling: who hears it now


def due(tx: Connection, campaign_id: int, channel: str, now: datetime, most: int) -> list[Recipient]:
    """At most *most* people whom the campaign may tell now, by *channel*."""
    mine = (
        REMINDERS.c.campaign_id == campaign_id,
        REMINDERS.c.state == ReminderState.WAITING,
        REMINDERS.c.channel == channel,
    )
    columns = (REMINDERS.c.id, REMINDERS.c.person_id, REMINDERS.c.variant, ADDRESSES.c.sealed)
    query = select(*columns).join(ADDRESSES, ADDRESSES.c.id == REMINDERS.c.address_id)
    query = query.where(*mine, REMINDERS.c.due_at <= now).order_by(REMINDERS.c.due_at, REMINDERS.c.id).limit(most)
    return [Recipient(row.id, row.person_id, row.variant, channel, row.sealed) for row in tx.execute(query)]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a campaign reminds of: by which rule, and about what."""

    rule: Rule
    about: str


def standings(
    tx: Connection, edition: Edition, occasion: Occasion, ids: Collection[int], now: datetime
) -> list[ReminderStanding]:
    """How things stand with those of the reminders (of one campaign) that still wait."""
    rule, about = occasion.rule, occasion.about
    values = {"ids": list(ids), "week": now - WEEK, "talking": now - PUT_DOWN}
    rows = tx.execute(_standings_of(edition.id, rule.kind, rule.whom, about), values).all()
    per_week = edition.campaigns.per_week if rule.kind is not ConsentKind.OWED else NO_CAP
    return [
        ReminderStanding(row.id, row.person_id, rule.name, about, row.why, _rest(row, per_week, now)) for row in rows
    ]


@lru_cache(maxsize=64)
def _standings_of(edition_id: int, kind: ConsentKind, whom: Whom, about: str) -> Select[Any]:
    """Built once: it is asked for each person again, where they are locked."""
    told = REMINDERS.alias("told")
    week = bindparam("week", type_=Utc)
    lately = (told.c.person_id == REMINDERS.c.person_id, told.c.state == ReminderState.TOLD, told.c.told_at > week)
    talks = (CONVERSATIONS.c.person_id == REMINDERS.c.person_id, CONVERSATIONS.c.flow.not_in(AT_REST))
    talked = select(CONVERSATIONS.c.updated_at).where(
        *talks, CONVERSATIONS.c.updated_at > bindparam("talking", type_=Utc)
    )
    why = case(
        (or_(PEOPLE.c.erased_at.is_not(None), ADDRESSES.c.sealed == UNREADABLE), "erased"),
        (is_silent(), "asked for silence"),
        (is_unreachable(), "cannot be reached"),
        (~wants(kind), "wants none"),
        (~and_(true(), *is_for(edition_id, whom, about)), "no longer true"),
        else_="",
    )
    return (
        select(
            REMINDERS.c.id,
            REMINDERS.c.person_id,
            (ADDRESSES.c.person_id == REMINDERS.c.person_id).label("here"),
            why.label("why"),
            select(func.count()).select_from(told).where(*lately).scalar_subquery().label("had"),
            select(func.min(told.c.told_at)).where(*lately).scalar_subquery().label("first"),
            talked.scalar_subquery().label("talked_at"),
        )
        .join(PEOPLE, PEOPLE.c.id == REMINDERS.c.person_id)
        .join(ADDRESSES, ADDRESSES.c.id == REMINDERS.c.address_id)
        .where(REMINDERS.c.id.in_(bindparam("ids", expanding=True)), REMINDERS.c.state == ReminderState.WAITING)
    )


def _rest(row: Any, per_week: int, now: datetime) -> datetime | None:
    """Until when this person is left alone; None if they need not be."""
    waits = [now + ELSEWHERE] * (not row.here)
    if row.had and row.had >= per_week:
        waits.append(row.first + WEEK)
    if row.talked_at:
        waits.append(row.talked_at + PUT_DOWN)
    return max(waits, default=None)


_ARMED = (
    select(CAMPAIGNS.c.rule, CAMPAIGNS.c.about)
    .join(REMINDERS, REMINDERS.c.campaign_id == CAMPAIGNS.c.id)
    .where(REMINDERS.c.id == bindparam("reminder"), REMINDERS.c.address_id == bindparam("address"))
    .where(REMINDERS.c.state == ReminderState.WAITING, CAMPAIGNS.c.state == CampaignState.ARMED)
    .where(CAMPAIGNS.c.until > bindparam("now", type_=Utc))
    .with_for_update(read=True, of=CAMPAIGNS)
)


def standing(tx: Connection, edition: Edition, id: int, address_id: int, now: datetime) -> ReminderStanding | None:
    """How things stand with one reminder, for who is locked at that address; None if it is not to be told at all now.

    Whoever stops its campaign waits until the turn is over, and then finds what it put into the outbox.
    """
    row = tx.execute(_ARMED, {"reminder": id, "address": address_id, "now": now}).one_or_none()
    if row is None:
        return None
    return next(iter(standings(tx, edition, Occasion(BY_NAME[row.rule], row.about), [id], now)), None)


_THIS = REMINDERS.c.id == bindparam("reminder")
_WAITING = update(REMINDERS).where(_THIS, REMINDERS.c.state == ReminderState.WAITING)
_TOLD = into(ReminderState.TOLD, REMINDERS).where(_THIS)
_PASSED = into(ReminderState.PASSED, REMINDERS).where(_THIS).values(reason=bindparam("because"))


def anybody_was_reminded(tx: Connection, edition_id: int) -> bool:
    """Whether anybody was reminded of anything in the edition."""
    told = select(REMINDERS.c.id).join(CAMPAIGNS, CAMPAIGNS.c.id == REMINDERS.c.campaign_id)
    ours = (CAMPAIGNS.c.edition_id == edition_id, REMINDERS.c.state == ReminderState.TOLD)
    return tx.execute(told.where(*ours).limit(1)).first() is not None


def was_reminded(tx: Connection, edition_id: int, person_id: int) -> bool:
    """Whether the person was reminded of anything in the edition."""
    ours = select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.edition_id == edition_id)
    theirs = (REMINDERS.c.person_id == person_id, REMINDERS.c.state == ReminderState.TOLD)
    return (
        tx.execute(select(REMINDERS.c.id).where(*theirs, REMINDERS.c.campaign_id.in_(ours)).limit(1)).first()
        is not None
    )


def told(tx: Connection, id: int, now: datetime) -> None:
    """This one was told."""
    tx.execute(_TOLD.values(told_at=now), {"reminder": id})


def passed(tx: Connection, why: Mapping[int, str]) -> None:
    """These are not told, for the reason given."""
    if why:
        rows = [{"reminder": id, "because": reason} for id, reason in why.items()]
        tx.execute(_PASSED, rows)


def put_off(tx: Connection, until: Mapping[int, datetime]) -> None:
    """These wait longer; whether they are still true is asked again then."""
    if until:
        later = _WAITING.values(due_at=bindparam("later", type_=Utc))
        tx.execute(later, [{"reminder": id, "later": moment} for id, moment in until.items()])


def untold(tx: Connection, ids: Collection[int], due_at: datetime) -> None:
    """What was to tell these did not leave: they wait again, and their campaigns are not done after all."""
    if not ids:
        return
    ours = into(ReminderState.WAITING, REMINDERS).where(REMINDERS.c.id.in_(ids))
    tx.execute(ours.values(told_at=None, due_at=due_at))
    theirs = CAMPAIGNS.c.id.in_(select(REMINDERS.c.campaign_id).where(REMINDERS.c.id.in_(ids)))
    tx.execute(into(CampaignState.ARMED, CAMPAIGNS).where(theirs, CAMPAIGNS.c.state == CampaignState.DONE))


def still_told(tx: Connection, ids: Collection[int], now: datetime, since: datetime) -> set[int]:
    """Those that were told *since* then and may still leave: their campaign was not stopped, and is not over."""
    going = (CAMPAIGNS.c.state.in_((CampaignState.ARMED, CampaignState.DONE)), CAMPAIGNS.c.until > now)
    told = (REMINDERS.c.id.in_(ids), REMINDERS.c.state == ReminderState.TOLD, REMINDERS.c.told_at >= since)
    query = select(REMINDERS.c.id).join(CAMPAIGNS, CAMPAIGNS.c.id == REMINDERS.c.campaign_id)
    return set(tx.execute(query.where(*told, *going)).scalars()) if ids else set()


def waiting_among(tx: Connection, ids: Collection[int]) -> set[int]:
    """Those that still wait."""
    query = select(REMINDERS.c.id).where(REMINDERS.c.id.in_(ids), REMINDERS.c.state == ReminderState.WAITING)
    return set(tx.execute(query).scalars())
