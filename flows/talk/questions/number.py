"""A question answered by a whole number, in digits or in letters: an age, a cost, a mark out of ten."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Ear, Heard, Missed, Question, Reply
from flows.talk.questions.counted import counted_in
from flows.talk.questions.figures import figures_in
from flows.talk.questions.unsure import is_a_name, is_denied, is_limit, is_of_another_kind
from flows.talk.questions.vague import is_bound, is_share, is_vague
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.words import Joined, Say, Text, Verbatim, _

NO_BOUND = 1_000_000_000
"""A number this large is out of bounds anyway."""


@dataclass(frozen=True)
class Number(Question[int | None]):
    """A whole number from *least* to *most*, of *unit* («ans», «euros»); None only where the question was skipped.

    «11», «onze», «j'ai 11 ans», «1 500», «15k», «environ 15 000 €» will do; two numbers in one reply are none.
    """

    least: int = 0
    most: int = NO_BOUND
    unit: Say | None = None

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[int | None]:
        """The number, or how to write one, or its bounds."""
        if self.counts_something_else(reply.text, ear) or is_vague(reply.text, ear.lexicon) or self.shares(reply, ear):
            return Missed(IN_DIGITS)
        if self.is_unsure(reply.text, ear):
            return Missed(IN_DIGITS)
        numbers = tuple(dict.fromkeys(figures_in(reply.text, ear.lexicon)))
        if len(numbers) != 1:
            return Missed(ONE_NUMBER if numbers else IN_DIGITS)
        [number] = numbers
        if self.is_bounded(reply.text, ear):
            return Missed(_("Un nombre seul, s'il vous plaît, par exemple {number}.", number=f"{number.normalize():f}"))
        if is_denied(reply.text, ear.lexicon):
            return Missed(IN_DIGITS)
        if not self.least <= number <= self.most:
            return Missed(self.bounds())
        return Answered(int(number)) if number == int(number) else Missed(WHOLE)

    def counts_something_else(self, text: str, ear: Ear) -> bool:
        """Whether a number is followed by a unit («ans», «euros», «rue») that cannot be what is asked for.

        Where the question names no unit, only a house in a street cannot: the town alone knows what it counts.
        """
        units = {word for word in counted_in(text, ear.lexicon) if word in ear.lexicon.units}
        if not units:
            return False
        asked = ear.lexicon.units.intersection(fold(self.asked(ear)).split())
        return not all(_is_of(word, asked, ear.lexicon) for word in units)

    def is_unsure(self, text: str, ear: Ear) -> bool:
        """Whether a number may well count, or name, something else than what is asked for: «2 par an», «hall 12»."""
        asked = self.asked(ear)
        return is_of_another_kind(text, asked, ear.lexicon) or is_a_name(text, asked, ear.lexicon)

    def is_bounded(self, text: str, ear: Ear) -> bool:
        """Whether the number is only the most, or the least: «moins de 500», «10 max»."""
        return is_bound(text, ear.lexicon) or is_limit(text, ear.lexicon)

    def asked(self, ear: Ear) -> str:
        """What is asked, with its unit, as it is read."""
        return ear.say(Joined((self.prompt, *((self.unit,) if self.unit else ())), " "))

    def shares(self, reply: Reply, ear: Ear) -> bool:
        """Whether the reply tells a share («20 %») where none is asked for."""
        return is_share(reply.text) and not any(word in fold(ear.say(self.prompt)) for word in _PERCENT)

    def accept(self, stored: Stored) -> int | None:
        """The number kept, while it is within bounds."""
        if isinstance(stored, bool) or not isinstance(stored, int):
            return None
        return stored if self.least <= stored <= self.most else None

    def nothing(self) -> int | None:
        """No number."""
        return None

    def bounds(self) -> Say:
        """The sentence that says the bounds."""
        if self.most >= NO_BOUND:
            return _("Il faut au moins {least}.", least=self.told(self.least))
        return _("Il faut un nombre entre {least} et {most}.", least=str(self.least), most=self.told(self.most))

    def told(self, number: int) -> Say:
        """The number with its unit, to be read back: «11 ans»."""
        figure = Verbatim(str(number))
        return Joined((figure, self.unit), " ") if self.unit else figure


IN_DIGITS: Text = _("Répondez par un nombre, en chiffres.")
ONE_NUMBER: Text = _("Un seul nombre à la fois, en chiffres.")
WHOLE: Text = _("Un nombre entier, sans virgule.")


_PERCENT = ("pourcent", "pour cent", "percent", "per cent", "proportion")
"""What a question says that asks for a share."""


def _is_of(unit: str, asked: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether *unit* may be one of those *asked* for: years answer years, and money answers money."""
    kin = next((kin for kin in (lexicon.ages, lexicon.amounts) if unit in kin), None)
    return unit in asked if kin is None else not asked or not asked.isdisjoint(kin)
