"""Which language a message is in: French as it is texted is never another; the others are told from a sentence on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.languages.tongues import tongues
from flows.understanding.folding import fold
from flows.understanding.tongue import Tongues, profile
from tests.support.folders import TESTS

SAID_IN = TESTS / "understanding" / "said_in"
TONGUES = tongues()

OTHERS = ("ar", "de", "en", "es", "it", "nl", "pl", "pt", "ro", "sq", "tr", "uk", "zh")

MISSED = 2
"""Messages of one language of which we may be unsure: their writers are answered in French, as before."""


def sure(text: str, tongues: Tongues = TONGUES) -> str:
    return tongues.sure(text, fold(text))


def said_in(code: str) -> list[str]:
    return (SAID_IN / f"{code}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", said_in("fr"))
def test_french_as_it_is_texted_is_never_another_language(text: str) -> None:
    assert sure(text) in ("", "fr")


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_in_another_language_is_told(code: str) -> None:
    told = {text: sure(text) for text in said_in(code)}
    assert set(told.values()) <= {code, ""}, "one language is never taken for another"
    assert [text for text, guess in told.items() if not guess][MISSED:] == []
    assert len(told) >= 15


A_FEW_WORDS = {
    "en": ["who can vote", "is it free", "how many projects", "where is it", "is it secret", "who decides?"],
    "es": ["¿quién ganó?", "hasta cuando", "es secreto", "puedo votar", "cuanto cuesta el 7"],
    "pt": ["quem ganhou", "quanto custa o 9", "até quando", "onde fica", "quem pode votar"],
    "tr": ["kim kazandi", "ücretsiz mi", "ne zaman bitiyor", "bu gizli mi", "kac para"],
}
"""Two or three words, or a clause that has but one word of its own beside French."""


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in A_FEW_WORDS.items() for text in texts])
def test_a_few_words_are_told_where_their_language_knows_each(code: str, text: str) -> None:
    assert TONGUES.sure(text, fold(text), "fr", ("fr", *A_FEW_WORDS)) == code


@pytest.mark.parametrize(
    "text", ["gizli", "votar", "who", "12 kac", "mon casa", "kim vote pas", "mucho top la fontaine"]
)
def test_one_word_or_words_amid_french_tell_nothing(text: str) -> None:
    assert sure(text) in ("", "fr")


@pytest.mark.parametrize("text", said_in("nothing"))
def test_a_word_a_name_or_a_number_is_no_language(text: str) -> None:
    assert sure(text) == ""


def test_the_tables_are_long_enough() -> None:
    assert len(said_in("fr")) >= 60


def test_two_guessers_have_to_agree() -> None:
    words = {word: frozenset({"xx"}) for word in ("aba", "abb", "bba", "bab")}
    alike, other = {"fr": "cdc dcd", "xx": "aba bab abb"}, {"fr": "aba bab", "xx": "z"}
    agreed = Tongues(("fr", "xx"), words, profile(alike))
    assert sure("aba abb bba bab", agreed) == "xx"
    assert sure("aba abb bba bab", Tongues(("fr", "xx"), words, profile(other))) == ""


def test_russian_and_ukrainian_share_letters() -> None:
    assert sure("Вы говорите по-русски?") == "ru"
    assert sure("Ви розмовляєте українською?") == "uk"


def test_a_name_in_other_letters_amid_french_is_no_language() -> None:
    assert sure("je m'appelle محمد et j'habite rue Pasteur") in ("", "fr")


@pytest.mark.parametrize("code", [*OTHERS, "ru"])
def test_each_line_names_a_way_and_a_person(code: str) -> None:
    greeting = TONGUES.greetings[code]
    assert "VOTE" in greeting.line
    assert greeting.with_reach("04 65 71 20 26").endswith(greeting.call.format(reach="04 65 71 20 26"))
    assert greeting.with_reach("") == greeting.line


def test_every_language_that_is_told_has_its_line() -> None:
    assert set(TONGUES.codes) <= set(TONGUES.greetings)
    assert {Path(file).stem for file in SAID_IN.glob("*.txt")} - {"nothing"} <= set(TONGUES.greetings)


@pytest.mark.parametrize("code", sorted(TONGUES.greetings))
def test_a_line_takes_two_segments_at_most(code: str) -> None:
    assert segments_of(wash(TONGUES.greetings[code].with_reach("04 65 71 20 26"))) <= 2
