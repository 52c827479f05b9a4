"""A sender that is stopped: it ends soon, and what it had is either written down or given back."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.sending.sender import FAREWELL, PAUSE, Sender
from bot.turn.turns import Turns
from storage.messages import outbox
from storage.messages.outbox import OUTBOX, State
from storage.messages.outgoing import Parcel
from tests.conftest import HandClock
from tests.support.posting import Post, states, write


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


async def test_a_stop_that_comes_as_something_new_does_ends_the_sender(turns: Turns, clock: HandClock) -> None:
    sender = Sender(turns.store, clock, [Post()])
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
    turns: Turns, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops us may end the process at once, and a thread with it: what was sent would be sent again."""
    begun, goes_on, sent = asyncio.Event(), threading.Event(), outbox.sent
    loop = asyncio.get_running_loop()

    def slowly(*words: Any) -> None:
        loop.call_soon_threadsafe(begun.set)
        goes_on.wait(60)
        sent(*words)

    monkeypatch.setattr(outbox, "sent", slowly)
    write(turns, "bonjour")
    task = asyncio.create_task(Sender(turns.store, clock, [Post()]).run())
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
