"""A known value sealed in the store, by which a wrong key is noticed before it does harm.

With another key every address would look new: people would be strangers, and could vote again.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, LargeBinary, insert, select
from sqlmodel import Field, SQLModel

from storage.database.store import Store
from storage.database.tables import table_of
from storage.database.vault import WrongKey


class ProofRow(SQLModel, table=True):
    """What the key makes of a known word."""

    __tablename__ = "proof"

    word: str = Field(primary_key=True)
    hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))


PROOF = table_of(ProofRow)

_WORD = "porte-voix"


def check(store: Store) -> None:
    """Raise WrongKey unless the store was made with this key; a new store takes it as its own."""
    with store.reading() as tx:
        kept = _kept(tx)
    if kept is None:
        with store.writing() as tx:
            kept = _kept(tx) or _keep(tx, store)
    if kept != store.vault.lookup(_WORD):
        raise WrongKey


def refuse_other(tx: Connection, store: Store) -> None:
    """Raise WrongKey if the store was made with another key; a new one takes any."""
    if _kept(tx) not in (None, store.vault.lookup(_WORD)):
        raise WrongKey


def _kept(tx: Connection) -> bytes | None:
    kept = tx.execute(select(PROOF.c.hash).where(PROOF.c.word == _WORD)).scalar_one_or_none()
    return None if kept is None else bytes(kept)


def _keep(tx: Connection, store: Store) -> bytes:
    hash = store.vault.lookup(_WORD)
    tx.execute(insert(PROOF), {"word": _WORD, "hash": hash})
    return hash
