"""`python -m tests.tasks.weights FAQ.json QUESTIONS.json…`: how words and meaning are best weighed, and what it gives.

The evidence is never that of a text on itself: each wording of a topic is asked of an index made without a fifth of the
wordings, its own among them; the questions are beside the wordings anyway. The weights are those that give what was
really asked the highest probability (a search by coordinates); they go into `flows/understanding/asking.py` by hand.
"""

from __future__ import annotations

import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.edition.faq import read_faq
from bot.languages import meanings
from bot.languages.topics import topics
from bot.languages.vocabulary import vocabulary
from bot.practice.evaluation import read_questions
from flows.town.faq import FaqEntry
from flows.understanding import asking
from flows.understanding.asking import FAQ, TOPIC, HearingIndex, Weights
from flows.understanding.topics import Topics

PARTS = 5
"""Each part of the wordings is asked of an index that is made of the others."""

FIRST_STEP, LAST_STEP = 2.0, 0.05
"""Of the search by coordinates."""


@dataclass(frozen=True)
class Evidence:
    """What is known of one text: its scores by words, its chances by meaning, and the ids that are right."""

    words: Mapping[str, float]
    meant: Mapping[str, float]
    right: frozenset[str]


def evidence(entries: Sequence[FaqEntry], files: Sequence[Path]) -> Iterator[Evidence]:
    """Of all wordings, and of the questions in *files* that the entries answer."""
    whole = HearingIndex(entries, topics(), vocabulary())
    questions = [case for file in files for case in read_questions(file, entries) if case.right]
    yield from _of(whole, [(case.text, _with_lent(whole, FAQ + case.right[0])) for case in questions])
    chance = random.Random(1)
    part = {wording: chance.randrange(PARTS) for wordings in topics().wordings.values() for wording in wordings}
    for left_out in range(PARTS):
        kept = {id: tuple(w for w in texts if part[w] != left_out) for id, texts in topics().wordings.items()}
        index = HearingIndex(entries, Topics(kept, topics().together), vocabulary())
        asked = [(w, TOPIC + id) for id, texts in topics().wordings.items() for w in texts if part[w] == left_out]
        yield from _of(index, [(w, frozenset({topic, whole.lent.get(topic, topic)})) for w, topic in asked])


def _of(index: HearingIndex, asked: Sequence[tuple[str, frozenset[str]]]) -> Iterator[Evidence]:
    known = meanings.expecting(index.corpus, [])
    for text, right in asked:
        meanings.read_before([text])
        meant = known.closeness(text, index.corpus)
        if meant:  # of signs alone there is none
            yield Evidence(index.by_words(text), meant, right)


def _with_lent(index: HearingIndex, entry: str) -> frozenset[str]:
    return frozenset({entry, *(topic for topic, its in index.lent.items() if its == entry)})


def loss(found: Sequence[Evidence], weights: Weights) -> float:
    """How improbable what was really asked is by *weights*: the mean of its logarithms."""
    whole = 0.0
    for one in found:
        chances = asking.weighed(list(one.meant), one.words, one.meant, weights)
        whole -= math.log(sum(chances.get(id, 0) for id in one.right) + 1e-9)
    return whole / len(found)


def fitted_weights(found: Sequence[Evidence], begun: Weights) -> Weights:
    """The weights with the least loss, from those *begun* with."""
    best, step = loss(found, begun), FIRST_STEP
    while step >= LAST_STEP:
        tried = [
            replace(begun, **{name: getattr(begun, name) + sign * step})
            for name in _fitted(begun)
            for sign in (1, -1)
        ]  # fmt: skip
        losses = {place: loss(found, weights) for place, weights in enumerate(tried)}
        least = min(losses, key=lambda place: losses[place])
        if losses[least] < best:
            begun, best = tried[least], losses[least]
        else:
            step /= 2
    return begun


def _fitted(weights: Weights) -> list[str]:
    """Those that count: by words alone there is no meaning, and by both no square was needed."""
    return ["words", "meaning"] if weights.meaning else ["words", "square"]


def main(faq: Path, *files: Path) -> None:
    """Print the weights, by words alone and by both."""
    with meanings.understanding(at_once=True):
        found = list(evidence(read_faq(faq), files))
    shares: dict[str, float] = defaultdict(float)
    for begun in (asking.BY_WORDS, asking.BY_BOTH):
        weights = fitted_weights(found, begun)
        for one in found:
            chances = asking.weighed(list(one.meant), one.words, one.meant, weights)
            shares[str(weights)] += (max(chances, key=lambda id: chances[id]) in one.right) / len(found)
        print(f"{weights}: loss {loss(found, weights):.3f}, first right {100 * shares[str(weights)]:.1f} %")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
