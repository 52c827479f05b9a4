"""What tells languages apart, read once at start from the `tongue.toml` of each language of `locales/`.

A language may have one and no texts: then it is told, and answered with the one line that it holds. Messages of a few
words are told by more: by the words of its questions (`topics.toml`) and of its commands (`words.toml`) as well.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import locales
from flows.understanding.folding import fold
from flows.understanding.tongue import Greeting, Tongues, profile

_SOURCE = "fr"

_BORROWED = ("yes", "no", "done", "hello", "thanks")
"""The senses whose words people borrow from languages that they do not speak."""

_LONG = 2
"""Words after the first of a phrase that nobody borrows: «sí, confirmo mi voto»."""

_NAMES_OTHERS = "languages_spoken"
"""The topic whose wordings name other languages, in their words too."""

_COMMANDS = ("flows", "senses", "features", "words")
"""The tables of `words.toml` by whose words a language is known."""


@lru_cache(maxsize=1)
def tongues() -> Tongues:
    """Every language that is told, the source first."""
    files = sorted(Path(locales.__file__).parent.glob("*/tongue.toml"), key=_order)
    read: dict[str, dict[str, Any]] = {file.parent.name: tomllib.loads(file.read_text("utf-8")) for file in files}
    told = {code: one for code, one in read.items() if "words" in one}
    words: dict[str, set[str]] = defaultdict(set)
    folder = Path(locales.__file__).parent
    commands = {code: _table(folder / code / "words.toml") for code in told}
    texted = _texted(folder, told, commands)
    for code, one in told.items():
        for word in fold(one["words"]).split():
            words[sys.intern(word)].add(code)  # each word once in memory, wherever it is known from
    return Tongues(
        codes=tuple(told),
        words=_alike(words),
        trigrams=profile({code: fold(f"{one['said']} {one['words']}") for code, one in told.items()}),
        greetings={code: Greeting(one["line"], one["call"]) for code, one in read.items()},
        texted=texted,
        everybodys=frozenset(fold(read[_SOURCE].get("everybodys", "")).split()),
        borrowed=frozenset([*_polite(commands.values()), *fold(read[_SOURCE].get("borrowed", "")).split()]),
    )


def _texted(folder: Path, told: Mapping[str, Any], commands: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The languages that each word is known in, by all that we know of them."""
    words: dict[str, set[str]] = defaultdict(set)
    for code, one in told.items():
        wordings = _table(folder / code / "topics.toml").get("wordings", {}).items()
        known = [one["words"], one["said"], *(text for topic, text in wordings if topic != _NAMES_OTHERS)]
        known += [text for name in _COMMANDS for texts in commands[code].get(name, {}).values() for text in texts]
        for word in fold(" ".join(known)).split():
            words[sys.intern(word)].add(code)
    return _alike(words)


def _alike(words: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """The languages of each word: thousands of words are of the same few, which are kept once."""
    same: dict[frozenset[str], frozenset[str]] = {}
    known = ((word, frozenset(codes)) for word, codes in words.items())
    return {word: same.setdefault(codes, codes) for word, codes in known}


def _polite(commands: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The words of each language that say hello, thanks, yes or no."""
    for table in commands:
        phrases = [phrase for name in _BORROWED for phrase in table.get("senses", {}).get(name, ())]
        phrases += [phrase for some in table.get("courtesies", {}).values() for phrase in some]
        yield from fold(" ".join(phrase for phrase in phrases if phrase.count(" ") < _LONG)).split()


def _table(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def _order(file: Path) -> tuple[bool, str]:
    return file.parent.name != _SOURCE, file.parent.name
