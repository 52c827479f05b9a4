"""Replaying a real election: every voter of a file holds the real conversation, on a phone, through the real turn.

No row is written from the side. Some messages are delivered twice and some conversations are cut by a restart, as
happens in life; neither may change the count.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.counting.pabulib import Instance, PbVote
from bot.practice.phone import NoSuchButton, Phone
from bot.turn.message import Heard, Incoming
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from flows.town.edition import Edition, Project
from storage.database.store import Store

Hear = Callable[[Incoming], Awaitable[Heard]]


class ReplayError(RuntimeError):
    """A voter of the file could not vote; the message says who, and what was on their phone."""


@dataclass(frozen=True)
class Disturbances:
    """How often life interferes: the share of messages delivered twice, and of conversations cut by a restart."""

    twice: float = 0.01
    restart: float = 0.01


@dataclass
class Tale:
    """What happened during a replay."""

    voters: int = 0
    messages: int = 0
    twice: int = 0
    restarts: int = 0
    ways: Counter[str] = field(default_factory=Counter)


class Replay:
    """Voters at their phones, and a house that is restarted now and then."""

    def __init__(self, store: Store, clock: Clock, edition: Edition, troubles: Disturbances, run: str = "") -> None:
        """*run* tells this run's messages from those of an interrupted one before it."""
        self.store = store
        self.clock = clock
        self.edition = edition
        self.tale = Tale()
        self._troubles = troubles
        self._run = run
        self._turns = Turns(store, clock)
        self._restart = False
        self._projects = {project.ref: project for project in edition.projects}

    async def play(
        self, votes: Sequence[tuple[int, PbVote]], channels: Sequence[str], callers: int, done: Callable[[], None]
    ) -> None:
        """Have all of *votes* (with their places in the file) cast, by *callers* people at a time; *done* is
        called after each.

        Raises ReplayError.
        """
        writer = Writer(self._hear)
        waiting = iter(votes)
        try:
            async with asyncio.TaskGroup() as group:
                for _caller in range(callers):
                    group.create_task(self._call(waiting, channels, writer.heard, done))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        finally:
            writer.close()

    async def _call(
        self, waiting: Iterator[tuple[int, PbVote]], channels: Sequence[str], hear: Hear, done: Callable[[], None]
    ) -> None:
        for place, vote in waiting:
            phone = phone_of(vote, place, channels, self._run)
            chance = random.Random(f"{vote.voter}/{place}")  # noqa: S311  # not a secret: the same file is played the same way
            await self._vote(phone, [self._projects[ref] for ref in vote.refs], chance, hear)
            self.tale.voters += 1
            done()

    async def _vote(self, phone: Phone, projects: list[Project], chance: random.Random, hear: Hear) -> None:
        """One voter's conversation, in one of the ways people go about it."""
        way = chance.choice(WAYS[phone.channel])
        self.tale.ways[f"{phone.channel}: {way.__doc__}"] += 1
        interrupted_at = chance.randrange(4) if chance.random() < self._troubles.restart else -1

        async def say(message: Incoming) -> None:
            if phone.sent - 1 == interrupted_at:
                self._restart = True
                self.tale.restarts += 1
            await self._say(phone, message, chance, hear)

        try:
            if self._run:  # this voter may have been cut short in the middle of anything
                await say(phone.writes("annuler"))
            await way(phone, projects, self.edition, say)
            _check_read_back(phone, projects)
            await say(phone.confirms())
        except NoSuchButton as error:
            raise ReplayError(f"{phone.address} could not vote: {error}") from error
        if "urne" not in phone.last and "remplace" not in phone.last:
            raise ReplayError(f"{phone.address} could not vote; the last message was: {phone.last}")

    async def _say(self, phone: Phone, message: Incoming, chance: random.Random, hear: Hear) -> None:
        """Send one message, now and then twice; the second delivery must get the same answer."""
        self.tale.messages += 1
        if chance.random() >= self._troubles.twice:
            phone.sees((await hear(message)).replies)
            return
        self.tale.twice += 1
        first, second = await asyncio.gather(hear(message), hear(message))
        if first.replies != second.replies or first.again == second.again:
            raise ReplayError(f"{phone.address} sent a message twice and was answered differently")
        phone.sees(first.replies)

    def _hear(self, messages: Sequence[Incoming]) -> list[Heard]:
        """The turn; before it, a restart if one is due: all that was in memory is gone."""
        if self._restart:
            self._restart = False
            self.store.engine.dispose()
            self._turns = Turns(self.store, self.clock)
        return self._turns.hear(messages)


def _check_read_back(phone: Phone, projects: list[Project]) -> None:
    """Like a careful voter, compare what is read back with what was chosen. Raises ReplayError."""
    if sorted(_read_back(phone)) != sorted(str(project.number) for project in projects):
        raise ReplayError(f"{phone.address} chose {[p.number for p in projects]}, and was read back: {phone.heard}")


def _read_back(phone: Phone) -> list[str]:
    """The numbers that the newest message begins its lines with."""
    return re.findall(r"^(\d+) ", phone.heard, re.MULTILINE)


def _is_read_back(phone: Phone, project: Project) -> bool:
    return "Votre vote :" in phone.last and str(project.number) in _read_back(phone)


def phone_of(vote: PbVote, place: int, channels: Sequence[str], run: str = "") -> Phone:
    """The phone of the voter at *place* in the file: the same at each replay.

    Numbers are of the kind set apart for fiction.
    """
    channel = channels[place % len(channels)]
    address = f"+3363998{place:04}" if channel == "sms" else str(10_000_000 + place)
    return Phone(channel, address, provider="replay", run=run, language="fr")


def expected(instance: Instance, votes: Sequence[PbVote]) -> Counter[str]:
    """The votes that each project must have once *votes* are cast, by its ref."""
    counts = Counter({project.ref: 0 for project in instance.projects})
    for vote in votes:
        counts.update(vote.refs)
    return counts


# How people go about it ---------------------------------------------------------------------------------------------

Speak = Callable[[Incoming], Awaitable[None]]


async def _shortcut(phone: Phone, projects: list[Project], edition: Edition, say: Speak) -> None:
    """all in one message"""
    await say(phone.writes("VOTE " + " ".join(str(project.number) for project in projects)))


async def _numbers(phone: Phone, projects: list[Project], edition: Edition, say: Speak) -> None:
    """through the menu, by numbers"""
    await say(phone.writes("Bonjour"))
    await say(phone.taps("Voter"))
    await say(phone.writes(" et ".join(str(project.number) for project in projects)))


async def _one_by_one(phone: Phone, projects: list[Project], edition: Edition, say: Speak) -> None:
    """one number after the other"""
    await say(phone.writes("voter"))
    for project in projects:
        await say(phone.writes(f"+{project.number}"))
    if len(projects) < edition.ballot.most:
        await say(phone.writes("ok"))


async def _changed_mind(phone: Phone, projects: list[Project], edition: Edition, say: Speak) -> None:
    """another choice first, then modified"""
    other = next(project for project in edition.on_ballot if project not in projects)
    least = [project.number for project in edition.on_ballot if project is not other][: edition.ballot.least - 1]
    await say(phone.writes("vote " + " ".join(map(str, [other.number, *least]))))
    await say(phone.writes("modifier"))
    await say(phone.writes(", ".join(str(project.number) for project in projects)))


async def _then_more(phone: Phone, projects: list[Project], edition: Edition, say: Speak) -> None:
    """a first choice, then more while it is confirmed"""
    first, rest = projects[: edition.ballot.least], projects[edition.ballot.least :]
    await say(phone.writes("vote"))
    await say(phone.writes(" ".join(str(project.number) for project in first)))
    if rest:
        await say(phone.writes("ok"))  # which confirms nothing by SMS, and says what does
    for project in rest:
        await say(phone.writes(f"et le {project.number}"))
    other = next((project for project in edition.on_ballot if project not in projects), None)
    if other and len(projects) < edition.ballot.most and edition.ballot.max_cost is None:
        await say(phone.writes(str(other.number)))
        await say(phone.writes(f"sans {other.number}"))


async def _by_search(phone: Phone, projects: list[Project], edition: Edition, say: Speak) -> None:
    """by the words of each title"""
    await say(phone.writes("/vote"))
    for project in projects:
        if not re.search(r"\d", project.title):  # a number in a title would be taken for a choice
            await say(phone.writes(project.title))
        if phone.has(f"☐ {project.number} ·"):
            await say(phone.taps(f"☐ {project.number} ·"))
        elif not _is_read_back(phone, project):  # a whole title is a choice by itself
            await say(phone.writes(f"+{project.number}"))
    if "Votre vote :" not in phone.last:
        await say(phone.taps("Valider"))


async def _by_pages(phone: Phone, projects: list[Project], edition: Edition, say: Speak) -> None:
    """by ticking boxes, page after page"""
    await say(phone.writes("/vote"))
    wanted = {project.number for project in projects}
    for _page in range(len(edition.on_ballot) // 8 + 1):
        for number in sorted(wanted):
            if phone.has(f"☐ {number} ·"):
                await say(phone.taps(f"☐ {number} ·"))
                wanted.discard(number)
        if not wanted:
            break
        await say(phone.taps("▶"))
    await say(phone.taps("Valider"))


Way = Callable[[Phone, list[Project], Edition, Speak], Awaitable[None]]

WAYS: dict[str, tuple[Way, ...]] = {
    "sms": (_shortcut, _numbers, _one_by_one, _changed_mind, _then_more),
    "telegram": (_numbers, _by_search, _by_pages, _changed_mind),
}
