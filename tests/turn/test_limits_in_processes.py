"""A campaign that leaves through real processes: within Telegram's limits, silent when told to be, once for all."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.clock import Clock
from bot.practice.phone import Phone
from bot.relays import relays
from bot.reminders import campaigns
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.outbox import OUTBOX, UNFINISHED, State
from storage.messages.outgoing import Outgoing
from storage.people.people import PEOPLE
from storage.relays import groups, postings, posts
from storage.relays.ambassadors import RelayDecision
from storage.relays.groups import GroupChat
from storage.relays.postings import GroupMessage, Posting
from storage.relays.posts import ToRelay
from storage.reminders.campaigns import REMINDERS
from storage.sending.unasked import version_of
from storage.town import editions
from tests.fakes import telegram_limits
from tests.fakes.bodies import Body, Json
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_errors import too_many
from tests.support import relaying
from tests.support.processes import started
from tests.support.reminding import crowd
from tests.support.stores import ENGINES, SECRET, Databases
from tests.support.town_hall import TownHall

ON_TELEGRAM, BY_SMS, POSTS = 60, 20, 7
FIRST = 39_980_001
AMBASSADOR = 999
GROUP = -1_001_000_000_001
SAYS = "vous pouvez voter"

ON_ITS_WAY = 1.5
"""Seconds in which what was handed over together with a refused message may still arrive."""

A_FEW = 3
"""Messages that may be refused because the network bunched what we had spread."""

PATIENCE = 50.0


@dataclass(frozen=True)
class Arrival:
    """A message that came to Telegram, and for how long it told us to wait (0: it was taken)."""

    at: float
    chat: int
    wait: float


class WatchedTelegram(FakeTelegram):
    """A fake with Telegram's limits, which remembers when what came to it, and what it answered."""

    def __init__(self, staging: Staging) -> None:
        """Nothing came yet."""
        super().__init__(staging, limits=True)
        self.arrivals: list[Arrival] = []
        self._waits: list[int] = []

    def refuses_a_person(self, wait: int) -> None:
        """The next message to a person is refused, and everyone has to wait so many seconds."""
        self._waits.append(wait)

    async def perform(self, method: str, body: Body) -> Json:
        """Make a call, and remember it if it sends something."""
        if not method.lower().startswith("send"):
            return await super().perform(method, body)
        chat = int(body.values["chat_id"])
        refused = too_many(self._waits.pop()).body() if chat > 0 and self._waits else None
        answer = refused or await super().perform(method, body)
        self.arrivals.append(Arrival(time.time(), chat, answer.get("parameters", {}).get("retry_after", 0)))
        return answer


class CampaignTown(TownHall):
    """A town whose vote opened an hour ago, with many to be told of it, and a group with posts that wait."""

    def __init__(self, url: str, folder: Path, posts: int = 0) -> None:
        """Over the database at *url*, with so many posts for the group."""
        super().__init__(url, folder)
        self.posts = posts
        self.telegram = self.watched = WatchedTelegram(Staging(pace=0.05))
        self.is_ready = False

    def start(self, name: str) -> None:
        """Start a process; before the first one the town is made ready."""
        if not self.is_ready:
            self._prepare()
            self.is_ready = True
        super().start(name)

    def settings(self) -> dict[str, str]:
        """The environment of the processes, in which every warning is an error, but for one of Telegram's library."""
        return {**super().settings(), "PTB_TIMEDELTA": "true"}

    def start_another_worker(self) -> None:
        """Two workers share the work, and the pace."""
        self.processes["another worker"] = started("worker", folder=self.folder, **self.settings())

    def told(self) -> Counter[str]:
        """How often each was told that the vote is open."""
        counts: Counter[str] = Counter()
        for number in range(ON_TELEGRAM):
            person = self.telegram.person(FIRST + number, first_name="P")
            counts[f"telegram {number}"] = sum(SAYS in message.text for message in person.said_to_me())
        for number in range(BY_SMS):
            phone = self.twilio.person(f"+336{FIRST + number:08}")
            counts[f"sms {number}"] = sum(SAYS in message.text for message in phone.inbox)
        return counts

    def told_once_quiet(self) -> Counter[str]:
        """The same, once nothing came for a while: what a killed process had sent may still be on its way."""
        told, since = self.told(), time.monotonic()
        while time.monotonic() - since < ON_ITS_WAY:
            time.sleep(0.05)
            if (now := self.told()) != told:
                told, since = now, time.monotonic()
        return told

    def posted(self) -> Counter[str]:
        """How often each post is in the group."""
        return Counter(post.text for post in self.telegram.group(GROUP).chat if post.text.startswith("Nouvelle"))

    def waits_until_all_is_sent(self) -> None:
        """Until the outbox is empty and everybody was told."""
        self._waits(lambda tx: _count(tx, REMINDERS, REMINDERS.c.state == "told") >= ON_TELEGRAM + BY_SMS)
        self._waits(lambda tx: _count(tx, OUTBOX, OUTBOX.c.state.in_((*UNFINISHED, State.BACK))) == 0)

    def _waits(self, is_so: Any) -> None:
        deadline = time.monotonic() + PATIENCE
        with self.store() as store:
            while time.monotonic() < deadline:
                with store.reading() as tx:
                    if is_so(tx):
                        return
                time.sleep(0.1)
        raise AssertionError(f"not everything was sent in {PATIENCE:.0f} s: {self.told()}")

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The town's database."""
        store = Store(self.url, Vault(SECRET))
        yield store
        store.close()

    def _open_vote(self) -> Path:
        file = super()._open_vote()
        now = datetime.now(UTC).replace(tzinfo=None)
        dates = f"opens = {now - timedelta(days=1):%Y-%m-%d}", f"closes = {now + timedelta(days=20):%Y-%m-%d}"
        text = file.read_text("utf-8").replace("auto = false", "auto = true")
        text = text.replace("opens = 2020-01-01", dates[0]).replace("closes = 2090-01-01", dates[1])
        file.write_text(text, "utf-8")
        return file

    def _prepare(self) -> None:
        """People are known, and their reminder is planned and armed; the ambassador's posts are in the outbox."""
        for id in (AMBASSADOR, *range(FIRST, FIRST + ON_TELEGRAM)):
            self.telegram.person(id, first_name="P")
        for number in range(BY_SMS):
            self.twilio.person(f"+336{FIRST + number:08}")
        self.telegram.group(GROUP).shared.barred = ""
        with self.store() as store:
            room = Room(store, Clock(), Turns(store, Clock()))
            _posts(room, self.posts)
            crowd(store, ON_TELEGRAM, "telegram", FIRST)
            crowd(store, BY_SMS, "sms", FIRST)
            with store.writing() as tx:  # or the first sweep erases them
                tx.execute(update(PEOPLE).values(created_at=room.clock.now()))
            campaigns.plan(room)


def _posts(room: Room, count: int) -> None:
    """An ambassador, their group, and posts for it: far more than it would get in a week."""
    ada = Phone("telegram", str(AMBASSADOR))
    for words in ("ambassadeur", "40", "proches", "Ada", "la chorale", "oui"):
        ada.sees(room.turns.hear([ada.writes(words)])[0].replies)
    ambassador, now = relaying.found(room, 1), room.clock.now()
    with room.store.writing() as tx:
        relays.approve(tx, room.store, ambassador, RelayDecision("clerk", now))
        groups.tie(tx, room.store, GroupChat(str(GROUP), "fr"), ambassador.id, now)
        group = groups.find(tx, room.store, str(GROUP))
        assert group is not None
        edition = editions.find(tx)
        for number in range(count):
            posts.prepare(tx, edition.id, ToRelay(f"news {number}", {"fr": f"Nouvelle {number}"}), now)
        prepared = posts.prepared(tx, edition.id, now)
        posts.previewed(tx, prepared, now)
        for number in range(count):
            posting = Posting(f"news {number}", group.id, group.address_id, {}, "fr", "", "ADA")
            message = GroupMessage(posting, Outgoing(f"Nouvelle {number}").as_json(), version_of(edition))
            postings.post(tx, room.store, message, now)


def _count(tx: Any, table: Any, which: Any) -> int:
    return int(tx.execute(select(func.count()).select_from(table).where(which)).scalar_one())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_campaign_keeps_to_the_limits_and_reaches_everyone_once(
    engine: str, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`run` on SQLite; on PostgreSQL `web` and two workers, of which one is told to wait and both do."""
    monkeypatch.setattr(telegram_limits, "_IN_A_GROUP", (4, 9.0))  # Telegram's 20 in 60 would take a minute
    town = CampaignTown(databases.url(engine), tmp_path, POSTS)
    town.watched.refuses_a_person(3)
    with town:
        if engine == "postgresql":
            town.start_another_worker()
        _until(lambda: sum(town.told().values()) > ON_TELEGRAM // 2)
        town.watched.refuses_a_person(3)
        town.waits_until_all_is_sent()

        arrivals = town.watched.arrivals
        print(_in_words(arrivals, engine))
        assert set(town.told().values()) == {1}
        assert town.posted() == {f"Nouvelle {number}": 1 for number in range(POSTS)}
        assert any(arrival.chat == GROUP and arrival.wait for arrival in arrivals)
        assert 2 <= sum(arrival.chat > 0 and arrival.wait > 0 for arrival in arrivals) <= 2 + A_FEW
        assert _too_soon(arrivals) == []
        assert _too_close([arrival.at for arrival in arrivals if arrival.chat == GROUP and not arrival.wait]) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_kill_in_the_middle_repeats_at_most_what_was_on_its_way(
    engine: str, databases: Databases, tmp_path: Path
) -> None:
    """As docs/operate/deploy.md says of a sender that dies between sending and recording."""
    town = CampaignTown(databases.url(engine), tmp_path)
    victim = town.names[-1]
    with town:
        _until(lambda: sum(town.told().values()) > (ON_TELEGRAM + BY_SMS) // 3)
        town.kill(victim)
        killed = time.time()  # not before: some were told while it died
        before = town.told_once_quiet()
        quiet = time.time()
        town.start(victim)
        town.waits_until_all_is_sent()

        told = town.told()
        twice = [who for who, times in told.items() if times > 1]
        print(f"{engine}: {sum(before.values())} of {len(told)} told when it was killed, {len(twice)} told again")
        assert min(told.values()) == 1
        assert max(told.values()) <= 2
        assert {who for who in twice if not before[who]} == set()
        assert all(_newest(town, who, quiet) > killed - ON_ITS_WAY for who in twice)


def _newest(town: CampaignTown, who: str, quiet: float) -> float:
    """When *who* had what the victim sent: all of it had come when it was *quiet*."""
    channel, number = who.split()
    if channel == "sms":
        return quiet  # the fake Twilio does not tell; at most one lease of them is checked by the count
    chat = FIRST + int(number)
    return max(
        arrival.at
        for arrival in town.watched.arrivals
        if arrival.chat == chat and arrival.at <= quiet and not arrival.wait
    )


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def _too_soon(arrivals: Sequence[Arrival]) -> list[tuple[Arrival, Arrival]]:
    """Messages that came although we had been told to wait: everyone, or a group for itself."""
    early = []
    for told in arrivals:
        grace = 0.0 if told.chat < 0 else ON_ITS_WAY
        silence = (told.at + grace, told.at + told.wait)
        concerned = (other for other in arrivals if other.chat == told.chat or told.chat > 0)
        early += [(told, other) for other in concerned if other is not told and silence[0] < other.at < silence[1]]
    return early


def _too_close(moments: Sequence[float]) -> list[float]:
    """Pauses of less than a second between two messages of a chat."""
    return [second - first for first, second in pairwise(moments) if second - first < 1]


def _in_words(arrivals: Sequence[Arrival], engine: str) -> str:
    refused = Counter("group" if arrival.chat < 0 else "person" for arrival in arrivals if arrival.wait)
    taken = sum(not arrival.wait for arrival in arrivals)
    return f"{engine}: {taken} messages in {arrivals[-1].at - arrivals[0].at:.0f} s, refused: {dict(refused)}"
