"""Which of two or three things was meant, where none is clearly ahead of the others."""

from __future__ import annotations

from flows.facts.titles import TITLES
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.understanding.asking import FAQ, TOPIC
from flows.words import Say, Verbatim, _

NAMED: dict[str, Say] = {
    "vote": _("Voter"),
    "browse": _("Voir les projets"),
    "follow": _("Où en est un projet ?"),
    "propose": _("Proposer une idée"),
    "receipt": _("Vérifier mon vote"),
    "unvote": _("Changer mon vote"),
    "results": _("Voir les résultats"),
    "meetings": _("Les réunions"),
    "survey": _("Répondre à une enquête"),
    "language": _("Langue / Language"),
    "support": _("Soutenir une idée"),
    "comment": _("Donner mon avis"),
    "watch": _("Suivre un projet"),
    "me": _("Mes informations"),
    "info": _("Mes données"),
    "sheet": _("Lire ce projet"),
    "compare": _("Comparer des projets"),
    "ask": _("Poser une question"),
}
"""What conversations are called where they are offered; another one is called by its own word."""

MENU = "=menu"


def unsure(chat: Chat, scene: Scene) -> None:
    """Ask which was meant, and go there with the words that were written."""
    readings = [line.split("\t") for line in chat.opening.splitlines()]
    chosen = chat.ask("which", _which(readings, scene))
    flow, _about, opening = next(line for line in readings if "/".join(line[:2]) == chosen)
    chat.go(flow, opening)


def _which(readings: list[list[str]], scene: Scene) -> Pick:
    return Pick(
        _("Que voulez-vous faire ?"),
        help=_("Répondez par le chiffre d'une ligne. MENU : tout le reste."),
        options=tuple(Option(f"{flow}/{about}", _title(flow, about, scene)) for flow, about, _opening in readings),
    )


def _title(flow: str, about: str, scene: Scene) -> Say:
    """What a reading would come to."""
    entry = scene.edition.faq_by_id.get(about.removeprefix(FAQ)) if about.startswith(FAQ) else None
    if entry:
        return Verbatim(entry.question)
    return TITLES.get(about.removeprefix(TOPIC)) or NAMED.get(flow) or Verbatim(flow.upper())


UNSURE = Flow("unsure", unsure)
