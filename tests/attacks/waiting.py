"""33 messages that nobody asked for wait to be sent; their people say STOP, vote, go…: how many leave all the same?"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.networks.telegram import blocked
from bot.practice.phone import Phone
from bot.sending.sender import Sender
from bot.team import decisions
from bot.team.decisions import TeamDecision
from bot.team.stamp import Stamp
from bot.telling import news
from bot.turn.ticker import Room
from flows.town.edition import Status
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.buckets import Pace
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Parcel
from storage.sending import receipts
from storage.town import editions, follows, publications
from tests.attacks.base import Attack, Outcome
from tests.conftest import PARIS, HandClock
from tests.support.reminding import MONDAY, room_of, someone, ticks
from tests.support.stores import SECRET, Databases

PEOPLE = 33
PROJECT = 5
SUNDAY_NIGHT = datetime(2026, 11, 8, 3, tzinfo=PARIS)
NEXT_MONDAY = datetime(2026, 11, 9, 10, tzinfo=PARIS)


class Post:
    """A network that counts what leaves and nobody asked for."""

    channels = ("sms", "telegram")

    def __init__(self) -> None:
        self.unasked = 0

    async def send(self, parcel: Parcel) -> str:
        """Take it."""
        asked = parcel.kind != "campaign" and "Du nouveau" not in parcel.message.text
        self.unasked += not asked
        return str(parcel.id)


@dataclass(frozen=True)
class Town:
    """33 people, each with a message that waits for them."""

    room: Room
    clock: HandClock
    channel: str

    def all_write(self, *words: str) -> None:
        """Each writes *words*, one after the other; «code» is the code they were just shown."""
        for phone in (Phone(self.channel, address(self.channel, number)) for number in range(PEOPLE)):
            for text in words:
                [heard] = self.room.turns.hear([phone.writes(phone.code if text == "code" else text)])
                phone.sees(heard.replies)


def address(channel: str, number: int) -> str:
    """Where the person of that number is written to."""
    return f"+3363998{number:04}" if channel == "sms" else f"{1000 + number}"


def says(*words: str) -> Callable[[Town], None]:
    """Everybody writes this."""
    return lambda town: town.all_write(*words)


def block(town: Town) -> None:
    """Everybody blocks the bot on Telegram."""
    with town.room.store.writing() as tx:
        for number in range(PEOPLE):
            blocked.mirror(tx, town.room.store, address("telegram", number), True, town.clock.now())


def opt_out(town: Town) -> None:
    """Twilio says 21610 of everybody."""
    with town.room.store.writing() as tx:
        for id in tx.execute(select(OUTBOX.c.id)).scalars().all():
            receipts.stopped_elsewhere(tx, town.room.store, id, "21610", town.clock.now())


def edit(town: Town) -> None:
    """The edition changes."""
    with town.room.store.writing() as tx:
        editions.touched(tx, editions.find(tx).id)


def night(town: Town) -> None:
    """The senders were down until Sunday, three o'clock in the morning."""
    town.clock.at = SUNDAY_NIGHT


def a_week(town: Town) -> None:
    """They were down for a week."""
    town.clock.at = NEXT_MONDAY


CASES: tuple[tuple[str, str, str, Callable[[Town], None]], ...] = (
    ("STOP", "sms", "reminder", says("STOP")),
    ("RAPPELS NON", "sms", "reminder", says("RAPPELS NON")),
    ("a block on Telegram", "telegram", "reminder", block),
    ("21610", "sms", "reminder", opt_out),
    ("a vote", "sms", "reminder", says("VOTE 5", "code")),
    ("EFFACER", "sms", "reminder", says("EFFACER", "code")),
    ("the edition changed", "sms", "reminder", edit),
    ("an outage, until a Sunday at 3 a.m.", "sms", "reminder", night),
    ("an outage of a week", "sms", "reminder", a_week),
    ("news: STOP", "sms", "news", says("STOP")),
    ("news: the edition changed", "sms", "news", edit),
    ("news: an outage, until a Sunday at 3 a.m.", "sms", "news", night),
)
"""What happens, where, to which messages."""


def left(store: Store, channel: str, what: str, happens: Callable[[Town], None]) -> int:
    """How many of 33 unasked messages leave once that has happened, before anybody tells anything anew."""
    room = room_of(store, MONDAY, rules=("phase_opens",))
    clock = room.clock
    assert isinstance(clock, HandClock), "the clock of a test is moved by hand"
    persons = [someone(store, number, channel) for number in range(PEOPLE)]
    if what == "news":
        _published(store, persons, clock.now())
        assert news.tell(store, room.turns.hear, clock.now()) == PEOPLE
    else:
        assert ticks(room) == PEOPLE
    clock.pass_(minutes=1)
    happens(Town(room, clock, channel))
    return asyncio.run(_sent(store, clock))


def _published(store: Store, persons: list[int], now: datetime) -> None:
    with store.writing() as tx:
        edition = editions.find(tx)
        project = next(
            project for project in edition.projects if project.status is Status.ON_BALLOT and project.number == PROJECT
        )
        follows.follow(tx, [(person, project.id) for person in persons], since=0)
        decisions.decide(tx, edition, PROJECT, TeamDecision("unfeasible", "trop cher"), Stamp("Awa", now))
        publications.publish(tx, edition.id, "Awa", now)


async def _sent(store: Store, clock: HandClock) -> int:
    post, fast = Post(), {"sms": Pace(1000, 1000), "telegram": Pace(1000, 1000)}
    sender = Sender(store, clock, [post], fast)
    for _second in range(10):
        while await sender.send_due():
            pass
        clock.at += timedelta(seconds=2)
    return post.unasked


def run(databases: Databases) -> Outcome:
    """How many leave, of all the cases together."""
    return _outcome(figures(databases))


def figures(databases: Databases) -> dict[str, int]:
    """How many leave in each case."""
    leaving = {}
    for name, channel, what, happens in CASES:
        with Store(databases.url("sqlite"), Vault(SECRET)) as store:
            leaving[name] = left(store, channel, what, happens)
    return leaving


def _outcome(leaving: dict[str, int]) -> Outcome:
    gone = sum(leaving.values())
    return Outcome(f"{gone} of {PEOPLE * len(CASES)} leave", gone == 0)


ATTACK = Attack("waiting", "33 unasked messages wait; then STOP, a vote, an outage… (12 ways)", "297 of 396 leave", run)


def main() -> int:
    """Print the figures of each case."""
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        leaving = figures(databases)
        databases.close()
    for name, count in leaving.items():
        print(f"{name}: {count} of {PEOPLE}")
    return 0 if _outcome(leaving).held else 1


if __name__ == "__main__":
    sys.exit(main())
