"""«AVEC NADIA»: someone comes through an ambassador, and is welcomed like everybody."""

from __future__ import annotations

from collections.abc import Mapping

from flows.relays.deeds import Came, ComeThrough, NoSuchWord
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.words import Verbatim, _

LEADS_TO: Mapping[str, str] = {
    "vote": "vote",
    "projet": "browse",
    "suivi": "follow",
    "enquete": "survey",
    "idee": "propose",
}
"""Where a link may lead once it is noted through whom one came: «avec_NADIA_projet_12»."""


def through(chat: Chat, scene: Scene) -> None:
    """Remember through whom, and go on with the welcome, or with what the link named."""
    word, _blank, rest = chat.opening.partition(" ")
    if not word:
        chat.say(_("Écrivez AVEC et le mot que l'on vous a donné."))
        chat.go("menu")
    match chat.do(ComeThrough(word)):
        case Came(of_class=True):
            chat.say(
                _("C'est noté, bienvenue ! Qui vous êtes n'est pas gardé avec votre classe."), _("Noté, bienvenue !")
            )
        case Came(known):
            name = Verbatim(known)
            chat.say(_("C'est noté : vous venez avec {word}.", word=name), _("Noté : avec {word}.", word=name))
        case NoSuchWord():
            chat.say(
                _("Je ne connais pas le mot « {word} », mais vous êtes au bon endroit.", word=Verbatim(word.upper())),
                _("Mot inconnu, pas grave :"),
            )
    flow, _blank, opening = rest.partition(" ")
    chat.go(LEADS_TO.get(flow, "welcome"), opening if flow in LEADS_TO else "")


THROUGH = Flow("through", through)
