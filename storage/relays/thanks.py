"""Which ambassadors were thanked at the end of an edition."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from flows.relays.deeds import RelayState
from storage.relays.ambassadors import AMBASSADORS


def unthanked(tx: Connection, edition_id: int) -> dict[int, int]:
    """The person behind each ambassador of the edition (by id) who relays, and was not thanked yet."""
    mine = select(AMBASSADORS.c.id, AMBASSADORS.c.person_id).where(AMBASSADORS.c.edition_id == edition_id)
    waiting = mine.where(AMBASSADORS.c.state == RelayState.APPROVED, AMBASSADORS.c.thanked_at.is_(None))
    return {row.id: row.person_id for row in tx.execute(waiting.order_by(AMBASSADORS.c.id))}


def thanked(tx: Connection, ids: Collection[int], now: datetime) -> None:
    """These were."""
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id.in_(ids)).values(thanked_at=now))
