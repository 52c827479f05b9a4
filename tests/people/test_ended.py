"""What is asked to stop stops, also where a library swallows the wish."""

from __future__ import annotations

import asyncio

import pytest

from bot import service
from bot.service import ended, running


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is deaf is asked again at once."""
    monkeypatch.setattr(service, "AGAIN", 0.01)


class Deaf:
    """Work that does not hear the first wishes to stop, as a library does that takes them for its own timeout."""

    def __init__(self, wishes: int) -> None:
        self.wishes = wishes
        self.heard = 0

    async def goes_on(self) -> None:
        """Until it has heard enough."""
        while self.heard <= self.wishes:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.heard += 1
        raise asyncio.CancelledError


@pytest.mark.parametrize("wishes", [0, 1, 3])
async def test_work_that_does_not_hear_is_asked_again_until_it_ends(wishes: int) -> None:
    deaf = Deaf(wishes)
    async with asyncio.timeout(5):
        async with running(deaf.goes_on()):
            await asyncio.sleep(0)

    assert deaf.heard == wishes + 1


async def test_all_are_asked_at_once_and_waited_for() -> None:
    deaf, others = Deaf(2), [Deaf(0) for _ in range(3)]
    tasks = [asyncio.create_task(worker.goes_on()) for worker in (deaf, *others)]
    await asyncio.sleep(0)
    await ended(tasks)

    assert all(task.cancelled() for task in tasks)
    assert [other.heard for other in others] == [1, 1, 1]
