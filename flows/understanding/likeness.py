"""How alike short texts are, in French as it is texted; and the ideas that resemble a new one.

1. Every word counts by its rarity among the texts: «banc» says more than «rue».
2. A word is met by itself, by a word of the same root, by one spelled much like it, or, less well, by its kin.
3. A text is alike if it has what was asked, and if what it is about (its head) was asked: either alone is no likeness.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from flows.understanding.postings import Postings
from flows.understanding.vocabulary import Vocabulary

SAME_ROOT = 0.95
"""How well a word is met by another of its root."""

MISSPELLED = 0.85
"""How well a word that no text has is met by one spelled like it: this, times what their spellings share."""

SPELLED_LIKE = 0.55
"""The share of their runs of three letters that two spellings of one word must have in common."""

KIN = 0.5
"""How well a word is met by another that means nearly the same."""

IN_BODY = 0.6
"""How well a word is met where it is not in the title of an idea, but in its text."""

MOST_ASKED = 120
"""Different words of one text that are looked up: those of a thousand letters."""

REMEMBERED = 1024
"""Words that were asked of a shelf, whose known words are kept at hand."""

LONGEST = 40
"""Letters of the longest word that may be another one misspelled."""

ALIKE = 0.28
"""The least score of an idea that is worth interrupting somebody for; docs/develop/search.md has the measure."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text by whose it is; its *head* (a title, a question) says what it is about."""

    id: str
    head: str
    body: str = ""


class Fit(NamedTuple):
    """How well one passage meets what was asked, each from 0 to 1."""

    covered: float  # the share of what was asked that the passage has
    echoed: float  # the share of the passage's head that was asked

    @property
    def both(self) -> float:
        """High only if both are: their geometric mean."""
        return math.sqrt(self.covered * self.echoed) if self.echoed else 0.0


class Shelf:
    """Passages, ready to be compared with what people write."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary, hollow: float, in_body: float) -> None:
        """*hollow* is how much a word that says little counts, *in_body* how well a word is met outside of a head."""
        self.vocabulary = vocabulary
        self._hollow = hollow
        self._all = len({passage.id for passage in passages})
        self._known = lru_cache(maxsize=REMEMBERED)(self._meeting)  # the clauses of a text ask again for its words
        heads = [self._terms(passage.head) for passage in passages]
        self._where = self._placed(passages, heads, in_body)  # known word → the passages that have it, and how well
        self._owners = self._owned(passages)  # root → how many have a passage with it
        self._roots = self._rooted()  # root → the known words that have it
        self._words = [word for word in self._where if not vocabulary.is_hollow(word)]
        by_run = ((run, place, 1.0) for place, word in enumerate(self._words) for run in _runs(word))
        self._runs = Postings(by_run, whole=True)  # three letters → the known words that have them, by their places
        self._heading = self._headed(heads)  # known word → the heads it is in, and its share of each

    def compare(self, text: str, least: float = 0) -> dict[int, Fit]:
        """How well each passage (by its place) that covers *least* of *text* or more meets it."""
        asked = list(dict.fromkeys(self._telling(text)))[:MOST_ASKED]
        whole = sum(map(self.weight, asked)) or 1
        met: dict[str, float] = {}  # known word → how well it is met by any that was asked
        had: dict[int, float] = defaultdict(float)
        for word in asked:
            known = self._known(word)
            for term, likeness in known.items():
                met[term] = max(likeness, met.get(term, 0))
            weight = self.weight(word) / whole
            for place, share in self._found(known).items():
                had[place] += share * weight
        echoed = self._echoed(met)
        return {place: Fit(share, echoed.get(place, 0)) for place, share in had.items() if share >= least}

    def weight(self, word: str) -> float:
        """How much *word* counts: by the rarity of its root (BM25's measure), less if it is hollow."""
        having = self._owners.get(self.vocabulary.root(word), 0)
        rarity = math.log(1 + (self._all - having + 0.5) / (having + 0.5))
        return rarity * (self._hollow if self.vocabulary.is_hollow(word) else 1)

    def _telling(self, text: str) -> list[str]:
        """The words of *text* that count for anything."""
        words = self.vocabulary.words(text)
        return words if self._hollow else [word for word in words if not self.vocabulary.is_hollow(word)]

    def _terms(self, text: str) -> tuple[str, ...]:
        """The same, each once in memory: thousands of passages say the same words."""
        return tuple(map(sys.intern, dict.fromkeys(self._telling(text))))

    def _placed(self, passages: Sequence[Passage], heads: Sequence[tuple[str, ...]], in_body: float) -> Postings:
        found = (
            (word, place, 1.0 if word in head else in_body)
            for place, (passage, head) in enumerate(zip(passages, heads, strict=True))
            for word in dict.fromkeys(chain(head, self._telling(passage.body)))
        )
        return Postings(found, whole=in_body == 1)

    def _owned(self, passages: Sequence[Passage]) -> dict[str, int]:
        owners: dict[str, set[str]] = defaultdict(set)
        for word in self._where:
            owners[self.vocabulary.root(word)].update(passages[place].id for place, _share in self._where[word])
        return {root: len(ids) for root, ids in owners.items()}

    def _rooted(self) -> dict[str, tuple[str, ...]]:
        roots: dict[str, list[str]] = defaultdict(list)
        for word in self._where:
            if not self.vocabulary.is_hollow(word):
                roots[self.vocabulary.root(word)].append(word)
        return {root: tuple(words) for root, words in roots.items()}

    def _headed(self, heads: Sequence[tuple[str, ...]]) -> Postings:
        weights = {word: self.weight(word) for word in self._where}
        wholes = [sum(weights[word] for word in head) or 1 for head in heads]
        return Postings(
            (word, place, weights[word] / wholes[place]) for place, head in enumerate(heads) for word in head
        )

    def _found(self, known: Mapping[str, float]) -> dict[int, float]:
        """How well each passage has the best of the *known* words."""
        if len(known) == 1:
            ((word, likeness),) = known.items()
            return {place: likeness * share for place, share in self._where[word]}
        best: dict[int, float] = {}
        for word, likeness in known.items():
            for place, share in self._where[word]:
                if likeness * share > best.get(place, 0):
                    best[place] = likeness * share
        return best

    def _echoed(self, met: Mapping[str, float]) -> dict[int, float]:
        """The share of each passage's head that was asked."""
        echoed: dict[int, float] = defaultdict(float)
        for word, likeness in met.items():
            for place, share in self._heading[word]:
                echoed[place] += likeness * share
        return echoed

    def _meeting(self, word: str) -> dict[str, float]:
        """The known words that meet *word*, and how well."""
        itself = {word: 1.0} if word in self._where else {}
        if self.vocabulary.is_hollow(word):
            return itself
        met = self._of_root(word, SAME_ROOT) | (itself or self._spelled_like(word))
        kin = dict.fromkeys(other for term in (word, *met) for other in self.vocabulary.kin.get(term, ()))
        for other in kin:
            for known, share in self._of_root(other, KIN).items():
                met.setdefault(known, share)
        return met

    def _of_root(self, word: str, share: float) -> dict[str, float]:
        return dict.fromkeys(self._roots.get(self.vocabulary.root(word), ()), share)

    def _spelled_like(self, word: str) -> dict[str, float]:
        """The known words that share most of their three-letter runs with *word*."""
        if len(word) > LONGEST:
            return {}
        runs = _runs(word)
        common = Counter(chain.from_iterable(self._runs.places(run) for run in runs))
        spelled = {self._words[place]: count for place, count in common.items()}
        shares = {known: 2 * count / (len(runs) + len(known) + 1) for known, count in spelled.items()}
        return {known: MISSPELLED * share for known, share in shares.items() if share >= SPELLED_LIKE}


def _runs(word: str) -> dict[str, None]:
    """The runs of three letters in *word*; how it begins counts double, for that is rarely misspelled."""
    edged = f"^^{word}$"
    return dict.fromkeys(edged[at : at + 3] for at in range(len(edged) - 2))


@dataclass(frozen=True, slots=True)
class Document:
    """An idea to compare others with."""

    id: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An idea that resembles what was written, and how much, from 0 to 1."""

    id: str
    score: float


class Likeness:
    """The ideas there are, and which of them a new one resembles. Made once for all that is compared with them."""

    def __init__(self, documents: Iterable[Document], vocabulary: Vocabulary) -> None:
        passages = [Passage(document.id, document.title, document.text) for document in documents]
        self._ids = [passage.id for passage in passages]
        self._shelf = Shelf(passages, vocabulary, hollow=0, in_body=IN_BODY)

    def alike(self, text: str, most: int = 3, least: float = ALIKE) -> list[Match]:
        """At most *most* ideas that resemble *text*, best first; none at all if none scores *least*."""
        enough = ((math.sqrt(1 + 8 * least) - 1) / 2) ** 2  # what covers less cannot score *least*, whatever its title
        fits = self._shelf.compare(text, enough)
        scores = {place: (fit.covered + fit.both) / 2 for place, fit in fits.items()}
        best = sorted((place for place in scores if scores[place] >= least), key=lambda place: (-scores[place], place))
        return [Match(self._ids[place], round(scores[place], 3)) for place in best[:most]]
