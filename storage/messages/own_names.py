"""What we are called on each channel, as a process learnt it: so that any other can write links that lead to us."""

from __future__ import annotations

from sqlalchemy import Column, Connection, String, select
from sqlmodel import Field, SQLModel

from storage.database.tables import table_of
from storage.database.upsert import Upsert

TELEGRAM, WEB, STORE = "telegram", "web", "store"
"""The bot's username, without its at-sign; the https address of our pages, without a slash at the end; and what keeps
this store apart from others in what is kept beside the key (`storage/restoring/marks.py`)."""


class OwnNameRow(SQLModel, table=True):
    """Our name on a channel."""

    __tablename__ = "own_names"

    channel: str = Field(sa_column=Column(String, primary_key=True))
    name: str


OWN_NAMES = table_of(OwnNameRow)

_CALL = Upsert(OWN_NAMES, ["channel"], ["name"])


def own_names(tx: Connection) -> dict[str, str]:
    """What we are called, by channel; nothing is known of a channel that was never opened."""
    return {row.channel: row.name for row in tx.execute(select(OWN_NAMES))}


def call_us(tx: Connection, channel: str, name: str) -> None:
    """From now on we are called *name* there."""
    tx.execute(_CALL.on(tx), {"channel": channel, "name": name})


def deep_link(names: dict[str, str], payload: str) -> str:
    """The link that opens a chat with our bot, begun with *payload*; empty while the bot's name is not known."""
    bot = names.get(TELEGRAM, "")
    return f"https://t.me/{bot}?start={payload}" if bot else ""
