"""How much a text asks what others ask, by its words alone; and which entry of a town's FAQ is about which topic.

1. A text is compared with each wording, and, less, with all the words that a topic or an entry has.
2. People ask the same things of every budget: each topic, with its many wordings, is *lent* to the entry it is about.
   The wordings only help to find; what is answered is always the town's entry.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from flows.understanding.likeness import Passage, Shelf
from flows.understanding.vocabulary import Vocabulary

IN_BODY = 0.4
"""How much it counts that the words of a text are among those of an entry: the rest is for being asked like it."""

HOLLOW = 0.3
"""How much «qui», «quand», «combien» count beside other words: questions differ by them."""

CLAUSE = 0.8
"""How much a question counts that is asked in one clause of a longer story, beside one asked by the whole text."""

SHORTEST_CLAUSE = 3
"""Words a clause must have to ask anything by itself."""

MOST_CLAUSES = 8
"""Clauses of one text that are looked up by themselves: of a longer story, how it begins and how it ends."""

MOST_SENTENCES = 4
"""Sentences of one text that are read by themselves: those that it ends with."""

ABOUT = 0.4
"""How close a topic must be to an entry to be lent to it; a closer topic is lent first, one to each entry."""

NEARLY = 0.85
"""The share of how close its closest topic is that another must have, to be lent to an entry: else it is about that."""

ALSO_ABOUT = 1.1
"""How close a further topic must be to an entry that has one already."""


class ByWords:
    """Passages by whose they are, ready to be asked."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary) -> None:
        self._ids = tuple(passage.id for passage in passages)  # their texts are not kept
        self._whole = frozenset(place for place, passage in enumerate(passages) if passage.body)
        self.shelf = Shelf(passages, vocabulary, HOLLOW, in_body=1)

    def scores(self, text: str) -> dict[str, float]:
        """How much *text*, or a clause of it, asks what each id asks, from 0 to 1."""
        scores = self._scores(text)
        for clause in clauses(text):
            for id, score in self._scores(clause).items():
                scores[id] = max(scores.get(id, 0), CLAUSE * score)
        return scores

    def _scores(self, text: str) -> dict[str, float]:
        asked: dict[str, float] = defaultdict(float)
        had: dict[str, float] = defaultdict(float)
        for place, fit in self.shelf.compare(text).items():
            id, both = self._ids[place], fit.both
            if both >= asked[id]:
                asked[id] = both
            if fit.covered > had[id] and place in self._whole:
                had[id] = fit.covered
        return {id: (1 - IN_BODY) * asked[id] + IN_BODY * had[id] for id in asked}

    def lent(self, close: Mapping[tuple[str, str], float]) -> dict[str, str]:
        """The entry that each topic is about, by how *close* the two are: the closest pairs first, one to each entry.

        A topic that took an entry from another gives way where it has one of its own: «à partir de quel âge peut-on
        proposer» is as close to the age of voters. Those that are hardly less close than that follow.
        """
        closest: dict[str, float] = defaultdict(float)
        for (_topic, entry), how in close.items():
            closest[entry] = max(how, closest[entry])
        pairs = [pair for pair in sorted(close, key=lambda pair: -close[pair]) if close[pair] >= ABOUT]
        fitting = [(topic, entry) for topic, entry in pairs if close[topic, entry] >= NEARLY * closest[entry]]
        lent: dict[str, str] = {}
        for topic, entry in fitting:
            if topic not in lent and entry not in lent.values():
                lent[topic] = entry
        for topic, entry in fitting:
            if topic in lent and entry not in lent.values():
                _give_way(lent, topic, entry, fitting)
        for topic, entry in fitting:
            if close[topic, entry] >= ALSO_ABOUT:
                lent.setdefault(topic, entry)
        return lent

    def closeness(
        self,
        passages: Sequence[Passage],
        questions: Sequence[Passage],
        topics: Sequence[str],
        own: Mapping[str, Set[str]],
    ) -> dict[tuple[str, str], float]:
        """How close each topic is to each entry: by wordings like the entry's question, and by the words of both.

        Of a topic, only its *own* wordings count, in the language of the entries; *passages* are those it was made of.
        """
        traits = self._traits(passages, own)
        close: dict[tuple[str, str], float] = {}
        for question in questions:
            like: dict[str, list[float]] = defaultdict(list)
            for place, fit in self.shelf.compare(question.head).items():
                passage = passages[place]
                if passage.id not in own or passage.head in own[passage.id]:
                    like[passage.id].append(fit.both)
            for topic in topics:
                first, *others = sorted(like[topic], reverse=True)[:3] or (0.0,)
                asked_so = (2 * first + sum(others)) / 6
                close[topic, question.id] = asked_so + _cosine(traits[topic], traits[question.id])
        return close

    def _traits(self, made_of: Sequence[Passage], own: Mapping[str, Set[str]]) -> dict[str, dict[str, float]]:
        """What each id is about: its roots, by how often and how rare; questions count more."""
        passages = [passage for passage in made_of if passage.id not in own]
        passages += [passage for id, wordings in own.items() for passage in worded(id, sorted(wordings))]
        vocabulary = self.shelf.vocabulary
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for passage in passages:
            for text, times in ((passage.head, 2), (passage.body, 1)):
                for word in vocabulary.words(text):
                    counts[passage.id][word] += times
        traits: dict[str, dict[str, float]] = defaultdict(dict)
        for id, words in counts.items():
            for word, times in words.items():
                root, weight = vocabulary.root(word), (1 + math.log(times)) * self.shelf.weight(word)
                traits[id][root] = max(weight, traits[id].get(root, 0))
        return traits


def _give_way(lent: dict[str, str], topic: str, entry: str, fitting: Sequence[tuple[str, str]]) -> None:
    """Have *topic* be lent to *entry* if another, lent to none, fits where it is lent now."""
    for other, theirs in fitting:
        if theirs == lent[topic] and other not in lent:
            lent[other], lent[topic] = theirs, entry
            return


def clauses(text: str) -> list[str]:
    """The parts between punctuation marks, if there are several: «g perdu le code, je fé koi»."""
    parts = [part for part in re.split(r"[.?!\n,;:]", text) if part.strip()]
    asking = [part for part in parts if len(part.split()) >= SHORTEST_CLAUSE] if len(parts) > 1 else []
    if len(asking) <= MOST_CLAUSES:
        return asking
    return asking[: MOST_CLAUSES // 2] + asking[-MOST_CLAUSES // 2 :]


def sentences(text: str) -> list[str]:
    """The sentences of a text that has several: a greeting and a story come first, and what is asked comes last."""
    said = [part.strip() for part in re.split(r"[.?!\n]", text) if len(part.split()) >= SHORTEST_CLAUSE]
    return said[-MOST_SENTENCES:] if len(said) > 1 else []


def worded(id: str, wordings: Sequence[str], whole: str = "") -> list[Passage]:
    """The passages of one id: each wording, and all its words together."""
    return [*(Passage(id, wording) for wording in wordings), Passage(id, "", whole or " ".join(wordings))]


def _cosine(vector: dict[str, float], other: dict[str, float]) -> float:
    length = math.sqrt(sum(x * x for x in vector.values()) * sum(x * x for x in other.values()))
    return sum(x * other.get(root, 0) for root, x in vector.items()) / length if length else 0
