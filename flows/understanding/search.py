"""Finding projects by the words people text, accents, endings and slips of the thumb forgiven."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice, takewhile

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from flows.understanding.folding import fold

ALIKE = 80
"""How alike two words must be, of 100 (rapidfuzz's ratio), to be the same word with a slip in it."""

LONG = 7
"""Letters from which on two slips in a word are forgiven; in a shorter one they make another word: «très», «mètres»."""

SHORT = 5
"""Letters below which a word of a longer phrase counts in titles only: «très bonne idée» asks for no «très jeunes»."""

IN_TITLE = 1.5
"""How much more a word counts where it is in the title: it is what the project is about."""

CLOSE_TO_BEST = 0.5
"""What is found must score at least this share of the best find."""

MOST_WORDS = 20
"""Words of a phrase that are looked up: more than anyone searches a list by."""


class Index:
    """Short documents by the words in them. A word counts the more, the fewer documents have it."""

    def __init__(self, documents: Mapping[str, str], titles: Mapping[str, str] | None = None) -> None:
        """*documents*: text by id; a word that is in the title too counts more."""
        self._having: dict[str, set[str]] = defaultdict(set)
        for id, text in documents.items():
            for word in set(fold(text).split()):
                if len(word) >= 3:
                    self._having[word].add(id)
        self._titles = {id: frozenset(fold(title).split()) for id, title in (titles or {}).items()}
        self._words = sorted(self._having)
        self._places = {id: place for place, id in enumerate(documents)}
        self._most = len(documents)

    def find(self, phrase: str, most: int = 60) -> list[str]:
        """The ids of at most *most* documents that match *phrase*, best first; equal matches keep their order."""
        scores: dict[str, float] = defaultdict(float)
        words = list(islice((word for word in fold(phrase).split() if len(word) >= 3), MOST_WORDS))
        for word in words:
            self._add(scores, word, anywhere=len(words) == 1 or len(word) >= SHORT or not self._titles)
        if not scores:
            return []
        best = sorted(scores, key=lambda id: (-scores[id], self._places[id]))
        least = scores[best[0]] * CLOSE_TO_BEST
        return [id for id in best[:most] if scores[id] >= least]

    def _add(self, scores: dict[str, float], word: str, *, anywhere: bool) -> None:
        """Add, for each document, how well its best word matches *word*, in its title or *anywhere*."""
        best: dict[str, float] = {}
        for known, alike in self._like(word).items():
            weight = alike * math.log(1 + self._most / len(self._having[known]))
            for id in self._having[known]:
                in_title = known in self._titles.get(id, ())
                if not (in_title or anywhere):
                    continue
                entitled = IN_TITLE if in_title else 1
                best[id] = max(best.get(id, 0.0), weight * entitled)
        for id, weight in best.items():
            scores[id] += weight

    def _like(self, word: str) -> dict[str, float]:
        """The known words like *word*, from 0 to 1: itself, those it begins, those a slip away."""
        if word in self._having:
            like = {word: 1.0}
        else:
            near = (
                process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8)
                if len(word) >= 4
                else []
            )
            like = {known: score / 100 * 0.8 for known, score, _place in near if _slipped(word, known)}
        if len(word) >= 4:
            like |= dict.fromkeys((known for known in self._begun_by(word) if known != word), 0.9)
        if len(word) > 4 and word.endswith("s") and word[:-1] in self._having:
            like[word[:-1]] = 0.9
        return like

    def _begun_by(self, word: str) -> Iterator[str]:
        """The known words that *word* begins."""
        return takewhile(lambda known: known.startswith(word), self._words[bisect_left(self._words, word) :])


def _slipped(word: str, known: str) -> bool:
    """Whether a slip or two make *known* of *word*, and not half a word of another."""
    most = 2 if len(word) >= LONG else 1
    return OSA.distance(word, known, score_cutoff=most) <= most
