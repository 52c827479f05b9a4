"""One moment at which something is sent to many, as it was, is or will be: to whom, through whom, for how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.reminders.reached import Aftermath


class SendKind(StrEnum):
    """What is sent."""

    REMINDER = "reminder"  # of a rule, at its moment in the calendar; ambassadors relay some
    NEWS = "news"  # of projects, to those who follow them, once the team publishes


class Tense(StrEnum):
    """Where a moment stands to now."""

    PAST = "past"  # sent, missed or stopped
    NOW = "now"  # it has begun, and is not over
    AHEAD = "ahead"  # nobody was told yet


@dataclass(frozen=True, slots=True)
class LastOut:
    """When the last message will have left by a channel, at its sender's pace (messages or segments a second)."""

    channel: str
    rate: float
    at: datetime


@dataclass(frozen=True, slots=True)
class SendMoment:
    """What was or will be sent at once.

    *at* is None of news that the team has yet to publish. *people* are by channel and language: those who were told,
    or would be as things stand. *left_out* are the others, by reason. *segments* are paid for; those of ambassadors
    are in them. *leaves* is when the rest has left, *last* when the last one did so far, *after* what came after it.
    *number* is the campaign's, or how many changes the news has; *rule* and *about* say what it tells, *state* how far
    it is. Where *unknown* is so many different texts, they were too many to be weighed.
    """

    kind: SendKind
    when: Tense
    state: str
    at: datetime | None
    rule: str = ""
    about: str = ""
    number: int = 0
    until: datetime | None = None
    people: Counter[tuple[str, str]] = field(default_factory=Counter)
    waiting: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    ambassadors: int = 0
    groups: int = 0
    segments: int = 0
    cost: Decimal = Decimal(0)
    leaves: tuple[LastOut, ...] = ()
    last: datetime | None = None
    after: Aftermath = field(default_factory=Aftermath)
    note: str = ""
    unknown: int = 0

    @property
    def total(self) -> int:
        """How many people."""
        return self.people.total()

    @property
    def by_channel(self) -> Mapping[str, Counter[str]]:
        """The same people by channel, each by language."""
        channels: dict[str, Counter[str]] = {}
        for (channel, language), count in sorted(self.people.items()):
            channels.setdefault(channel, Counter())[language] = count
        return channels

    @property
    def is_too_late(self) -> bool:
        """Whether some of it would leave only when it is no longer true, and so does not."""
        return self.until is not None and any(last.at > self.until for last in self.leaves)
