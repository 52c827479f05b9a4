"""How people text, read once at start from the `likeness.toml` of each language of `locales/` that has one."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from bot.languages.words import FOLDER, languages, lexicon
from flows.understanding.folding import fold
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
    )


def _kin(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The others of its lines, for each word."""
    kin: dict[str, dict[str, None]] = defaultdict(dict)
    for line in lines:
        words = fold(line).split()
        for word in words:
            kin[word] |= dict.fromkeys(other for other in words if other != word)
    return {word: tuple(others) for word, others in kin.items()}
