"""The languages there are, read once at start from `locales/`: the words people use, and our texts in each language."""

from __future__ import annotations

import gettext
import io
import tomllib
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import locales
from bot.languages.figures import day, hour, moment, money
from bot.languages.manners import NO_WORDS, base_of, filled, is_manner
from bot.languages.tables import BEGINNINGS, COURTESIES, NUMBER_WORDS, OPTOUT, ROOTS, SETS, TABLES
from bot.languages.tongues import tongues
from flows.understanding.as_typed import beginning_of
from flows.understanding.courtesies import Courtesies
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.number_words import NumberWords
from flows.understanding.optout import OptOut
from flows.understanding.senses import Hint, Sense
from flows.understanding.sounding import rules_of
from flows.words import Day, Hour, Joined, Moment, Money, Say, Text, Title, Tongue, Value, Verbatim

FOLDER = Path(locales.__file__).parent
SOURCE = "fr"


def languages() -> tuple[str, ...]:
    """The languages the product speaks, the source first: the folders of `locales/` that have words and texts."""
    spoken = sorted(path.parent.name for path in FOLDER.glob("*/words.toml") if (path.parent / "messages.po").exists())
    return (SOURCE, *(code for code in spoken if code != SOURCE))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of every language together. Where two disagree on a word, the source language's meaning stands."""
    merged: dict[str, Any] = {name: {} for name in TABLES}
    sets: dict[str, set[str]] = {name: set() for name in SETS}
    begun: dict[str, set[str]] = {name: set() for name in BEGINNINGS}
    around: dict[str, set[str]] = {name: set() for name in (*OPTOUT, *ROOTS)}
    polite: dict[str, set[str]] = {name: set() for name in COURTESIES}
    counts: dict[str, str] = {}
    beside: dict[str, set[str]] = {name: set() for name in NUMBER_WORDS}
    for language in reversed(languages()):
        words = words_of(language)
        _add_tables(merged, words, language)
        for name, kept in sets.items():
            kept |= set(words["words"].get(name, ()))
        for name, kept in begun.items():
            kept |= set(words["words"].get(name, ()))
        for name, kept in around.items():
            kept |= set(words.get("optout", {}).get(name, ()))
        counts |= {word: kind for kind, counted in words.get("kinds", {}).items() for word in counted}
        for name, kept in beside.items():
            kept |= set(words.get("number_words", {}).get(name, ()))
        for name, kept in polite.items():
            kept |= set(words.get("courtesies", {}).get(name, ()))
    merged |= {name: frozenset(kept) for name, kept in sets.items()}
    merged |= {name: tuple(sorted(kept)) for name, kept in begun.items()}
    roots, ends = (tuple(sorted(around[name])) for name in ROOTS)
    optout = OptOut(**{name: frozenset(around[name]) for name in OPTOUT}, roots=roots, ends=ends)
    courtesies = Courtesies(**{name: frozenset(kept) for name, kept in polite.items()})
    number_words = NumberWords(kinds=counts, **{name: frozenset(kept) for name, kept in beside.items()})
    merged |= {"optout": optout, "courtesies": courtesies, "number_words": number_words}
    return Lexicon(**merged, ours=_beginnings(), tongues=tongues(), rules=rules_of(sounds_in(SOURCE)["rules"]))


def _add_tables(merged: dict[str, Any], words: dict[str, Any], language: str) -> None:
    """Add to the tables what the *words* of *language* mean."""
    merged["senses"] |= {_phrase(p): Sense(name) for name, phrases in words["senses"].items() for p in phrases}
    merged["alone"] |= {fold(word): Sense(name) for word, name in words.get("alone", {}).items()}
    merged["corrections"] |= {fold(p): Hint(name) for name, phrases in words["corrections"].items() for p in phrases}
    merged["features"] |= {fold(p): name for name, phrases in words.get("features", {}).items() for p in phrases}
    merged["followed"] |= {fold(p): kind for kind, phrases in words.get("followed", {}).items() for p in phrases}
    merged["nouns"] |= {
        fold(p): tuple(french.split()) for french, phrases in words.get("nouns", {}).items() for p in phrases
    }
    merged["strange"] |= {fold(p): code for code, phrases in words.get("strange", {}).items() for p in phrases}
    merged["alike"] |= {fold(p): kind for kind, phrases in words.get("alike", {}).items() for p in phrases}
    merged["flows"] |= {fold(p): flow for flow, phrases in words["flows"].items() for p in phrases}
    merged["languages"] |= {fold(p): language for p in words["name"]}
    for name in ("numbers", "figures_after", "spellings"):
        merged[name] |= words.get(name, {})
    merged["figures"] |= words["numbers"] | words.get("figures", {})


def sounds_in(language: str) -> dict[str, Any]:
    """What its `sounds.toml` says of how it is pronounced."""
    return tomllib.loads((FOLDER / language / "sounds.toml").read_text("utf-8"))


def words_of(language: str) -> dict[str, Any]:
    """What its `words.toml` says; the tables are empty that a manner of speaking does without."""
    return {name: {} for name in NO_WORDS} | tomllib.loads((FOLDER / language / "words.toml").read_text("utf-8"))


def _beginnings() -> frozenset[str]:
    """How our texts begin, in every language, as far as that is the same for everybody."""
    texts = (text for language in languages() for text in Voice(language).texts)  # most are not spoken where this runs
    return frozenset(filter(None, (beginning_of(text.partition("{")[0]) for text in texts)))


def _phrase(phrase: str) -> str:
    """Folded, unless it is all punctuation («?»)."""
    return fold(phrase) or phrase


Titled: TypeAlias = Callable[[Title], str]
"""How a title is written where it stands."""


def in_full(title: Title) -> str:
    """All of the title."""
    return title.words


@lru_cache(maxsize=32)
def voice(language: str) -> Voice:
    """The voice of *language*; of the source language, if we do not speak it."""
    return Voice(language if language in languages() else SOURCE)


class Voice:
    """Puts texts into one language: our sentences, their plurals, and the way it writes dates and money."""

    def __init__(self, language: str) -> None:
        """*language* is the name of a folder of `locales/`."""
        self.language = language
        self._locale = base_of(language)
        catalog = _catalog(language)
        self._one: dict[str, str] = {
            str(message.id): str(message.string)
            for message in catalog
            if message.id and not message.pluralizable and message.string
        }
        self._many = _plurals(catalog).ngettext

    @property
    def texts(self) -> Iterable[str]:
        """Our texts, but for those with a plural."""
        return self._one.values()

    def say(self, said: Say, titled: Titled = in_full) -> str:
        """The text, as a person reads it, each title in it as *titled* writes it."""
        if isinstance(said, Text):
            sentence = (
                self._many(said.source, said.plural, said.count)
                if said.plural
                else self._one.get(said.source, said.source)
            )
            return (
                sentence.format(**{name: self._value(value, titled) for name, value in said.values.items()})
                if said.values
                else sentence
            )
        if isinstance(said, Verbatim):
            return said.words
        if isinstance(said, Title):
            return titled(said)
        return said.between.join([self.say(part, titled) for part in said.parts])

    def _value(self, value: Value, titled: Titled) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, int):
            return str(value)
        if isinstance(value, Text | Verbatim | Title | Joined):
            return self.say(value, titled)
        return self.figure(value)

    def figure(self, value: Money | Day | Moment | Hour | Tongue) -> str:
        """An amount or a date, as the language writes it."""
        if isinstance(value, Money):
            return money(value.amount, value.currency, self._locale)
        if isinstance(value, Tongue):
            return _told(value.code, self._locale) if value.told else _name(value.code)
        if isinstance(value, Day):
            return day(value.day, value.year, self._locale)
        if isinstance(value, Hour):
            return hour(value.at, self._locale)
        # Without its zone: two zones' hours of one instant are equal, and would share a place in the cache.
        return moment(value.at.replace(tzinfo=None), self._locale)


def _catalog(language: str) -> Catalog:
    """The texts of *language*. The source language says what is written, with its own plurals."""
    with (FOLDER / language / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=base_of(language))
    if is_manner(language):
        return filled(catalog, _catalog(base_of(language)))
    if language == SOURCE:
        for message in catalog:
            if message.id:
                message.string = message.id
    return catalog


def _plurals(catalog: Catalog) -> gettext.GNUTranslations:
    """Its texts with a plural as Python's gettext reads them, compiled in memory: no file has to be kept up to date."""
    compiled = io.BytesIO()
    for message in list(catalog):
        if message.id and not message.pluralizable:
            catalog.delete(message.id, message.context)
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache(maxsize=256)
def _told(code: str, speaking: str) -> str:
    """A language by its name in the language *speaking*; a manner of it by its own, small in a sentence of it."""
    if is_manner(code):
        return _name(code).lower() if base_of(code) == speaking else _name(code)
    return Locale.parse(code).get_language_name(speaking) or _name(code)


@lru_cache(maxsize=64)
def _name(code: str) -> str:
    """A language by its own name; a manner of speaking by that of its `words.toml`."""
    if is_manner(code) and code in languages():
        return str(words_of(code)["title"])
    name: str = Locale.parse(code).get_language_name(code) or code
    return name.capitalize()
