"""The first words to someone who says hello: a greeting, then what they can do here."""

from __future__ import annotations

from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.words import Verbatim, _


def welcome(chat: Chat, scene: Scene) -> None:
    """Greet, and open the menu. Newcomers have just been given the notice, which greets them already."""
    if not scene.me.new:
        town = Verbatim(scene.edition.town)
        chat.say(_("Bonjour et bienvenue au budget participatif de {town} !", town=town), _("Bonjour !"))
    chat.go("menu")


WELCOME = Flow("welcome", welcome)
