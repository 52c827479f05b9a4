"""How long it takes to find similar ideas and answers, among as many as a town may have."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from rich.table import Table

from bot.languages.topics import topics
from bot.languages.vocabulary import vocabulary
from flows.town.faq import FaqEntry
from flows.understanding.asking import HearingIndex
from flows.understanding.likeness import Document, Likeness
from flows.understanding.meaning import NoMeaning

T = TypeVar("T")

IDEAS = (300, 3_000, 10_000)
ASKED = 200
"""New ideas that are compared; the median and the slowest are told."""

WORDS = 20_000
"""Words that the ideas are made of; as in any language, the second is half as common as the first, and so on."""


def search_figures() -> Table:
    """Milliseconds to find ideas like a new one, and an answer; and to make what finds them."""
    table = Table("", "made in ms", "median ms", "slowest ms", title="Searches in texted French", title_justify="left")
    chance = random.Random(1)  # the same texts in each run
    for many in IDEAS:
        ideas = [Document(str(place), _text(chance, 8), _text(chance, 60)) for place in range(many)]
        likeness, made = _timed(partial(Likeness, ideas, vocabulary()))
        new = [_texted(chance.choice(ideas), chance) for _time in range(ASKED)]
        _row(table, f"similar ideas, among {many:,}", made, [_timed(partial(likeness.alike, text))[1] for text in new])
    asked_of = topics().wordings
    entries = [FaqEntry(id, wordings[0], "\n".join(wordings[1:])) for id, wordings in asked_of.items()]
    index, made = _timed(partial(HearingIndex, entries, topics(), vocabulary()))
    asked = [f"{wording} svp, jcomprend pa" for wordings in asked_of.values() for wording in wordings]
    waits = [_timed(partial(index.read, text, NoMeaning()))[1] for text in asked]
    _row(table, f"answers, among {len(entries)} and as many topics", made, waits)
    return table


def _row(table: Table, name: str, made: float, waits: list[float]) -> None:
    waits.sort()
    table.add_row(name, f"{made:,.0f}", f"{waits[len(waits) // 2]:.1f}", f"{waits[-1]:.1f}")


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    result = do()
    return result, 1000 * (time.perf_counter() - begun)


_SYLLABLES = ("ba", "lo", "mi", "ré", "du", "chan", "ver", "tel", "pon", "gar", "li", "mou", "ras", "bel", "vi", "tin")
_KNOWN = [f"{a}{b}{c}{d}" for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES for d in ("", *_SYLLABLES)][
    :WORDS
]
_COMMON = [1 / rank for rank in range(1, WORDS + 1)]


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_KNOWN, _COMMON, k=words))


def _texted(idea: Document, chance: random.Random) -> str:
    """Twenty words of an idea as somebody else texts it: without accents, some letters missing or wrong."""
    words = chance.sample(f"{idea.title} {idea.text}".split(), 20)
    return " ".join(word.replace("é", "e").replace("ch", "k", chance.randint(0, 1)) for word in words)
