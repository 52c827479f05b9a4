"""What is remembered of each person's conversations between two messages, sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, Connection, LargeBinary, bindparam, delete, select
from sqlmodel import Field, SQLModel

from flows.talk.memory import Memory, as_json, from_json
from storage.database.among import DATABASES, among
from storage.database.many import Many
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert


class Conversation(SQLModel, table=True):
    """One person's memory.

    `flow` names the open conversation and `aside` those put aside, so that a clock can remind of them without reading.
    `updated_at` is when either of us last spoke, `heard_at` when the person did.
    """

    __tablename__ = "conversations"

    person_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    flow: str
    aside: str = Field(default="", sa_column_kwargs={"server_default": ""})  # each name between two blanks
    memory: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    updated_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    heard_at: datetime | None = Field(default=None, sa_column=Column(Utc))


ROOM = 512
"""Bytes that a memory takes at least: so that what was chosen so far in a vote does not show in its length (some twenty
bytes a project)."""

CONVERSATIONS = table_of(Conversation)

_READ = {
    database: select(CONVERSATIONS.c.person_id, CONVERSATIONS.c.memory).where(
        among(CONVERSATIONS.c.person_id, "people", database)
    )
    for database in DATABASES
}
_FORGET = Many(delete(CONVERSATIONS).where(CONVERSATIONS.c.person_id == bindparam("person")))


def memories(tx: Connection, store: Store, people: Iterable[int]) -> dict[int, Memory]:
    """What is remembered of each of *people* who has a conversation under way."""
    rows = tx.execute(_READ[tx.dialect.name], {"people": list(people)})
    return {person: from_json(orjson.loads(store.vault.open(sealed))) for person, sealed in rows}


def remember(
    tx: Connection, store: Store, memories: Mapping[int, Memory], now: datetime, spoke: Collection[int]
) -> None:
    """Keep each person's memory; one that holds nothing is deleted. Those who *spoke* did so now, others were told."""
    heard: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for person, memory in memories.items():
        content = as_json(memory)
        if content is None:
            gone.append({"person": person})
        else:
            (heard if person in spoke else told).append(_row(store, person, memory, content, now))
    if heard:
        _KEEP.run(tx, heard)
    if told:
        _KEEP_TOLD.run(tx, told)
    if gone:
        _FORGET.run(tx, gone)


def unask(tx: Connection, store: Store, tokens: Mapping[int, int], now: datetime) -> None:
    """The questions that carry these *tokens* (by person) never reached them: nothing is open where one is."""
    asked = {
        person: memory
        for person, memory in memories(tx, store, tokens).items()
        if memory.open and memory.open.asked and memory.open.asked.token == tokens[person]
    }
    remember(tx, store, {person: memory.put_aside() for person, memory in asked.items()}, now, spoke=())


def _row(store: Store, person: int, memory: Memory, content: dict[str, Any], now: datetime) -> dict[str, Any]:
    flow = memory.open.flow if memory.open else ""
    aside = "".join(f" {thread.flow} " for thread in memory.aside)
    return {
        "person_id": person,
        "flow": flow,
        "aside": aside,
        "memory": store.vault.seal(orjson.dumps(content), ROOM),
        "updated_at": now,
        "heard_at": now,
    }


_CHANGED = ("flow", "aside", "memory", "updated_at")
_KEEP = Many(Upsert(CONVERSATIONS, ["person_id"], [*_CHANGED, "heard_at"]))
_KEEP_TOLD = Many(Upsert(CONVERSATIONS, ["person_id"], _CHANGED))
