"""What a message may ask: the topics of every budget and the entries of the town's FAQ, in one list, best first."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.town.faq import FaqEntry
from flows.understanding.likeness import Passage, Shelf
from flows.understanding.meaning import Meaning
from flows.understanding.topics import Topics
from flows.understanding.vocabulary import Vocabulary

TOPIC = "topic:"
"""How the id of a candidate begins that is a topic."""

FAQ = "faq:"
"""How the id of a candidate begins that is an entry of the town's FAQ."""

MOST = 8
"""Candidates of one message, at most."""

HOLLOW = 0.3
"""How much «qui», «quand», «combien» count beside other words: questions differ by them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a message may ask: a topic (a fact, something elsewhere, small talk…) or an entry of the town's FAQ.

    *score* is how probable it is, from 0 to 1. Where an entry answers a topic, *topic* is its id, and both are
    candidates: they are one question, whose answer is said once.
    """

    id: str
    score: float
    topic: str = ""


class HearingIndex:
    """The topics and the entries of a town, ready to be asked. Made once for each edition."""

    def __init__(self, entries: Sequence[FaqEntry], topics: Topics, vocabulary: Vocabulary) -> None:
        self._passages = [
            *(Passage(TOPIC + id, wording) for id, wordings in topics.wordings.items() for wording in wordings),
            *(Passage(FAQ + entry.id, wording) for entry in entries for wording in _wordings(entry)),
        ]
        self._shelf = Shelf(self._passages, vocabulary, HOLLOW, in_body=1)

    def read(self, text: str, meaning: Meaning) -> tuple[Candidate, ...]:
        """At most eight of what *text* may ask, the most probable first."""
        asked: dict[str, float] = {}
        for place, fit in self._shelf.compare(text).items():
            id = self._passages[place].id
            asked[id] = max(fit.both, asked.get(id, 0))
        best = sorted(asked, key=lambda id: (-asked[id], id))[:MOST]
        return tuple(Candidate(id, round(_probable(asked[id]), 3)) for id in best)


def _probable(score: float) -> float:
    return 1 / (1 + math.exp(-8 * (score - 0.6)))


def _wordings(entry: FaqEntry) -> list[str]:
    """The question of an entry, and the other wordings that the town gives."""
    return [entry.question, *filter(None, map(str.strip, re.split(r"[\n;?]", entry.words)))]
