"""One tick of the team, and the next person who asks like it is understood: on both databases."""

from __future__ import annotations

import pytest

from bot.hands.asked import index_of
from bot.practice.phone import Phone
from bot.team.decisions import InstructionError
from bot.team.learning import LONGEST, wording_of
from bot.turn.turns import Turns
from flows.town.edition import Edition
from flows.town.faq import FaqEntry
from flows.town.learnt import Learnt
from flows.understanding.asking import NEAR, SURE
from flows.understanding.meaning import NoMeaning
from storage.database.store import Store
from storage.town import editions, learning, wordings
from tests.conftest import HandClock, load_sample

LOST = "faut que je montre kel bidule au monsieur du bureau"
"""Which no wording of ours has."""


def first_of(edition: Edition, words: str = LOST) -> tuple[str, float]:
    """What *words* are heard to ask, and how surely."""
    best = index_of(edition).read(words, NoMeaning())[0]
    return best.id, best.score


def found(store: Store) -> Edition:
    """The edition as a process reads it now."""
    with store.reading() as tx:
        return editions.find(tx)


@pytest.mark.parametrize(
    ("asked_next", "least"),
    [
        pytest.param(LOST, SURE, id="word for word"),
        pytest.param(f"Bonjour, {LOST} ?", SURE, id="in a greeting"),
        pytest.param(LOST.replace("monsieur", "gars"), NEAR, id="with another word"),
    ],
)
def test_a_question_that_was_lost_is_found_after_one_tick(
    asked_next: str, least: float, store: Store, turns: Turns, clock: HandClock
) -> None:
    with store.writing() as tx:
        editions.add_faq(tx, editions.find(tx).id, FaqEntry("piece", "Faut-il une carte d'identité ?", "Non, jamais."))
    before = found(store)
    with store.writing() as tx:
        learning.keep(tx, before.id, wording_of(before, "piece", LOST), "Nadia", clock.now())

    after = found(store)

    assert first_of(before, asked_next)[1] < SURE
    assert after.version == before.version + 1
    assert first_of(after, asked_next)[0] == "faq:piece"
    assert first_of(after, asked_next)[1] >= least


def test_a_running_process_answers_with_it_at_its_next_turn(store: Store, turns: Turns, clock: HandClock) -> None:
    lucie = Phone("sms", "+33639980001")
    heard = [turns.hear([lucie.writes(line)])[0] for line in ("bonjour", f"question {LOST}")]
    edition = found(store)
    entry = edition.faq[0]
    assert entry.answer[:40] not in str(heard[-1].replies)

    with store.writing() as tx:
        learning.keep(tx, edition.id, Learnt(f"faq:{entry.id}", LOST), "Nadia", clock.now())
    ahmed = Phone("sms", "+33639980002")
    told = [turns.hear([ahmed.writes(line)])[0] for line in ("bonjour", f"question {LOST}")]
    ahmed.sees(told[-1].replies)

    assert entry.question[:20] in ahmed.heard or entry.answer[:20] in ahmed.heard


def test_what_is_off_topic_is_heard_as_nothing_of_ours(store: Store, turns: Turns, clock: HandClock) -> None:
    edition = found(store)
    words = "le bus 14 passe toujours par la zac"
    with store.writing() as tx:
        learning.keep(tx, edition.id, wording_of(edition, "elsewhere_other", words), "Nadia", clock.now())

    assert first_of(found(store), words)[0] == "topic:elsewhere_other"


def test_the_same_words_ask_one_thing_the_last_that_was_said(store: Store, turns: Turns, clock: HandClock) -> None:
    id = found(store).id
    with store.writing() as tx:
        first = learning.keep(tx, id, Learnt("topic:meetings", LOST), "Nadia", clock.now())
        second = learning.keep(tx, id, Learnt("topic:vote_paper", LOST), "Omar", clock.now())
        [one] = wordings.kept(tx, id)

    assert second > first
    assert (one.number, one.asked, one.words, one.by) == (second, "topic:vote_paper", LOST, "Omar")
    assert found(store).learnt == (Learnt("topic:vote_paper", LOST),)


def test_one_taken_back_is_heard_no_more_and_its_number_is_never_given_again(
    store: Store, turns: Turns, clock: HandClock
) -> None:
    before = found(store)
    with store.writing() as tx:
        number = learning.keep(tx, before.id, Learnt("topic:meetings", LOST), "Nadia", clock.now())
        assert learning.forget(tx, before.id, number)
        assert not learning.forget(tx, before.id, number)
        assert learning.keep(tx, before.id, Learnt("topic:meetings", "autre chose"), "Nadia", clock.now()) > number

    assert first_of(found(store)) == first_of(before)


def test_it_survives_the_next_load_and_is_nothing_once_its_entry_is_gone(
    store: Store, turns: Turns, clock: HandClock
) -> None:
    before = found(store)
    with store.writing() as tx:
        learning.keep(tx, before.id, Learnt("faq:plus-la", LOST), "Nadia", clock.now())
        learning.keep(tx, before.id, Learnt(f"faq:{before.faq[0].id}", "kel papié au bureau"), "Nadia", clock.now())
    load_sample(store)

    after = found(store)

    assert len(after.learnt) == 2
    assert first_of(after, "kel papié au bureau")[0] == f"faq:{before.faq[0].id}"


@pytest.mark.parametrize(
    ("id", "words", "remedy"),
    [
        pytest.param("vote_date", "c kan le vote", "vote_dates", id="a slip in a topic"),
        pytest.param("rien", "comment je vote sur papier", "vote_paper", id="near by its words"),
        pytest.param("meetings", "x " * LONGEST, "with --words", id="a whole story"),
        pytest.param("meetings", "Mme Durand 06 39 98 00 12", "too little is left", id="nothing but somebody"),
    ],
)
def test_what_cannot_be_learnt_is_told_with_what_to_write(
    id: str, words: str, remedy: str, store: Store, turns: Turns
) -> None:
    with pytest.raises(InstructionError, match=remedy):
        wording_of(found(store), id, words)
