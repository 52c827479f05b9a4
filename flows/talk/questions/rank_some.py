"""A choice of several things in order of preference: the numbers of one reply are the whole order, the best first."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.memory import View
from flows.talk.questions.base import Changed, Ear, Heard, Reply
from flows.talk.questions.pick_some import PickSome
from flows.understanding.lexicon import Lexicon, numbers_in
from flows.understanding.places import names_places
from flows.understanding.said_of_numbers import is_signed
from flows.words import Text, _

THEN = frozenset(
    {
        *("puis", "ensuite", "enfin", "then", "next", "finally", "d", "abord"),
        *("sonra", "luego", "despues", "depois", "ثم"),
    }
)
"""Words beside ranks that say nothing else; «d'abord» where it begins, since elsewhere it names a place."""


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


IN_ORDER: Text = _("Seulement les numéros des projets, votre préféré d'abord.")
