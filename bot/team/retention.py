"""Erasing what has been kept long enough: in small bites, so that nobody who writes meanwhile has to wait.

Each bite is one transaction that does nothing twice, so that any number of processes may sweep at the same time, and a
crash loses nothing. What was erased is logged with its reason, never with whose it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.channels import BY_NAME as CHANNELS
from bot.clock import Clock
from bot.turn.holds import refuse
from storage.database import residue
from storage.database.store import Store
from storage.leaving import erasure, past, sweeps
from storage.leaving.erasure import Leavers
from storage.leaving.keeping import keepings, silent_before, words_before
from storage.leaving.sweeps import Why
from storage.schema import TABLES
from storage.town import editions
from storage.town.surveys import SURVEY_PAPERS
from storage.votes import lost_votes, slots
from storage.votes.votes import BALLOTS

logger = structlog.get_logger()

EVERY = 3600.0
"""Seconds between two sweeps."""

BITE = 2_000
"""Rows of a table that one transaction changes at most."""

FEW = 100
"""People that one transaction erases at most: each has rows in many tables."""

NIGHT = range(2, 5)
"""Hours at which next to nobody writes: each table is held for as long as it takes to write it anew."""

LATEST = timedelta(days=1)
"""What was erased is in no file after that, also where the service does not run at night."""

Bite = Callable[[Connection, Store, datetime], Counter[str]]


class _Rehearsed(Exception):
    """Takes back what was only tried."""


def sweep(store: Store, clock: Clock, *, dry_run: bool = False) -> dict[Why, Counter[str]]:
    """Erase all whose time has come, and say how many rows of what, for which reason.

    With *dry_run* nothing is erased, only counted. Raises Held, at whichever bite the clock can no longer be trusted.
    """
    if dry_run:
        return _rehearsed(store, clock)
    _rewrite_slots(store)
    done = {why: _swept(store, clock, why, bite) for why, bite in BITES}
    residue.cut_log(store)
    return done


def renew(store: Store, clock: Clock) -> int:
    """Once a day, at night if it is not missed, have no file of PostgreSQL's hold what was erased; how many tables.

    SQLite overwrites what it erases at once.
    """
    if store.is_sqlite:
        return 0
    now = clock.now()
    with store.reading() as tx:
        last = sweeps.last(tx, Why.FILES)
        zone = editions.find(tx).zone
    rested = now - last if last else LATEST
    if rested < LATEST and not (rested > LATEST / 2 and now.astimezone(zone).hour in NIGHT):
        return 0
    busy = residue.renew(store, TABLES)
    logger.info("renewed", action="renew", busy=[table.name for table in busy])
    if not busy:  # else the next hour tries again
        with store.writing() as tx:
            sweeps.log(tx, Why.FILES, {"tables": len(TABLES)}, now)
    return len(TABLES) - len(busy)


def _rewrite_slots(store: Store) -> None:
    """Erase the order in which ballots and the answers to surveys came."""
    for table in (BALLOTS, SURVEY_PAPERS):
        count = slots.rewrite_in_order(store, table)
        if count:
            logger.info("rewritten in slot order", action="rewrite_slots", table=table.name, rows=count)


def _swept(store: Store, clock: Clock, why: Why, bite: Bite) -> Counter[str]:
    """Bite after bite, until one finds nothing left."""
    done: Counter[str] = Counter()
    while True:
        with store.writing() as tx:
            refuse(tx, clock)
            now = clock.now()
            rows = bite(tx, store, now)
            sweeps.log(tx, why, rows, now)
        if not rows:
            return done
        done += rows
        logger.info("swept", action="sweep", why=str(why), rows=dict(rows))


def _rehearsed(store: Store, clock: Clock) -> dict[Why, Counter[str]]:
    done: dict[Why, Counter[str]] = {}
    try:
        with store.writing() as tx:
            for why, bite in BITES:
                done[why] = Counter()
                while rows := bite(tx, store, clock.now()):
                    done[why] += rows
            raise _Rehearsed
    except _Rehearsed:
        return done


def _asked(tx: Connection, store: Store, now: datetime) -> Counter[str]:
    """What was left of those who asked to be erased, until their goodbye had left or their vote was over."""
    return erasure.finish(tx, store, now, FEW)


def _words(tx: Connection, _store: Store, now: datetime) -> Counter[str]:
    """Messages of conversations that are over, then the very fact that they came."""
    before = words_before(keepings(tx), now)
    wiped = sweeps.wipe_words(tx, before, tuple(CHANNELS), BITE) if before else Counter[str]()
    return +(wiped + sweeps.drop_receipts(tx, now, BITE))


def _numbers(tx: Connection, store: Store, now: datetime) -> Counter[str]:
    """People whom no edition needs any more, and whose names go with a past edition."""
    editions = keepings(tx)
    done = past.forget_names(tx, [keeping for keeping in editions if keeping.is_past(now)])
    since = silent_before(editions, now)
    people = past.not_heard_since(tx, store, since, FEW) if since else []
    done += erasure.erase(tx, store, Leavers(people, Why.NUMBERS), now)
    return +(done + erasure.leave(tx, people, now))


def _votes(tx: Connection, _store: Store, now: datetime) -> Counter[str]:
    """Who voted in a past edition that is settled; how many did stays known."""
    settled = [keeping for keeping in keepings(tx) if keeping.is_settled(now)]
    over = [keeping.id for keeping in settled if keeping.is_past(now)]
    lost = lost_votes.forget(tx, [keeping.id for keeping in settled])
    return +Counter({"votes": past.forget_voters(tx, over, BITE), "lost votes": lost})


BITES: tuple[tuple[Why, Bite], ...] = (
    (Why.ASKED, _asked),
    (Why.WORDS, _words),
    (Why.NUMBERS, _numbers),
    (Why.VOTES, _votes),
)
"""What is swept, in this order."""
