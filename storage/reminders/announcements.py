"""What the town announces: campaigns that the team makes itself, and their words in each language, sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Select, insert, select
from sqlmodel import Field, SQLModel

from flows.reminders.announcement import ANNOUNCEMENT
from flows.reminders.audiences import Addressed
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.tables import table_of
from storage.reminders.campaigns import REMINDERS, Campaign
from storage.reminders.planning import Planned, prepare


class AnnouncementRow(SQLModel, table=True):
    """What an announcement says in one language, sealed; whom it is for and when is said by its campaign."""

    __tablename__ = "announcements"

    campaign_id: int = Field(foreign_key="campaigns.id", sa_type=BigInteger, primary_key=True)
    language: str = Field(primary_key=True)
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


ANNOUNCEMENTS = table_of(AnnouncementRow)


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement as the team wants it: to whom, in which words by language, and from when until when."""

    to: Addressed
    texts: Mapping[str, str]
    due_at: datetime
    until: datetime


def announce(tx: Connection, store: Store, edition_id: int, announced: Announced) -> int:
    """Prepare a campaign of the edition that says it; its number. Nobody is told before somebody arms it."""
    id, about = new_id(), str(announced.to)
    key = f"{edition_id}:{ANNOUNCEMENT.name}:{about}:{id}"
    planned = Planned(key, ANNOUNCEMENT.name, about, announced.due_at, announced.until)
    number = prepare(tx, edition_id, planned, id)
    rows = [
        {"campaign_id": id, "language": language, "words": store.vault.seal(text.encode())}
        for language, text in announced.texts.items()
    ]
    tx.execute(insert(ANNOUNCEMENTS), rows)
    return number


def with_texts(tx: Connection, store: Store, campaign: Campaign) -> Campaign:
    """*campaign* with the words that were written for it; one that the calendar made has none."""
    return replace(campaign, texts=_opened(tx, store, _WORDS.where(ANNOUNCEMENTS.c.campaign_id == campaign.id)))


def said_by(tx: Connection, store: Store, reminder_id: int) -> dict[str, str]:
    """What the announcement says of which this is one person's part, by language."""
    mine = REMINDERS.c.campaign_id == ANNOUNCEMENTS.c.campaign_id
    return _opened(tx, store, _WORDS.join(REMINDERS, mine).where(REMINDERS.c.id == reminder_id))


_WORDS = select(ANNOUNCEMENTS.c.language, ANNOUNCEMENTS.c.words)


def _opened(tx: Connection, store: Store, words: Select[Any]) -> dict[str, str]:
    rows = tx.execute(words.order_by(ANNOUNCEMENTS.c.language))
    return {row.language: store.vault.open(row.words).decode() for row in rows}
