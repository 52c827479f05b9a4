"""A code, or a tap, that comes once more after the vote that it confirmed: people tap twice, a second SMS is late.

Nothing is kept of a code. Who stands on the roll, and sends digits that nothing waits for, is told of their vote.
"""

from __future__ import annotations

from flows.talk.chat import Said
from flows.talk.questions.confirm import CONFIRM, LONGEST_CODE, SHORTEST_CODE, typed_digits
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.understanding.lexicon import Lexicon
from flows.words import Say, _


def is_late_code(words: str, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether *words*, which nothing understood, are digits like those that confirmed the person's vote."""
    if not has_voted(scene):
        return False
    typed = typed_digits(words, lexicon)
    names_projects = all(int(digits) in scene.edition.by_number for digits in typed)
    return SHORTEST_CODE <= len("".join(typed)) <= LONGEST_CODE and not names_projects


def is_late_tap(tap: str, scene: Scene) -> bool:
    """Whether *tap*, on a button of before, is the one that confirmed the person's vote."""
    return tap == CONFIRM and has_voted(scene)


def has_voted(scene: Scene) -> bool:
    """Whether the person's vote is in the urn, and may be done anew."""
    return scene.phase is Phase.VOTE and scene.me.voted_on is not None and not scene.me.doubtful


def nothing_to_cancel(scene: Scene) -> Say:
    """That nothing is under way; and of a vote that is in the urn, that it stays there."""
    if has_voted(scene) and scene.edition.ballot.may_change:
        return _("Rien n'est en cours. Votre vote, lui, reste dans l'urne. Pour le refaire : VOTE.")
    return _("Rien n'est en cours.")


def vote_is_in() -> Said:
    """That the vote arrived, and how to see so again."""
    return Said(_("Votre vote est bien dans l'urne : rien d'autre à faire. Pour le vérifier : RECU."))
