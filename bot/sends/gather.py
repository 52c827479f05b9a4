"""Gathers all that is sent to many in an edition: campaigns with their relays, and news; in order of date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Connection

from bot.reminders.campaigns import left_before
from bot.reminders.preview import ends, preview
from bot.reminders.reached import Aftermath, KindReached, aftermaths, reached
from bot.reminders.relay_reach import relay_reach
from bot.reminders.report import Basis, Outcome, basis, measured
from bot.reminders.shown_instead import SHOWN, shown_it
from bot.sending.sender import PACES
from bot.sends.moments import LastOut, SendKind, SendMoment, Tense
from bot.sends.news_price import news_ahead
from bot.team.spending import Spending, spent
from bot.telling import news
from flows.reminders import BY_NAME
from flows.town.edition import Edition
from flows.town.good_times import next_good
from storage.database.store import Store
from storage.relays.reached import RelayedSoFar, relayed_so_far
from storage.reminders import campaigns, reach, spending
from storage.reminders.campaigns import Campaign
from storage.reminders.reach import OtherReason
from storage.reminders.states import CampaignState, ReminderState
from storage.sending.news_told import NewsTold, news_told
from storage.town import publications

HELD_OUT = "held out"
"""Why those are left out whom a lottery drew for it, as the store notes it."""

LAST = datetime.max.replace(tzinfo=UTC)
"""Where what has no date yet comes in the order: after all that has one."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured over the whole edition: whom it reached, what the share held out tells, and what that counts."""

    reached: tuple[KindReached, ...]
    outcomes: tuple[Outcome, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class SendsPage:
    """All that is sent to many in an *edition*, by date, as it stood at *at*; and what campaigns have cost by then."""

    edition: Edition
    at: datetime
    moments: tuple[SendMoment, ...]
    money: Spending
    measures: Measures

    @property
    def ahead(self) -> tuple[SendMoment, ...]:
        """What is to be sent, also the rest of what has begun."""
        return tuple(moment for moment in self.moments if moment.when is not Tense.PAST)

    @property
    def past(self) -> tuple[SendMoment, ...]:
        """What was sent, missed or stopped."""
        return tuple(moment for moment in self.moments if moment.when is Tense.PAST)

    @property
    def segments_ahead(self) -> int:
        """The segments of all that nobody was told of yet."""
        return sum(moment.segments for moment in self._ahead())

    @property
    def cost_ahead(self) -> Decimal:
        """What these cost."""
        return self.segments_ahead * self.money.price

    @property
    def left_after(self) -> Decimal | None:
        """How much of the ceiling will be left after all that it counts, below 0 if it is too little; None: no ceiling.

        News is not counted by it.
        """
        counted = sum(moment.segments for moment in self._ahead() if moment.kind is not SendKind.NEWS)
        return None if self.money.ceiling is None else self.money.ceiling - self.money.all - counted * self.money.price

    def _ahead(self) -> Iterator[SendMoment]:
        return (moment for moment in self.moments if moment.when is Tense.AHEAD)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of the campaigns of an edition, by their ids."""

    told: Mapping[int, Counter[tuple[str, str]]]
    waiting: Mapping[int, Counter[tuple[str, str]]]
    passed: Mapping[int, Counter[str]]
    segments: Mapping[int, int]
    relayed: Mapping[int, RelayedSoFar]
    last: Mapping[int, datetime]
    after: Mapping[int, Aftermath]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What everything is looked up with: the transaction, the store, the edition, the hour, the price of a segment."""

    tx: Connection
    store: Store
    edition: Edition
    now: datetime
    price: Decimal


def gather(tx: Connection, store: Store, edition: Edition, now: datetime, price: Decimal) -> SendsPage:
    """The page as things stand at *now*, at *price* a segment."""
    desk = _Desk(tx, store, edition, now, price)
    moments = sorted((*_campaigns(desk), *_news(desk)), key=lambda moment: moment.at or LAST)
    measures = Measures(tuple(reached(tx, edition.id)), tuple(measured(tx, edition)), basis(tx, edition))
    return SendsPage(edition, now, tuple(moments), spent(tx, edition, now, price), measures)


# Campaigns


def _campaigns(desk: _Desk) -> Iterator[SendMoment]:
    """Those that the calendar has no more are left out, since nobody was told of them."""
    tx, id = desk.tx, desk.edition.id
    told, waiting = (reach.people_in(tx, id, state) for state in (ReminderState.TOLD, ReminderState.WAITING))
    segments, relayed = spending.of_campaigns(tx, id), relayed_so_far(tx, id)
    last, after = reach.last_told(tx, id), aftermaths(tx, id)
    known = _Known(told, waiting, reach.passed(tx, id), segments, relayed, last, after)
    for campaign in campaigns.listed(tx, id):
        if campaign.state != CampaignState.DROPPED:
            yield _ahead(desk, campaign) if _is_ahead(campaign, desk.now) else _begun(desk, campaign, known)


def _is_ahead(campaign: Campaign, now: datetime) -> bool:
    """Whether nobody was looked at yet, and it can still go out."""
    to_come = campaign.state in (CampaignState.PREPARED, CampaignState.ARMED)
    return to_come and campaign.cursor == 0 and campaign.until > now


def _ahead(desk: _Desk, campaign: Campaign) -> SendMoment:
    """One that is to come, with the people of today."""
    shown = preview(desk.tx, desk.edition, campaign, desk.now, desk.price)
    relays = relay_reach(desk.tx, desk.store, desk.edition, campaign, desk.now)
    left = left_before(campaign, desk.edition, max(desk.now, campaign.due_at))
    relaying = OtherReason(SHOWN, shown_it(desk.tx, desk.edition, BY_NAME[campaign.rule]))
    left_out = reach.left_out(desk.tx, desk.edition, campaign, left, relaying)
    segments = shown.segments + relays.segments
    weights = {channel: shown.people_by(channel) for channel in PACES} | {"sms": segments}
    return SendMoment(
        SendKind.REMINDER,
        Tense.AHEAD,
        campaign.state,
        shown.starts,
        campaign.rule,
        campaign.about,
        campaign.number,
        campaign.until,
        people=shown.people,
        left_out=Counter(left_out) + Counter({HELD_OUT: shown.held}),
        ambassadors=relays.ambassadors.total(),
        groups=relays.groups,
        segments=segments,
        cost=segments * desk.price,
        leaves=_leaves(desk.edition, shown.starts, weights),
    )


def _begun(desk: _Desk, campaign: Campaign, known: _Known) -> SendMoment:
    """One that has begun, or is over: with those who were told, and what that took."""
    goes_on = campaign.state == CampaignState.ARMED and campaign.until > desk.now
    waiting = known.waiting.get(campaign.id, Counter()) if goes_on else Counter()
    weights = {channel: sum(n for (at, _), n in waiting.items() if at == channel) for channel in PACES}
    relayed, segments = known.relayed.get(campaign.id, RelayedSoFar()), known.segments.get(campaign.id, 0)
    is_missed = campaign.state == CampaignState.PREPARED
    return SendMoment(
        SendKind.REMINDER,
        Tense.NOW if goes_on else Tense.PAST,
        CampaignState.MISSED if is_missed else campaign.state,
        campaign.due_at,
        campaign.rule,
        campaign.about,
        campaign.number,
        campaign.until,
        people=known.told.get(campaign.id, Counter()),
        waiting=waiting.total(),
        left_out=known.passed.get(campaign.id, {}),
        ambassadors=relayed.ambassadors,
        groups=relayed.groups,
        segments=segments,
        cost=segments * desk.price,
        leaves=_leaves(desk.edition, next_good(desk.now, desk.edition), weights),
        last=known.last.get(campaign.id),
        after=known.after.get(campaign.id, Aftermath()),
        note=campaign.note,
    )


def _leaves(edition: Edition, starts: datetime, weights: Mapping[str, int]) -> tuple[LastOut, ...]:
    """When the last of so much leaves by each channel."""
    sent = {channel: weight for channel, weight in weights.items() if weight}
    return tuple(
        LastOut(channel, PACES[channel].rate, ends(starts, weight, channel, edition))
        for channel, weight in sorted(sent.items())
    )


# News of projects


def _news(desk: _Desk) -> Iterator[SendMoment]:
    """What was published, and what waits to be, at what it would weigh now; no ceiling counts it."""
    for publication in news_told(desk.tx, desk.edition.id):
        yield _published(publication, desk.price)
    prepared = publications.prepared(desk.tx, desk.edition.id)
    if prepared:
        readers = news.readers_of(desk.tx, desk.store, prepared)
        ahead = news_ahead(desk.tx, desk.edition, prepared, readers, desk.now)
        segments = ahead.segments or 0
        yield SendMoment(
            SendKind.NEWS,
            Tense.AHEAD,
            "prepared",
            None,
            number=len(prepared),
            people=ahead.people,
            segments=segments,
            cost=segments * desk.price,
            unknown=ahead.kinds if ahead.segments is None else 0,
        )


def _published(publication: NewsTold, price: Decimal) -> SendMoment:
    when, state = (Tense.PAST, "done") if publication.is_done else (Tense.NOW, "armed")
    return SendMoment(
        SendKind.NEWS,
        when,
        state,
        publication.at,
        people=publication.people,
        segments=publication.segments,
        cost=publication.segments * price,
    )
