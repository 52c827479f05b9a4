"""Yesterday's backup is put back between real processes and both fakes, as an operator would do it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.inbox import INBOX
from tests.fakes.twilio_people import Person
from tests.support.backups import back_up, put_back
from tests.support.processes import portevoix, started
from tests.support.stores import ENGINES, SECRET, Databases
from tests.support.town_hall import TownHall, code_in

LOST = "perdu votre vote"

PATIENCE = 90
"""Seconds: a machine that is busy with other tests takes long to start a process."""

TRIES = 4


class RestoredTown(TownHall):
    """A town that can be stopped, put back and started."""

    def start(self, name: str) -> None:
        """Start a process, and wait until it answers, be it that all is not well."""
        self.processes[name] = started(name, *self._words(name), folder=self.folder, **self.settings())
        deadline = time.monotonic() + PATIENCE
        while name != "worker" and time.monotonic() < deadline and self.health() is None:
            time.sleep(0.1)

    def health(self) -> httpx.Response | None:
        """What `/healthz` says; None while nobody answers."""
        try:
            return httpx.get(f"{self.local}/healthz", trust_env=False, timeout=30)
        except httpx.TransportError:
            return None

    def stops(self) -> None:
        """Every process is stopped gracefully."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(timeout=PATIENCE)
        self.processes.clear()

    def goes_back(self) -> None:
        """Stop, put the backup back, start."""
        self.stops()
        put_back(self.url, self.folder / "backup")
        for name in self.names:
            self.start(name)

    def commands(self, *words: str) -> str:
        """What `portevoix` says on either output."""
        done = portevoix(*words, folder=self.folder, **self.settings())
        return " ".join((done.stdout + done.stderr).split())


@pytest.fixture(params=ENGINES)
def town(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[RestoredTown]:
    """`run` on SQLite; `web` and `worker` on PostgreSQL."""
    with RestoredTown(databases.url(request.param), tmp_path) as town:
        assert isinstance(town, RestoredTown)
        yield town


def asks(person: Person, words: str, answer: str) -> str:
    """The answer to *words*, written again if none comes: a busy machine lets Twilio's request lapse."""
    for _again in range(TRIES):
        person.writes(words)
        try:
            return person.waits_for(answer, PATIENCE / TRIES).text
        except AssertionError:
            continue
    raise AssertionError(f"{words} had no answer: {[text.text for text in person.inbox]}")


def votes(person: Person, numbers: str, *, again: bool = False) -> None:
    if again:
        asks(person, f"VOTE {numbers}", "remplacer")
    asks(person, code_in(asks(person, "oui" if again else f"VOTE {numbers}", "Pour valider")), "Merci")


def test_a_restored_backup_is_held_made_good_and_told(town: RestoredTown) -> None:
    lucie, ahmed, nadia, marcel, zoe = (town.twilio.person(f"+3363998002{number}") for number in range(5))
    votes(lucie, "3 12")
    votes(marcel, "5")
    for person in (ahmed, nadia):
        asks(person, "aide", "VOTE")
    back_up(town.url, town.folder / "backup")
    votes(lucie, "18", again=True)
    votes(ahmed, "3")
    votes(zoe, "12")
    asks(nadia, "rappels non", "rappel")
    asks(marcel, code_in(asks(marcel, "effacer", "Pour valider")), "effacé")
    was = town.health()
    before = town.urn()
    town.goes_back()

    assert was is not None
    assert was.status_code == 200
    assert (before, town.urn()) == ((4, 4), (2, 2))
    health = town.health()
    assert health is not None
    assert health.status_code == 503
    assert "portevoix restored" in health.json()["why"]
    for words in (["doctor"], ["retention"], ["count", "--publish", "--early"]):
        assert "portevoix restored" in town.commands(*words)
    asks(lucie, "recu", LOST)
    asks(zoe, "recu", LOST)
    votes(zoe, "12")
    heard = len(zoe.inbox)

    said = town.commands("restored", "--by", "Mme Roy")
    assert "Erased again: 1. Silences said again: 1." in said
    assert "2 told that their vote is lost" in said
    ahmed.waits_for(LOST, PATIENCE)
    for person in (lucie, ahmed):
        person.waits_for("Revotez", PATIENCE)
    votes(ahmed, "3")
    asks(ahmed, "recu", "est dans l'urne")
    well = town.health()
    assert well is not None
    assert well.status_code == 200
    assert sum(LOST in text.text for text in ahmed.inbox) == 1
    assert not any(LOST in text.text for text in zoe.inbox[heard:]), "who voted again is not told"
    asks(marcel, "vote", "déjà voté")
    again = town.commands("restored")
    assert again.startswith("The store went back in time, as was noticed")
    assert "that was ended already" in again
    assert town.urn() == (4, 4)


def test_the_networks_tell_that_the_store_went_back_where_nothing_else_does(town: RestoredTown) -> None:
    """The folder went back with the database, or was lost: Twilio lists answers to texts that the store never heard."""
    ahmed = town.twilio.person("+33639980031")
    asks(ahmed, "aide", "VOTE")
    back_up(town.url, town.folder / "backup")
    votes(ahmed, "3")
    town.stops()
    shutil.rmtree(town.folder / "keepsake")
    put_back(town.url, town.folder / "backup")
    _an_hour_ago(town.url)
    for name in town.names:
        town.start(name)

    deadline = time.monotonic() + PATIENCE
    while (health := town.health()) is None or "told by twilio" not in health.json().get("why", ""):
        assert time.monotonic() < deadline, "nobody noticed"
        time.sleep(0.2)
    assert health.status_code == 503
    assert "say in public that votes after that hour are lost" in town.commands("restored")


def _an_hour_ago(url: str) -> None:
    """The backup was made an hour before."""
    store = Store(url, Vault(SECRET))
    with store.writing() as tx:
        for row in tx.execute(select(INBOX.c.id, INBOX.c.heard_at)).all():
            earlier = row.heard_at - timedelta(hours=1)
            tx.execute(INBOX.update().where(INBOX.c.id == row.id).values(heard_at=earlier))
    store.close()
