"""What a group reads: the ambassador's own line, then ours, then how people come by SMS; below it, a button."""

from __future__ import annotations

from flows.relays.forward import way
from flows.town.edition import Edition
from flows.words import Joined, Say, Verbatim, _

OPEN = _("Ouvrir la conversation")
"""The label of the button that leads from a group to the private conversation, through its ambassador."""

WENT_ALREADY = _("Un autre ambassadeur l'a déjà envoyé dans votre groupe : vous n'avez rien à faire. Merci !")
"""What an ambassador hears whose groups have it all: others hold them too."""


def post_text(greeting: str, words: Say, by_sms: Say | None) -> Say:
    """The whole text; *greeting* is the ambassador's own line, or empty, *by_sms* what `by_sms` says."""
    own = (Verbatim(greeting),) if greeting else ()
    ways = (by_sms,) if by_sms else ()
    return Joined((*own, words, *ways), "\n\n")


def by_sms(edition: Edition, word: str, *, has_button: bool) -> Say | None:
    """How people come by SMS; without a number, what they write where there is no button; else nothing."""
    if edition.sms_number:
        return _("Par SMS : écrivez {way}.", way=way(edition, word))
    return None if has_button else _("Écrivez AVEC {word}.", word=Verbatim(word))
