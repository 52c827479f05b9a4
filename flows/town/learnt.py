"""What the town learnt from the questions its team answered: how people ask for what it knows already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Learnt:
    """One more wording of what is *asked*, an entry (`faq:…`) or a topic (`topic:…`), as the town has edited it."""

    asked: str
    words: str


def by_asked(learnt: Iterable[Learnt]) -> Mapping[str, tuple[str, ...]]:
    """The wordings of each that is asked."""
    wordings: dict[str, tuple[str, ...]] = {}
    for one in learnt:
        wordings[one.asked] = (*wordings.get(one.asked, ()), one.words)
    return wordings
