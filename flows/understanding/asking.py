"""What a message may ask: the topics of every budget and the entries of the town's FAQ, in one list, best first.

1. What the words say and what the meaning says are weighed together: one probability for each, together 1. Where the
   two say little, it is spread over all, and none has much. Without a meaning the words serve alone.
2. A topic is lent to the entry that is about it: whoever asks the one asks the other.
3. What is asked elsewhere (a passport, a hole in the road) and small talk are topics too: they win over a weak answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.town.faq import FaqEntry
from flows.understanding.by_words import ByWords, sentences, worded
from flows.understanding.folding import fold
from flows.understanding.likeness import Passage
from flows.understanding.meaning import Corpus, Meaning
from flows.understanding.topics import ELSEWHERE, Topics, asks_of_us
from flows.understanding.vocabulary import Vocabulary

TOPIC = "topic:"
"""How the id of a candidate begins that is a topic."""

FAQ = "faq:"
"""How the id of a candidate begins that is an entry of the town's FAQ."""

MOST = 8
"""Candidates of one message, at most."""

SURE = 0.35
"""The least probability of an answer that is given; docs/develop/search.md has the measure."""

AGAINST = 0.7
"""How much it weighs against an answer how probable it is that it is asked elsewhere: chosen beside `SURE`."""

NEXT = 0.02
"""The least probability of an entry that is given after another which was not the answer."""

NEAR = 0.05
"""The least probability of an entry that is offered by its question where none is sure."""

EXACT = 6
"""Decimals to which two scores are told apart: an entry comes before the topic that it shares its score with."""

OFFERED = 3
"""Entries that are offered by their question where none is sure: with «something else», a short menu."""

TOGETHER = 0.5
"""How close a topic must be to the entry of a topic that towns often answer with it, to be lent to it too."""

PLAIN = 0.35
"""The probability from which on a text of several sentences is what it is as a whole."""

AMID = 0.6
"""The probability from which on one sentence is what is asked, amid others that nobody here answers."""

LEAST = 1e-4
"""What is added to how probable something is by its meaning: nothing is impossible."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How the evidence is weighed: begun from `python -m tests.tasks.weights`, then chosen by first answers."""

    words: float  # of the score by words
    square: float = 0.0  # of its square
    meaning: float = 0.0  # of the logarithm of how probable it is by its meaning


BY_WORDS = Weights(words=13.5, square=-3.0)
BY_BOTH = Weights(words=8.0, meaning=1.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a message may ask: a topic (a fact, something elsewhere, small talk…) or an entry of the town's FAQ.

    *score* is how probable it is, from 0 to 1. Where an entry answers a topic, *topic* is the topic's id, and both are
    candidates: they are one question, whose answer is said once.
    """

    id: str
    score: float
    topic: str = ""

    @property
    def about(self) -> str:
        """The id of what is asked: that of the topic, where there is one."""
        return self.topic or self.id

    @property
    def subject(self) -> str:
        """The name of the topic that is asked; of an entry that answers none, its id."""
        return self.about.removeprefix(TOPIC)


@dataclass(frozen=True, slots=True)
class FaqMatch:
    """An entry that may answer, and how sure that is, from 0 to 1."""

    entry: FaqEntry
    score: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The closest entries, best first; *sure* is whether the best one may be given as an answer at all.

    *surely* is how surely it may, from 0 to 1: its score, less what is weighed against it.
    """

    found: tuple[FaqMatch, ...] = ()
    sure: bool = False
    surely: float = 0.0


class HearingIndex:
    """The topics and the entries of a town, ready to be asked. Made once for each edition.

    What it *learnt*, by the id of a candidate, are more wordings of what it has: written word for word, they are
    certain. Those of what it has no more are nothing.
    """

    def __init__(
        self,
        entries: Sequence[FaqEntry],
        topics: Topics,
        vocabulary: Vocabulary,
        learnt: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        more = learnt or {}
        self._entries = {FAQ + entry.id: entry for entry in entries}
        wordings = {TOPIC + id: (*asked, *more.get(TOPIC + id, ())) for id, asked in topics.wordings.items()}
        asked = {FAQ + entry.id: [*_wordings(entry), *more.get(FAQ + entry.id, ())] for entry in entries}
        self.corpus = Corpus(tuple((id, text) for all_ in (wordings, asked) for id in all_ for text in all_[id]))
        self._ids = (*wordings, *asked)
        self._told = {fold(text): id for id in self._ids for text in more.get(id, ())}
        passages = [passage for id, texts in wordings.items() for passage in worded(id, texts)]
        for entry in entries:
            passages += worded(FAQ + entry.id, asked[FAQ + entry.id], f"{entry.question} {entry.answer} {entry.words}")
        self._words = ByWords(passages, vocabulary)
        self.lent = self._lend(passages, entries, topics)

    def read(self, text: str, meaning: Meaning, *, whole: bool = True) -> tuple[Candidate, ...]:
        """At most eight of what *text* may ask, the most probable first: as a *whole*, or also one of its sentences."""
        chances = self.chances(text, meaning) if whole else self._of_the_sentence_that_asks(text, meaning)
        scores = self._scores(chances)
        best = sorted(scores, key=lambda id: (-round(scores[id], EXACT), id))[:MOST]
        return tuple(Candidate(id, round(scores[id], 3), self._topic(id, chances)) for id in best if scores[id] > 0)

    def _of_the_sentence_that_asks(self, text: str, meaning: Meaning) -> dict[str, float]:
        """The chances of the whole; where that says little, or nothing of ours, those of its sentence that asks most.

        «C'est quand le vote ? Je fais une affiche pour l'école» is no question about the school.
        """
        whole = self.chances(text, meaning)
        most = max(whole.values(), default=0)
        ours = _asked_of_us(whole) == most
        if ours and most >= PLAIN:
            return whole
        asking = [self.chances(sentence, meaning) for sentence in sentences(text)]
        best = max(asking, key=_asked_of_us, default=whole)
        return best if _asked_of_us(best) > (most if most < PLAIN else AMID) else whole

    def answers(self, text: str, meaning: Meaning, most: int = 3, least: float = SURE) -> Answers:
        """At most *most* entries that may answer *text*, and whether the best one does: it must score *least*.

        Those that are next to nothing are left out: `NEXT` after a sure one, `NEAR` where there is none.
        """
        scores = self._scores(self._of_the_sentence_that_asks(text, meaning))
        best = sorted((id for id in scores if id in self._entries), key=lambda id: -scores[id])[:most]
        others = max((scores[id] for id in scores if id not in self._entries and id not in self.lent), default=0)
        known = scores if meaning.closeness(text, self.corpus) else {}  # words alone spread over all that they share
        surely = surely_asked(scores[best[0]], known) if best else 0
        sure = bool(best) and surely >= least and scores[best[0]] >= others
        matches = (FaqMatch(self._entries[id], round(scores[id], 3)) for id in best)
        return Answers(tuple(one for one in matches if one.score >= (NEXT if sure else NEAR)), sure, surely)

    def chances(self, text: str, meaning: Meaning) -> dict[str, float]:
        """How probable it is that *text* asks each of the topics, and each of the entries by its own wordings."""
        if told := self._told.get(fold(text)):
            return {id: float(id == told) for id in self._ids}
        meant = meaning.closeness(text, self.corpus)
        return weighed(self._ids, self.by_words(text), meant, BY_WORDS if meant is None else BY_BOTH)

    def by_words(self, text: str) -> dict[str, float]:
        """How much *text* asks what each id asks, by its words alone."""
        return self._words.scores(text)

    def _scores(self, chances: Mapping[str, float]) -> dict[str, float]:
        """The chance of each topic and each entry, where a topic and the entry it is lent to have it together."""
        scores = dict(chances)
        for topic, entry in self.lent.items():
            scores[entry] = scores.get(entry, 0) + chances.get(topic, 0)
        for topic, entry in self.lent.items():
            lent, own = chances.get(topic, 0), chances.get(entry, 0)
            all_lent = scores[entry] - own
            scores[topic] = lent + own * (lent / all_lent) if all_lent else 0
        return scores

    def _topic(self, id: str, chances: Mapping[str, float]) -> str:
        """The topic that the entry *id* answers: the most probable of those lent to it."""
        lent = [topic for topic, entry in self.lent.items() if entry == id]
        return max(lent, key=lambda topic: chances.get(topic, 0), default="")

    def _lend(self, passages: Sequence[Passage], entries: Sequence[FaqEntry], topics: Topics) -> dict[str, str]:
        """The entry that each topic is lent to: the closest, then one that towns answer with another's."""
        questions = [Passage(FAQ + entry.id, entry.question) for entry in entries]
        asking = [TOPIC + id for id in topics.wordings if asks_of_us(id)]
        close = self._words.closeness(passages, questions, asking, {TOPIC + id: own for id, own in topics.own.items()})
        lent = self._words.lent(close)
        for group in topics.together:
            ours = [TOPIC + id for id in group]
            found = [lent[topic] for topic in ours if topic in lent]
            for topic in ours:
                near = [entry for entry in found if close.get((topic, entry), 0) >= TOGETHER]
                if topic not in lent and near:
                    lent[topic] = max(near, key=lambda entry: close[topic, entry])
        return lent


def surely_asked(score: float, chances: Mapping[str, float]) -> float:
    """How surely what has that *score* is asked, beside the *chances* of what is asked elsewhere: at least 0."""
    elsewhere = sum(chances[id] for id in chances if id.removeprefix(TOPIC).startswith(ELSEWHERE))
    return max(0.0, score - AGAINST * elsewhere)


def _asked_of_us(chances: Mapping[str, float]) -> float:
    """How probable the likeliest is of what is answered here."""
    return max((chance for id, chance in chances.items() if asks_of_us(id.removeprefix(TOPIC))), default=0)


def weighed(
    ids: Sequence[str], words: Mapping[str, float], meant: Mapping[str, float] | None, weights: Weights
) -> dict[str, float]:
    """The probability of each of *ids*, from its score by *words* and how probable it is by what is *meant*."""
    sums = {id: _sum(words.get(id, 0), meant.get(id, 0) if meant else 0, weights) for id in ids}
    top = max(sums.values(), default=0)
    powers = {id: math.exp(one - top) for id, one in sums.items()}
    whole = sum(powers.values())
    return {id: power / whole for id, power in powers.items()}


def _sum(words: float, meant: float, weights: Weights) -> float:
    by_meaning = weights.meaning * math.log(meant + LEAST) if weights.meaning else 0
    return weights.words * words + weights.square * words * words + by_meaning


def _wordings(entry: FaqEntry) -> list[str]:
    """The question of an entry, and the other wordings that the town gives."""
    return [entry.question, *filter(None, map(str.strip, re.split(r"[\n;?]", entry.words)))]
