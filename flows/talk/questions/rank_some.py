"""A choice of several things in order of preference: the numbers of one reply are the whole order, the best first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.talk.memory import View
from flows.talk.questions.base import Changed, Ear, Heard, Reply
from flows.talk.questions.pick_some import PickSome
from flows.understanding.lexicon import Lexicon, numbers_in
from flows.understanding.said_of_numbers import is_signed
from flows.words import Text, _

THEN = frozenset(
    {
        *("puis", "ensuite", "enfin", "apres", "then", "next", "finally"),
        *("sonra", "luego", "despues", "depois", "ثم"),
    }
)
"""Words between two ranks that say nothing else."""

_PLACE = re.compile(r"(?<!\w)\d+ ?(?:er|ère|ere|ème|eme|e|è|nd|nde|st|rd|th|º|ª|°)(?!\w)", re.IGNORECASE)
"""«1er», «2e»: a place that a number, heard alone, would be taken for a project."""


@dataclass(frozen=True)
class RankSome(PickSome):
    """Between *least* and *most* options, in the order in which they are named or ticked."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[tuple[str, ...]]:
        """The order, or the order so far; how to write it, to who writes places beside numbers."""
        if not reply.tap and names_places(reply.text):
            return Changed(view, IN_ORDER)
        return super().hear(reply, view, ear)

    def _is_the_choice(self, text: str, rest: str, ear: Ear) -> bool:
        return set(rest.split()) <= THEN and not is_signed(text)


def order_in(text: str, lexicon: Lexicon) -> tuple[int, ...]:
    """The numbers of *text*, if it is nothing but an order: «12 puis 5 puis 3»; none of any other text."""
    numbers, rest = numbers_in(text, lexicon)
    is_order = set(rest.split()) <= THEN and not is_signed(text) and not names_places(text)
    return numbers if is_order else ()


def names_places(text: str) -> bool:
    """Whether *text* counts places: «1er 12, 2e 5»."""
    return _PLACE.search(text) is not None


IN_ORDER: Text = _("Seulement les numéros des projets, votre préféré d'abord.")
