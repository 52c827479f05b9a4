"""The outbox: every message ends somewhere, nobody sends one that another is sending, and secrets are wiped."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.networks.base import OptedOut, Rejected, Throttled, Unreachable
from bot.sending.sender import FAREWELL, KINDS, PAUSE, Sender
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages import outbox
from storage.messages.buckets import Pace
from storage.messages.outbox import KEPT_WORDS, LEASE, OUTBOX, SECRETS_KEPT, WAITS, WITH_WORDS, State
from storage.messages.outgoing import Parcel
from storage.messages.secret_words import SECRET_WORDS
from storage.people.people import ADDRESSES, SILENCES
from storage.sending import outbox_view
from tests.attacks.files import stolen
from tests.conftest import HandClock

CHANNELS = ("sms", "telegram")
FAST = {(channel, kind): Pace(rate=100, burst=100) for channel in CHANNELS for kind in KINDS}


class Post:
    """A network that keeps what it is given, and fails when told to."""

    channels = CHANNELS

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.errors: list[Exception] = []

    async def send(self, parcel: Parcel) -> str:
        """Keep it, or fail."""
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append((parcel.address, parcel.message.text))
        return f"ref-{parcel.id}"


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def sender(turns: Turns, clock: HandClock, post: Post) -> Sender:
    return Sender(turns.store, clock, [post])


def write(turns: Turns, *words: str, address: str = "+33639980001") -> None:
    for number, text in enumerate(words):
        turns.hear([Incoming("test", f"{address}-{number}-{text}", "sms", address, text)])


def states(store: Store) -> list[str]:
    with store.reading() as tx:
        return list(tx.execute(select(OUTBOX.c.state).order_by(OUTBOX.c.id)).scalars())


async def test_replies_are_sent_once_and_in_order(turns: Turns, sender: Sender, post: Post) -> None:
    write(turns, "projets", "5", "menu")
    while await sender.send_due():
        pass

    assert ["Quel projet" in post.sent[0][1], "skatepark" in post.sent[1][1], "Voir les" in post.sent[2][1]] == [
        True
    ] * 3
    assert states(turns.store) == [State.SENT] * 3
    assert await sender.send_due() == 0


async def test_one_address_is_sent_one_message_at_a_time(turns: Turns, sender: Sender, post: Post) -> None:
    write(turns, "projets", "5")
    write(turns, "bonjour", address="+33639980002")

    assert await sender.send_due() == 2
    assert [address for address, _text in post.sent] == ["+33639980001", "+33639980002"]


async def test_what_fails_is_tried_again_later_then_given_up_with_its_reason(
    turns: Turns, sender: Sender, post: Post, clock: HandClock
) -> None:
    post.errors = [ConnectionError("the network is down") for _try in range(99)]
    write(turns, "bonjour")
    for wait in (*WAITS, timedelta(hours=1)):
        assert await sender.send_due() == 1
        assert await sender.send_due() == 0
        clock.at += wait - timedelta(seconds=1)
        assert await sender.send_due() == 0
        clock.at += timedelta(seconds=2)

    assert states(turns.store) == [State.FAILED]
    with turns.store.reading() as tx:
        assert "network is down" in tx.execute(select(OUTBOX.c.reason)).scalar_one()
    assert await sender.send_due() == 0


async def test_a_failure_that_passes_loses_nothing(turns: Turns, sender: Sender, post: Post, clock: HandClock) -> None:
    post.errors = [ConnectionError("the network is down")]
    write(turns, "bonjour")
    await sender.send_due()
    clock.pass_(minutes=5)
    await sender.send_due()

    assert len(post.sent) == 1
    assert states(turns.store) == [State.SENT]


def test_what_a_sender_leased_no_other_sender_gets_until_the_lease_lapses(turns: Turns, clock: HandClock) -> None:
    write(turns, "bonjour")
    store = turns.store

    def lease(at: timedelta) -> int:
        with store.writing() as tx:
            return len(outbox.lease(tx, store, FAST, 10, clock.now() + at))

    assert lease(timedelta()) == 1
    assert lease(LEASE / 2) == 0
    assert lease(LEASE * 2) == 1


def test_what_is_given_back_is_free_at_once(turns: Turns, clock: HandClock) -> None:
    write(turns, "bonjour")
    with turns.store.writing() as tx:
        [leased] = outbox.lease(tx, turns.store, FAST, 10, clock.now())
        outbox.give_back(tx, [leased.id])
        [again] = outbox.lease(tx, turns.store, FAST, 10, clock.now())
        tries = tx.execute(select(OUTBOX.c.tries)).scalar_one()

    assert (again, tries) == (leased, 1)


async def test_the_words_of_a_vote_are_wiped_once_they_were_sent(
    turns: Turns, sender: Sender, clock: HandClock
) -> None:
    write(turns, "vote 3 12 18")
    write(turns, "projets 5", address="+33639980002")
    await sender.send_due()
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)

    with turns.store.writing() as tx:
        assert outbox.forget_secrets(tx, clock.now()) == 1
        kept = list(tx.execute(select(KEPT_WORDS.is_(None), OUTBOX.c.secret).select_from(WITH_WORDS)))
    assert sorted((bool(wiped), bool(secret)) for wiped, secret in kept) == [(False, False), (True, True)]


def handed_over(turns: Turns) -> list[bytes]:
    """Votes whose replies went out in the provider's request; pieces of all that is kept of them."""
    for number in range(20):
        turns.hear([Incoming("test", str(number), "sms", f"+336399800{number:02}", "vote 3 12 18", carries=9)])
    with turns.store.reading() as tx:
        return [
            bytes(words)[at : at + 12]
            for words in tx.execute(select(SECRET_WORDS.c.words)).scalars()
            for at in (0, 500)
        ]


def held(store: Store, pieces: list[bytes]) -> int:
    """How many of the *pieces* a file of the database holds; the log of PostgreSQL's server is not one."""
    files = [file for name, file in stolen(store).items() if not name.startswith("wal/")]
    return sum(any(piece in file for file in files) for piece in pieces)


def test_no_file_holds_the_words_of_a_vote_once_they_were_wiped(turns: Turns, clock: HandClock) -> None:
    pieces = handed_over(turns)
    sender = Sender(turns.store, clock, [])
    sender._sweep()
    within = held(turns.store, pieces)
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    sender._sweep()

    assert within == len(pieces) == 40
    assert held(turns.store, pieces) == 0
    if turns.store.is_sqlite:
        assert stolen(turns.store)["wal"] == b""


def test_who_was_reading_while_they_were_wiped_keeps_them_a_minute_longer(turns: Turns, clock: HandClock) -> None:
    pieces = handed_over(turns)
    sender = Sender(turns.store, clock, [])
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    with turns.store.reading() as reader:
        if not turns.store.is_sqlite:
            reader.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert reader.execute(select(ADDRESSES.c.id)).first()
        sender._sweep()
        within = held(turns.store, pieces)
    sender._sweep()

    assert within > 0
    assert held(turns.store, pieces) == 0


def test_a_sender_that_died_before_the_file_was_new_leaves_it_to_the_next(turns: Turns, clock: HandClock) -> None:
    pieces = handed_over(turns)
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    with turns.store.writing() as tx:
        outbox.forget_secrets(tx, clock.now())
    Sender(turns.store, clock, [])._sweep()

    assert held(turns.store, pieces) == 0


def test_the_words_of_a_vote_are_given_again_as_long_as_they_are_kept(turns: Turns, clock: HandClock) -> None:
    message = Incoming("test", "1", "sms", "+33639980001", "vote 3 12 18", carries=9)
    [first] = turns.hear([message])
    Sender(turns.store, clock, [])._sweep()
    [again] = turns.hear([message])
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    Sender(turns.store, clock, [])._sweep()
    [late] = turns.hear([message])

    assert again.replies == first.replies != ()
    assert again.again
    assert late.replies == ()


def test_the_words_of_a_vote_that_still_waits_are_not_wiped(turns: Turns, clock: HandClock) -> None:
    write(turns, "vote 3 12 18")
    clock.pass_(days=1)

    with turns.store.writing() as tx:
        assert outbox.forget_secrets(tx, clock.now()) == 0


def address(store: Store) -> tuple[bool, bool]:
    """Whether the only address wants silence, and whether it is gone."""
    with store.reading() as tx:
        row = tx.execute(ADDRESSES.select()).one()
    return row.stopped_at is not None, row.gone_at is not None


async def test_a_network_that_asks_for_patience_is_left_alone_by_all_and_no_try_is_counted(
    turns: Turns, sender: Sender, post: Post, clock: HandClock
) -> None:
    post.errors = [Throttled("429", 30)]
    write(turns, "bonjour")
    await sender.send_due()
    write(turns, "bonjour", address="+33639980002")
    assert await sender.send_due() == 0

    clock.pass_(seconds=31)
    assert await sender.send_due() == 2
    with turns.store.reading() as tx:
        assert set(tx.execute(select(OUTBOX.c.tries)).scalars()) == {1}


async def test_an_address_that_is_throttled_alone_keeps_nobody_else_waiting(
    turns: Turns, sender: Sender, post: Post
) -> None:
    post.errors = [Throttled("429", 30, everyone=False)]
    write(turns, "bonjour")
    await sender.send_due()
    write(turns, "bonjour", address="+33639980002")

    assert await sender.send_due() == 1
    assert [to for to, _text in post.sent] == ["+33639980002"]


async def test_who_opted_out_at_the_network_hears_nothing_more_and_the_proof_is_kept(
    turns: Turns, sender: Sender, post: Post
) -> None:
    post.errors = [OptedOut("21610")]
    write(turns, "projets", "5")
    await sender.send_due()
    await sender.send_due()

    assert post.sent == []
    assert states(turns.store) == [State.STOPPED] * 2
    assert address(turns.store) == (True, False)
    with turns.store.reading() as tx:
        assert b"21610" in turns.store.vault.open(tx.execute(SILENCES.select()).one().words)


async def test_an_address_that_takes_nothing_is_gone_until_it_writes(turns: Turns, sender: Sender, post: Post) -> None:
    post.errors = [Unreachable("a landline")]
    write(turns, "projets")
    await sender.send_due()
    assert address(turns.store) == (False, True)

    write(turns, "bonjour")
    assert address(turns.store) == (False, False)


async def test_a_message_that_is_refused_is_dead_at_once_visible_and_can_be_tried_again(
    turns: Turns, sender: Sender, post: Post, clock: HandClock
) -> None:
    post.errors = [Rejected("400: chat_id is empty")]
    write(turns, "bonjour")
    await sender.send_due()
    with turns.store.writing() as tx:
        [(id, channel, to, reason)] = outbox_view.dead(tx, turns.store, 10)
        assert outbox.try_again(tx, id, clock.now())
    await sender.send_due()

    assert (channel, to) == ("sms", "…01")
    assert "chat_id is empty" in reason
    assert len(post.sent) == 1


async def test_replies_go_before_campaigns(turns: Turns, sender: Sender, post: Post, clock: HandClock) -> None:
    write(turns, "bonjour")
    write(turns, "bonjour", address="+33639980002")
    with turns.store.writing() as tx:
        first = tx.execute(select(OUTBOX.c.id).order_by(OUTBOX.c.id)).scalars().first()
        tx.execute(OUTBOX.update().where(OUTBOX.c.id == first).values(rank=outbox.CAMPAIGN, kind="campaign"))
        [reply, reminder] = outbox.lease(tx, turns.store, FAST, 10, clock.now())

    assert (reply.kind, reminder.kind) == ("service", "campaign")


def test_segments_are_paced_and_the_pace_is_shared(turns: Turns, clock: HandClock) -> None:
    for number in range(10):
        write(turns, "projets", address=f"+336399800{number:02}")
    slow = {("sms", "service"): Pace(rate=2, burst=4)}

    def leased() -> int:
        with turns.store.writing() as tx:
            return len(outbox.lease(tx, turns.store, slow, 10, clock.now()))

    first, at_once, a_second_later = leased(), leased(), 0
    clock.pass_(seconds=1)
    a_second_later = leased()

    assert (first, at_once) == (2, 0)  # two segments each
    assert a_second_later == 1


async def test_two_senders_share_the_work_and_double_none_of_it(turns: Turns, clock: HandClock, post: Post) -> None:
    for number in range(40):
        write(turns, "bonjour", address=f"+336399800{number:02}")
    fast = {"sms": Pace(rate=1000, burst=1000)}
    senders = [Sender(turns.store, clock, [post], fast) for _sender in range(2)]
    while sum(await asyncio.gather(*(sender.send_due() for sender in senders))):
        pass

    assert len(post.sent) == len(set(post.sent)) == 40


async def test_stopping_in_the_middle_gives_back_what_was_not_sent(turns: Turns, clock: HandClock) -> None:
    class Slow(Post):
        async def send(self, parcel: Parcel) -> str:
            """Take for ever."""
            await asyncio.sleep(60)
            return ""

    write(turns, "bonjour")
    task = asyncio.create_task(Sender(turns.store, clock, [Slow()]).run())
    while states(turns.store) != [State.SENDING]:  # noqa: ASYNC110  # the store has no event to wait for
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert states(turns.store) == [State.WAITING]
    with turns.store.reading() as tx:
        assert tx.execute(select(OUTBOX.c.tries)).scalar_one() == 0


async def test_a_stop_that_comes_as_something_new_does_ends_the_sender(turns: Turns, sender: Sender) -> None:
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(PAUSE / 2)  # it has looked, and waits
    sender.wake()
    task.cancel()  # in the same pass of the event loop
    done, _still_running = await asyncio.wait([task], timeout=5)

    assert done == {task}
    assert task.cancelled()


async def test_a_network_that_does_not_let_go_holds_up_no_stop(turns: Turns, clock: HandClock) -> None:
    class Deaf(Post):
        async def send(self, parcel: Parcel) -> str:
            """Hear no stop."""
            begun.set()
            while not over.is_set():
                with suppress(asyncio.CancelledError):
                    await over.wait()
            return "late"

    begun, over = asyncio.Event(), asyncio.Event()
    write(turns, "bonjour")
    task = asyncio.create_task(Sender(turns.store, clock, [Deaf()]).run())
    await begun.wait()
    task.cancel()
    done, _still_running = await asyncio.wait([task], timeout=FAREWELL + 5)
    over.set()

    assert done == {task}
    assert states(turns.store) == [State.WAITING]


async def test_a_stop_that_comes_while_it_is_written_down_waits_until_it_is(
    turns: Turns, clock: HandClock, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops us may end the process at once, and a thread with it: what was sent would be sent again."""
    begun, goes_on, sent = asyncio.Event(), threading.Event(), outbox.sent
    loop = asyncio.get_running_loop()

    def slowly(*words: Any) -> None:
        loop.call_soon_threadsafe(begun.set)
        goes_on.wait(10)
        sent(*words)

    monkeypatch.setattr(outbox, "sent", slowly)
    write(turns, "bonjour")
    task = asyncio.create_task(Sender(turns.store, clock, [post]).run())
    await begun.wait()
    task.cancel()
    done, _still_running = await asyncio.wait([task], timeout=0.2)
    goes_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not done
    assert states(turns.store) == [State.SENT]


async def test_a_store_that_is_away_when_leases_are_given_back_takes_no_stop_away(
    turns: Turns, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Post):
        async def send(self, parcel: Parcel) -> str:
            """Take for ever."""
            begun.set()
            await asyncio.sleep(60)
            return ""

    def away(*_words: Any) -> None:
        raise OperationalError("", {}, Exception("the store is away"))

    begun = asyncio.Event()
    monkeypatch.setattr(outbox, "give_back", away)
    write(turns, "bonjour")
    task = asyncio.create_task(Sender(turns.store, clock, [Slow()]).run())
    await begun.wait()
    task.cancel()
    done, _still_running = await asyncio.wait([task], timeout=5)
    task.cancel()

    assert done == {task}
    assert task.cancelled()
