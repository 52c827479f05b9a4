"""What a campaign will be, before it is armed: whom it reaches, what they read, what it costs, how long it takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from bot.channels import BY_NAME as CHANNELS
from bot.languages.words import voice
from bot.reminders.campaigns import left_before
from bot.reminders.relay_reach import RelayReach
from bot.reminders.shown_instead import shown_it
from bot.sending.sender import PACES
from bot.team.spending import Spending, spent
from flows.reminders import BY_NAME, ConsentKind
from flows.reminders.announcement import announced
from flows.reminders.remind import with_fewer, wording_for, words_of
from flows.talk.memory import Memory
from flows.talk.scene import Me, Scene
from flows.talk.speech import named
from flows.talk.turned import Turned
from flows.town.edition import Edition
from flows.town.good_times import next_good
from storage.messages.outgoing import Outgoing
from storage.reminders import audience, reminders
from storage.reminders.campaigns import Campaign
from storage.reminders.states import Variant

WITH_A_QUESTION = 2
"""Segments at least, where the question that the person left comes after the words."""


@dataclass(frozen=True, slots=True)
class Readership:
    """The recipients who read alike: in a channel, in a language, in one of the edition's wordings."""

    channel: str
    language: str
    other: bool = False  # in the edition's other wording
    first: bool = False  # of the season: with how to get fewer


@dataclass(frozen=True, slots=True)
class Sample:
    """What one kind of recipient will read: the messages, in a channel and a language, and their weight each."""

    channel: str
    language: str
    other: bool  # in the edition's other wording
    messages: tuple[Outgoing, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class CampaignPreview:
    """A campaign as it would go out now. *people* are by channel and language, without those held out.

    *segments* are what they get; what its *relays* are shown beside that is in the cost too.
    """

    campaign: Campaign
    samples: tuple[Sample, ...]
    people: Counter[tuple[str, str]]
    held: int
    segments: int
    price: Decimal
    starts: datetime
    ends: datetime
    asks: bool  # the question that the person left follows
    now: Spending
    relays: RelayReach = field(default_factory=RelayReach)

    @property
    def total(self) -> int:
        """How many people would be told."""
        return self.people.total()

    def people_by(self, channel: str) -> int:
        """How many people would be told by that channel."""
        return sum(count for (where, _language), count in self.people.items() if where == channel)

    @property
    def segments_in_all(self) -> int:
        """How many segments go out by SMS: to the people, and to the ambassadors."""
        return self.segments + self.relays.segments

    @property
    def cost(self) -> Decimal:
        """What it would cost."""
        return self.segments_in_all * self.price

    @property
    def after(self) -> Spending:
        """What will have been spent, if all of it goes out on one day."""
        return self.now.after(self.segments_in_all)


def preview(tx: Connection, edition: Edition, campaign: Campaign, now: datetime, price: Decimal) -> CampaignPreview:
    """The campaign as it would go out if it were armed at *now*."""
    rule, begins = BY_NAME[campaign.rule], max(now, campaign.due_at)
    left = left_before(campaign, edition, begins)
    reached = audience.sizes(tx, edition, campaign, left, but=shown_it(tx, edition, rule))
    first = not reminders.anybody_was_reminded(tx, edition.id)
    people: Counter[tuple[str, str]] = Counter()
    segments: Counter[str] = Counter()
    for (channel, language, variant), count in reached.items():
        if variant != Variant.HELD:
            people[channel, language] += count
            readers = Readership(channel, language, other=variant == Variant.OTHER, first=first)
            shown = sample(edition, campaign, readers, begins)
            segments[channel] += count * shown.weight
    starts = next_good(begins, edition)
    return CampaignPreview(
        campaign=campaign,
        samples=samples(edition, campaign, begins, first=first),
        people=people,
        held=sum(count for (_channel, _language, variant), count in reached.items() if variant == Variant.HELD),
        segments=segments["sms"],
        price=price,
        starts=starts,
        ends=max((ends(starts, segments[channel], channel, edition) for channel in segments), default=starts),
        asks=bool(rule.then),
        now=spent(tx, edition, now, price),
    )


def samples(edition: Edition, campaign: Campaign, now: datetime, *, first: bool = False) -> tuple[Sample, ...]:
    """The words on every channel, in every language of the edition, and in both wordings if there are two."""
    wordings = (False, True) if wording_for(campaign.rule, edition).text else (False,)
    return tuple(
        sample(edition, campaign, Readership(channel, language, other, first), now)
        for other in wordings
        for language in campaign.texts or edition.languages
        for channel in CHANNELS
    )


def sample(edition: Edition, campaign: Campaign, readers: Readership, now: datetime) -> Sample:
    """What *readers* will read, as the channel really shows it; the question that may follow is each one's own."""
    shape, rule = CHANNELS[readers.channel], BY_NAME[campaign.rule]
    scene = Scene(edition, now.astimezone(edition.zone), Me(0, language=readers.language, can=shape.can))
    said = (
        announced(campaign.texts, scene)
        if campaign.texts
        else words_of(rule, scene, campaign.about, other=readers.other)
    )
    said = with_fewer(said) if readers.first and rule.kind is not ConsentKind.OWED else said
    messages = shape.show(Turned(Memory(), named(edition, (said,))), voice(readers.language), 0, "").messages
    weight = sum(shape.weigh(message) for message in messages)
    least = WITH_A_QUESTION if rule.then and readers.channel == "sms" else 1
    return Sample(readers.channel, readers.language, readers.other, messages, max(weight, least))


def ends(starts: datetime, weight: int, channel: str, edition: Edition) -> datetime:
    """When so much will have left, at the pace of the channel's sender and only in good hours."""
    at, left = next_good(starts, edition), timedelta(seconds=weight / PACES[channel].rate)
    while (open_for := _closes(at, edition) - at) < left:
        left -= open_for
        at = next_good(at + open_for, edition)
    return at + left


def _closes(at: datetime, edition: Edition) -> datetime:
    """The end of the good hours of the day of *at*."""
    hour = edition.campaigns.to_hour
    day = at.astimezone(edition.zone).date() + timedelta(days=hour // 24)
    return datetime.combine(day, time(hour % 24), edition.zone).astimezone(at.tzinfo)
