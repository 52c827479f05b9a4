"""A vote that is in the urn, and whoever corrects it in words: nobody knows what it was, so it is cast anew.

Nothing is guessed: the words name projects of a choice that is kept nowhere.
"""

from __future__ import annotations

from flows.talk.chat import Said
from flows.talk.late_codes import has_voted
from flows.talk.scene import Scene
from flows.understanding.corrections import LONGEST, speaks_of_a_choice, wished
from flows.understanding.lexicon import Lexicon
from flows.understanding.said_of_numbers import items
from flows.words import _


def corrects_it(words: str, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether *words*, which nothing understood, plainly correct the vote: «enlevez le 5 et mettez le 9»."""
    if not has_voted(scene) or len(words) > LONGEST:
        return False
    read = items(words, lexicon)
    return speaks_of_a_choice(read) and wished(read, ()) is not None


def regrets_it(words: str, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether *words*, which nothing understood, may regret the vote: «je me suis trompé»."""
    return has_voted(scene) and lexicon.spell(words) in lexicon.mistaken


def cast_anew(scene: Scene) -> tuple[Said, ...]:
    """Why the whole choice is asked for, where it may be changed."""
    why = _("Votre vote est dans l'urne, sans votre nom : pour le corriger, redonnez tous vos choix.")
    return (Said(why),) if scene.edition.ballot.may_change else ()
