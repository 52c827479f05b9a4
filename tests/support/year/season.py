"""A season: an edition, what people and the team do in it, and what should reach whom by itself, written by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

EDITIONS = Path(__file__).parents[1] / "editions"

GROUP = "the group"
"""Who reads what an ambassador relays."""


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """*what* reaches each of *who*, once: not before *at*, and on that day, or up to the day *until*.

    If it is *stopped* half way, it reaches some of them and not all. Those who are *full* have had their share of that
    week, unless they are held out of what came before.
    """

    at: str
    what: str
    who: tuple[str, ...]
    until: str = ""
    stopped: bool = False
    full: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day on which it may come."""
        return self.at[:10], self.until or self.at[:10]


def to(at: str, what: str, who: Collection[str], until: str = "") -> Expected:
    """*what* reaches these people."""
    return Expected(at, what, tuple(sorted(who)), until)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is true *since* then, until the next one says otherwise: something opens, and closes; or begins, if alone.

    What is not there any more closes when it opens.
    """

    since: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Season:
    """One edition and its year. All hours are those of the town's clocks."""

    slug: str
    town: str
    short: str
    """How all that is said first begins."""
    zone: ZoneInfo
    start: datetime
    end: datetime
    away: tuple[datetime, datetime]
    """When no worker runs, and then the clock has jumped."""
    steps_back: tuple[tuple[date, int], ...]
    """Minutes by which the clock is slow for one tick, in the middle of these days."""
    holidays: frozenset[date]
    """By the calendar on the wall."""
    expected: tuple[Expected, ...]
    calendar: Mapping[str, Sequence[Stretch]]
    """When each thing that messages name is open, as it was announced at each moment."""
    sayings: tuple[tuple[str, str], ...]
    """What a message is, by words of its own, in folded letters; the first that fits."""
    refused: tuple[tuple[str, str], ...] = ()
    """Who had blocked the bot, and the day on which that is found out: they hear of nothing more."""
    addresses: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """Since when people with two telephones are to be written to by which: where they wrote from last."""
    engine: str = "sqlite"
    """The database on which `make year` lives it."""
    segments_a_day: int = 0
    """What the ceiling of a day lets through, in segments of SMS; 0: there is none."""

    @property
    def file(self) -> Path:
        """The edition."""
        return EDITIONS / f"{self.slug}.toml"

    @property
    def lives(self) -> Path:
        """What people write, and what the team does."""
        return EDITIONS / f"{self.slug}_year.txt"

    def at(self, moment: str) -> datetime:
        """The moment on the town's clocks."""
        return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=self.zone)
