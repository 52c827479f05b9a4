"""What keeps the service from doing anything by itself: reasons to think that what it knows is not so.

People are heard and answered whatever holds. What goes by the date, or is irrevocable, waits for an operator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from bot.clock import Clock
from storage.restoring import hours, restores
from storage.restoring.restores import Restore


class Cause(StrEnum):
    """What cannot be trusted."""

    CLOCK = "clock"  # this machine's hour
    RESTORED = "restored"  # the store: it went back in time


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that waits for an operator, and in *told* why and what to do."""

    cause: Cause
    told: str


class Held(RuntimeError):
    """Nothing was done: what it goes by cannot be trusted. The message says why, and the remedy."""


def holds(tx: Connection, clock: Clock) -> list[Hold]:
    """All that holds just now."""
    looks = (_of_clock(hours.last(tx), clock), _of_store(restores.under_way(tx)))
    return [hold for hold in looks if hold]


def refuse(tx: Connection, clock: Clock) -> None:
    """Raise Held if anything holds."""
    standing = holds(tx, clock)
    if standing:
        raise Held(" ".join(hold.told for hold in standing))


def _of_clock(last: datetime | None, clock: Clock) -> Hold | None:
    now = clock.now()
    if clock.may_leap or last is None or not hours.is_leap(last, now):
        return None
    told = (
        f"It is {now:%Y-%m-%d %H:%M} UTC by this machine's clock, but the last hour written was {last:%Y-%m-%d %H:%M} "
        "UTC: nothing is erased, opened or told by the date. Set the clock right; or, if it is right, "
        "`portevoix clock confirm`."
    )
    return Hold(Cause.CLOCK, told)


def _of_store(under_way: list[Restore]) -> Hold | None:
    if not under_way:
        return None
    first = under_way[0]
    told = (
        f"The store went back in time, to about {first.back_to:%Y-%m-%d %H:%M} UTC (told by {first.noticed_by}): a "
        "backup was restored. Nothing is erased, sent unasked or counted until `portevoix restored`."
    )
    return Hold(Cause.RESTORED, told)
