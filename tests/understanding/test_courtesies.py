"""Courtesies and names around an answer are no part of it: at every door and every closed question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.hotline.own_words import Reaction, is_elsewhere, yes_or_no
from flows.talk import doors
from flows.talk.keywords import keyword
from flows.talk.memory import Memory, View
from flows.talk.questions import (
    Answered,
    Confirm,
    Missed,
    Number,
    OfAge,
    Option,
    Pick,
    PickSome,
    Place,
    Question,
    Reply,
    Where,
    Words,
    YesNo,
)
from flows.talk.scene import Me, Scene
from flows.talk.silenced import _wants_something
from flows.understanding.as_typed import as_typed
from flows.words import Verbatim
from tests.support.ears import EAR, big_edition, paris

WORDS = EAR.lexicon

SAID = Verbatim("?")
OPTIONS = tuple(Option(str(number), Verbatim(f"Ligne {number}"), number=number) for number in range(1, 13))
LINES = View(keys=(("1", "yes"), ("2", "no")))

AROUND = {
    "thanks": "{} merci",
    "please": "{} svp",
    "a greeting": "Bonjour, {}",
    "a greeting on its line": "Bonjour\n\n{}",
    "a letter": "Bonjour\n{}\nCordialement\nJean Dupont",
    "all that is below": "Madame, Monsieur,\n{}\n\nCordialement,\nJean Dupont\n6 rue des Lilas\n0639980001",
    "signed on one line": "{} cordialement Jean Dupont",
    "signed below a thank-you": "Bonjour !\n{}\nMerci d'avance\nJean",
    "the line of mails": "Bonjour\n\n{}\n-- \nJean Dupont\n06 39 98 00 01",
    "a phone's line": "{}\nEnvoyé de mon iPhone",
    "a phone's line beside it": "{} Envoyé de mon iPhone",
    "any phone's line": "Bonjour\n{}\n\nEnvoyé de mon Redmi Note 9",
    "an ornament": "{} 🙏",
    "in English": "Hello\n{}\nKind regards\nJohn",
}


def written(around: str, words: str) -> str:
    """*words* with courtesies around them, as the engine hears them."""
    return as_typed(AROUND[around].format(words), WORDS)


QUESTIONS: list[tuple[str, Question[Any], View, str, Any]] = [
    ("a yes", YesNo(SAID), LINES, "oui", True),
    ("a line of a yes or no", YesNo(SAID), LINES, "2", False),
    ("an age", Number(SAID, least=3, most=120), View(), "34", 34),
    ("an age in letters", Number(SAID, least=3, most=120), View(), "trente-quatre", 34),
    ("an age or a yes", OfAge(SAID, least=11), LINES, "34", True),
    ("a menu", Pick(SAID, options=OPTIONS), View(), "5", "5"),
    ("projects", PickSome(SAID, options=OPTIONS, search=lambda words: ["7"] if "jean" in words.lower() else []),
     View(), "3 12", ("3", "12")),
    ("a project found by words", Pick(SAID, options=OPTIONS, search=lambda _words: ["7"]), View(), "5", "5"),
    ("a code", Confirm(SAID, of="1"), View(code="59"), "59", "1"),
    ("a line of a reaction", Reaction(SAID, options=(Option("=a", SAID),)), View(keys=(("1", "=a"),)), "1", "=a"),
    ("a yes to an answer", Reaction(SAID, options=yes_or_no()), View(), "oui", "=yes"),
    ("a district's letter", Place(SAID, options=OPTIONS), View(keys=(("B", "2"),)), "B", Where("2")),
    ("a question skipped", Number(SAID, skippable=True), View(), "passer", None),
    ("free words skipped", Words(SAID, skippable=True), View(), "passer", ""),
]  # fmt: skip


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    ("question", "view", "words", "answer"), [pytest.param(*row[1:], id=row[0]) for row in QUESTIONS]
)
def test_an_answer_is_heard_between_courtesies(
    around: str, question: Question[Any], view: View, words: str, answer: Any
) -> None:
    assert question.heard(Reply(written(around, words)), view, EAR) == Answered(answer)


@pytest.mark.parametrize("around", AROUND)
def test_a_wrong_code_is_a_guess_whatever_is_around_it(around: str) -> None:
    heard = Confirm(SAID, of="1").heard(Reply(written(around, "58")), View(code="59"), EAR)

    assert isinstance(heard, Missed)
    assert heard.guessed


DOORS = ["menu", "retour", "STOP", "arrêt", "annuler", "aide", "contact", "english", "modifier 2", "vote 12", "start"]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("words", DOORS)
def test_a_door_is_heard_between_courtesies(around: str, words: str) -> None:
    door = doors.door(Reply(written(around, words)), Memory(), WORDS)

    assert door is not None
    assert door == doors.door(Reply(words), Memory(), WORDS)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("words", ["VOTE", "recu", "où en est mon projet", "vote 12", "suivi 7", "sondage"])
@pytest.mark.parametrize("amid", [False, True])
def test_a_keyword_is_heard_between_courtesies(around: str, words: str, amid: bool) -> None:
    assert keyword(written(around, words), WORDS, amid=amid) == keyword(words, WORDS, amid=amid)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("words", ["VOTE", "vote 12", "12", "5 9"])
def test_nothing_of_a_vote_is_taken_for_words_to_the_team(around: str, words: str) -> None:
    assert is_elsewhere(written(around, words), WORDS)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Bonjour, un banc rouge. Merci", "Bonjour, un banc rouge. Merci"),
        ("Un banc\nCordialement\nJean Dupont", "Un banc Cordialement Jean Dupont"),
        ("Un banc\n-- \nJean Dupont", "Un banc"),
        ("Un banc\nEnvoyé de mon Pixel 7", "Un banc"),
        ("Merci la nature", "Merci la nature"),
        ("Bonjour voisin", "Bonjour voisin"),
    ],
)
def test_free_words_keep_their_courtesies_but_for_what_a_program_put_below(sent: str, kept: str) -> None:
    assert Words(SAID).heard(Reply(as_typed(sent, WORDS)), View(), EAR) == Answered(kept)


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "Bonjour",
        "Bonjour madame",
        "merci bonne journée",
        "Cordialement",
        "12 ?",
        "5\nmerci\n12",
        "merci de garder le parc",
        "un banc, bien cordialement proposé par les voisins de la rue haute qui y tiennent beaucoup depuis des années "
        "et des années, sans qu'on les ait jamais écoutés",
        "",
        "bonjour " + "a " * 300,
    ],
)
def test_nothing_else_is_taken_off(text: str) -> None:
    assert WORDS.bare(text) == text


def test_in_silence_too_an_answer_between_courtesies_is_one() -> None:
    scene = Scene(big_edition(6), paris(2026, 11, 5), Me(1, stopped=True))

    assert _wants_something(Memory(), Reply(written("a letter", "12")), None, scene, WORDS)


PIECES = ["Bonjour", "merci", "5", "VOTE", "Cordialement", "Jean", "!", "🙏", "?", "-- "]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_is_left_stands_in_the_text_and_is_never_nothing(words: list[str]) -> None:
    for text in (" ".join(words), "\n".join(words)):
        bare = WORDS.bare(text)
        assert bare in text
        assert bool(bare.strip()) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("VOTE 12 Bonne journée Mme Petit 78 ans", "VOTE 12"),
        ("3 12 Bonne soirée M. Durand", "3 12"),
        ("12 merci Jean, 4 rue Pasteur", "12"),
        ("VOTE 3,12 merci bonne journée Mme Petit", "VOTE 3,12"),
        ("VOTE 12 merci Mais pas le 15", "VOTE 12 merci Mais pas le 15"),
        ("VOTE 12 merci Jean 15", "VOTE 12 merci Jean 15"),
        ("un parc merci Jean Petit", "un parc merci Jean Petit"),
    ],
)
def test_a_signature_on_the_line_of_a_number_is_none_of_it(text: str, bare: str) -> None:
    assert EAR.lexicon.bare(text) == bare
