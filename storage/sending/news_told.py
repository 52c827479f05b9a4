"""Whom the news of a publication reached: by the messages that carried it, as long as they are kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX, State
from storage.people.people import PEOPLE
from storage.town.events import PUBLICATIONS

GONE = (State.STOPPED, State.FAILED, State.BACK)
"""What reached nobody."""


@dataclass(frozen=True, slots=True)
class NewsTold:
    """A publication: when it was made public, whom it reached by channel and language, the segments, whether all."""

    id: int
    at: datetime
    people: Counter[tuple[str, str]] = field(default_factory=Counter)
    segments: int = 0
    is_done: bool = False


def news_told(tx: Connection, edition_id: int) -> list[NewsTold]:
    """The publications of the edition, oldest first."""
    query = select(PUBLICATIONS).where(PUBLICATIONS.c.edition_id == edition_id).order_by(PUBLICATIONS.c.id)
    return [_told(tx, row.id, row.at, is_done=row.told_at is not None) for row in tx.execute(query).all()]


def _told(tx: Connection, id: int, at: datetime, *, is_done: bool) -> NewsTold:
    by = (OUTBOX.c.channel, PEOPLE.c.language)
    people, segments = func.count(OUTBOX.c.message_id.distinct()), func.sum(OUTBOX.c.weight)
    query = select(*by, people, segments).join(INBOX, INBOX.c.id == OUTBOX.c.message_id)
    query = query.join(PEOPLE, PEOPLE.c.id == OUTBOX.c.person_id)
    mine = (INBOX.c.provider == "push", INBOX.c.provider_id.startswith(f"news:{id}:", autoescape=True))
    rows = tx.execute(query.where(*mine, OUTBOX.c.state.not_in(GONE)).group_by(*by)).all()
    reached = Counter({(channel, language): count for channel, language, count, _weight in rows})
    weight = sum(weight for channel, _language, _count, weight in rows if channel == "sms")
    return NewsTold(id, at, reached, int(weight), is_done)
