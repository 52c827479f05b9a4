"""What reminders changed: who took part, by the arm that a lottery put them in, with how sure one can be of it.

Shares have Wilson's interval, differences Newcombe's (his method 10: made of the two Wilson intervals): both hold for
the small shares and small groups that towns have. Groups of fewer than five are never shown.

E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212. R. G. Newcombe, Statistics in Medicine
17 (1998): two-sided intervals for a proportion, 857-872 (method 3), and for a difference of two, 873-890 (method 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import NormalDist

from sqlalchemy import Connection

from flows.reminders import BY_NAME
from flows.reminders.remind import wording_for
from flows.town.edition import Edition
from flows.town.few import FEW
from storage.reminders import drawn, measures
from storage.reminders.campaigns import Campaign
from storage.reminders.drawn import Drawn, Tally

SURE = 0.95
"""How sure the intervals are."""

Z = NormalDist().inv_cdf((1 + SURE) / 2)
"""How many standard deviations around its middle hold so much of the normal distribution: 1.96."""

NAMES = {"told": "reminded", "other": "reminded, other wording", "held": "held out"}


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate, and the range that holds the truth in 95 cases of 100."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Arm:
    """One group: how many people it has, and the share that took part. None: too few to be shown."""

    name: str
    people: int | None
    took_part: int | None
    share: Interval | None


@dataclass(frozen=True, slots=True)
class Compared:
    """How much more of one group took part than of the other; 0 within the range: it may be chance."""

    one: str
    other: str
    difference: Interval

    @property
    def is_clear(self) -> bool:
        """Whether chance is no good explanation."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing people could do («voted», «proposed»), by arm."""

    what: str
    arms: tuple[Arm, ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report counts: from *since* on (None: from the beginning), without so many people; whose wordings."""

    since: datetime | None
    left_out: int
    is_reworded: bool


def measured(tx: Connection, edition: Edition, campaign: Campaign | None = None) -> list[Outcome]:
    """What people did, by arm: of one campaign, or of all reminders of the measure that runs in the edition."""
    tallies = drawn.participation(tx, _drawn(tx, edition, campaign))
    about = campaign.about if campaign else ""
    whats = {"ideas": ("proposed",), "vote": ("voted",)}.get(about, ("proposed", "voted"))
    return [outcome(what, tallies) for what in whats] if tallies else []


def basis(tx: Connection, edition: Edition, campaign: Campaign | None = None) -> Basis:
    """From when that counts, and who is left out of it."""
    which = _drawn(tx, edition, campaign)
    return Basis(which.measure.since, drawn.left_out(tx, which), which.one_wording)


def _drawn(tx: Connection, edition: Edition, campaign: Campaign | None) -> Drawn:
    if campaign is None:
        return Drawn(edition.id, measure=measures.running(tx, edition.id))
    one_wording = measures.is_reworded(tx, campaign)
    return Drawn(edition.id, campaign.id, measures.of_campaign(tx, campaign), one_wording)


def outcome(what: str, tallies: dict[str, Tally]) -> Outcome:
    """Each arm's share, and the difference of each pair that was to be compared."""
    counted = {name: (tally.people, getattr(tally, what)) for name, tally in tallies.items()}
    arms = tuple(_arm(name, *counted[name]) for name in NAMES if name in counted)
    shown = {name: pair for name, pair in counted.items() if not _is_few(*pair)}
    pairs = (("told", "held"), ("other", "held"), ("told", "other"))
    compared = [
        Compared(NAMES[arm], NAMES[other], difference(*shown[arm], *shown[other]))
        for arm, other in pairs
        if arm in shown and other in shown
    ]
    return Outcome(what, arms, tuple(compared))


def share(took_part: int, people: int) -> Interval:
    """The share of those who took part, with Wilson's interval."""
    part, z2 = took_part / people, Z**2
    middle = (part + z2 / (2 * people)) / (1 + z2 / people)
    reach = Z * sqrt(part * (1 - part) / people + z2 / (4 * people**2)) / (1 + z2 / people)
    return Interval(part, max(0.0, middle - reach), min(1.0, middle + reach))


def difference(people: int, took_part: int, others: int, others_took_part: int) -> Interval:
    """How much greater the first share is than the second, with Newcombe's interval."""
    first, other = share(took_part, people), share(others_took_part, others)
    gap = first.estimate - other.estimate
    low = gap - sqrt((first.estimate - first.low) ** 2 + (other.high - other.estimate) ** 2)
    high = gap + sqrt((first.high - first.estimate) ** 2 + (other.estimate - other.low) ** 2)
    return Interval(gap, low, high)


def is_compared(edition: Edition, campaign: Campaign) -> bool:
    """Whether a lottery divides the people of the campaign at all."""
    held_out = edition.campaigns.hold_out and BY_NAME[campaign.rule].kind == "reminders"
    return bool(held_out or wording_for(campaign.rule, edition).text)


def _arm(name: str, people: int, took_part: int) -> Arm:
    if people < FEW:
        return Arm(NAMES[name], None, None, None)
    if _is_few(people, took_part):
        return Arm(NAMES[name], people, None, None)
    return Arm(NAMES[name], people, took_part, share(took_part, people))


def _is_few(people: int, took_part: int) -> bool:
    """Whether the figures would tell of fewer than five people who took part, or did not."""
    return min(people, took_part, people - took_part) < FEW
