"""How people ask about each topic, read once at start from the `topics.toml` of each language of `locales/`.

A language may have one before it has texts: a question in it is understood, and answered in another.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache

from bot.languages.words import FOLDER, SOURCE
from flows.understanding.topics import Topics


@lru_cache(maxsize=1)
def topics() -> Topics:
    """The wordings of every language together, those of the source language first."""
    files = sorted(FOLDER.glob("*/topics.toml"), key=lambda file: (file.parent.name != SOURCE, file.parent.name))
    wordings: dict[str, tuple[str, ...]] = {}
    own: dict[str, frozenset[str]] = {}
    together: tuple[tuple[str, ...], ...] = ()
    for file in files:
        read = tomllib.loads(file.read_text("utf-8"))
        together += tuple(tuple(group.split()) for group in read.get("together", ()))
        for topic, asked in read["wordings"].items():
            wordings[topic] = (*wordings.get(topic, ()), *filter(None, map(str.strip, asked.splitlines())))
            if file.parent.name == SOURCE:
                own[topic] = frozenset(wordings[topic])
    return Topics(wordings, together, own)
