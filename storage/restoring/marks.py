"""How far each keepsake has come, counted in the store itself: a store that counts less went back in time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import BigInteger, Column, Connection, String, select
from sqlmodel import Field, SQLModel

from storage.database import keepsake
from storage.database.keepsake import KEPT, Keepsake, Trace, What
from storage.database.store import Store
from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.leaving.keeping import keepings
from storage.messages.own_names import OWN_NAMES, STORE, own_names
from storage.restoring import restores


class MarkRow(SQLModel, table=True):
    """The number of the last transaction that left traces in this keepsake."""

    __tablename__ = "marks"

    keepsake: str = Field(sa_column=Column(String, primary_key=True))
    number: int = Field(sa_column=Column(BigInteger, nullable=False))


MARKS = table_of(MarkRow)


@dataclass(slots=True)
class StoreJournal:
    """A store's keepsake, written along with every transaction that leaves traces."""

    store: Store
    kept: Keepsake
    now: Callable[[], datetime]
    trimmed_on: date | None = None

    def ahead(self, tx: Connection, traces: Sequence[Trace]) -> int:
        """Write down what *tx* is about to commit, under a number that it commits too.

        A number that was done before shows that the store went back just now, beneath us.
        """
        number = _next(tx, self.kept.name)
        if number <= self.kept.done:
            look(tx, self.store, self.kept.file, self.now(), before=number - 1)
            number = _next(tx, self.kept.name)
        self.kept.ahead(number, traces, self.now())
        return number

    def committed(self, number: int) -> None:
        """It was committed."""
        self.kept.committed(number, self.now())

    def close(self) -> None:
        """Nothing more is written down."""
        self.kept.close()

    def tick(self) -> None:
        """Count on though nothing left traces, so that a store that goes back is noticed; and once a day forget."""
        with self.store.writing() as tx:
            number = self.ahead(tx, ())
        self.committed(number)
        if self.trimmed_on != self.now().date():
            self.trimmed_on = self.now().date()
            self.trim()

    def trim(self) -> None:
        """Forget who voted where nobody can vote any more, and the rest after a while; not while a restore waits."""
        with self.store.reading() as tx:
            waits = bool(restores.under_way(tx))
            voting = {str(edition.id) for edition in keepings(tx) if not edition.is_settled(self.now())}
        old = self.now() - KEPT
        if not waits:
            self.kept.trim(lambda line, trace: trace.about[0] in voting if trace.what is What.VOTED else line.at > old)


def keep(store: Store, folder: Path, now: Callable[[], datetime]) -> None:
    """Have *store* leave traces in *folder* from now on, and notice whether it went back since it last did."""
    with store.writing() as tx:
        name = store_name(tx)
    look_at_all(store, folder, now())
    store.journal = StoreJournal(store, keepsake.claim(folder, name), now)


def look_at_all(store: Store, folder: Path, now: datetime) -> None:
    """Notice whether the store went back, by any of the keepsakes in *folder*; nothing is written if it did not."""
    with store.reading() as tx:
        name = own_names(tx).get(STORE, "")
        behind = [file for file in keepsake.files(folder, name) if _is_behind(tx, file)] if name else []
    for file in behind:
        with store.writing() as tx:
            look(tx, store, file, now)


def _is_behind(tx: Connection, file: Path) -> bool:
    done = keepsake.done_in(
        keepsake.read(file)
    )  # read before the store is asked: what is done meanwhile is in the store
    return _number(tx, name_in(file)) < done


def name_in(file: Path) -> str:
    """What the store calls the keepsake in *file*."""
    return file.stem.partition(".")[2]


def look(tx: Connection, store: Store, file: Path, now: datetime, before: int | None = None) -> None:
    """Notice whether the store went back, by one keepsake; *before* is how far the store says that it had come."""
    lines, name = keepsake.read(file), name_in(file)
    reached = _next(tx, name) - 1 if before is None else before  # whoever else looks waits, and finds it done
    if keepsake.done_in(lines) <= reached:
        return
    lost = [line for line in lines if line.number > reached]
    restores.notice(tx, store, restores.Noticed(f"keepsake {name}", now), lost)
    _set(tx, name, max(line.number for line in lines))


def store_name(tx: Connection) -> str:
    """What this store is called outside of it: drawn once, and the same in every copy of it."""
    tx.execute(_DRAW.on(tx), {"channel": STORE, "name": secrets.token_hex(4)})
    return own_names(tx)[STORE]


def note_update(tx: Connection, channel: str, number: int) -> None:
    """The network of *channel* has come so far with what it brings us."""
    if number > _number(tx, channel):
        _set(tx, channel, number)


def last_update(tx: Connection, channel: str) -> int:
    """How far the network had come, as far as was noted; 0 if it never was."""
    return _number(tx, channel)


def _number(tx: Connection, name: str) -> int:
    return int(tx.execute(select(MARKS.c.number).where(MARKS.c.keepsake == name)).scalar_one_or_none() or 0)


def _next(tx: Connection, name: str) -> int:
    """One more; until the transaction ends nobody else counts on."""
    return int(tx.execute(_COUNTED.on(tx), {"keepsake": name, "number": 1}).scalar_one())


_COUNTED = Upsert(MARKS, ["keepsake"], returning="number", number=MARKS.c.number + 1)
_REACHED = Upsert(MARKS, ["keepsake"], ["number"])
_DRAW = Upsert(OWN_NAMES, ["channel"])


def _set(tx: Connection, name: str, number: int) -> None:
    tx.execute(_REACHED.on(tx), {"keepsake": name, "number": number})
