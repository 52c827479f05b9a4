"""What is kept of a store outside of it, beside the key: so that it is noticed when the store goes back in time.

A file of lines. Each transaction that people must not lose leaves one before it commits (*ahead*: its number, and the
traces of what was done), and one after (*done*). The store counts the same numbers: one that is behind what the file
says was done is not the store that did it. No trace holds an address, a name or a choice; a line has its time, without
which nobody could tell what was heard since.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import orjson

KEPT = timedelta(days=100)
"""How long it stays known that someone was erased or asked for silence: no backup that is older may be restored."""


class What(StrEnum):
    """What was done that a store which went back knows nothing of."""

    VOTED = "voted"  # about: the edition, the day
    ERASED = "erased"  # about: a keyed hash of the person, and whether the address was theirs alone
    SILENT = "silent"  # about: whether it was asked for, or its end
    WANTED = "wanted"  # about: the kind of message, and whether it is wanted


@dataclass(frozen=True, slots=True)
class Trace:
    """Something was done for an *address* (its keyed hash, in hexadecimal)."""

    what: What
    address: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the file: what was about to be done, or that so much *was done*."""

    number: int
    at: datetime
    done: bool = False
    traces: tuple[Trace, ...] = ()


@dataclass(slots=True)
class Keepsake:
    """One process's file, which nobody else writes as long as it lives."""

    file: Path
    done: int  # the highest number that was surely committed
    _handle: int
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """What the store calls it."""
        return self.file.stem.partition(".")[2]

    def ahead(self, number: int, traces: Sequence[Trace], at: datetime) -> None:
        """Write that this is about to be committed.

        Erasures and silences are on the disk when this returns. A vote need not be: it is on the store's own, and only
        a machine that loses its power and its store at once would lose both.
        """
        self._write(Written(number, at, traces=tuple(traces)))
        if any(trace.what is not What.VOTED for trace in traces):
            os.fsync(self._handle)

    def committed(self, number: int, at: datetime) -> None:
        """Write that it was."""
        self._write(Written(number, at, done=True))
        self.done = max(self.done, number)

    def trim(self, is_needed: Callable[[Written, Trace], bool]) -> None:
        """Forget the traces that are not needed, and the lines that nothing is left of but the newest."""
        with self._lock:
            lines = read(self.file)
            kept = [replace(entry, traces=tuple(t for t in entry.traces if is_needed(entry, t))) for entry in lines]
            last = {id(entry) for entry in (*kept[-1:], *[entry for entry in kept if entry.done][-1:])}
            fresh = self.file.with_suffix(".new")
            fresh.write_bytes(b"".join(_line(entry) for entry in kept if entry.traces or id(entry) in last))
            handle = _held(fresh)
            assert handle is not None, "nobody knows of it yet"
            os.fsync(handle)
            fresh.replace(self.file)
            os.close(self._handle)
            self._handle = handle

    def close(self) -> None:
        """Let another process have it."""
        os.close(self._handle)

    def _write(self, entry: Written) -> None:
        with self._lock:
            os.write(self._handle, _line(entry))


def claim(folder: Path, store: str) -> Keepsake:
    """A file in *folder* about the store of that name, which no other process has; a new one if all are taken."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in files(folder, store):
        handle = _held(file)
        if handle is not None:
            return Keepsake(file, done_in(read(file)), handle)
    file = folder / f"{store}.{secrets.token_hex(4)}.jsonl"
    handle = _held(file)
    assert handle is not None, "its name is new"
    return Keepsake(file, 0, handle)


def files(folder: Path, store: str) -> list[Path]:
    """All there are about that store, whoever writes them."""
    return sorted(folder.glob(f"{store}.*.jsonl"))


def read(file: Path) -> list[Written]:
    """What it holds, in order; a line that was cut off by a crash is none."""
    return [entry for line in file.read_bytes().splitlines() if (entry := _read(line))]


def done_in(lines: Iterable[Written]) -> int:
    """The highest number that was surely committed."""
    return max((entry.number for entry in lines if entry.done), default=0)


def _held(file: Path) -> int | None:
    """The file, open to be added to, and held by nobody else; None if somebody holds it."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    if file.stat().st_size and not file.read_bytes().endswith(b"\n"):
        os.write(handle, b"\n")
    return handle


def _line(entry: Written) -> bytes:
    traces = [[trace.what, trace.address, *trace.about] for trace in entry.traces]
    fields = {"n": entry.number, "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"), "done": entry.done}
    return orjson.dumps({**fields, "did": traces} if traces else fields) + b"\n"


def _read(line: bytes) -> Written | None:
    try:
        fields = orjson.loads(line)
        traces = tuple(Trace(What(what), address, tuple(about)) for what, address, *about in fields.get("did", ()))
        return Written(fields["n"], datetime.fromisoformat(fields["at"]), fields["done"], traces)
    except (ValueError, KeyError, TypeError):
        return None
