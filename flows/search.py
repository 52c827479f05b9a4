"""Finding projects by the words people text, accents, endings and slips of the thumb forgiven."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from flows.lexicon import fold

ALIKE = 80
"""How alike two words must be, of 100 (rapidfuzz's ratio), to be the same word with a slip in it."""

CLOSE_TO_BEST = 0.5
"""What is found must score at least this share of the best find."""


class Index:
    """Short documents by the words in them. A word counts the more, the fewer documents have it."""

    def __init__(self, documents: Mapping[str, str]) -> None:
        """*documents*: text by id."""
        self._having: dict[str, set[str]] = defaultdict(set)
        for id, text in documents.items():
            for word in set(fold(text).split()):
                if len(word) >= 3:
                    self._having[word].add(id)
        self._words = list(self._having)
        self._most = len(documents)

    def find(self, phrase: str, most: int = 60) -> list[str]:
        """The ids of at most *most* documents that match *phrase*, best first; documents that match equally keep their order."""
        scores: Counter[str] = Counter()
        for word in fold(phrase).split():
            if len(word) >= 3:
                self._add(scores, word)
        if not scores:
            return []
        least = scores.most_common(1)[0][1] * CLOSE_TO_BEST
        return [id for id, score in scores.most_common(most) if score >= least]

    def _add(self, scores: Counter[str], word: str) -> None:
        """Add, for each document, how well its best word matches *word*."""
        best: dict[str, float] = {}
        for known, alike in self._like(word).items():
            weight = alike * math.log(1 + self._most / len(self._having[known]))
            for id in self._having[known]:
                best[id] = max(best.get(id, 0.0), weight)
        for id, weight in best.items():
            scores[id] += weight  # type: ignore[assignment]  # Counter sums floats as well as it sums integers

    def _like(self, word: str) -> dict[str, float]:
        """The known words like *word*, from 0 to 1: itself, those it begins, those a slip away."""
        if word in self._having:
            found = {word: 1.0}
        else:
            near = (
                process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8)
                if len(word) >= 4
                else []
            )
            found = {known: score / 100 * 0.8 for known, score, _place in near}
        for known in self._words:
            if (
                known != word
                and len(word) >= 4
                and (known.startswith(word) or (len(known) >= 4 and word == known + "s"))
            ):
                found[known] = 0.9
        return found
