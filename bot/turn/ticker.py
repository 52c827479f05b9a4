"""Has the clock tick: what is due is done again and again, by any number of processes, and never twice.

Each job is safe to run at any time, by anyone, after any pause: what makes it happen once is a unique key in the store,
never the clock. So the scheduler keeps nothing: late ticks are made up for by one, and several workers may tick.
Nothing is done while something holds (`bot/turn/holds.py`), but for what makes that known.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.turn.holds import Cause, Held, holds
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.town.editions import NoEdition

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Room:
    """What a job works with."""

    store: Store
    clock: Clock
    turns: Turns
    price: Decimal = Decimal("0.07")  # of a segment, in the edition's currency


@dataclass(frozen=True, slots=True)
class Job:
    """Something done *every* so many seconds; it gives how much there was to do.

    *despite* are the causes for which all others are held, and it is not.
    """

    name: str
    every: int
    work: Callable[[Room], int]
    despite: frozenset[Cause] = frozenset()

    def done(self, room: Room) -> int:
        """Do it, unless it is held."""
        with room.store.reading() as tx:
            held = {hold.cause for hold in holds(tx, room.clock)}
        return 0 if held - self.despite else self.work(room)


async def tick(room: Room, jobs: Sequence[Job], wake: Callable[[], None]) -> None:
    """Do the jobs at their times until cancelled; *wake* is called when one may have put something into the outbox."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    troubles = Troubles()
    for job in jobs:
        scheduler.add_job(
            _done,
            IntervalTrigger(seconds=job.every, timezone=UTC),
            args=(job, room, wake, troubles),
            id=job.name,
            name=job.name,
            next_run_time=datetime.now(UTC),
            misfire_grace_time=None,  # a late tick is made up for
            coalesce=True,  # by one, however many were missed
            max_instances=1,
        )
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)


class Troubles:
    """What keeps jobs from being done, told once however many they are and however often they try: when it changes."""

    def __init__(self) -> None:
        """Nothing so far."""
        self._of: dict[str, str] = {}

    def met(self, job: str, error: Exception) -> None:
        """Tell what keeps *job* from being done, unless that is known."""
        told = type(error).__name__
        if isinstance(error, NoEdition | Held):  # what a database says may hold more than is for the log
            told = f"{told}: {error}"
        known = told in self._of.values()
        self._of[job] = told
        if not known:
            log.warning("not done", action="tick", job=job, error=told)

    def over(self, job: str) -> None:
        """*job* was done; tell it if it was the last that something kept from being so."""
        if self._of.pop(job, None) and not self._of:
            log.info("done again", action="tick", job=job)


async def _done(job: Job, room: Room, wake: Callable[[], None], troubles: Troubles) -> None:
    try:
        count = await asyncio.to_thread(job.done, room)
    except (SQLAlchemyError, NoEdition, Held) as error:  # the store is away, empty or held: the next tick asks again
        troubles.met(job.name, error)
        return
    troubles.over(job.name)
    if count:
        log.info("done", action="tick", job=job.name, count=count)
        wake()
