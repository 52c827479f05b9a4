"""When the town speaks first: which reminders it sends, at which hours, how often, and what it may spend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Wording:
    """Another way of putting a reminder, to be compared with ours: *text* for *rule* (its name)."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The public holidays of a place (FR, FR-57…) in some years."""

    of: str = ""
    years: tuple[int, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignRules:
    """What an edition's reminders keep to. Replies to people keep to none of it."""

    rules: tuple[str, ...] = ()  # the names in REMINDERS that are used; none: nobody is reminded of anything
    closing_days: tuple[int, ...] = (3,)  # days before a phase closes at which to say so
    draft_days: int = 3  # days a draft or a ballot begun waits before its person is reminded
    auto: bool = False  # armed by themselves when due; else the team arms each
    per_week: int = 2  # campaign messages one person gets in seven days, at most
    from_hour: int = 9  # quiet before this hour, in the edition's time zone
    to_hour: int = 20  # quiet from this hour on
    sundays: bool = False  # whether Sundays are good days too
    holidays: str = "FR"  # whose public holidays are quiet: FR, FR-6AE (Alsace), FR-57 (Moselle), FR-974… ; "": none
    days_off: DaysOff = DaysOff()  # those public holidays, as far as they were found when the edition was read
    hold_out: int = 0  # share of people, in per cent, who are not reminded, to measure what reminders change
    wordings: tuple[Wording, ...] = ()
    day_ceiling: Decimal | None = None  # what campaigns may cost in a day
    ceiling: Decimal | None = None  # what they may cost in the whole edition
