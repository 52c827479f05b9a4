"""A question whether someone is of some age, which they may also answer by their age."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.talk.memory import View
from flows.talk.questions.base import Answered, Ear, Heard, Missed, Reply
from flows.talk.questions.counted import counts_anything_but
from flows.talk.questions.figures import figures_in
from flows.talk.questions.unsure import is_a_name, is_denied, is_someone_elses
from flows.talk.questions.vague import is_bound
from flows.talk.questions.yes_no import YesNo
from flows.understanding.folding import fold

YOUNGEST, OLDEST = 3, 120
"""Ages that are worth believing."""

OF_AGE = 18
"""From this age on people are «majeur»."""


@dataclass(frozen=True)
class OfAge(YesNo):
    """Yes or no, or an age: «34» at «avez-vous au moins 11 ans ?» is a yes, and «9» is a no.

    1 and 2 are the lines shown, and no ages.
    """

    least: int = field(default=0, kw_only=True)
    most: int = field(default=OLDEST, kw_only=True)

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[bool]:
        """Whether the person said yes, or an age within bounds."""
        heard = super().hear(reply, view, ear)
        if not isinstance(heard, Missed) or reply.tap:
            return heard
        said = reply.text
        of_age = self._of_age(said, ear)
        if of_age is not None:
            return Answered(of_age)
        if is_denied(said, ear.lexicon) or self._is_no_age(said, ear):
            return heard
        if counts_anything_but(ear.lexicon.ages, said, ear.lexicon) or "?" in said or is_bound(said, ear.lexicon):
            return heard
        ages = [age for age in dict.fromkeys(figures_in(said, ear.lexicon)) if YOUNGEST <= age <= OLDEST]
        return Answered(self.least <= ages[0] <= self.most) if len(ages) == 1 else heard

    def _of_age(self, text: str, ear: Ear) -> bool | None:
        """What «majeur» and «mineur» say of the age asked for; None where they, or other words, say nothing of it."""
        said = fold(ear.lexicon.bare(text))
        if said in ear.lexicon.number_words.grown and self.least <= OF_AGE and self.most >= OLDEST:
            return True
        return False if said in ear.lexicon.number_words.minor and self.least >= OF_AGE else None

    def _is_no_age(self, text: str, ear: Ear) -> bool:
        return is_a_name(text, ear.say(self.prompt), ear.lexicon) or is_someone_elses(text, ear.lexicon)
