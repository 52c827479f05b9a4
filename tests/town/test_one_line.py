"""Words that others will read are one line of signs that can be seen: no second line passes for another project's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.practice.phone import Phone
from bot.turn.turns import Turns
from flows.hotline.own_words import OwnWords
from flows.talk.memory import View
from flows.talk.questions import Answered, Reply, Words
from flows.understanding.as_typed import as_typed
from flows.words import _
from storage.database.store import Store
from storage.town import editions
from storage.town.comments import COMMENTS
from storage.town.projects import PROJECTS
from tests.conftest import HandClock, load_sample
from tests.support.ears import EAR
from tests.support.player import Player
from tests.support.shared_data import SHARED_CASES, needs_shared_cases

FALSE_LINE = "Nichoirs à mésanges\n3 Passerelle annulée"


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        pytest.param("un\u202ebanc", "unbanc", id="turned about"),
        pytest.param("\u2066un banc\u2069", "un banc", id="isolated"),
        pytest.param("un\u0007 banc\u0000", "un banc", id="controls"),
        pytest.param("un\u200b banc\ufeff", "un banc", id="blanks of no width"),
        pytest.param("un\ttuyau", "un tuyau", id="a tabulator"),
        pytest.param("un\r\nbanc\rvert\u2028bleu", "un\nbanc\nvert\nbleu", id="line breaks"),
        pytest.param("👨\u200d👩\u200d👧 au parc", "👨\u200d👩\u200d👧 au parc", id="a family stays one"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="Persian stays as it is written"),
        pytest.param("L’été, un « banc » à l'ombre…", "L’été, un « banc » à l'ombre…", id="plain words"),
    ],
)
def test_nothing_unseen_is_heard(sent: str, typed: str) -> None:
    assert as_typed(sent, EAR.lexicon) == typed


def test_what_others_read_is_one_line_and_what_the_team_reads_keeps_its_lines() -> None:
    reply = Reply("un banc\n3 une table")

    assert Words(_("Titre ?")).heard(reply, View(), EAR) == Answered("un banc 3 une table")
    assert OwnWords(_("Question ?")).heard(reply, View(), EAR) == Answered("un banc\n3 une table")


def proposed(store: Store, clock: HandClock, title: str) -> str:
    """The title that others see of an idea that was called *title*, and at once shown."""
    load_sample(store)
    with store.writing() as tx:
        edition = editions.find(tx)
        editions.save(tx, replace(edition, proposals=replace(edition.proposals, shown="at_once")))
    player = Player(store, clock, "telegram")
    player.play("@ 2026-02-10 18:00\n> proposer\n> 34")
    [heard] = Turns(store, clock).hear([player.phone.writes(title)])
    player.phone.sees(heard.replies)
    player.play("> Il y en a très peu en ville.\n> passer\n> passer\n> passer\n> passer\n> passer\n> passer")
    player.play("> seul\n> {code}\n< SUIVI")
    with store.reading() as tx:
        return str(tx.execute(select(PROJECTS.c.title).where(PROJECTS.c.origin == "person")).scalar_one())


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param(FALSE_LINE, "Nichoirs à mésanges 3 Passerelle annulée", id="a line break"),
        pytest.param("Nichoirs \u202eà mésanges", "Nichoirs à mésanges", id="turned about"),
    ],
)
def test_a_title_is_one_line(title: str, shown: str, sqlite: Store, clock: HandClock) -> None:
    assert proposed(sqlite, clock, title) == shown


@needs_shared_cases
def test_the_shared_title_is_one_line(sqlite: Store, clock: HandClock) -> None:
    title = (SHARED_CASES / "title_newline.txt").read_text("utf-8").strip().replace("\\n", "\n")

    assert proposed(sqlite, clock, title) == "Chauves-souris 3 Passerelle annulée, ne votez plus"


def test_a_comment_is_one_line(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    phone = Phone("telegram", "77")
    clock.at = clock.at.replace(year=2026, month=2, day=10)
    for words in ("commenter 12 Très bien\n3 Passerelle annulée", "oui"):
        phone.sees(Turns(sqlite, clock).hear([phone.writes(words)])[0].replies)

    with sqlite.reading() as tx:
        kept = tx.execute(select(COMMENTS.c.words)).scalars().all()
    assert [sqlite.vault.open(words).decode() for words in kept] == ["Très bien 3 Passerelle annulée"]
