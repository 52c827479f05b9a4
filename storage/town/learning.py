"""Keeping a wording and taking one back: each makes a new version of its edition, so that it is heard at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert

from flows.town.learnt import Learnt
from storage.database.counters import next_number
from storage.town.editions import touched
from storage.town.wordings import WORDINGS


def keep(tx: Connection, edition_id: int, wording: Learnt, by: str, at: datetime) -> int:
    """Keep *wording*, and give its number. The same words asked something else before: now they ask this."""
    touched(tx, edition_id)  # first: it keeps everybody else from keeping one meanwhile
    tx.execute(delete(WORDINGS).where(WORDINGS.c.edition_id == edition_id, WORDINGS.c.words == wording.words))
    number = next_number(tx, edition_id, "wording")
    row = {"edition_id": edition_id, "number": number, "asked": wording.asked, "words": wording.words}
    tx.execute(insert(WORDINGS), {**row, "by": by, "at": at})
    return number


def forget(tx: Connection, edition_id: int, number: int) -> bool:
    """Take the wording of that *number* back. Whether there was one."""
    touched(tx, edition_id)
    one = WORDINGS.c.edition_id == edition_id, WORDINGS.c.number == number
    return tx.execute(delete(WORDINGS).where(*one)).rowcount > 0
