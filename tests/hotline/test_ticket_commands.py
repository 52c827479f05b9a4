"""`portevoix tickets` and `portevoix ticket`: real processes, in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.practice.phone import Phone
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.database.vault import Vault
from tests.conftest import load_sample
from tests.support.processes import portevoix
from tests.support.stores import SECRET, Databases


@dataclass
class Desk:
    """An installation with the sample edition, and someone who has asked the team a question by SMS."""

    folder: Path
    url: str
    store: Store
    lucie: Phone

    def run(self, *words: str) -> str:
        """What the command prints; it succeeds."""
        done = portevoix(*words, folder=self.folder, DATABASE_URL=self.url, SECRET_KEY=SECRET)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str) -> str:
        """What the command complains of."""
        done = portevoix(*words, folder=self.folder, DATABASE_URL=self.url, SECRET_KEY=SECRET)
        assert done.returncode == 2, done.stdout
        assert "Traceback" not in done.stderr
        return " ".join(done.stderr.replace("│", " ").split())

    def says(self, *lines: str) -> str:
        """What Lucie hears last."""
        for line in lines:
            [heard] = Turns(self.store, Clock()).hear([self.lucie.writes(line)])
            self.lucie.sees(heard.replies)
        return self.lucie.heard


@pytest.fixture
def desk(databases: Databases, tmp_path: Path) -> Iterator[Desk]:
    """Question 1 waits."""
    url = databases.url("sqlite")
    with Store(url, Vault(SECRET)) as store:
        load_sample(store)
        desk = Desk(tmp_path, url, store, Phone("sms", "+33639980012"))
        desk.says("question de quelle carrière viendra la pierre")
        yield desk


def test_the_list_shows_what_waits_and_how_the_promise_stands(desk: Desk) -> None:
    told = desk.run("tickets")

    assert "de quelle carrière viendra la pierre" in told
    assert "5 working days left" in told


def test_the_questions_of_an_edition_are_found_by_its_name(desk: Desk) -> None:
    name = ("--edition", "montreval-2026")

    assert "de quelle" in desk.run("tickets", *name)
    assert "de quelle" in desk.run("ticket", *name, "1")
    assert "told" in desk.run("ticket", *name, "1", "answer", "À la mairie.")
    assert "autre" in desk.refused("tickets", "--edition", "autre")
    assert "autre" in desk.refused("ticket", "--edition", "autre", "1", "close")


def test_a_question_is_shown_with_its_words_and_without_its_number(desk: Desk) -> None:
    told = desk.run("ticket", "1")

    assert "asked from sms …12" in told
    assert "the person: de quelle carrière viendra la pierre" in told
    assert "3363998" not in told


def test_an_answer_is_told_at_once_and_the_reply_comes_back(desk: Desk) -> None:
    told = desk.run("ticket", "1", "answer", "Au guichet.", "--by", "Nadia")

    assert "Question 1 is answered: told by sms." in told
    assert "No question waits" in desk.run("tickets")
    assert "C'est transmis" in desk.says("lequel ?")
    shown = desk.run("ticket", "1")
    assert "Nadia (told by sms): Au guichet." in shown
    assert "the person: lequel ?" in shown
    assert "lequel" not in desk.run("tickets")
    assert "de quelle" in desk.run("tickets")


def test_to_an_address_that_is_silent_nothing_is_told_and_the_team_knows(desk: Desk) -> None:
    desk.says("stop")

    assert "asked for silence" in desk.run("ticket", "1", "answer", "Au guichet.")
    assert "asked for silence" in desk.run("ticket", "1")


def test_an_answer_that_is_not_the_last_word_keeps_the_question_waiting(desk: Desk) -> None:
    desk.run("ticket", "1", "answer", "On se renseigne.", "--keep-open")

    assert "de quelle" in desk.run("tickets")


def test_a_question_is_closed_without_a_word_and_it_is_on_record_by_whom(desk: Desk) -> None:
    desk.run("ticket", "1", "close", "--by", "Nadia")

    assert "Nadia: closed" in desk.run("ticket", "1")
    assert "closed" in desk.run("tickets", "--all")
    assert "No question waits" in desk.run("tickets")


def test_an_answer_becomes_an_entry_that_answers_the_next_person(desk: Desk) -> None:
    desk.run("ticket", "1", "answer", "Au guichet des associations.")

    words = ("--id", "salle", "--question", "De quelle carrière viendra la pierre ?", "--rule", "délibération 7")
    told = desk.run("ticket", "1", "faq", *words, "--by", "Nadia")

    assert 'question = "De quelle carrière viendra la pierre ?"' in told
    assert "Nadia: FAQ entry «salle»" in desk.run("ticket", "1")
    assert "Au guichet des associations. (délibération 7)" in desk.says(
        "menu", "question de quelle carrière viendra la pierre"
    )
    assert "already" in desk.refused("ticket", "1", "faq", *words)


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        pytest.param(("ticket", "7"), "portevoix tickets --all", id="a number nobody has"),
        pytest.param(("ticket", "1", "answer", " "), "1 to 1000 letters", id="an empty answer"),
        pytest.param(("ticket", "1", "answer", "x" * 1001), "1 to 1000 letters", id="an answer that is too long"),
        pytest.param(
            ("ticket", "1", "faq", "--id", "salle", "--question", "Où ?"), "answer it first", id="no answer yet"
        ),
    ],
)
def test_what_cannot_be_done_is_told_with_the_remedy(words: tuple[str, ...], remedy: str, desk: Desk) -> None:
    assert remedy in desk.refused(*words)


def test_an_id_that_no_edition_file_would_take_is_refused(desk: Desk) -> None:
    desk.run("ticket", "1", "answer", "Au guichet.")

    assert "--id" in desk.refused("ticket", "1", "faq", "--id", "La Salle", "--question", "Où ?")
