"""A season is lived: the lives and the ticks of the workers, in the order of the clock."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC

from sqlalchemy import func, select

from bot.edition.file import read_edition
from bot.practice.phone import NoSuchButton, Phone
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.understanding.folding import fold
from storage.database.store import Store
from storage.messages.outbox import OUTBOX, UNFINISHED
from storage.people import people
from storage.people.people import ADDRESSES
from tests.conftest import HandClock, opened
from tests.support.year import team
from tests.support.year.phones import Phones
from tests.support.year.report import SILENCES, Report
from tests.support.year.script import Line, lives
from tests.support.year.season import Season
from tests.support.year.ticking import Way, Workers


class Year:
    """People, two workers and a clock over one store."""

    def __init__(self, store: Store, season: Season, way: Way = Way()) -> None:  # noqa: B008  # a value that never changes
        """Nothing has happened yet."""
        self.store, self.season, self.hold_out = store, season, way.hold_out
        self.clock = HandClock(season.start.astimezone(UTC))
        self.phones = Phones(self.clock, season)
        self.report = Report()
        self.last: dict[str, Phone] = {}
        self.join = ""
        edition = read_edition(season.file)
        rules = replace(edition.campaigns, hold_out=way.hold_out)
        self.edition_id = opened(store, replace(edition, campaigns=rules))
        self.web = Turns(store, self.clock)
        self.workers = Workers(store, season, way, self.phones)

    async def live(self) -> Report:
        """From its first day to its last."""
        began = time.monotonic()
        lines = list(lives(self.season))
        for moment in self.workers.moments():
            while lines and lines[0].at <= moment:
                self._happens(lines.pop(0))
            await self.workers.tick(moment, self.report)
        assert not lines, "the year ended before the lives"
        with self.store.reading() as tx:
            unfinished = select(func.count()).where(OUTBOX.c.state.in_(UNFINISHED))
            self.report.unfinished = tx.execute(unfinished).scalar_one()
        self.report.deliveries, self.report.refused = self.phones.deliveries, self.phones.refused
        self.report.seconds = time.monotonic() - began
        return self.report

    def _happens(self, line: Line) -> None:
        self.clock.at = line.at
        where = f"line {line.number} of {self.season.lives.name}"
        match line.sign:
            case "*" if blocks := re.fullmatch(r"(\w+) blocks the bot", line.words):
                self.phones.blocked.add(blocks[1])
            case "*":
                team.acts(self.workers.rooms[0], line.words)
            case "<":
                for who in line.who:
                    read = fold(self.last[who].heard)
                    fine = fold(line.words) in read or self.report.is_held(who, line.at)
                    assert fine, f"{where}: {who} read\n{self.last[who].heard}"
            case _:
                self._writes(line, where)

    def _writes(self, line: Line, where: str) -> None:
        [who] = line.who
        self.last[who] = phone = self.phones.of(who, line.channel)
        try:
            message = self._message(phone, line.words.replace("{join}", self.join))
        except NoSuchButton as error:  # who was not reminded is at another point of the conversation
            if not self.report.is_held(who, line.at):
                raise AssertionError(f"{where}: {error}") from error
            return
        [heard] = self.web.hear([replace(message, at=self.clock.now().timestamp())])
        phone.sees(heard.replies)
        if code := re.search(r"RELIER (\d{6})\b|tapez : (\d{4})\b", phone.heard):
            self.join = code[1] or code[2]
        if line.words.lower() in SILENCES:
            self.report.silences.setdefault(who, []).append((line.at, SILENCES[line.words.lower()]))
        self._remember(who, phone)

    def _message(self, phone: Phone, words: str) -> Incoming:
        if words == "{code}":
            return phone.confirms()
        return phone.taps(words[1:-1]) if words.startswith("[") else phone.writes(words)

    def _remember(self, who: str, phone: Phone) -> None:
        """Which lot the person drew who writes there now."""
        here = people.is_at(self.store, phone.channel, phone.address)
        with self.store.reading() as tx:
            person = tx.execute(select(ADDRESSES.c.person_id).where(here)).scalar_one_or_none()
        if person is not None:
            held = lot(person, self.edition_id) < self.hold_out
            self.report.lots.setdefault(who, []).append((self.clock.now(), held))


def lot(person: int, salt: int) -> int:
    """What is drawn for each person: the fifth power of their sum, twice, modulo a prime."""
    prime = 2**31 - 1
    first = pow(person + salt, 5, prime)
    return pow(first + salt // prime + 1, 5, prime) % 100
