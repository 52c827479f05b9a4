"""The measured job: people vote by SMS in four messages, many at a time."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench.commits import part

Phone = part("bot.practice.phone.Phone", "bot.phone.Phone")

CODE = re.compile(r"valider, \w+ (\d+)")
"""What to type back, in the words of any commit."""

Answer = Callable[[Any], Awaitable[str]]


@dataclass(frozen=True)
class Figures:
    """What a run measured: turns, how long all took, and how long each took, sorted (seconds)."""

    turns: int
    seconds: float
    waits: list[float]

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds

    def wait(self, share: float) -> float:
        """The wait that *share* of the turns stay within, in milliseconds."""
        return 1000 * self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))]


async def measured(answer: Answer, voters: int, callers: int, first: int = 0) -> Figures:
    """*voters* people vote, *callers* at a time; *answer* has a message heard and gives the text of the reply."""
    waits: list[float] = []
    waiting = iter(range(first, first + voters))
    begun = time.perf_counter()
    await asyncio.gather(*(_call(answer, waiting, waits) for _caller in range(callers)))
    seconds = time.perf_counter() - begun
    return Figures(len(waits), seconds, sorted(waits))


async def _call(answer: Answer, waiting: Iterator[int], waits: list[float]) -> None:
    async def say(message: Any) -> str:
        begun = time.perf_counter()
        text = await answer(message)
        waits.append(time.perf_counter() - begun)
        return text

    for voter in waiting:
        phone = Phone("sms", f"+336{voter:08}", provider="bench", run=f"{voter}-")
        await say(phone.writes("vote"))
        read_back = await say(phone.writes(f"{voter % 24 + 1} {(voter + 5) % 24 + 1} {(voter + 11) % 24 + 1}"))
        code = CODE.search(read_back)
        thanks = await say(phone.writes(code[1] if code else "no code"))
        if "urne" not in thanks:
            raise RuntimeError(f"the vote of {phone.address} did not arrive: {thanks}")
        await say(phone.writes("recu"))
