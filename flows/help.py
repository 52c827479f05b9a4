"""What this is and how to use it, for who asks when nothing else is under way."""

from __future__ import annotations

from flows.calendar import now_and_next
from flows.chat import Chat
from flows.flow import Flow
from flows.scene import Scene
from flows.words import Verbatim, _


def help_(chat: Chat, scene: Scene) -> None:
    """Say what one can write here, and where to find a person."""
    chat.say(
        _(
            "Le budget participatif de {town} : les habitants choisissent à quoi sert une part du budget de la ville.",
            town=Verbatim(scene.edition.town),
        ),
        _("Budget participatif de {town}.", town=Verbatim(scene.edition.town)),
    )
    chat.say(now_and_next(scene.edition, scene.now))
    chat.say(
        _(
            "Écrivez VOTE pour voter, PROJETS pour voir les projets, RECU pour vérifier votre vote, "
            "QUESTION pour poser la vôtre, MENU pour tout voir, CONTACT pour joindre une personne, "
            "STOP pour ne plus rien recevoir."
        ),
        _("VOTE, PROJETS, RECU, QUESTION, MENU, CONTACT ou STOP."),
    )


HELP = Flow("help", help_)
