"""How people text, read once at start from the `likeness.toml` of each language of `locales/` that has one."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from bot.languages.topics import topics
from bot.languages.words import FOLDER, SOURCE, languages, lexicon, sounds_in
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.sounding import Sounds, rules_of, sounds_of
from flows.understanding.vocabulary import Vocabulary


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabularies of every language together: people mix languages."""
    files = [FOLDER / language / "likeness.toml" for language in reversed(languages())]
    read = [tomllib.loads(file.read_text("utf-8")) for file in files if file.exists()]
    return Vocabulary(
        spellings={
            **lexicon().spellings,
            **{word: fold(means) for table in read for word, means in table["spellings"].items()},
        },
        hollow=frozenset(word for table in read for word in fold(table["hollow"]).split()),
        endings=tuple(dict.fromkeys(ending for table in read for ending in table["endings"].split())),
        kin=_kin(line for table in read for line in table["kin"]),
        sounds=_sounds(read, lexicon()),
    )


def _sounds(read: Sequence[Mapping[str, Any]], known: Lexicon) -> Sounds:
    """How what is asked in the source language sounds; no word that any language has is read as another."""
    asked = topics()
    said = Counter(
        word
        for topic, wordings in asked.wordings.items()
        for wording in wordings
        if wording in asked.own.get(topic, ())
        for word in fold(wording).split()
    )
    tables = (known.senses, known.flows, known.features, known.languages, known.numbers)
    phrases = [phrase for table in tables for phrase in table]
    phrases += [wording for wordings in asked.wordings.values() for wording in wordings]
    phrases += [line for table in read for line in (table["hollow"], *table["kin"])]
    phrases.append(sounds_in(SOURCE)["words"])
    words = {sys.intern(word) for phrase in phrases for word in fold(phrase).split()}
    return sounds_of(known.rules, rules_of(sounds_in(SOURCE)["fronts"]), said, words)


def _kin(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The others of its lines, for each word."""
    kin: dict[str, dict[str, None]] = defaultdict(dict)
    for line in lines:
        words = fold(line).split()
        for word in words:
            kin[word] |= dict.fromkeys(other for other in words if other != word)
    return {word: tuple(others) for word, others in kin.items()}
