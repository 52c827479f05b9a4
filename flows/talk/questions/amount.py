"""A question answered by a sum of money: a number that counts something else is none."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.memory import View
from flows.talk.questions.base import Ear, Heard, Missed, Reply
from flows.talk.questions.counted import counts_anything_but
from flows.talk.questions.number import Number
from flows.talk.questions.unsure import is_called_so
from flows.talk.questions.vague import currencies_in, is_bound
from flows.words import _


@dataclass(frozen=True)
class Amount(Number):
    """A sum of money in *currency* (ISO 4217): what counts something else («6 bancs», «20 %», «500 $») is none."""

    currency: str = "EUR"

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[int | None]:
        """The sum, unless it is one of another currency."""
        named = currencies_in(reply.text, ear.lexicon)
        if named and self.currency not in named and self.unit:
            return Missed(_("Le montant en {unit}, s'il vous plaît, en chiffres.", unit=self.unit))
        return super().hear(reply, view, ear)

    def counts_something_else(self, text: str, ear: Ear) -> bool:
        """Whether a number is followed by what no sum of money is followed by."""
        return counts_anything_but(ear.lexicon.amounts, text, ear.lexicon)

    def is_unsure(self, text: str, ear: Ear) -> bool:
        """Whether the number names something: «hall 12». What else may stand around a sum of money is known."""
        return is_called_so(text, ear.lexicon)

    def is_bounded(self, text: str, ear: Ear) -> bool:
        """Whether the sum is only one that it is below or above; «500 € max» is what it may cost."""
        return is_bound(text, ear.lexicon)
