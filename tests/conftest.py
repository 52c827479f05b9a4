"""What the tests share: databases of both kinds, the sample edition, a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import structlog
from hypothesis import settings

from bot.clock import Clock
from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from bot.turn.turns import Turns
from flows.town.edition import Edition
from storage.database.store import Store
from storage.town import editions
from tests.support.stores import ENGINES, Databases

settings.register_profile("porte-voix", deadline=None, derandomize=True)  # slow machines fail nothing, nor does chance
settings.load_profile("porte-voix")

pytest_plugins = ["tests.support.collecting", "tests.support.hanging", "tests.support.telegram_fixtures"]

structlog.configure(  # the rich traceback that structlog draws by default takes seconds for each fault a test provokes
    processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
)

PARIS = ZoneInfo("Europe/Paris")
IN_THE_VOTE = datetime(2026, 11, 5, 10, tzinfo=PARIS)


class HandClock(Clock):
    """A clock that stands still until it is moved."""

    may_leap = True

    def __init__(self, at: datetime = IN_THE_VOTE) -> None:
        """It is *at*."""
        self.at = at

    def now(self) -> datetime:
        """The time it was put to."""
        return self.at

    def pass_(self, **how_long: float) -> None:
        """Let time pass: `pass_(days=1)`."""
        self.at += timedelta(**how_long)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Databases for the whole session."""
    databases = Databases(tmp_path_factory.mktemp("databases"))
    yield databases
    databases.close()


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Store]:
    """An empty store, on SQLite and on PostgreSQL: a test that uses it runs on both."""
    with databases.fresh(request.param) as fresh:
        yield fresh


@pytest.fixture
def sqlite(databases: Databases) -> Iterator[Store]:
    """An empty store on SQLite, for what does not depend on the database."""
    with databases.fresh("sqlite") as fresh:
        yield fresh


@pytest.fixture
def clock() -> HandClock:
    """A clock that stands in the vote of the sample edition."""
    return HandClock()


@pytest.fixture
def turns(store: Store, clock: HandClock) -> Turns:
    """Turns over a store that holds the sample edition."""
    load_sample(store)
    return Turns(store, clock)


def load_sample(store: Store, file: Path = SAMPLE) -> None:
    """Put the sample edition into *store*, open to people."""
    opened(store, _sample() if file == SAMPLE else read_edition(file))


@cache
def _sample() -> Edition:
    """Read once: editions do not change."""
    return read_edition(SAMPLE)


def opened(store: Store, edition: Edition) -> int:
    """Put *edition* into *store*, as the one people talk to; its id."""
    with store.writing() as tx:
        id = editions.save(tx, edition)
        editions.open_(tx, edition.slug, IN_THE_VOTE)
    return id
