"""A choice of one thing among several."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.talk.memory import Stored, View
from flows.talk.questions.at_once import taken_at_once
from flows.talk.questions.base import Answered, Ear, Heard, Missed, Reply
from flows.talk.questions.options import Listing
from flows.understanding.lexicon import Lexicon, numbers_in
from flows.words import Say, Text, _


@dataclass(frozen=True)
class Pick(Listing[str]):
    """One option: answered by a tap, by the number shown, or by a word of its label. The answer is its id.

    *several* is said to several numbers at once.
    """

    several: Say | None = field(default=None, kw_only=True)

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The option meant, as the options were shown."""
        if reply.tap:
            return self.moved(reply.tap, view) or self._picked(reply.tap)
        moved = self.told_to_move(reply.text, view, ear.lexicon.meant(reply.text))
        if moved:
            return moved
        if taken_at_once(reply.text, len(self.listed(view)), ear.lexicon):
            named = self.named(reply.text, view, ear)
            return self._picked(named) if named else Missed(self.several or ONLY_ONE)
        numbers, rest = numbers_in(reply.text, ear.lexicon)
        if len(numbers) == 1 and not rest:
            return self._picked(self.typed(numbers[0], view) or self.named(reply.text, view, ear))
        if len(numbers) > 1 and not rest:
            return self._one_at_a_time(numbers, view)
        named = self.named(reply.text, view, ear)
        if named:
            return self.moved(named, view) or self._picked(named)
        searched = self.searched(reply.text, view, ear) if self.search and _tells(reply.text, ear.lexicon) else Missed()
        slip = self.told_to_move(reply.text, view, ear.lexicon.sense(reply.text))
        return slip if slip and isinstance(searched, Missed) else searched

    def accept(self, stored: Stored) -> str | None:
        """The id kept, while it is still an option."""
        return stored if isinstance(stored, str) and stored in self.by_id else None

    def nothing(self) -> str:
        """No id."""
        return ""

    def _one_at_a_time(self, numbers: tuple[int, ...], view: View) -> Missed:
        """That one number is wanted, with one of those given that would do."""
        known = next((number for number in numbers if self.typed(number, view) in self.by_id), None)
        if self.several or known is None:
            return Missed(self.several or NOT_IN_THE_LIST)
        return Missed(_("Un seul numéro à la fois : {number}, par exemple.", number=known))

    def _picked(self, id: str | None) -> Answered[str] | Missed:
        if id in self.by_id:
            return Answered(id)
        return Missed(NOT_IN_THE_LIST)


def _tells(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* says more than that something is asked for: «mon projet» is found nowhere, or everywhere."""
    words = set(lexicon.spell(text).split())
    return not words or bool(words - lexicon.fillers - lexicon.things)


ONLY_ONE: Text = _("Un seul choix, s'il vous plaît : son numéro.")
NOT_IN_THE_LIST: Text = _("Ce numéro n'est pas dans la liste.")
