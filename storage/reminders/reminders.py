"""Who is reminded of what: a row for each person of a campaign, written by sets and told one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from flows.reminders import BY_NAME, ConsentKind, Rule, Whom
from flows.reminders.remind import wording_for
from flows.talk.engine import IDLE
from flows.town.edition import Edition, Phase
from storage.database.store import Utc
from storage.database.upsert import Upsert
from storage.messages.conversations import CONVERSATIONS
from storage.people.consents import CONSENTS
from storage.people.people import ADDRESSES, GROUP, PEOPLE, UNREADABLE
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS, Campaign
from storage.reminders.states import CampaignState, ReminderState, Variant, into
from storage.town.authors import AUTHORS
from storage.town.editions import PROJECTS
from storage.town.meetings import SIGN_UPS
from storage.votes.votes import ROLL

BLOCK = 20_000
"""People looked at in one statement: a million in fifty of them, each a short transaction."""

WEEK = timedelta(days=7)

PUT_DOWN = timedelta(seconds=IDLE)
"""After how long a conversation is under way no more, and we may speak of something else."""

ELSEWHERE = timedelta(hours=6)
"""When to look again for someone while another of those who share their telephone speaks there."""

AT_REST = ("", "menu")
"""What is open when nobody is in the middle of anything."""


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


# Filling: who a campaign is for


_ONE_EACH = Upsert(REMINDERS, ["campaign_id", "person_id"])


def fill(
    tx: Connection,
    campaign: Campaign,
    edition: Edition,
    cursor: int,
    due_at: datetime,
    left_before: datetime,
    most: int = BLOCK,
) -> int:
    """Write a reminder for each of the next *most* people whom the campaign is for; how many were looked at.

    May run again, or twice at once: a person has one row in a campaign. At the end the cursor is -1. Of what people
    began only what they left alone since *left_before* counts.
    """
    last, looked = _upper(tx, cursor, most)
    ours = update(CAMPAIGNS).where(CAMPAIGNS.c.id == campaign.id, CAMPAIGNS.c.cursor >= 0)
    if last is None:
        tx.execute(ours.values(cursor=-1))
        return 0
    rule = BY_NAME[campaign.rule]
    chosen = recipients(edition, rule, campaign.about, left_before)
    chosen = chosen.where(PEOPLE.c.id > cursor, PEOPLE.c.id <= last).subquery()
    variant = variant_of(chosen.c.person_id, edition, rule, campaign.id)
    columns = ("campaign_id", "person_id", "address_id", "channel", "variant", "state", "due_at", "reason")
    values = select(
        literal(campaign.id),
        chosen.c.person_id,
        chosen.c.address_id,
        chosen.c.channel,
        variant,
        case((variant == Variant.HELD, ReminderState.PASSED), else_=ReminderState.WAITING),
        literal(due_at, Utc),
        case((variant == Variant.HELD, "held out"), else_=""),
    ).where(chosen.c.best == 1)
    tx.execute(_ONE_EACH.on(tx).from_select(columns, values))
    tx.execute(ours.values(cursor=last))
    return looked


def recipients(edition: Edition, rule: Rule, about: str, left_before: datetime) -> Any:
    """The people a rule is for, each with every address they can be reached at, the best of them numbered 1."""
    newest = func.row_number().over(
        partition_by=PEOPLE.c.id, order_by=(ADDRESSES.c.heard_on.desc().nulls_last(), ADDRESSES.c.id.desc())
    )
    return (
        select(
            PEOPLE.c.id.label("person_id"),
            PEOPLE.c.language,
            ADDRESSES.c.id.label("address_id"),
            ADDRESSES.c.channel,
            newest.label("best"),
        )
        .join(ADDRESSES, ADDRESSES.c.person_id == PEOPLE.c.id)
        .where(PEOPLE.c.erased_at.is_(None), ~_silent(), ~_unreachable())
        .where(_wants(rule.kind), *_is_for(edition.id, rule.whom, about, left_before))
    )


def audience(
    tx: Connection, edition: Edition, rule: Rule, campaign: Campaign, left_before: datetime
) -> dict[tuple[str, str, str], int]:
    """How many people the campaign would be for just now, by channel, language and variant."""
    everyone = recipients(edition, rule, campaign.about, left_before).subquery()
    variant = variant_of(everyone.c.person_id, edition, rule, campaign.id)
    groups = (everyone.c.channel, everyone.c.language, variant)
    query = select(*groups, func.count()).where(everyone.c.best == 1).group_by(*groups)
    return {(channel, language, which): count for channel, language, which, count in tx.execute(query)}


def how_many_people(tx: Connection, after: int = 0) -> int:
    """How many people there are to look at, whose ids come *after* that."""
    return int(tx.execute(select(func.count()).select_from(PEOPLE).where(PEOPLE.c.id > after)).scalar_one())


def _silent() -> ColumnElement[bool]:
    return ADDRESSES.c.stopped_at.is_not(None)


def _unreachable() -> ColumnElement[bool]:
    """An address that took nothing when we last tried, was erased, or is that of a group."""
    return or_(ADDRESSES.c.gone_at.is_not(None), ADDRESSES.c.sealed == UNREADABLE, ADDRESSES.c.channel == GROUP)


def _wants(kind: ConsentKind) -> ColumnElement[bool]:
    """Whether the person never said no, or said yes after it."""
    said_no = and_(CONSENTS.c.person_id == PEOPLE.c.id, CONSENTS.c.kind == kind, ~CONSENTS.c.wanted)
    return ~select(CONSENTS.c.person_id).where(said_no).exists()


def _is_for(
    edition_id: int, whom: Whom, about: str, left_before: datetime | None = None
) -> tuple[ColumnElement[bool], ...]:
    """What is true of the people that *whom* names."""
    voted = select(ROLL.c.person_id).where(ROLL.c.edition_id == edition_id, ROLL.c.person_id == PEOPLE.c.id).exists()
    mine = and_(AUTHORS.c.person_id == PEOPLE.c.id, PROJECTS.c.edition_id == edition_id)
    proposed = select(AUTHORS.c.person_id).join(PROJECTS, PROJECTS.c.id == AUTHORS.c.project_id).where(mine).exists()
    comes = select(SIGN_UPS.c.person_id).where(
        SIGN_UPS.c.edition_id == edition_id, SIGN_UPS.c.meeting == about, SIGN_UPS.c.person_id == PEOPLE.c.id
    )
    no_idea, no_vote = (~proposed, ~_left("propose")), (~voted, ~_left("vote"))
    return {
        Whom.EVERYONE: (),
        Whom.NOT_BEGUN: no_vote if about == Phase.VOTE else no_idea,
        Whom.NOT_PROPOSED: no_idea,
        Whom.NOT_VOTED: no_vote,
        Whom.BALLOT_BEGUN: (~voted, _left("vote", left_before)),
        Whom.DRAFT_BEGUN: (_left("propose", left_before),),
        Whom.SURVEY_BEGUN: (_left("survey", left_before),),
        Whom.SIGNED_UP: (comes.exists(),),
    }[whom]


def _left(flow: str, before: datetime | None = None) -> ColumnElement[bool]:
    """Whether the person left that conversation unfinished; with *before*, and wrote nothing since then."""
    named = or_(CONVERSATIONS.c.flow == flow, CONVERSATIONS.c.aside.contains(f" {flow} ", autoescape=True))
    mine = select(CONVERSATIONS.c.person_id).where(CONVERSATIONS.c.person_id == PEOPLE.c.id, named)
    return (mine.where(CONVERSATIONS.c.updated_at <= before) if before else mine).exists()


# The lottery


def variant_of(person_id: ColumnElement[int], edition: Edition, rule: Rule, campaign_id: int) -> ColumnElement[str]:
    """Held out, told, or told in the other words: drawn by a fixed function of the person.

    The same people are held out of every reminder of an edition: only then does the share measure what reminders
    change. Nobody is held out of news, or of a meeting they signed up for. Wordings are drawn anew in each campaign.
    """
    held_out = edition.campaigns.hold_out if rule.kind is ConsentKind.REMINDERS else 0
    words = 50 if wording_for(rule.name, edition).text else 0
    held = lot(person_id, edition.id) < held_out
    other = lot(person_id, campaign_id) < words
    return case((held, Variant.HELD), (other, Variant.OTHER), else_=Variant.TOLD)


_PRIME = 2_147_483_647


def lot(person_id: ColumnElement[int], salt: int) -> ColumnElement[int]:
    """A number from 0 to 99 for each person, as good as drawn anew for each *salt*.

    The fifth power of their sum, twice, modulo a prime: no two sums have the same, neighbours are far from each other,
    and every database can reckon it within 64 bits. (A product instead of a power would tie the lots of two salts.)
    """
    first = _fifth((person_id % _PRIME + salt % _PRIME) % _PRIME)
    return _fifth((first + salt // _PRIME % _PRIME + 1) % _PRIME) % 100


def _fifth(number: ColumnElement[int]) -> ColumnElement[int]:
    square = number * number % _PRIME
    return square * square % _PRIME * number % _PRIME


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


def standings(
    tx: Connection, edition: Edition, rule: Rule, about: str, ids: Collection[int], now: datetime
) -> list[ReminderStanding]:
    """How things stand with those of the reminders (of one campaign) that still wait."""
    values = {"ids": list(ids), "week": now - WEEK, "talking": now - PUT_DOWN}
    rows = tx.execute(_standings_of(edition.id, rule.kind, rule.whom, about), values).all()
    per_week = edition.campaigns.per_week
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
        (_silent(), "asked for silence"),
        (_unreachable(), "cannot be reached"),
        (~_wants(kind), "wants none"),
        (~and_(true(), *_is_for(edition_id, whom, about)), "no longer true"),
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
    found = standings(tx, edition, BY_NAME[row.rule], row.about, [id], now) if row else []
    return found[0] if found else None


_THIS = REMINDERS.c.id == bindparam("reminder")
_WAITING = update(REMINDERS).where(_THIS, REMINDERS.c.state == ReminderState.WAITING)
_TOLD = into(ReminderState.TOLD, REMINDERS).where(_THIS)
_PASSED = into(ReminderState.PASSED, REMINDERS).where(_THIS).values(reason=bindparam("because"))


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


# Counting


@dataclass(frozen=True, slots=True)
class Tally:
    """The people of one variant, and how many of them took part: voted, or proposed."""

    people: int
    voted: int
    proposed: int


def counts(tx: Connection, campaign_id: int) -> dict[tuple[str, str, str], int]:
    """How many reminders by variant, state and reason."""
    columns = (REMINDERS.c.variant, REMINDERS.c.state, REMINDERS.c.reason)
    query = select(*columns, func.count()).where(REMINDERS.c.campaign_id == campaign_id).group_by(*columns)
    return {(variant, state, reason): count for variant, state, reason, count in tx.execute(query)}


def states(tx: Connection, edition_id: int) -> dict[int, dict[str, int]]:
    """How many reminders are in each state («held» apart), for each campaign of the edition (by id)."""
    state = case((REMINDERS.c.variant == Variant.HELD, Variant.HELD), else_=REMINDERS.c.state)
    query = select(REMINDERS.c.campaign_id, state, func.count()).join(CAMPAIGNS)
    found: dict[int, dict[str, int]] = {}
    rows = query.where(CAMPAIGNS.c.edition_id == edition_id).group_by(REMINDERS.c.campaign_id, state)
    for campaign, which, count in tx.execute(rows):
        found.setdefault(campaign, {})[which] = count
    return found


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
