"""The thread that writes hears everything, in order, in batches, and answers each caller."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.turn import Heard, Incoming
from bot.writer import Writer


def message(id: int) -> Incoming:
    return Incoming("test", str(id), "sms", "+33639980001", str(id))


async def test_what_arrives_during_a_batch_is_heard_together_in_the_next() -> None:
    batches: list[list[str]] = []
    go = threading.Event()

    def hear(messages: Sequence[Incoming]) -> list[Heard]:
        go.wait(5)
        batches.append([one.id for one in messages])
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
        heard.extend(one.id for one in messages)
        return [Heard() for _message in messages]

    writer = Writer(hear)
    futures = [writer.submit(message(n)) for n in range(50)]
    writer.close()

    assert heard == [str(n) for n in range(50)]
    assert all(future.done() for future in futures)


async def test_a_caller_who_went_away_keeps_nobody_from_being_answered() -> None:
    writer = Writer(lambda messages: [Heard() for _message in messages])
    gone = asyncio.create_task(writer.heard(message(1)))
    await asyncio.sleep(0)
    gone.cancel()

    assert await writer.heard(message(2)) == Heard()
    writer.close()
