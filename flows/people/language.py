"""The choice of a language."""

from __future__ import annotations

from flows.talk.chat import Chat
from flows.talk.deeds import SpeakLanguage
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.words import Say, Text, Tongue, _


def language(chat: Chat, scene: Scene) -> None:
    """Ask which language to speak, and speak it."""
    options = tuple(Option(code, _named(code), words=code) for code in scene.edition.languages)
    chosen = chat.ask(
        "language",
        Pick(
            _("Quelle langue parlez-vous ? · Which language?"),
            short=_("Langue / Language ?"),
            options=options,
            whole=True,
        ),
    )
    chat.do(SpeakLanguage(chosen))
    chat.say(_("C'est noté, nous parlons français. Pour la suite : MENU."))


def _named(code: str) -> Say:
    return Text("{language}", {"language": Tongue(code)})


LANGUAGE = Flow("language", language, gives_back=True)
