"""What an ambassador is to relay, as it is kept, and what is asked of it: whether it is true, which groups have it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, String, Text, and_, cast, func, literal, or_, select
from sqlmodel import Field, SQLModel

from storage.database.store import Utc
from storage.database.tables import table_of
from storage.messages.outbox import OUTBOX
from storage.relays.holders import HOLDERS
from storage.reminders.campaigns import CAMPAIGNS
from storage.reminders.states import CampaignState

STALE = timedelta(days=7)
"""After how long something is not relayed any more, where no campaign says until when it is true."""


class PostState(StrEnum):
    """What remains to be done about a post."""

    PREPARED = "prepared"  # its ambassador is to see it
    CHANGED = "changed"  # what it says changed since they saw it: they are to see it again
    PREVIEWED = "previewed"  # they saw it, and have not said yet
    REMINDED = "reminded"  # they saw it, were told that it is soon over, and have not said yet
    APPROVED = "approved"  # it goes to each group as soon as it may
    POSTED = "posted"  # it went; final
    LAPSED = "lapsed"  # it did not, though they said yes or might have: its ambassador is to hear that it is over
    PASSED = "passed"  # it did not: they said no, or it is no longer true; final


UNSEEN = (PostState.PREPARED, PostState.CHANGED)
"""The states in which its ambassador is to be shown what it says."""

TO_SETTLE = (*UNSEEN, PostState.PREVIEWED, PostState.REMINDED)
"""The states in which its ambassador may say what becomes of it: it is shown within the turn that shows it."""

OPEN = (*TO_SETTLE, PostState.APPROVED)
"""The states in which a post may still go to a group."""


class PostRow(SQLModel, table=True):
    """What is to be relayed to the groups of an ambassador; see `posts` for its states."""

    __tablename__ = "posts"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ambassador_id: int = Field(foreign_key="ambassadors.id", sa_type=BigInteger, index=True)
    key: str = Field(unique=True)  # the moment and the ambassador
    moment: str = Field(index=True)  # what it is about, the same for every ambassador: a group gets it once
    campaign_id: int | None = Field(default=None, foreign_key="campaigns.id", sa_type=BigInteger)
    state: str
    words: str = Field(sa_column=Column(Text, nullable=False))  # JSON: the text by language
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    goes_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # by itself, if nobody said no
    approved_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # the first to be sends it


POSTS = table_of(PostRow)


def already(tx: Connection, id: int) -> int:
    """In how many of the ambassador's groups the post is already: another who holds the group sent it."""
    query = select(func.count()).select_from(POSTS).join(HOLDERS, HOLDERS.c.ambassador_id == POSTS.c.ambassador_id)
    return int(tx.execute(query.where(POSTS.c.id == id, HOLDERS.c.ended_at.is_(None), has_it())).scalar_one())


def has_a_group() -> Any:
    """Whether the ambassador of a post holds a group."""
    return _held().exists()


def lacks_it() -> Any:
    """Whether the ambassador of a post holds a group that does not have it yet."""
    return _held().where(~has_it()).exists()


def has_it() -> Any:
    """Whether the group of a holder has what a post says, or is about to, whoever sent it."""
    return select(OUTBOX.c.id).where(OUTBOX.c.key == key_of()).correlate(POSTS, HOLDERS).exists()


def key_of() -> Any:
    """The key of the message that carries a post to the group of a holder, as the database writes it."""
    return literal("post:") + POSTS.c.moment + literal(":") + cast(HOLDERS.c.group_id, String)


def _held() -> Any:
    mine = select(HOLDERS.c.id).where(HOLDERS.c.ambassador_id == POSTS.c.ambassador_id, HOLDERS.c.ended_at.is_(None))
    return mine.correlate(POSTS)


def is_true(now: datetime) -> Any:
    """Whether what a post says still holds: its campaign was not stopped, and is not over."""
    campaign = select(CAMPAIGNS.c.id).where(
        CAMPAIGNS.c.id == POSTS.c.campaign_id,
        CAMPAIGNS.c.until > now,
        CAMPAIGNS.c.state.not_in((CampaignState.STOPPED, CampaignState.DROPPED)),
    )
    return or_(campaign.exists(), and_(POSTS.c.campaign_id.is_(None), POSTS.c.at > now - STALE))


def was_taken_back(now: datetime) -> Any:
    """Whether what a post says was over before its time: its campaign was stopped, or its date was moved."""
    campaign = select(CAMPAIGNS.c.id).where(
        CAMPAIGNS.c.id == POSTS.c.campaign_id, or_(CAMPAIGNS.c.until > now, CAMPAIGNS.c.note != "")
    )
    return campaign.exists()
