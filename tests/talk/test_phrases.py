"""Our texts: every sentence of the code is in each language's catalogue, whole, and says what it should."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from bot.channels.gsm import ALPHABET
from bot.channels.sms_text import LETTERS, SIGNS
from bot.languages.manners import base_of, is_manner
from bot.languages.words import FOLDER, SOURCE, languages, lexicon, voice
from flows.words import Day, Moment, Money, _, n_
from tests.support.ears import PARIS
from tests.support.folders import ROOT

CODE = [("python", path) for folder in ("flows", "bot") for path in sorted((ROOT / folder).rglob("*.py"))]
PAGES = [("jinja2", ROOT / "bot" / "web" / "pages" / "results.html")]
KEYWORDS = {"_": None, "n_": (1, 2)}
OTHERS = [language for language in languages() if language != SOURCE]


@cache
def catalogue(language: str) -> Catalog:
    """The texts of *language* as they are written in its folder."""
    with (FOLDER / language / "messages.po").open("rb") as file:
        return read_po(file, locale=base_of(language))


@cache
def in_the_code() -> set[str | tuple[str, ...]]:
    """Every sentence in the code, and in the page that speaks every language, as Babel finds it."""
    written: set[str | tuple[str, ...]] = set()
    for method, path in (*CODE, *PAGES):
        extracted: list[Any] = list(extract_from_file(method, path, keywords=KEYWORDS))  # Babel's type is wrong by one
        written |= {sentence for _line, sentence, _comments, _context in extracted}
    return written


def sentences(language: str) -> Iterator[Message]:
    """The sentences of a catalogue, its header left out."""
    return (message for message in catalogue(language) if message.id)


def forms(said: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """One form, or those of a plural."""
    return (said,) if isinstance(said, str) else tuple(said)


def places(sentence: str) -> set[str]:
    """The names in the braces of *sentence*."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_every_sentence_of_the_code_and_no_other(language: str) -> None:
    written = {sentence.id if isinstance(sentence.id, str) else tuple(sentence.id) for sentence in sentences(language)}

    assert is_manner(language) or in_the_code() - written == set(), (
        "run `make messages`, then put these into every language"
    )
    assert written - in_the_code() == set(), "run `make messages`: these are said no longer"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_put_into_the_language_whole(language: str) -> None:
    """Those of a manner of speaking's own: the others are said as its language says them."""
    for sentence in sentences(language):
        assert all(forms(sentence.string)), f"{sentence.id} is not put into {language}"
        assert not sentence.fuzzy, f"{sentence.id} is only guessed in {language}"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_has_the_same_values_in_every_language(language: str) -> None:
    for sentence in sentences(language):
        wanted = {name for form in forms(sentence.id) for name in places(form)}
        said = [places(form) for form in forms(sentence.string)]
        assert set().union(*said) == wanted, sentence.id
        assert all(len(wanted - form) == 0 or wanted - form == {"n"} for form in said), sentence.id


@pytest.mark.parametrize("language", languages())
def test_no_text_is_dearer_by_sms_for_one_of_its_letters(language: str) -> None:
    """Emojis are of Telegram's texts; a language of another alphabet has no plain letters."""
    letters = {sign for text in voice(language).texts for sign in text if sign.isalpha()}
    outside = letters - ALPHABET - LETTERS.keys() - SIGNS.keys()

    assert outside == set() or min(outside) >= "\u0590", "put them among the LETTERS of bot/channels/sms_text.py"


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_names_the_project_and_its_licence_and_nobody(language: str) -> None:
    header = (FOLDER / language / "messages.po").read_text("utf-8").split("\n\n")[0]

    assert "porte-voix" in header
    assert "EUPL-1.2" in header
    assert not re.search(r"@|FULL NAME|AUTHOR|ORGANIZATION|PROJECT VERSION", header)


@pytest.mark.parametrize("language", languages())
def test_every_word_we_tell_people_to_write_is_understood(language: str) -> None:
    words = lexicon()
    texts = [
        form
        for sentence in sentences(language)
        for form in forms(sentence.id if language == SOURCE else sentence.string)
    ]
    told = {word for text in texts for word in re.findall(r"(?<![\w-])[A-Z]{2,}(?![\w-])", text)} - {"SMS"}

    heard = {*words.flows, *words.corrections}
    unheard = {word for word in told if words.meant(word) is None and words.spell(word) not in heard}
    assert unheard == set()


@pytest.mark.parametrize("language", languages())
def test_a_languages_words_are_folded_and_mean_one_thing(language: str) -> None:
    words = tomllib.loads((FOLDER / language / "words.toml").read_text("utf-8"))
    phrases = [
        phrase for section in ("senses", "flows") for listed in words.get(section, {}).values() for phrase in listed
    ]

    assert len(phrases) == len(set(phrases)), sorted(phrase for phrase in phrases if phrases.count(phrase) > 1)
    assert [phrase for phrase in phrases if lexicon().spell(phrase) != phrase] == []


@pytest.mark.parametrize("language", [language for language in OTHERS if not is_manner(language)])
def test_a_language_has_words_for_every_sense_and_conversation(language: str) -> None:
    words, english = (tomllib.loads((FOLDER / one / "words.toml").read_text("utf-8")) for one in (language, "en"))

    for section in ("senses", "flows", "words", "courtesies", "optout", "kinds", "number_words"):
        assert {name for name in english[section] if not words[section].get(name)} == set(), section


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("fr", 0, "0 projet est retenu :"),
        ("fr", 1, "1 projet est retenu :"),
        ("fr", 2, "2 projets sont retenus :"),
        ("en", 0, "0 projects are chosen:"),
        ("en", 1, "1 project is chosen:"),
        ("en", 2, "2 projects are chosen:"),
        ("es", 1, "Hay 1 proyecto elegido:"),
        ("es", 2, "Hay 2 proyectos elegidos:"),
    ],
)
def test_plurals_are_counted_as_the_language_counts(language: str, count: int, said: str) -> None:
    assert voice(language).say(n_("{n} projet est retenu :", "{n} projets sont retenus :", count)) == said


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        pytest.param("fr", Day(date(2026, 11, 29)), "29 novembre", id="a day in French"),
        pytest.param("fr", Day(date(2026, 11, 1)), "1er novembre", id="the first of a month"),
        pytest.param("fr", Day(date(2026, 11, 11)), "11 novembre", id="not the eleventh"),
        pytest.param("fr", Day(date(2026, 11, 29), year=True), "29 novembre 2026", id="with its year"),
        pytest.param("fr", Moment(datetime(2026, 11, 29, 20, tzinfo=PARIS)), "29 novembre à 20 h", id="an hour"),
        pytest.param("fr", Moment(datetime(2026, 11, 29, 20, 5, tzinfo=PARIS)), "29 novembre à 20 h 05", id="minutes"),
        pytest.param("fr", Money(Decimal(88000), "EUR"), "88 000 €", id="money in French"),
        pytest.param("fr", Money(Decimal("88000.50"), "EUR"), "88 000,50 €", id="with its cents"),
        pytest.param("en", Day(date(2026, 11, 1)), "1 November", id="a day in English"),
        pytest.param("en", Moment(datetime(2026, 11, 29, 20, tzinfo=PARIS)), "29 November, 8 pm", id="an English hour"),
        pytest.param("en", Money(Decimal(88000), "EUR"), "€88,000", id="money in English"),
        pytest.param("en", Money(Decimal(500), "USD"), "$500", id="dollars"),
        pytest.param("es", Day(date(2026, 11, 1)), "1 de noviembre", id="a day in Spanish"),
        pytest.param("es", Day(date(2026, 11, 1), year=True), "1 de noviembre de 2026", id="with its year in Spanish"),
        pytest.param(
            "es", Moment(datetime(2026, 11, 29, 20, tzinfo=PARIS)), "29 de noviembre, 20:00", id="a Spanish hour"
        ),
        pytest.param("es", Money(Decimal(88000), "EUR"), "88.000 €", id="money in Spanish"),
        pytest.param("tr", Day(date(2026, 11, 1)), "1 Kasım", id="a day in Turkish"),
        pytest.param("tr", Money(Decimal(88000), "EUR"), "88.000 €", id="money in Turkish"),
        pytest.param("fr-simple", Day(date(2026, 11, 1)), "1er novembre", id="a day in plain French"),
    ],
)
def test_dates_and_money_are_written_as_the_language_writes_them(
    language: str, value: Day | Moment | Money, said: str
) -> None:
    written = voice(language).say(_("{value}", value=value))

    assert re.sub(r"\s", " ", written) == said
