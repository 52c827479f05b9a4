"""Two addresses becoming one person: the codes that each side has to say, for as long as they are good.

One side shows a code, the other says it and shows a reply, which the first says back. Both have then proven that they
read what is sent there: the sender of an SMS can be forged, so that saying something proves nothing by itself.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Table, delete, insert, or_, select, update
from sqlmodel import Field, SQLModel

from storage.store import Store, Utc

GOOD_FOR = timedelta(minutes=15)
"""How long a code can be said: enough to find the other telephone."""

MOST_TRIES = 4
"""Codes from one address within `REMEMBERED` that were wrong, or came to nothing: then it has to wait, so that guessing
leads nowhere."""

REMEMBERED = timedelta(days=1)
"""How long wrong codes count."""

LONG, SHORT = 6, 4
"""Digits of the code that the other side says, and of the one that is said back."""


class Unfit(StrEnum):
    """Why a code leads nowhere."""

    WRONG = "wrong"  # nobody has it, or it is too old
    OWN = "own"  # it was said where it was given
    TOO_MANY = "too many"  # too many wrong ones from there


class JoinRow(SQLModel, table=True):
    """One side asked to be joined; *code* is what the other side says, *reply* what this side then says back.

    Both are keyed hashes, good until *good_until*. *other_id* is the address that said the code. The row itself stays
    *until* the wrong codes said from this address (*tries*) no longer count.
    """

    __tablename__ = "joins"

    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, primary_key=True)
    code: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False, unique=True))
    good_until: datetime = Field(sa_column=Column(Utc, nullable=False))
    until: datetime = Field(sa_column=Column(Utc, nullable=False))
    other_id: int | None = Field(default=None, foreign_key="addresses.id", sa_type=BigInteger)
    reply: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32)))
    tries: int


JOINS: Table = JoinRow.__table__  # type: ignore[attr-defined]  # SQLModel gives its tables one


def begin(tx: Connection, store: Store, address_id: int, now: datetime) -> str | Unfit:
    """A new code for this address to show, in the place of any before; TOO_MANY where there was too much guessing."""
    tries = _tries(tx, address_id, now)
    if tries >= MOST_TRIES:
        return Unfit.TOO_MANY
    code = _unused(tx, store)
    until = now + (REMEMBERED if tries else GOOD_FOR)
    _write(tx, address_id, code=_hash(store, code), good_until=now + GOOD_FOR, until=until, tries=tries)
    return code


def answer(tx: Connection, store: Store, address_id: int, code: str, now: datetime) -> str | Unfit:
    """What to say back on the address that showed *code*, now that *address_id* has said it.

    A right code counts as a wrong one until the other side has finished: who forges a number could else have it be
    sent replies without end, and have ever more accounts guess at them.
    """
    if _tries(tx, address_id, now) >= MOST_TRIES:
        return Unfit.TOO_MANY
    row = tx.execute(select(JOINS).where(JOINS.c.code == _hash(store, code), JOINS.c.good_until > now)).one_or_none()
    if row is None or row.other_id not in (None, address_id):
        return _missed(tx, address_id, now)
    if row.address_id == address_id:
        return Unfit.OWN
    _count(tx, address_id, now)
    reply = _digits(SHORT)
    said = update(JOINS).where(JOINS.c.address_id == row.address_id)
    tx.execute(said.values(other_id=address_id, reply=_hash(store, reply, row.address_id)))
    return reply


def finish(tx: Connection, store: Store, address_id: int, reply: str, now: datetime) -> int | Unfit:
    """The address that said this one's code, now that its *reply* was said here: both are in the same hands."""
    if _tries(tx, address_id, now) >= MOST_TRIES:
        return Unfit.TOO_MANY
    mine = select(JOINS.c.other_id).where(JOINS.c.address_id == address_id, JOINS.c.good_until > now)
    other: int | None = tx.execute(mine.where(JOINS.c.reply == _hash(store, reply, address_id))).scalar_one_or_none()
    if other is None:
        return _missed(tx, address_id, now)
    tx.execute(update(JOINS).where(JOINS.c.address_id == other, JOINS.c.tries > 0).values(tries=JOINS.c.tries - 1))
    return other


def forget(tx: Connection, *address_ids: int) -> None:
    """What these addresses had begun is over, on both sides; their wrong codes still count."""
    mine = or_(JOINS.c.address_id.in_(address_ids), JOINS.c.other_id.in_(address_ids))
    tx.execute(delete(JOINS).where(mine, JOINS.c.tries == 0))
    for id in tx.execute(select(JOINS.c.address_id).where(mine)).scalars().all():
        none = {"code": secrets.token_bytes(32), "other_id": None, "reply": None}
        tx.execute(update(JOINS).where(JOINS.c.address_id == id).values(none))


def sweep(tx: Connection, now: datetime) -> int:
    """Forget codes that are too old, and wrong ones that no longer count; how many rows there were."""
    return tx.execute(delete(JOINS).where(JOINS.c.until <= now)).rowcount


def _tries(tx: Connection, address_id: int, now: datetime) -> int:
    """The wrong codes said from an address, of those that still count."""
    tx.execute(delete(JOINS).where(JOINS.c.address_id == address_id, JOINS.c.until <= now))
    return tx.execute(select(JOINS.c.tries).where(JOINS.c.address_id == address_id)).scalar_one_or_none() or 0


def _missed(tx: Connection, address_id: int, now: datetime) -> Unfit:
    """One wrong code more from this address; what it had begun itself goes on, unless there were too many."""
    _count(tx, address_id, now)
    return Unfit.WRONG if _tries(tx, address_id, now) < MOST_TRIES else Unfit.TOO_MANY


def _count(tx: Connection, address_id: int, now: datetime) -> None:
    mine = JOINS.c.address_id == address_id
    more = update(JOINS).where(mine).values(tries=JOINS.c.tries + 1, until=now + REMEMBERED)
    if not tx.execute(more).rowcount:
        _write(tx, address_id, code=secrets.token_bytes(32), good_until=now, until=now + REMEMBERED, tries=1)


def _write(tx: Connection, address_id: int, **columns: object) -> None:
    tx.execute(delete(JOINS).where(JOINS.c.address_id == address_id))
    tx.execute(insert(JOINS), {"address_id": address_id, **columns})


def _unused(tx: Connection, store: Store) -> str:
    """A code that nobody else has now."""
    while True:
        code = _digits(LONG)
        if tx.execute(select(JOINS.c.address_id).where(JOINS.c.code == _hash(store, code))).first() is None:
            return code


def _digits(how_many: int) -> str:
    return f"{secrets.randbelow(10**how_many):0{how_many}}"


def _hash(store: Store, code: str, *whose: int) -> bytes:
    return store.vault.lookup("join", code, *map(str, whose))
