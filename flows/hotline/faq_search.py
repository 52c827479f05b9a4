"""Finding the answer to a question among those a town has written; and knowing when it is not among them.

1. A question is compared with each entry's question, with its other wordings, and with its answer.
2. People ask the same things of every budget: each *topic* of the vocabulary, with its many wordings, is lent to the
   entry it is about. The wordings only help to find; what is answered is always the town's entry.
3. What is closest to something asked *elsewhere* (a passport, a hole in the road, «bonjour») is not answered.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.town.faq import FaqEntry
from flows.understanding.likeness import Passage, Shelf
from flows.understanding.vocabulary import Vocabulary

SURE = 0.34
"""The least score of an answer that is given; docs/develop/search.md has the measure."""

IN_ANSWER = 0.4
"""How much it counts that the words of a question are in the entry: the rest is for being asked like it."""

HOLLOW = 0.3
"""How much «qui», «quand», «combien» count beside other words: questions differ by them."""

CLAUSE = 0.8
"""How much a question counts that is asked in one clause of a longer story, beside one asked by the whole text."""

SHORTEST_CLAUSE = 3
"""Words a clause must have to ask anything by itself."""

MOST_CLAUSES = 8
"""Clauses of one text that are looked up by themselves: of a longer story, how it begins and how it ends."""

ABOUT = 0.35
"""How close a topic must be to an entry to be lent to it; a closer topic is lent first, one to each entry."""

ALSO_ABOUT = 0.9
"""How close a further topic must be to an entry that has one already."""

_ELSEWHERE = ""


@dataclass(frozen=True, slots=True)
class FaqMatch:
    """An entry that may answer, and how sure that is, from 0 to 1."""

    entry: FaqEntry
    score: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The closest entries, best first; *sure* is whether the best one may be given as an answer at all."""

    found: tuple[FaqMatch, ...] = ()
    sure: bool = False


class FaqIndex:
    """The entries of a town, ready to be asked. Made once for each edition."""

    def __init__(self, entries: Sequence[FaqEntry], vocabulary: Vocabulary) -> None:
        self._entries = {entry.id: entry for entry in entries}
        topics = [_topic(f"topic {place}", wordings) for place, wordings in enumerate(vocabulary.topics)]
        own = [passage for entry in entries for passage in _asked(entry)]
        lent = [passage for topic in topics for passage in topic]
        elsewhere = [passage for wordings in vocabulary.elsewhere for passage in _topic(_ELSEWHERE, wordings)]
        self._passages = [*own, *lent, *elsewhere]
        self._shelf = Shelf(self._passages, vocabulary, HOLLOW, in_body=1)
        about = self._topics_of_entries()
        self._owners = [about.get(passage.id, passage.id) for passage in self._passages]

    def answers(self, text: str, most: int = 3, least: float = SURE) -> Answers:
        """At most *most* entries that may answer *text*, and whether the best one does: it must score *least*."""
        scores = self._scores(text)
        for clause in _clauses(text):
            for id, score in self._scores(clause).items():
                scores[id] = max(scores.get(id, 0), CLAUSE * score)
        best = sorted((id for id in scores if id in self._entries), key=lambda id: -scores[id])[:most]
        matches = tuple(FaqMatch(self._entries[id], round(scores[id], 3)) for id in best)
        return Answers(matches, bool(best) and scores[best[0]] >= max(least, scores.get(_ELSEWHERE, 0)))

    def _scores(self, text: str) -> dict[str, float]:
        """How much each entry is asked by *text*, and how much it is about something else altogether."""
        asked: dict[str, float] = defaultdict(float)
        answered: dict[str, float] = defaultdict(float)
        for place, fit in self._shelf.compare(text).items():
            id, both = self._owners[place], fit.both
            if both >= asked[id]:
                asked[id] = both
            if fit.covered > answered[id] and self._passages[place].body:
                answered[id] = fit.covered
        return {id: (1 - IN_ANSWER) * asked[id] + IN_ANSWER * answered[id] for id in asked}

    def _topics_of_entries(self) -> dict[str, str]:
        """The entry that each topic is lent to, by the topic's name: the closest pairs first."""
        close = sorted(self._closeness(), key=lambda pair: -pair[0])
        lent: dict[str, str] = {}
        for least, several in ((ABOUT, False), (ALSO_ABOUT, True)):
            for how, topic, entry in close:
                if how >= least and topic not in lent and (several or entry not in lent.values()):
                    lent[topic] = entry
        return lent

    def _closeness(self) -> Iterator[tuple[float, str, str]]:
        """How close each topic is to each entry: by wordings like the entry's question, and by the words of both."""
        traits = self._traits()
        topics = [name for name in traits if name not in self._entries and name != _ELSEWHERE]
        for id, entry in self._entries.items():
            like: dict[str, list[float]] = defaultdict(list)
            for place, fit in self._shelf.compare(entry.question).items():
                like[self._passages[place].id].append(fit.both)
            for topic in topics:
                wordings = sorted(like[topic], reverse=True)[:3]
                yield sum(wordings) / 6 + _cosine(traits[topic], traits[id]), topic, id

    def _traits(self) -> dict[str, dict[str, float]]:
        """What each entry and each topic is about: its roots, by how often and how rare; questions count more."""
        vocabulary = self._shelf.vocabulary
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for passage in self._passages:
            for text, times in ((passage.head, 2), (passage.body, 1)):
                for word in vocabulary.words(text):
                    counts[passage.id][word] += times
        traits: dict[str, dict[str, float]] = defaultdict(dict)
        for id, words in counts.items():
            for word, times in words.items():
                root, weight = vocabulary.root(word), (1 + math.log(times)) * self._shelf.weight(word)
                traits[id][root] = max(weight, traits[id].get(root, 0))
        return traits


def _asked(entry: FaqEntry) -> list[Passage]:
    """The passages of an entry: its question, the other wordings the town gives, and all its words together."""
    wordings = [entry.question, *filter(None, map(str.strip, re.split(r"[\n;?]", entry.words)))]
    whole = Passage(entry.id, "", f"{entry.question} {entry.answer} {entry.words}")
    return [*(Passage(entry.id, wording) for wording in wordings), whole]


def _clauses(text: str) -> list[str]:
    """The parts between punctuation marks, if there are several: «g perdu le code, je fé koi»."""
    clauses = [clause for clause in re.split(r"[.?!\n,;:]", text) if clause.strip()]
    asking = [clause for clause in clauses if len(clause.split()) >= SHORTEST_CLAUSE] if len(clauses) > 1 else []
    if len(asking) <= MOST_CLAUSES:
        return asking
    return asking[: MOST_CLAUSES // 2] + asking[-MOST_CLAUSES // 2 :]


def _topic(name: str, wordings: Sequence[str]) -> list[Passage]:
    """The passages of a topic: each wording, and the words of all together."""
    return [*(Passage(name, wording) for wording in wordings), Passage(name, "", " ".join(wordings))]


def _cosine(vector: dict[str, float], other: dict[str, float]) -> float:
    length = math.sqrt(sum(x * x for x in vector.values()) * sum(x * x for x in other.values()))
    return sum(x * other.get(root, 0) for root, x in vector.items()) / length if length else 0
