"""«RAPPELS NON»: which of the messages that nobody asked for a person wants."""

from __future__ import annotations

from flows.reminders.base import ASKED_FOR
from flows.reminders.consent_deeds import Want, Wants
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.questions import YesNo
from flows.talk.scene import Scene
from flows.words import _

_ON = _("Vous recevez nos rappels (idées, vote, réunions, résultats). Les garder ?")
_OFF = _("Vous ne recevez pas nos rappels (idées, vote, réunions, résultats). Les recevoir ?")


def consent(chat: Chat, scene: Scene) -> None:
    """Ask whether to go on, or hear the answer that came with the word. What one follows is told in any case."""
    wanted = all(chat.look(Wants(kind)) for kind in ASKED_FOR)
    keep = chat.ask("keep", YesNo(_ON if wanted else _OFF), opening=True)
    for kind in ASKED_FOR:
        chat.do(Want(kind, keep))
    if keep:
        return chat.say(_("C'est noté : vous recevrez nos rappels. Pour les arrêter : RAPPELS NON."))
    return chat.say(_("C'est noté : plus de rappels. Pour les retrouver : RAPPELS OUI."))


CONSENT = Flow("consent", consent, gives_back=True)
