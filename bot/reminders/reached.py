"""What is measured of campaigns beside the lottery: whom they reached, who had enough after them, whom relays brought.

Numbers from one to four are never shown: they would be somebody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from flows.reminders import ConsentKind
from flows.town.few import FEW
from storage.relays.brought import brought
from storage.reminders import reach
from storage.reminders.optouts import OptOuts, opt_outs


@dataclass(frozen=True, slots=True)
class KindReached:
    """How many of the *people* of a channel were told something of that kind at least once; None: too few to show."""

    kind: ConsentKind
    channel: str
    told: int | None
    people: int | None

    @property
    def share(self) -> float | None:
        """The part of them that was."""
        return self.told / self.people if self.told is not None and self.people else None


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What came after a campaign: STOP and RAPPELS NON within two days, newcomers through ambassadors within a week.

    None where it is fewer than five.
    """

    stops: int | None = 0
    refusals: int | None = 0
    newcomers: int | None = 0


def reached(tx: Connection, edition_id: int) -> list[KindReached]:
    """By kind, and by channel: as people write to us now."""
    told, people = reach.people_told(tx, edition_id), reach.people_by_channel(tx)
    kinds = [kind for kind in ConsentKind if any(which == kind for which, _channel in told)]
    return [
        KindReached(kind, channel, shown(told.get((kind, channel), 0)), shown(people[channel]))
        for kind in kinds
        for channel in sorted(people)
    ]


def aftermaths(tx: Connection, edition_id: int) -> Mapping[int, Aftermath]:
    """What came after each campaign of the edition, by its id."""
    left, came = opt_outs(tx, edition_id), brought(tx, edition_id)
    return {id: _aftermath(left.get(id, OptOuts()), came.get(id, 0)) for id in left.keys() | came.keys()}


def shown(count: int) -> int | None:
    """The number, if it tells of nobody in particular."""
    return count if count == 0 or count >= FEW else None


def _aftermath(left: OptOuts, came: int) -> Aftermath:
    return Aftermath(shown(left.stops), shown(left.refusals), shown(came))
