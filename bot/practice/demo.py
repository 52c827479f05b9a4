"""The demo: a sample town on SQLite, a clock that moves, and people to play."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock, MovableClock
from bot.counting.tally import count_edition, publish
from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from bot.turn.house import House, own_key
from flows.town.edition import Edition, Phase
from storage import migrate
from storage.database import proof
from storage.database.store import Store
from storage.database.vault import Vault
from storage.town import editions

FOLDER = Path("var/demo")

PEOPLE = [
    {"id": "lucie", "name": "Lucie", "about": "16 ans, lycéenne", "telegram": "1001", "sms": "+33639980001"},
    {"id": "ahmed", "name": "Ahmed", "about": "34 ans, deux enfants", "telegram": "1002", "sms": "+33639980002"},
    {"id": "jeanne", "name": "Jeanne", "about": "71 ans, sans internet", "telegram": None, "sms": "+33639980003"},
    {"id": "marcel", "name": "Marcel", "about": "58 ans, jardinier", "telegram": "1004", "sms": "+33639980004"},
]
"""Who can be played. Their numbers are of those set apart for fiction."""

SEED = "démonstration"
"""The published seed of the demo's draws."""

OUT = frozenset({Phase.RESULTS, Phase.WORKS, Phase.CLOSED})


def demo_store(folder: Path = FOLDER) -> Store:
    """The demo's store in *folder*, made and filled with the sample edition at the first use."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(f"sqlite:///{folder / 'demo.db'}", Vault(own_key(folder)))
    migrate.migrate(store)
    proof.check(store)
    with store.writing() as tx:
        if not editions.listed(tx):
            edition = sample()
            editions.save(tx, edition)
            editions.open_(tx, edition.slug, Clock().now())
    return store


def demo_clock(store: Store, folder: Path = FOLDER) -> MovableClock:
    """The demo's clock: where it was left; at the first use now, or in the vote if the vote is not now."""
    file = folder / "clock"
    clock = MovableClock(file)
    with store.reading() as tx:
        edition = editions.find(tx)
    if not file.exists():
        clock.move_to(_in_the_vote(edition, clock.now()))
    return clock


def sample() -> Edition:
    """The sample edition, as it ships."""
    return read_edition(SAMPLE)


def follow_calendar(house: House) -> None:
    """Have the demo's urn counted and published once results are due.

    Moved back before that, everything is open again.
    """
    now = house.clock.now()
    with house.store.writing() as tx:
        edition = editions.find(tx)
        is_out = editions.published(tx, edition.id) is not None
        due = edition.phase_at(now) in OUT
        if due and not is_out:
            publish(tx, count_edition(tx, house.store, edition, SEED), now)
        if is_out and not due:
            editions.unpublish(tx, edition)


def _in_the_vote(edition: Edition, now: datetime) -> datetime:
    span = edition.span_of(Phase.VOTE)
    if span is None or edition.phase_at(now) is Phase.VOTE:
        return now
    return (span.opens + timedelta(days=3)).astimezone(edition.zone).replace(hour=10, minute=0)
