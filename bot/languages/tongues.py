"""What tells languages apart, read once at start from the `tongue.toml` of each language of `locales/`.

A language may have one and no texts: then it is told, and answered with the one line that it holds.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import locales
from flows.understanding.folding import fold
from flows.understanding.tongue import Greeting, Tongues, profile

_SOURCE = "fr"


@lru_cache(maxsize=1)
def tongues() -> Tongues:
    """Every language that is told, the source first."""
    files = sorted(Path(locales.__file__).parent.glob("*/tongue.toml"), key=_order)
    read: dict[str, dict[str, Any]] = {file.parent.name: tomllib.loads(file.read_text("utf-8")) for file in files}
    told = {code: one for code, one in read.items() if "words" in one}
    words: dict[str, set[str]] = defaultdict(set)
    for code, one in told.items():
        for word in fold(one["words"]).split():
            words[word].add(code)
    common = {word: frozenset(codes) for word, codes in words.items()}
    same: dict[frozenset[str], frozenset[str]] = {}  # thousands of words are of the same few languages
    return Tongues(
        codes=tuple(told),
        words={word: same.setdefault(codes, codes) for word, codes in common.items()},
        trigrams=profile({code: fold(f"{one['said']} {one['words']}") for code, one in told.items()}),
        greetings={code: Greeting(one["line"], one["call"]) for code, one in read.items()},
    )


def _order(file: Path) -> tuple[bool, str]:
    return file.parent.name != _SOURCE, file.parent.name
