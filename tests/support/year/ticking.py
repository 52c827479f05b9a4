"""When the workers of a season do their jobs, and how: two of them, restarted now and then, on a clock that errs."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time

from bot.jobs import JOBS
from bot.sending.sender import Sender
from bot.turn.ticker import Job, Room
from bot.turn.turns import Turns
from storage.database.store import Store
from tests.conftest import HandClock
from tests.support.year.phones import PACES, Phones
from tests.support.year.report import Report
from tests.support.year.season import Season

_MIDDLE, _EVENING = 11, 18


@dataclass(frozen=True, slots=True)
class Way:
    """How a season is lived.

    *together*: both workers do their jobs at the same time, as on two machines; else one after the other.
    *calm*: minutes between two ticks where nothing is to go out.
    *slowly*: how many times as far apart they are elsewhere.
    """

    hold_out: int = 0
    every_hour: bool = False
    together: bool = False
    calm: tuple[int, int] = (600, 2400)
    slowly: int = 1


class Workers:
    """Two workers and their senders over one store."""

    def __init__(self, store: Store, season: Season, way: Way, phones: Phones) -> None:
        """They have done nothing yet."""
        self.store, self.season, self.way = store, season, way
        self.clock: HandClock = phones.clock
        self.days = {date.fromisoformat(day) for message in season.expected for day in message.days}
        self.slow = dict(season.steps_back)
        self.chance = random.Random(63000)
        self.rooms = [self._room(), self._room()]
        self.senders = [Sender(store, self.clock, [phones], PACES) for _room in self.rooms]

    def moments(self) -> Iterator[datetime]:
        """When the clock ticks: about every three quarters of an hour on the days when something is to go out (more
        often in the evening, when little time is left), but one time in four it does not; seldom at night and on other
        days; never while the workers are away.
        """
        season, moment, missed = self.season, self.season.start.astimezone(UTC), False
        while moment < season.end:
            local = moment.astimezone(season.zone)
            often = self.way.every_hour or (local.date() in self.days and 8 <= local.hour < 20)
            missed = often and not missed and self.chance.random() < 0.25
            if not missed and not season.away[0] <= moment < season.away[1]:
                yield moment
            minutes = self.chance.uniform(*self._apart(local)) if often else self.chance.uniform(*self.way.calm)
            moment = min(moment + timedelta(minutes=minutes), season.end if often else self._next_morning(moment))

    def _apart(self, local: datetime) -> tuple[int, int]:
        """The least and the most minutes between two ticks, where something is to go out."""
        least, most = (10, 20) if local.hour >= _EVENING else (35, 55)
        return least * self.way.slowly, most * self.way.slowly

    def _next_morning(self, moment: datetime) -> datetime:
        """Eight o'clock on the next of the days when something is to go out."""
        mornings = (datetime.combine(day, clock_time(8), self.season.zone) for day in sorted(self.days))
        return next((morning for morning in mornings if morning > moment), self.season.end)

    async def tick(self, moment: datetime, report: Report) -> None:
        """Both workers do all their jobs, in any order; then what they left is sent."""
        local = moment.astimezone(self.season.zone)
        back = self.slow.pop(local.date(), 0) if local.hour >= _MIDDLE else 0
        self.clock.at = moment - timedelta(minutes=back)
        for place in range(len(self.rooms)):
            if self.chance.random() < 0.1:  # a worker is restarted
                self.rooms[place] = self._room()
                report.restarts += 1
        work = [[(room, job) for job in JOBS] for room in self.rooms]
        for jobs in work:
            self.chance.shuffle(jobs)
        if self.way.together:
            await asyncio.gather(*(asyncio.to_thread(_done, jobs) for jobs in work))
        else:
            mixed = [job for jobs in work for job in jobs]
            self.chance.shuffle(mixed)
            _done(mixed)
        await self._send()
        report.ticks += 1

    async def _send(self) -> None:
        """The senders empty the outbox, in turns; a second passes between two messages to one person."""
        sender = self.chance.choice(self.senders)
        while await sender.send_due():
            self.clock.pass_(seconds=1.1)
            sender = self.chance.choice(self.senders)

    def _room(self) -> Room:
        return Room(self.store, self.clock, Turns(self.store, self.clock))


def _done(jobs: Sequence[tuple[Room, Job]]) -> None:
    for room, job in jobs:
        job.work(room)
