"""What this is and how to use it, for who asks when nothing else is under way."""

from __future__ import annotations

from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Phase
from flows.town.short_name import short_name
from flows.words import Joined, Say, Verbatim, _


def help_(chat: Chat, scene: Scene) -> None:
    """Say what one can write here, and where to find a person."""
    chat.say(
        _(
            "Le budget participatif de {town} : les habitants choisissent à quoi sert une part du budget de la ville.",
            town=Verbatim(scene.edition.town),
        ),
        _("Budget participatif de {town}.", town=Verbatim(short_name(scene.edition))),
    )
    chat.say(now_and_next(scene.edition, scene.now))
    chat.say(
        Joined((*_for_now(scene.phase), _ALWAYS)),
        Joined((*_for_now_in_short(scene.phase), _IN_SHORT), ", "),
    )


_ALWAYS = _(
    "Écrivez PROJETS pour voir les projets, SUIVI pour savoir où en est l'un d'eux, QUESTION pour poser la vôtre, "
    "MENU pour tout voir, CONTACT pour joindre une personne, RAPPELS NON pour moins de messages, "
    "STOP pour ne plus rien recevoir."
)


_IN_SHORT = _("PROJETS, SUIVI, QUESTION, MENU, CONTACT, RAPPELS NON ou STOP.")


def _for_now(phase: Phase) -> tuple[Say, ...]:
    """What can be written in this phase only."""
    match phase:
        case Phase.IDEAS:
            return (_("Écrivez PROPOSER pour proposer une idée."),)
        case Phase.VOTE:
            return (_("Écrivez VOTE pour voter, RECU pour vérifier votre vote."),)
    return ()


def _for_now_in_short(phase: Phase) -> tuple[Say, ...]:
    words = {Phase.IDEAS: _("PROPOSER"), Phase.VOTE: _("VOTE, RECU")}
    return (words[phase],) if phase in words else ()


HELP = Flow("help", help_)
