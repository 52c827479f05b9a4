"""`portevoix ticket N same-as`, `off-topic`, `wordings`, and what measures and exports them: real processes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.edition.faq import read_faq
from bot.practice.phone import Phone
from bot.turn.turns import Turns
from flows.town.learnt import Learnt
from storage.database.store import Store
from storage.database.vault import Vault
from storage.people.people import ADDRESSES
from storage.town import editions, tickets
from storage.town.tickets import Asker, TicketEntry
from tests.conftest import load_sample
from tests.hotline.test_learning import LOST, found
from tests.support.processes import portevoix
from tests.support.stores import SECRET, Databases


@dataclass
class Team:
    """An installation where question 1 waits, and the commands that its team types."""

    folder: Path
    url: str
    store: Store

    def run(self, *words: str, code: int = 0) -> str:
        """What the command prints."""
        done = portevoix(*words, folder=self.folder, DATABASE_URL=self.url, SECRET_KEY=SECRET, MEANING="off")
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return " ".join((done.stderr if code else done.stdout).replace("│", " ").split())


@pytest.fixture
def team(databases: Databases, tmp_path: Path) -> Iterator[Team]:
    """Somebody asked, with their name and telephone in it."""
    url = databases.url("sqlite")
    with Store(url, Vault(SECRET)) as store:
        load_sample(store)
        Turns(store, Clock()).hear([Phone("sms", "+33639980012").writes("bonjour")])
        with store.writing() as tx:
            at = tx.execute(select(ADDRESSES.c.id, ADDRESSES.c.person_id)).one()
            asker = Asker(editions.find(tx).id, at.person_id, at.id)
            words = f"{LOST}, je m'appelle Lucie Martin, 06 39 98 00 12"
            tickets.put(tx, store, asker, None, TicketEntry(words, Clock().now()))
        yield Team(tmp_path, url, store)


def test_one_tick_shows_keeps_and_notes_the_words_without_who_asked(team: Team) -> None:
    entry = found(team.store).faq[0].id
    told = team.run("ticket", "1", "same-as", entry, "--yes", "--by", "Nadia")

    assert f"{LOST}, je m'appelle …" in told
    assert "Lucie" not in told
    assert "06 39" not in told
    assert f"Nadia: same question as «{entry}», wording 1" in team.run("ticket", "1")
    listed = team.run("wordings", "--edition", "montreval-2026")
    assert entry in listed
    assert "Nadia" in listed
    assert "forgotten" in team.run("wordings", "forget", "1")
    assert "Nothing is learnt yet" in team.run("wordings")
    assert "no wording 1" in team.run("wordings", "forget", "1", code=2)


def test_without_a_yes_nothing_is_kept(team: Team) -> None:
    team.run("ticket", "1", "off-topic", code=1)

    assert found(team.store).learnt == ()


def test_edited_words_are_kept_in_place_of_the_persons(team: Team) -> None:
    team.run("ticket", "1", "off-topic", "--words", "quel papier pour le passeport", "--yes")

    assert found(team.store).learnt == (Learnt("topic:elsewhere_other", "quel papier pour le passeport"),)


def test_an_unknown_id_is_refused_with_the_near_ones(team: Team) -> None:
    assert "vote_dates" in team.run("ticket", "1", "same-as", "vote_date", "--yes", code=2)


def test_after_an_answer_the_near_ones_are_told(team: Team) -> None:
    assert "ticket 1 same-as ID" in team.run("ticket", "1", "answer", "Une pièce d'identité.")


def test_an_exported_faq_has_what_was_learnt_and_is_read_again(team: Team) -> None:
    entry = found(team.store).faq[0]
    team.run("ticket", "1", "same-as", entry.id, "--words", LOST, "--yes")
    team.run("export", "--faq", str(team.folder / "faq.json"))

    first, *others = read_faq(team.folder / "faq.json")

    assert first.words.splitlines()[-1] == LOST
    assert tuple(others) == found(team.store).faq[1:]


def test_what_was_learnt_is_measured_before_and_after(team: Team) -> None:
    entry = found(team.store).faq[0].id
    asked = [
        {"q": f"svp {LOST}", "expect": entry},
        {"q": LOST, "expect": entry},
        {"q": "recette de la tarte aux pommes", "expect": None},
    ]
    (team.folder / "asked.json").write_text(json.dumps(asked), "utf-8")
    team.run("ticket", "1", "same-as", entry, "--words", LOST, "--yes")

    told = team.run("evaluate", "wordings", str(team.folder / "asked.json"), "--words")

    assert "2 questions asked, without and with 1 wording" in told
    assert "1 question left out" in told
    assert "top-1: 0.0 % (0 of 1) → 100.0 % (1 of 1)" in told
    assert "false answers: 0.0 % (0 of 1) → 0.0 % (0 of 1)" in told
