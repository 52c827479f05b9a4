"""Counting the wrong codes that are said from an address, of whatever kind and wherever they are said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from flows.talk.guesses import AT_ONCE
from flows.town.edition import Edition
from storage.people import people
from storage.people.speakers import Known


def count(tx: Connection, edition: Edition, known: Known, now: datetime) -> bool:
    """One more from this address, at *now* in the edition's time zone, written at once; whether that makes so many that
    what was guessed at has to be replaced.
    """
    known.guesses = known.guesses.one_more(edition, now)
    people.guessed(tx, known.address_id, known.guesses)
    return known.guesses.count % AT_ONCE == 0
