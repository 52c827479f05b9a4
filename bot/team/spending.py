"""What campaigns have cost so far, beside what they may cost: replies are never counted, nor ever stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from sqlalchemy import Connection

from flows.town.edition import Edition
from storage.reminders import spending as kept

WARNING = Decimal("0.8")
"""The share of a ceiling from which on the team is warned."""

PLENTY = 1_000_000
"""Segments that may be sent where there is no ceiling."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent *today* and in *all*, and the ceilings of both (None: no ceiling), in the edition's currency.

    *price* is that of a segment.
    """

    today: Decimal
    all: Decimal
    day_ceiling: Decimal | None
    ceiling: Decimal | None
    price: Decimal

    @property
    def share(self) -> Decimal:
        """How much of the nearer ceiling is used; 1 is all of it."""
        return max((spent / most if most else Decimal(1) for spent, most in self._capped()), default=Decimal(0))

    @property
    def is_over(self) -> bool:
        """Whether campaigns have to wait: not even one segment more is within the ceilings."""
        return self.segments_left < 1

    @property
    def is_near(self) -> bool:
        """Whether the team should be warned."""
        return self.share >= WARNING

    @property
    def segments_left(self) -> int:
        """How many segments may still be sent."""
        left = min((most - spent for spent, most in self._capped()), default=None)
        if left is None or not self.price:
            return PLENTY
        return max(0, int(left / self.price))

    @property
    def told(self) -> str:
        """How things stand, in a line."""
        caps = (_cap(self.day_ceiling, "a day"), _cap(self.ceiling, "in all"))
        told = f"spent {self.today:.2f} today and {self.all:.2f} in all, of {caps[0]} and {caps[1]}"
        return f"{told}: raise the ceiling in the edition to go on" if self.is_over else told

    def after(self, segments: int) -> Spending:
        """The same once so many *segments* more were sent, all on one day."""
        cost = segments * self.price
        return Spending(self.today + cost, self.all + cost, self.day_ceiling, self.ceiling, self.price)

    def _capped(self) -> list[tuple[Decimal, Decimal]]:
        pairs = ((self.today, self.day_ceiling), (self.all, self.ceiling))
        return [(spent, most) for spent, most in pairs if most is not None]


def spent(tx: Connection, edition: Edition, now: datetime, price: Decimal) -> Spending:
    """What the edition's campaigns have cost, at *price* a segment."""
    midnight = datetime.combine(now.astimezone(edition.zone).date(), time(), edition.zone)
    today, whole = kept.spent(tx, edition.id, midnight)
    rules = edition.campaigns
    return Spending(today * price, whole * price, rules.day_ceiling, rules.ceiling, price)


def _cap(most: Decimal | None, of_what: str) -> str:
    return f"no ceiling {of_what}" if most is None else f"{most} {of_what}"
