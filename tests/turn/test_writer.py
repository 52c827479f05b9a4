"""The thread that writes hears everything, in order, in batches, and answers each caller."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.metrics import REGISTRY
from bot.turn.message import Heard, Incoming
from bot.turn.waiting_line import TooManyWaiting
from bot.turn.writer import EACH, Writer


def message(id: int) -> Incoming:
    return Incoming("test", str(id), "sms", "+33639980001", str(id))


def dropped(channel: str, why: str) -> float:
    """How many messages this process has not heard, for that reason."""
    return REGISTRY.get_sample_value("portevoix_dropped_total", {"channel": channel, "why": why}) or 0.0


async def test_what_arrives_during_a_batch_is_heard_together_in_the_next() -> None:
    batches: list[list[str]] = []
    go = threading.Event()

    def hear(messages: Sequence[Incoming]) -> list[Heard]:
        go.wait(5)
        batches.append([message.id for message in messages])
        return [Heard() for _message in messages]

    writer = Writer(hear)
    first = asyncio.create_task(writer.heard(message(0)))
    await asyncio.sleep(0.05)
    rest = [asyncio.create_task(writer.heard(message(n))) for n in range(1, 6)]
    await asyncio.sleep(0.05)
    go.set()
    await asyncio.gather(first, *rest)
    writer.close()

    assert batches == [["0"], ["1", "2", "3", "4", "5"]]


async def test_a_batch_has_at_most_so_many_messages() -> None:
    sizes: list[int] = []

    def hear(messages: Sequence[Incoming]) -> list[Heard]:
        sizes.append(len(messages))
        return [Heard() for _message in messages]

    writer = Writer(hear, most=3)
    await asyncio.gather(*(writer.heard(message(n)) for n in range(20)))
    writer.close()

    assert sum(sizes) == 20
    assert max(sizes) <= 3


async def test_an_error_reaches_every_caller_of_the_batch_and_the_next_batch_is_heard() -> None:
    fails = [True]

    def hear(messages: Sequence[Incoming]) -> list[Heard]:
        if fails:
            fails.pop()
            raise OSError("the disk is full")
        return [Heard() for _message in messages]

    writer = Writer(hear)
    with pytest.raises(OSError, match="disk is full"):
        await writer.heard(message(1))

    assert await writer.heard(message(2)) == Heard()
    writer.close()


def test_closing_hears_what_has_arrived() -> None:
    heard: list[str] = []

    def hear(messages: Sequence[Incoming]) -> list[Heard]:
        heard.extend(message.id for message in messages)
        return [Heard() for _message in messages]

    writer = Writer(hear)
    futures = [writer.submit(message(n)) for n in range(50)]
    writer.close()

    assert heard == [str(n) for n in range(50)]
    assert all(future.done() for future in futures)


async def test_beyond_so_many_waiting_a_caller_is_sent_away_and_counted() -> None:
    go = threading.Event()

    def hear(messages: Sequence[Incoming]) -> list[Heard]:
        go.wait(5)
        return [Heard() for _message in messages]

    writer, before = Writer(hear, most=1, waiting=2), dropped("sms", "full")
    calls = [asyncio.create_task(writer.heard(message(n))) for n in range(2)]
    await asyncio.sleep(0.1)  # one is being heard, one waits
    calls.append(asyncio.create_task(writer.heard(message(2))))
    await asyncio.sleep(0)
    with pytest.raises(TooManyWaiting):
        await writer.heard(message(3))
    patient = asyncio.create_task(writer.heard(message(4), patient=True))
    await asyncio.sleep(0)
    go.set()
    await writer.room()

    assert await asyncio.gather(*calls, patient) == [Heard()] * 4
    assert dropped("sms", "full") - before == 1
    writer.close()
    with pytest.raises(TooManyWaiting):
        await writer.heard(message(5))


async def test_one_persons_many_messages_do_not_stand_before_anothers() -> None:
    batches: list[list[str]] = []
    go = threading.Event()

    def hear(messages: Sequence[Incoming]) -> list[Heard]:
        go.wait(5)
        batches.append([message.id for message in messages])
        return [Heard() for _message in messages]

    writer = Writer(hear)
    many = [writer.submit(message(n)) for n in range(40)]
    other = writer.submit(Incoming("test", "AIDE", "sms", "+33639980002", "AIDE"))
    go.set()
    for waiting in (*many, other):
        waiting.result(5)
    writer.close()

    heard = [id for batch in batches for id in batch]
    assert heard.index("AIDE") <= EACH + 1
    assert max(map(len, batches)) <= EACH + 1
    assert [id for id in heard if id != "AIDE"] == [str(n) for n in range(40)]


async def test_a_caller_who_went_away_keeps_nobody_from_being_answered() -> None:
    writer = Writer(lambda messages: [Heard() for _message in messages])
    gone = asyncio.create_task(writer.heard(message(1)))
    await asyncio.sleep(0)
    gone.cancel()

    assert await writer.heard(message(2)) == Heard()
    writer.close()
