"""The place of each project by its score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from flows.ballots.result import Contender


def ranked(contenders: Iterable[Contender]) -> Iterator[tuple[Contender, int]]:
    """From the best score down, each with its rank: equal scores share the better one, in the order of their refs."""
    rank = 1
    queue = sorted(contenders, key=lambda contender: (-contender.score, contender.ref))
    for _score, group in groupby(queue, key=lambda contender: contender.score):
        equals = list(group)
        for contender in equals:
            yield contender, rank
        rank += len(equals)
