"""Telling of one topic, as what was asked before goes on: nothing is asked, and what was interrupted comes back."""

from __future__ import annotations

from flows.facts import fact
from flows.hotline.knowing_best import ALIKE
from flows.projects.deeds import MyProjects
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.talk.timing import HOW_FAR


def go_on(chat: Chat, scene: Scene) -> None:
    """Say what the edition knows of the topic that the opening names; what there is to do, if it knows nothing.

    Who asks how far it is, and has proposed an idea, asks that of it.
    """
    if chat.opening == HOW_FAR and chat.look(MyProjects()):
        chat.go("follow")
    told = fact(ALIKE.get(chat.opening, chat.opening), scene) or fact("what_next", scene)
    if told is None:
        chat.go("menu")
    chat.say(told.text, told.short)


GO_ON = Flow("go_on", go_on, gives_back=True, anew=True)
