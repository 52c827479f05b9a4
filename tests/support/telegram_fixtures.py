"""What the tests of Telegram share: a clock in the vote, the fake, and a bot that it calls or that polls it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from storage.database.store import Store
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram
from tests.support.telegram_bot import QUICK, Bot, VoteClock, by_polling, by_webhook


@pytest.fixture
def vote_clock() -> VoteClock:
    """A clock that runs, in the vote of the sample edition."""
    return VoteClock()


@pytest.fixture
def telegram(vote_clock: VoteClock) -> Iterator[FakeTelegram]:
    """The fake; at the end it must have seen nothing that the real one would find odd."""
    with FakeTelegram(Staging(pace=QUICK, clock=lambda: vote_clock.now().timestamp())) as fake:
        yield fake
        assert fake.oddities == []


@pytest.fixture
async def web(sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock) -> AsyncIterator[Bot]:
    """A bot that Telegram calls."""
    async with by_webhook(sqlite, telegram, vote_clock) as bot:
        yield bot


@pytest.fixture(params=["webhook", "polling"])
async def bot(
    request: pytest.FixtureRequest, sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> AsyncIterator[Bot]:
    """A bot that Telegram calls, and one that polls: a test that uses it runs with both."""
    way = by_webhook if request.param == "webhook" else by_polling
    async with way(sqlite, telegram, vote_clock) as bot:
        yield bot
