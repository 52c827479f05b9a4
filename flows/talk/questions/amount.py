"""A question answered by a sum of money: a number that counts something else is none."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.questions.base import Ear
from flows.talk.questions.counted import counts_anything_but
from flows.talk.questions.number import Number


@dataclass(frozen=True)
class Amount(Number):
    """A sum of money: what counts something else («6 bancs», «un millier») is none."""

    def counts_something_else(self, text: str, ear: Ear) -> bool:
        """Whether a number is followed by what no sum of money is followed by."""
        return counts_anything_but(ear.lexicon.amounts, text, ear.lexicon)
