"""A question answered by an age: a number that counts something else is none."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.memory import View
from flows.talk.questions.base import Ear, Heard, Missed, Reply
from flows.talk.questions.counted import counts_anything_but
from flows.talk.questions.number import IN_DIGITS, Number
from flows.talk.questions.unsure import is_a_name, is_someone_elses


@dataclass(frozen=True)
class Age(Number):
    """An age: «6», «6 ans», «j'ai 6 ans», «six ans» are; «6 bancs», «6 euros», «6 rue des Lilas» are none."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[int | None]:
        """The age, unless something is asked of one: «c'est à partir de 11 ans ?»."""
        return Missed(IN_DIGITS) if "?" in reply.text else super().hear(reply, view, ear)

    def counts_something_else(self, text: str, ear: Ear) -> bool:
        """Whether a number is followed by what no age is followed by."""
        return counts_anything_but(ear.lexicon.ages, text, ear.lexicon)

    def is_unsure(self, text: str, ear: Ear) -> bool:
        """Whether the number names something («classe 12»), or is the age of somebody else («mon fils a 10 ans»)."""
        return is_a_name(text, self.asked(ear), ear.lexicon) or is_someone_elses(text, ear.lexicon)
