"""The log of an edition's calendar: which phase opened when, and who moved what; and the dates themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, Connection, Text, select, update
from sqlmodel import Field, SQLModel

from flows.town.edition import Phase, Span
from flows.town.prolonged import Prolongation
from storage.database.ids import new_id
from storage.database.store import Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.town.editions import EDITIONS

MOVED, FILE, CLOSED = "moved", "file", "closed-by-hand"
"""What keys begin with: a date moved by hand, an edition file that was read since, the edition closed for good."""


class CalendarLogRow(SQLModel, table=True):
    """One change: a phase that opened or closed (*key* makes it unique), or a date that someone moved."""

    __tablename__ = "calendar_log"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    by: str
    key: str = Field(unique=True)
    what: str = Field(sa_column=Column(Text, nullable=False))


CALENDAR_LOG = table_of(CalendarLogRow)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of the log; *key* is what makes it unique, whoever writes it and however often."""

    at: datetime
    by: str
    key: str
    what: str


_ONCE = Upsert(CALENDAR_LOG, ["key"], returning="id")


def log(tx: Connection, edition_id: int, entries: Sequence[CalendarEntry]) -> int:
    """Write each of *entries* that is not there yet; how many were not."""
    written = 0
    for entry in entries:
        row = {"at": entry.at, "by": entry.by, "key": entry.key, "what": entry.what}
        written += len(tx.execute(_ONCE.on(tx), {"id": new_id(), "edition_id": edition_id, **row}).all())
    return written


def known(tx: Connection, keys: Collection[str]) -> set[str]:
    """Those of *keys* that are in the log."""
    return set(tx.execute(select(CALENDAR_LOG.c.key).where(CALENDAR_LOG.c.key.in_(keys))).scalars())


def logged(tx: Connection, edition_id: int, most: int) -> list[CalendarEntry]:
    """The newest *most* lines of the log, the oldest of them first."""
    ours = select(CALENDAR_LOG).where(CALENDAR_LOG.c.edition_id == edition_id)
    rows = tx.execute(ours.order_by(CALENDAR_LOG.c.at.desc(), CALENDAR_LOG.c.id.desc()).limit(most)).all()
    return [CalendarEntry(row.at, row.by, row.key, row.what) for row in reversed(rows)]


def key_of_move(edition_id: int, phase: Phase) -> str:
    """The key of a line that says that a date of *phase* was moved by hand."""
    return f"{MOVED}:{edition_id}:{phase}:{new_id()}"


def key_of_file(edition_id: int) -> str:
    """The key of a line that says what an edition file changed."""
    return f"{FILE}:{edition_id}:{new_id()}"


def moved_by_hand(tx: Connection, edition_id: int) -> frozenset[Phase]:
    """The phases of which a date was moved by hand since a file was read."""
    ours = select(CALENDAR_LOG.c.key).where(CALENDAR_LOG.c.edition_id == edition_id).order_by(CALENDAR_LOG.c.id)
    moved: set[Phase] = set()
    for key in tx.execute(ours).scalars():
        kind, _edition, *rest = key.split(":")
        if kind == FILE:
            moved.clear()
        if kind == MOVED:
            moved.add(Phase(rest[0]))
    return frozenset(moved)


def hold(tx: Connection, edition_id: int) -> None:
    """Keep everybody else from changing the edition until the transaction ends. SQLite has one writer anyway."""
    tx.execute(select(EDITIONS.c.id).where(EDITIONS.c.id == edition_id).with_for_update(key_share=True)).one()


def close(tx: Connection, edition_id: int, now: datetime) -> None:
    """Nobody will vote in the edition again: whoever is on its roll need not be known any more."""
    still_open = update(EDITIONS).where(EDITIONS.c.id == edition_id, EDITIONS.c.closed_at.is_(None))
    tx.execute(still_open.values(closed_at=now))


def closed_at(tx: Connection, edition_id: int) -> datetime | None:
    """When the team closed the edition by hand; None if it did not."""
    at: datetime | None = tx.execute(select(EDITIONS.c.closed_at).where(EDITIONS.c.id == edition_id)).scalar_one()
    return at


def key_of_closing(edition_id: int) -> str:
    """The key of the line that says who closed an edition."""
    return f"{CLOSED}:{edition_id}"


def set_dates(tx: Connection, edition_id: int, spans: Sequence[Span], prolonged: Sequence[Prolongation]) -> None:
    """Give the edition these dates, and what was *prolonged* by them; every process reads it again at its next turn."""
    longer = _PROLONGED.dump_python(tuple(prolonged), mode="json")
    _change(tx, edition_id, spans=_SPANS.dump_python(tuple(spans), mode="json"), prolonged=longer)


def set_prolonged(tx: Connection, edition_id: int, prolonged: Sequence[Prolongation]) -> None:
    """Have the edition say of its phases what was *prolonged*, and until when they were to last before."""
    _change(tx, edition_id, prolonged=_PROLONGED.dump_python(tuple(prolonged), mode="json"))


def _change(tx: Connection, edition_id: int, **changed: Any) -> None:
    details = orjson.loads(tx.execute(select(EDITIONS.c.details).where(EDITIONS.c.id == edition_id)).scalar_one())
    details |= changed
    changes = {"details": orjson.dumps(details).decode(), "version": EDITIONS.c.version + 1}
    tx.execute(update(EDITIONS).where(EDITIONS.c.id == edition_id).values(changes))


_SPANS = TypeAdapter(tuple[Span, ...])
_PROLONGED = TypeAdapter(tuple[Prolongation, ...])
