"""What a person began and did not finish: listed, and taken up where it was left."""

from __future__ import annotations

from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.words import Text, _

NAMES: dict[str, Text] = {
    "propose": _("Votre idée"),
    "survey": _("Votre enquête"),
}
"""How people call each conversation that can be left unfinished."""


def drafts(chat: Chat, scene: Scene) -> None:
    """Take up the one there is, or the one that is picked."""
    left = scene.me.drafts
    if not left:
        chat.say(_("Vous n'avez rien en cours. Pour proposer une idée : PROPOSER."))
        return
    if len(left) == 1:
        chat.go(left[0])
    options = tuple(Option(flow, NAMES[flow]) for flow in left)
    chat.go(chat.ask("which", Pick(_("Que voulez-vous reprendre ?"), options=options)))


DRAFTS = Flow("drafts", drafts)
