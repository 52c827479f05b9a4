"""A whole year of an edition in half a minute: people live it, the clock ticks, and phones note what reaches them.

    python -m tests.support.year                 print the year, and whether each message was the one that was expected
    python -m tests.support.year --every-hour    with a tick nearly every hour of every day, as slowly as that takes
    python -m tests.support.year --hold-out 20   a share of the people is not reminded, to measure what reminders change

What people write is in `editions/clermont_year.txt`. What they should get is written by hand in `EXPECTED`, from the
calendar and those lives alone: nothing here asks the reminders' own code.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from itertools import pairwise
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, func, select

from bot.counting import tally
from bot.edition import phases
from bot.edition.file import read_edition
from bot.jobs import JOBS
from bot.networks.base import OptedOut
from bot.practice.phone import NoSuchButton, Phone
from bot.relays import relays
from bot.sending.sender import Sender
from bot.team import calendar, decisions
from bot.team.calendar import MoveReason
from bot.team.decisions import TeamDecision
from bot.team.stamp import Stamp
from bot.turn.message import Incoming
from bot.turn.ticker import Job, Room
from bot.turn.turns import Turns
from flows.town.edition import Phase
from flows.understanding.folding import fold
from storage.database.store import Store
from storage.messages.buckets import Pace
from storage.messages.outbox import OUTBOX, UNFINISHED
from storage.messages.outgoing import Parcel
from storage.people import people
from storage.people.people import ADDRESSES
from storage.relays.ambassadors import RelayDecision
from storage.town import editions, publications
from tests.conftest import PARIS, HandClock, opened
from tests.support import relaying
from tests.support.stores import Databases

EDITION = Path(__file__).parent / "editions" / "clermont.toml"
LIVES = EDITION.with_name("clermont_year.txt")

HOLIDAYS = {
    date.fromisoformat(day)
    for day in (
        *("2026-11-01", "2026-11-11", "2026-12-25", "2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06"),
        *("2027-05-08", "2027-05-17", "2027-07-14", "2027-08-15"),
    )
}
"""Of the year, by the calendar on the wall: Easter is on 28 March, when the clocks change too."""

GROUP = "the group"

# What should happen


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """*what* reaches each of *who*, once, on one day: not before *at*."""

    at: str
    what: str
    who: tuple[str, ...]


AT_FIRST = {
    *("Odile", "Roger", "Fatou", "Guy", "Amina", "Denise", "Hugo", "Sonia", "Marc", "Bastien", "Rose", "Tom", "Ida"),
    *("Karim", "Helene", "Berthe", "Gisele", "Henri", "Nadege", "Serge", "Victor", "Leo", "Ines", "Malik", "Zoe"),
    *("Paul", "Yann", "Chloe", "Lina", "Ana", "Eva", "Wei", "Omar", "Jules", "Karine", "Ludo", "Awa", "Petit"),
}
"""Who had written before ideas opened; Petit is the telephone that Lucette and Simone share."""

OPTED_OUT = {"Jules"}
STOPPED = {"Gisele", "Karine"}
GONE = {"Victor"}  # erased
LEFT = STOPPED | GONE | {"Henri"}  # who takes STOP back in April
IN_NOVEMBER = AT_FIRST - LEFT - OPTED_OUT | {"Igor"}
RELAYING = {"Awa", "Serge"}  # they are shown what goes out, and not told it beside that
NO_IDEA = IN_NOVEMBER - {"Rose", "Marc"} - RELAYING  # who sent one
IN_MARCH = IN_NOVEMBER - {"Ludo"}  # who blocked the bot
NOT_VOTED = IN_MARCH - {"Amina", "Paul", "Serge", "Awa", "Hugo"} - {"Chloe", "Sonia"} | {"Manon", "Henri"}
READERS = AT_FIRST - STOPPED - GONE - OPTED_OUT - {"Ludo", "Berthe", "Roger", "Guy"} | {"Igor", "Manon", "Theo"}

RELAYED = (  # what goes out, when ambassadors are shown it, and when the group of one of them has it
    ("phase_opens ideas", "2026-09-21 09:00", "2026-09-21 11:00"),
    ("closes_soon ideas", "2026-11-02 09:00", "2026-11-02 11:00"),
    ("closes_soon ideas", "2026-11-06 12:00", "2026-11-06 14:00"),
    ("phase_opens vote", "2027-03-15 09:00", "2027-03-15 11:00"),
    ("not_voted_yet vote", "2027-04-05 09:00", "2027-04-05 11:00"),
    ("not_voted_yet vote", "2027-04-09 18:00", "2027-04-10 09:00"),  # two hours later it is night
    ("result_announced", "2027-05-03 09:00", "2027-05-03 11:00"),
)


def expected() -> Iterator[Expected]:
    """All that should leave in the year without anyone having asked for it just then."""

    def to(at: str, what: str, who: Collection[str]) -> Expected:
        return Expected(at, what, tuple(sorted(who)))

    yield to("2026-09-11 10:00", "you are an ambassador", ["Awa", "Serge"])
    yield to("2026-09-21 09:00", "phase_opens ideas", AT_FIRST - RELAYING)
    yield to("2026-10-15 12:00", "unfinished_draft", ["Lina", "Marc"])  # Ana began only the evening before
    yield to("2026-10-31 12:00", "unfinished_draft", ["Lina", "Ana", "Bastien"])
    yield to("2026-11-02 09:00", "closes_soon ideas", NO_IDEA - {"Lina", "Ana", "Ludo"})  # Sunday 1 is a holiday
    yield to("2026-11-06 12:00", "closes_soon ideas", NO_IDEA - {"Lina", "Ana", "Ludo", "Bastien"})
    yield to("2026-11-07 12:00", "closes_soon ideas", ["Bastien"])  # the day before would be his third in seven days
    yield to("2026-11-27 10:00", "meeting_tomorrow atelier", ["Helene", "Omar"])
    yield to("2026-12-02 11:00", "unfinished_survey", ["Eva"])  # due on Monday, when nobody ticked
    yield to("2027-03-01 09:00", "news of 12", ["Karim", "Wei"])  # published on Saturday evening
    yield to("2027-03-01 09:00", "news of 13", ["Rose"])
    yield to("2027-03-15 09:00", "phase_opens vote", IN_MARCH - RELAYING)
    yield to("2027-03-20 09:00", "meeting_tomorrow porteurs", ["Helene"])  # on Monday at 9: told on Saturday
    yield to("2027-03-30 09:00", "ballot_begun", ["Chloe", "Hugo"])  # moved to Easter Monday, so on Tuesday
    yield to("2027-04-05 09:00", "not_voted_yet vote", NOT_VOTED)
    yield to("2027-04-09 18:00", "not_voted_yet vote", NOT_VOTED - {"Denise"} | {"Theo"})
    yield to("2027-04-10 18:00", "ballot_begun", ["Chloe", "Sonia"])
    yield to("2027-05-03 09:00", "news of 5", ["Karim", "Wei"])
    yield to("2027-05-03 09:00", "result_announced", READERS - RELAYING)
    yield to("2027-06-14 09:00", "unfinished_survey", ["Ida"])
    yield to("2027-06-15 18:00", "meeting_tomorrow chantier", ["Karim"])
    yield to("2027-07-15 09:00", "news of 5", ["Karim"])  # published the evening before a holiday
    for what, shown, posted in RELAYED:
        yield to(shown, f"to relay: {what}", ["Awa"])
        yield to(shown, "to pass on", ["Serge"])
        yield to(posted, f"posted: {what}", [GROUP])


REFUSED = [("Ludo", "2026-11-02")]
"""Who blocked the bot hears of nothing more, once that was found out."""

REMINDS = ("phase_opens", "closes_soon", "unfinished", "ballot_begun", "not_voted_yet")
"""What those who are held out do not get: news and meetings they do."""

SAYINGS = (  # in folded letters, since SMS drop accents where that saves a segment; the first that fits
    ("vous voila ambassad", "you are an ambassador"),
    ("avec serge au", "to pass on"),
    ("une idee pour la ville", "phase_opens ideas"),
    ("il reste peu de temps pour proposer", "closes_soon ideas"),
    ("vous attend", "unfinished_draft"),
    ("votre enquete n est pas finie", "unfinished_survey"),
    ("c est parti vous pouvez voter", "phase_opens vote"),
    ("vous pouvez encore voter", "not_voted_yet vote"),
    ("pour proposer une idee jusqu", "closes_soon ideas"),  # as a group reads it
    ("encore proposer une idee", "closes_soon ideas"),
    ("pour voter jusqu", "not_voted_yet vote"),
    ("le vote est ouvert jusqu", "phase_opens vote"),
    ("votre vote attend il n est pas encore dans l urne", "ballot_begun"),
    ("le resultat est la", "result_announced"),
    ("n oubliez pas l atelier", "meeting_tomorrow atelier"),
    ("n oubliez pas le petit dejeuner", "meeting_tomorrow porteurs"),
    ("n oubliez pas la visite", "meeting_tomorrow chantier"),
)


# What did happen


@dataclass(slots=True)
class Delivery:
    """A message that reached a phone, without being the answer to one."""

    at: datetime
    who: str
    channel: str
    kind: str
    text: str
    what: str = ""


@dataclass(slots=True)
class Report:
    """A year that is over."""

    deliveries: list[Delivery] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    lots: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)
    unfinished: int = 0  # messages that are still in the outbox
    ticks: int = 0
    restarts: int = 0
    seconds: float = 0.0

    def is_held(self, who: str, at: datetime) -> bool:
        """Whether that person was among those who are not reminded; joining two telephones draws another lot."""
        drawn = [held for since, held in self.lots.get(who, []) if since <= at]
        return bool(drawn) and drawn[-1]


class Phones:
    """The network: every phone of the year, and what reached it when."""

    channels = ("telegram", "sms")

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.by_address: dict[tuple[str, str], tuple[str, Phone]] = {}
        self.by_name: dict[tuple[str, str], Phone] = {}
        self.deliveries: list[Delivery] = []
        self.blocked: set[str] = set()
        self.refused: list[tuple[str, str]] = []

    def of(self, name: str, channel: str) -> Phone:
        """Someone's phone, bought if they have none."""
        if (name, channel) not in self.by_name:
            number = len(self.by_name) + 1
            address = f"+3363998{number:04}" if channel == "sms" else f"{1000 + number}"
            self.by_name[name, channel] = phone = Phone(channel, address)
            self.by_address[channel, address] = (name, phone)
        return self.by_name[name, channel]

    async def send(self, parcel: Parcel) -> str:
        """Have the message appear on the phone, or in the group."""
        at = self.clock.now().astimezone(PARIS)
        name, phone = self.by_address.get((parcel.channel, parcel.address), (GROUP, None))
        if name in self.blocked:
            self.refused.append((name, f"{at:%Y-%m-%d}"))
            raise OptedOut("bot was blocked by the user")
        if phone:
            phone.sees((parcel.message,))
        self.deliveries.append(Delivery(at, name, parcel.channel, parcel.kind, parcel.message.text))
        return str(parcel.id)


_MIDDLE, _EVENING = 11, 18

PACES = {channel: Pace(rate=1000, burst=1000) for channel in Phones.channels}
"""The clock stands still while messages leave: there is no pace to speak of."""


# Living it


@dataclass(frozen=True, slots=True)
class Line:
    """Someone writes, or has read, or something happens, at a moment."""

    at: datetime
    number: int
    sign: str
    who: tuple[str, ...]
    channel: str
    words: str


_WRITES = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)*)(?: by (sms|telegram))?> (.+)")
_WRITING = timedelta(seconds=20)


def lives(script: str) -> Iterator[Line]:
    """The lines of the script, each with its moment."""
    at = Year.start
    channels: dict[str, str] = {}
    speakers: tuple[str, ...] = ()
    for number, line in enumerate(script.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        sign, rest = line[0], line[1:].strip()
        if sign == "@":
            at = datetime.strptime(rest, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS).astimezone(UTC)
        elif sign in "<*":
            yield Line(at, number, sign, speakers, "", rest)
        else:
            match = _WRITES.fullmatch(line)
            assert match, f"line {number} is no line of a life: {line}"
            speakers = tuple(match[1].split())
            channels |= {who: match[2] for who in speakers if match[2]}
            for who in speakers:
                at += _WRITING
                yield Line(at, number, ">", (who,), channels[who], match[3])


class Year:
    """People, two workers and a clock over one store."""

    start = datetime(2026, 9, 1, 8, tzinfo=PARIS)
    end = datetime(2027, 8, 31, 12, tzinfo=PARIS)
    away = (datetime(2026, 11, 29, tzinfo=PARIS), datetime(2026, 12, 2, 11, tzinfo=PARIS))
    """When no worker runs, and then the clock has jumped."""

    steps_back = ((date(2026, 10, 15), 150), (date(2027, 3, 15), 180), (date(2027, 3, 30), 5), (date(2027, 5, 3), 90))
    """Minutes by which the clock is slow for one tick, in the middle of these days."""

    def __init__(
        self,
        store: Store,
        *,
        hold_out: int = 0,
        every_hour: bool = False,
        together: bool = False,
        calm: tuple[int, int] = (600, 2400),
    ) -> None:
        """*together*: both workers do their jobs at the same time, as on two machines; else one after the other.

        *calm*: minutes between two ticks where nothing is to go out.
        """
        self.calm = calm
        self.store, self.together, self.every_hour = store, together, every_hour
        self.days = {date.fromisoformat(day.at[:10]) for day in expected()}
        self.slow = dict(self.steps_back)
        self.chance = random.Random(63000)
        self.clock = HandClock(self.start.astimezone(UTC))
        self.phones = Phones(self.clock)
        self.report = Report()
        self.last: dict[str, Phone] = {}
        self.join = ""
        edition = read_edition(EDITION)
        self.edition_id = opened(store, replace(edition, campaigns=replace(edition.campaigns, hold_out=hold_out)))
        self.hold_out = hold_out
        self.web = Turns(store, self.clock)
        self.rooms = [self._room(), self._room()]
        self.senders = [Sender(store, self.clock, [self.phones], PACES) for _room in self.rooms]

    async def live(self) -> Report:
        """From September to August."""
        began = time.monotonic()
        lines = list(lives(LIVES.read_text("utf-8")))
        for moment in self._moments():
            while lines and lines[0].at <= moment:
                self._happens(lines.pop(0))
            await self._ticks(moment)
        assert not lines, "the year ended before the lives"
        with self.store.reading() as tx:
            unfinished = select(func.count()).where(OUTBOX.c.state.in_(UNFINISHED))
            self.report.unfinished = tx.execute(unfinished).scalar_one()
        self.report.deliveries, self.report.refused = self.phones.deliveries, self.phones.refused
        self.report.seconds = time.monotonic() - began
        return self.report

    # The clock

    def _moments(self) -> Iterator[datetime]:
        """When the clock ticks: about every three quarters of an hour on the days when something is to go out (more
        often in the evening, when little time is left), but one time in four it does not; seldom at night and on other
        days; never while the workers are away.
        """
        moment, missed = self.start.astimezone(UTC), False
        while moment < self.end:
            often = self._is_often(moment.astimezone(PARIS))
            missed = often and not missed and self.chance.random() < 0.25
            if not missed and not self.away[0] <= moment < self.away[1]:
                yield moment
            apart = self.calm if not often else (10, 20) if moment.astimezone(PARIS).hour >= _EVENING else (35, 55)
            minutes = self.chance.uniform(*apart)
            moment = min(moment + timedelta(minutes=minutes), self._next_morning(moment) if not often else self.end)

    def _is_often(self, local: datetime) -> bool:
        return self.every_hour or (local.date() in self.days and 8 <= local.hour < 20)

    def _next_morning(self, moment: datetime) -> datetime:
        """Eight o'clock on the next of the days when something is to go out."""
        mornings = (datetime.combine(day, clock_time(8), PARIS) for day in sorted(self.days))
        return next((morning for morning in mornings if morning > moment), self.end)

    async def _ticks(self, moment: datetime) -> None:
        local = moment.astimezone(PARIS)
        back = self.slow.pop(local.date(), 0) if local.hour >= _MIDDLE else 0
        self.clock.at = moment - timedelta(minutes=back)
        for place in range(len(self.rooms)):
            if self.chance.random() < 0.1:  # a worker is restarted
                self.rooms[place] = self._room()
                self.report.restarts += 1
        work = [[(room, job) for job in JOBS] for room in self.rooms]
        for jobs in work:
            self.chance.shuffle(jobs)
        if self.together:
            await asyncio.gather(*(asyncio.to_thread(_done, jobs) for jobs in work))
        else:
            mixed = [job for jobs in work for job in jobs]
            self.chance.shuffle(mixed)
            _done(mixed)
        await self._send()
        self.report.ticks += 1

    async def _send(self) -> None:
        """The senders empty the outbox, in turns; a second passes between two messages to one person."""
        sender = self.chance.choice(self.senders)
        while await sender.send_due():
            self.clock.pass_(seconds=1.1)
            sender = self.chance.choice(self.senders)

    def _room(self) -> Room:
        return Room(self.store, self.clock, Turns(self.store, self.clock))

    # The people and the team

    def _happens(self, line: Line) -> None:
        self.clock.at = line.at
        where = f"line {line.number} of {LIVES.name}"
        match line.sign:
            case "*":
                self._team(line.words)
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

    def _team(self, what: str) -> None:
        """What the team does, as its commands do."""
        now = self.clock.now()
        if re.fullmatch("the team approves ambassadors 1 and 2", what):
            for number in (1, 2):
                self._approves(number, now)
        elif what == "the group of ambassador 1 is tied":
            relaying.ties(self.rooms[0], 1)
        elif blocks := re.fullmatch(r"(\w+) blocks the bot", what):
            self.phones.blocked.add(blocks[1])
        else:
            with self.store.writing() as tx:
                self._decides(tx, what, now)

    def _approves(self, number: int, now: datetime) -> None:
        ambassador = relaying.found(self.rooms[0], number)
        with self.store.writing() as tx:
            relays.approve(tx, self.store, ambassador, RelayDecision("Awa", now))

    def _decides(self, tx: Connection, what: str, now: datetime) -> None:
        edition = editions.find(tx)
        if sets := re.fullmatch(r"the team sets (\d+) (\w+) ?(\w*):(.*)", what):
            number, status, stage, why = sets.groups()
            wanted = TeamDecision(status, why.strip(), stage=stage)
            decisions.decide(tx, edition, int(number), wanted, Stamp("Awa", now))
        elif what == "the team publishes":
            publications.publish(tx, edition.id, "Awa", now)
        elif moves := re.fullmatch(r"the team moves the end of the vote by (\d+) days", what):
            old = phases.local(edition.spans, edition.zone)
            new = phases.moved_by(old, Phase.VOTE, int(moves[1]), now, and_after=True)
            calendar.move(tx, edition, new, MoveReason("Awa"), now)
        else:
            assert what == "the team counts", f"the team does not understand «{what}»"
            tally.publish(tx, tally.count_edition(tx, self.store, edition), now)


def _done(jobs: Sequence[tuple[Room, Job]]) -> None:
    for room, job in jobs:
        job.work(room)


def lot(person: int, salt: int) -> int:
    """What is drawn for each person: the fifth power of their sum, twice, modulo a prime."""
    prime = 2**31 - 1
    first = pow(person + salt, 5, prime)
    return pow(first + salt // prime + 1, 5, prime) % 100


# Judging it


def told(report: Report) -> dict[tuple[str, str, str], list[Delivery]]:
    """What reached whom on which day; the question that follows a reminder belongs to it."""
    deliveries: dict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
    newest: dict[str, Delivery] = {}
    for delivery in report.deliveries:
        delivery.what = _what(delivery)
        before = newest.get(delivery.who)
        if (
            not delivery.what
            and before
            and delivery.at - before.at < timedelta(minutes=1)
            and before.what.startswith(OPENING)
        ):
            continue
        newest[delivery.who] = delivery
        deliveries[f"{delivery.at:%Y-%m-%d}", delivery.what or f"? {delivery.text}", delivery.who].append(delivery)
    return dict(deliveries)


OPENING = ("unfinished", "ballot_begun", "to relay")
"""What a question follows."""


def _what(delivery: Delivery) -> str:
    """What a message is, by its words alone; nothing if they tell of nothing we know."""
    words = fold(delivery.text)
    said = next((what for saying, what in SAYINGS if saying in words), "")
    if delivery.who == GROUP:
        return f"posted: {said}"
    if words.startswith("a relayer dans"):
        return f"to relay: {said}"
    if news := re.match(r"du nouveau pour (?:le|votre) projet no? (\d+)", words):
        return f"news of {news[1]}"
    return said


def due(report: Report) -> dict[tuple[str, str, str], datetime]:
    """What should reach whom on which day, and since when."""
    wanted = {}
    for message in expected():
        at = datetime.strptime(message.at, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)
        for who in message.who:
            if not (message.what.startswith(REMINDS) and report.is_held(who, at)):
                wanted[message.at[:10], message.what, who] = at
    return wanted


def complaints(report: Report) -> list[str]:
    """All that was not as it should be."""
    wanted, had = due(report), told(report)
    wrong = [f"{day} {who} should have had: {what}" for day, what, who in sorted(wanted.keys() - had.keys())]
    wrong += [f"{day} {who} should not have had: {what}" for day, what, who in sorted(had.keys() - wanted.keys())]
    for key, messages in sorted(had.items()):
        if len(messages) > 1:
            wrong.append(f"{key} {len(messages)} times")
        if key in wanted and messages[0].at < wanted[key]:
            wrong.append(f"{key} too early, at {messages[0].at:%H:%M}")
    wrong += [
        f"{delivery.at:%a %Y-%m-%d %H:%M} is no time to write: {delivery.text}"
        for delivery in report.deliveries
        if _is_bad(delivery)
    ]
    wrong += _too_often(report)
    wrong += [f"refused: {report.refused} and not {REFUSED}"] if report.refused != _refused(report) else []
    wrong += [f"{report.unfinished} messages still wait"] if report.unfinished else []
    return wrong + _nadege(report)


def _is_bad(delivery: Delivery) -> bool:
    """Whether it went at an hour, or on a day, at which the town says nothing by itself."""
    return not 9 <= delivery.at.hour < 20 or delivery.at.weekday() == _SUNDAY or delivery.at.date() in HOLIDAYS


_SUNDAY = 6


def _too_often(report: Report) -> Iterator[str]:
    """Who had more than two reminders within seven days, and groups that had more than one within a day."""
    times: dict[str, list[datetime]] = defaultdict(list)
    for (_day, _what, who), [first, *_rest] in told(report).items():
        if who == GROUP or first.kind == "campaign":
            times[who].append(first.at)
    for who, moments in times.items():
        moments.sort()
        if any(third - first < timedelta(days=7) for first, third in zip(moments, moments[2:], strict=False)):
            yield f"{who} had three in a week"
        if who == GROUP and any(second - first < timedelta(days=1) for first, second in pairwise(moments)):
            yield "the group had two in a day"


def _refused(report: Report) -> list[tuple[str, str]]:
    """What we were told by the telephone of who blocked us: if they are held out, only the result could find it out."""
    [(who, day)] = REFUSED
    return [(who, "2027-05-03")] if report.is_held(who, datetime.fromisoformat(f"{day}T09:00+01:00")) else REFUSED


def _nadege(report: Report) -> list[str]:
    """She has two telephones, and is written to where she wrote from last."""
    mine = [delivery for delivery in report.deliveries if delivery.who == "Nadege"]
    wrong = [
        delivery
        for delivery in mine
        if delivery.channel != ("telegram" if delivery.at.date().year == _AUTUMN else "sms")
    ]
    return [
        f"{delivery.at:%Y-%m-%d} Nadege was written to by {delivery.channel}"
        for delivery in wrong
        if delivery.at > _JOINED
    ]


_AUTUMN = 2026
_JOINED = datetime(2026, 10, 5, tzinfo=PARIS)


# Printing it


def table(report: Report) -> Table:
    """The year: each day on which something went out by itself."""
    wanted, had = due(report), told(report)
    shown = Table("day", "between", "what", "to", "who", "", title="What the town said first", show_lines=False)
    for day, what in sorted({key[:2] for key in wanted.keys() | had.keys()}):
        mine = {who: messages[0].at for (its, said, who), messages in had.items() if (its, said) == (day, what)}
        right = mine.keys() == {who for (its, said, who) in wanted if (its, said) == (day, what)}
        hours = f"{min(mine.values()):%H:%M}-{max(mine.values()):%H:%M}" if mine else "never"
        weekday = f"{date.fromisoformat(day):%a} {day}"
        shown.add_row(weekday, hours, what, str(len(mine)), _names(sorted(mine)), "✔" if right else "✘")
    return shown


def _names(who: Sequence[str]) -> str:
    return ", ".join(who[:_NAMED]) + (f" and {len(who) - _NAMED} more" if len(who) > _NAMED else "")


_NAMED = 5


def main() -> int:
    """Live the year, print it, and say what was wrong."""
    words = argparse.ArgumentParser(prog="python -m tests.support.year", description=__doc__.splitlines()[0])
    words.add_argument("--every-hour", action="store_true", help="a tick nearly every hour of every day")
    words.add_argument("--hold-out", type=int, default=0, metavar="SHARE", help="per cent of people not reminded")
    words.add_argument("--postgresql", action="store_true", help="on PostgreSQL, both workers at the same time")
    given = words.parse_args()
    hush()
    out = Console(width=None if sys.stdout.isatty() else 140)
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        with databases.fresh("postgresql" if given.postgresql else "sqlite") as store:
            year = Year(store, hold_out=given.hold_out, every_hour=given.every_hour, together=given.postgresql)
            report = asyncio.run(year.live())
        databases.close()
    out.print(table(report))
    wrong = complaints(report)
    out.print(summary(report, wrong))
    for line in wrong:
        out.print(f"✘ {line}", markup=False)
    return 1 if wrong else 0


def hush() -> None:
    """Say nothing of what goes as it should."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def summary(report: Report, wrong: Sequence[str]) -> str:
    """The year in a sentence."""
    held = sum(lots[-1][1] for lots in report.lots.values())
    return (
        f"{report.ticks} ticks by two workers, {report.restarts} restarts, {len(report.deliveries)} messages to "
        f"{len(report.lots)} people ({held} held out) in {report.seconds:.0f} s; wrong: {len(wrong) or 'nothing'}."
    )


if __name__ == "__main__":
    raise SystemExit(main())
