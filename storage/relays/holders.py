"""The Telegram groups that are tied, and the ambassadors who hold each: one, or several.

A group stays tied while one holder is left. What is the group's (its language, its topic, when it got something last)
is kept once; what is a holder's (since when, until when) once for each.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Column, String, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.database.store import Utc
from storage.database.tables import table_of


class GroupRow(SQLModel, table=True):
    """A Telegram group that is tied, or was. Its chat is an address of its own; see `groups`."""

    __tablename__ = "groups"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger, unique=True)
    language: str
    posted_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # when something was last relayed there
    forum_topic: int | None = Field(default=None, sa_type=BigInteger)  # where it was tied; None: in the general one
    forum_topic_state: str = Field(default="open", sa_column=Column(String, nullable=False, server_default="open"))


class HolderRow(SQLModel, table=True):
    """An ambassador holds a group, until *ended_at*."""

    __tablename__ = "holders"
    __table_args__ = (UniqueConstraint("group_id", "ambassador_id"),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    group_id: int = Field(foreign_key="groups.id", sa_type=BigInteger)
    ambassador_id: int = Field(foreign_key="ambassadors.id", sa_type=BigInteger, index=True)
    tied_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Utc))
    lost: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))  # not told yet


GROUPS = table_of(GroupRow)
HOLDERS = table_of(HolderRow)
