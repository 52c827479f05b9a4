"""The database, SQLite or PostgreSQL, and the two ways into it: to read, and to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)

from storage.database.keepsake import Trace
from storage.database.vault import Vault

_WRITES = "porte_voix_writes"
_TRACES = "porte_voix_traces"

MOMENTS = 64
"""Moments of which it is remembered how the database writes them."""

BUSY = 10_000
"""Milliseconds that a SQLite transaction waits for another."""

PAGES_BEFORE = 4_000
"""Pages of 4 KiB that SQLite writes beside its file before it writes them into it: four times its own default, so that
a page that many votes change is written there once."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a vote acknowledged is on the disk
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY}",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten: whatever the library was built with
    "PRAGMA temp_store=MEMORY",  # what is written anew meets no other file
    "PRAGMA cache_size=-65536",
    f"PRAGMA wal_autocheckpoint={PAGES_BEFORE}",
)


class Journal(Protocol):
    """What a store leaves its traces in, so that it is noticed when the store goes back in time."""

    def ahead(self, tx: Connection, traces: Sequence[Trace]) -> int:
        """Write down what *tx* is about to commit; under which number."""

    def committed(self, number: int) -> None:
        """It was committed."""

    def tick(self) -> None:
        """Count on though nothing left traces."""

    def close(self) -> None:
        """Nothing more is written down."""


class Utc(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """How moments are written; the newest ones are remembered, as many rows of a batch have the same."""
        written = super().bind_processor(dialect)
        return lru_cache(maxsize=MOMENTS)(written) if written else None

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as written; a naive one is refused, since nobody knows which hour it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as read."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Hundredths(TypeDecorator[Decimal]):
    """An amount of money, exact to the hundredth in every database: SQLite has no decimals of its own."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """The amount in hundredths."""
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """The amount as read, without useless decimals."""
        if value is None:
            return None
        return Decimal(value // 100) if value % 100 == 0 else Decimal(value) / 100


class Store:
    """A database and the vault whose key opens what is sealed in it."""

    def __init__(self, url: str, vault: Vault) -> None:
        """*url* is SQLAlchemy's (`sqlite:///file.db`, `postgresql://…`)."""
        self.vault = vault
        self.engine = _engine(url)
        self.journal: Journal | None = None  # where it leaves traces, once `storage/restoring/marks.py` has it do so

    @property
    def is_sqlite(self) -> bool:
        """Whether there is one writer at a time, and no row locks."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; committed at the end, rolled back by an exception.

        What it leaves traces of is written beside the key before it is committed.
        """
        number = 0
        with self.engine.connect().execution_options(**{_WRITES: True}) as tx:
            traces: list[Trace] = []
            tx.info[_TRACES] = traces
            with tx.begin():
                yield tx
                if self.journal and traces:
                    number = self.journal.ahead(tx, traces)
        if self.journal and number:
            self.journal.committed(number)

    def leave(self, tx: Connection, traces: Iterable[Trace]) -> None:
        """Have *tx* leave these traces, if it is committed."""
        tx.info[_TRACES].extend(traces)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and keeps nobody from writing."""
        with self.engine.connect() as tx, tx.begin():
            yield tx

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
        if self.journal:
            self.journal.close()
            self.journal = None

    def __enter__(self) -> Store:
        """The store, to be closed at the end of a `with`."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close."""
        self.close()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    from psycopg.types.array import ListBinaryDumper  # only here: it brings the whole driver

    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10},
        hide_parameters=True,  # a choice or an address must not be read in an error
    )

    @event.listens_for(engine, "connect")
    def _as_they_are(connection: Any, _record: object) -> None:
        # Lists travel in binary: psycopg would write each of their values out, bytes in hexadecimal.
        connection.adapters.register_dumper(list, ListBinaryDumper)

    return engine


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are ours to begin
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that will write takes its turn at once: no deadlock between two that both began by reading.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
