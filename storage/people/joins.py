"""Two addresses becoming one person: the codes that each side has to say, for as long as they are good.

One side shows a code, the other says it and shows a reply, which the first says back. Both have then proven that they
read what is sent there: the sender of an SMS can be forged, so that saying something proves nothing by itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, delete, insert, or_, select, update
from sqlmodel import Field, SQLModel

from storage.database.store import Store, Utc
from storage.database.tables import table_of

GOOD_FOR = timedelta(minutes=15)
"""How long a code can be said: enough to find the other telephone."""

LONG, SHORT = 6, 4
"""Digits of the code that the other side says, and of the one that is said back, at least."""


class Unfit(StrEnum):
    """Why a code leads nowhere."""

    WRONG = "wrong"  # nobody has it, or it is too old
    OWN = "own"  # it was said where it was given


class JoinRow(SQLModel, table=True):
    """One side asked to be joined; *code* is what the other side says, *reply* what this side then says back.

    Both are keyed hashes, good until *good_until*. *other_id* is the address that said the code.
    """

    __tablename__ = "joins"

    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, primary_key=True)
    code: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False, unique=True))
    good_until: datetime = Field(sa_column=Column(Utc, nullable=False, index=True))
    other_id: int | None = Field(default=None, foreign_key="addresses.id", sa_type=BigInteger, index=True)
    reply: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32)))


JOINS = table_of(JoinRow)


def begin(tx: Connection, store: Store, address_id: int, now: datetime) -> str:
    """A new code for this address to show, in the place of any before."""
    code = _unused(tx, store)
    tx.execute(delete(JOINS).where(JOINS.c.address_id == address_id))
    row = {"address_id": address_id, "code": _hash(store, code), "good_until": now + GOOD_FOR}
    tx.execute(insert(JOINS), row)
    return code


@dataclass(frozen=True, slots=True)
class SaidCode:
    """A code as someone said it: at which address, and when."""

    address_id: int
    code: str
    at: datetime


def answer(tx: Connection, store: Store, said: SaidCode, digits: Callable[[int], int]) -> str | Unfit:
    """What to say back on the address that showed the code, now that it was *said* on another.

    *digits* says how many it has at least, given that address.
    """
    shown = select(JOINS).where(JOINS.c.code == _hash(store, said.code), JOINS.c.good_until > said.at)
    row = tx.execute(shown).one_or_none()
    if row is None or row.other_id not in (None, said.address_id):
        return Unfit.WRONG
    if row.address_id == said.address_id:
        return Unfit.OWN
    reply = _digits(max(SHORT, digits(row.address_id)))
    answered = update(JOINS).where(JOINS.c.address_id == row.address_id)
    tx.execute(answered.values(other_id=said.address_id, reply=_hash(store, reply, row.address_id)))
    return reply


def finish(tx: Connection, store: Store, said: SaidCode) -> int | Unfit:
    """The address that said this one's code, now that its reply was *said* here: both are in the same hands."""
    here = said.address_id
    mine = select(JOINS.c.other_id).where(JOINS.c.address_id == here, JOINS.c.good_until > said.at)
    other: int | None = tx.execute(mine.where(JOINS.c.reply == _hash(store, said.code, here))).scalar_one_or_none()
    return Unfit.WRONG if other is None else other


def forget(tx: Connection, *address_ids: int) -> None:
    """What these addresses had begun is over, on both sides."""
    tx.execute(delete(JOINS).where(or_(JOINS.c.address_id.in_(address_ids), JOINS.c.other_id.in_(address_ids))))


def sweep(tx: Connection, now: datetime) -> int:
    """Forget codes that are too old; how many rows there were."""
    return tx.execute(delete(JOINS).where(JOINS.c.good_until <= now)).rowcount


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
