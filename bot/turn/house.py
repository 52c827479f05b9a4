"""What a running process holds: its store, its clock, its turns and the thread that writes."""

from __future__ import annotations

import gc
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import structlog
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.clock import Clock
from bot.hands.asked import expect
from bot.languages import meanings
from bot.languages.freed import give_back
from bot.languages.words import lexicon
from bot.settings import Settings, needed_key, settings
from bot.turn.reading import AheadReader
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from storage import revision
from storage.database import proof
from storage.database.store import Store
from storage.database.vault import Vault
from storage.restoring import marks
from storage.town import editions

log = structlog.get_logger()


@dataclass(frozen=True)
class House:
    """Everything that a conversation needs to be held."""

    store: Store
    clock: Clock
    turns: Turns
    writer: Writer
    channels: tuple[str, ...] = ()


@contextmanager
def house(store: Store, clock: Clock | None = None, channels: tuple[str, ...] = ()) -> Iterator[House]:
    """A house over *store* that talks by *channels*; at the end what has arrived is heard, then all is closed."""
    seldom_collect_garbage()
    clock = clock or Clock()
    turns = Turns(store, clock)
    writer = Writer(turns.hear, reader=AheadReader(meanings.read_before, meanings.can_read))
    try:
        yield House(store, clock, turns, writer, channels)
    finally:
        writer.close()
        store.close()


@contextmanager
def understanding(found: House, *, wanted: bool) -> Iterator[None]:
    """What people ask *found* is understood by its meaning too, soon, as long as this lasts; if that is *wanted*."""
    with meanings.understanding(wanted=wanted):
        threading.Thread(target=_expect, args=(found,), name="expecting", daemon=True).start()
        yield


def _expect(found: House) -> None:
    """Make ready for questions to the edition there is."""
    with suppress(editions.NoEdition, SQLAlchemyError):
        with found.store.reading() as tx:
            edition = editions.find(tx)
        expect(edition)
        give_back()


def seldom_collect_garbage() -> None:
    """Have Python look for cyclic garbage seldom, and never among what lives as long as the process.

    Turns make next to none; the default threshold had the collector stop everyone every few batches: over HTTP it made
    the slowest hundredth of the answers more than twice as slow (`make bench`).
    """
    lexicon()  # no message is heard without it: read before the process says that it is ready
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def own_key(folder: Path) -> str:
    """The secret key kept in *folder*, made at the first use: for demos and replays, which hold nobody's secrets."""
    file = folder / "secret.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32))
    return file.read_text()


PATIENCE = 60.0
"""Seconds in which a PostgreSQL has started, unless something is wrong with it."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between two tries of a store that does not answer; from then on the last of them."""


def patient_store(patience: float = PATIENCE) -> Store:
    """The store of the settings, once it answers: machines start in any order. Raises what open_store raises.

    What the store itself refuses (a wrong password, tables out of date) is told at once, what never answers after
    *patience* seconds.
    """
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        try:
            return open_store()
        except OperationalError as error:
            if patience <= 0 or is_refused(error):
                raise
            pause = min(pause, patience)
            why = str(error.orig).strip().splitlines()[0]
            log.warning("the database does not answer yet", action="waiting", again_in=pause, why=why)
        time.sleep(pause)
        patience -= pause
    raise AssertionError("pauses never end")


def is_refused(error: OperationalError) -> bool:
    """Whether waiting helps nothing: a SQLite file that is not just locked, a PostgreSQL that wants nothing of us.

    It does not for a wrong password, nor for a user or database that is none. Of a connection that fails libpq tells no
    SQLSTATE (28P01, 28000, 3D000), but whether a password was asked for: a server that starts says so before it asks.
    """
    if isinstance(error.orig, sqlite3.OperationalError):
        return error.orig.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    connection = getattr(error.orig, "pgconn", None)
    asked = connection is not None and (connection.used_password or connection.needs_password)
    return asked or "does not exist" in str(error.orig)


class NoDatabase(RuntimeError):
    """The SQLite file that DATABASE_URL names is not there."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"There is no database file {file}. If it should be there, correct its path in DATABASE_URL, or put the "
            "backup back; if this is a new installation, `portevoix migrate` makes it."
        )


def open_store(chosen: Settings | None = None, *, migrated: bool = True) -> Store:
    """The store of the settings, checked to be up to date and of this key; whoever opens it notices if it went back.

    Only what is about to migrate it makes its file. Raises SettingsError, NoDatabase, OutOfDate, WrongKey.
    """
    chosen = chosen or settings()
    file = file_of(chosen)
    if file and not migrated:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif file and not file.exists():
        raise NoDatabase(file)
    store = Store(chosen.database_url, Vault(needed_key(chosen)))
    if migrated:
        try:
            revision.check(store)
            proof.check(store)
            marks.look_at_all(store, Path(chosen.keepsake), Clock().now())
        except Exception:
            store.close()
            raise
    return store


def file_of(settings: Settings) -> Path | None:
    """The file of the SQLite database in the settings; None if the database is in no file."""
    url = make_url(settings.database_url)
    name = url.database or ""
    is_file = url.get_backend_name() == "sqlite" and name not in ("", ":memory:") and not name.startswith("file:")
    return Path(name) if is_file else None
