"""How people ask about each topic, read once at start from the `topics.toml` of each language of `locales/`.

A language may have one before it has texts: a question in it is understood, and answered in another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

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
        for topic, asked in _asked(read).items():
            wordings[topic] = (*wordings.get(topic, ()), *asked)
            if file.parent.name == SOURCE:
                own[topic] = frozenset(wordings[topic])
    return Topics(wordings, together, own)


def _asked(read: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {id: tuple(filter(None, map(str.strip, asked.splitlines()))) for id, asked in read["wordings"].items()}
