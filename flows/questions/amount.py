"""A question answered by a sum of money: a number that counts something else is none."""

from __future__ import annotations

from dataclasses import dataclass

from flows.lexicon import Lexicon, fold
from flows.memory import View
from flows.questions.base import Ear, Heard, Missed, Reply
from flows.questions.number import FIGURE, IN_DIGITS, Number


@dataclass(frozen=True)
class Amount(Number):
    """A sum of money: what counts something else («6 bancs», «un millier») is none."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[int | None]:
        """The sum, or how to write one, or its bounds."""
        if counts_things(reply.text, ear.lexicon):
            return Missed(IN_DIGITS)
        return super().hear(reply, view, ear)


def counts_things(text: str, lexicon: Lexicon) -> bool:
    """Whether a number of *text* is followed by what it counts, and that is no money."""
    after = [text[found.end() :] for found in FIGURE.finditer(text)]
    if after:
        return any(_names_a_thing(rest, lexicon) for rest in after)
    words = fold(text).split()
    ends = (place for place, word in enumerate(words, 1) if word in lexicon.figures)
    alone = len([word for word in words if word in lexicon.figures]) == 1
    counted = (end for end in ends if alone or lexicon.figures[words[end - 1]] != 1)  # «un projet de mille euros»
    return any(_names_a_thing(" ".join(words[end:]), lexicon) for end in counted)


def _names_a_thing(rest: str, lexicon: Lexicon) -> bool:
    """Whether *rest* goes on with a word that no sum of money is followed by."""
    word = fold(rest).partition(" ")[0]
    known = word in lexicon.amounts or word in lexicon.figures or word in lexicon.joins
    return bool(word) and any(map(str.isalpha, word)) and not known
