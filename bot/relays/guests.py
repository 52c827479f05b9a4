"""What the bot answers as a guest, in a chat that it is not in: one public text, over a button to the private chat.

Nothing is kept of the chat, of who asked, or of what they asked; nothing is looked up but the edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.hands.asked import found_for, told_apart
from bot.languages.meanings import read_before
from bot.languages.words import lexicon
from flows.facts.in_words import in_words
from flows.hotline.answers import OF_EDITION
from flows.relays.in_public import of_project, of_the_budget, of_topic
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition
from flows.understanding.naming import projects_in
from flows.words import Say

LONGEST = 400
"""Letters of a question that are read: more than one takes, before others."""

TO_THE_CHAT = "groupe"
"""The payload of a link that opens the private chat, and brings nothing else along."""


@dataclass(frozen=True, slots=True)
class GuestReply:
    """What to say, in which language, over a button to the private chat that begins with *payload*."""

    text: Say
    language: str
    payload: str


def guest_reply(words: str, language: str, edition: Edition, now: datetime) -> GuestReply:
    """The answer to *words* at *now* (in the edition's time zone), in *language* if the edition speaks it."""
    words = words[:LONGEST]
    read_before([words])
    spoken = language if language in edition.languages else edition.languages[0]
    scene = Scene(edition, now, Me(0, spoken))
    named = projects_in(words, edition, lexicon())
    if len(named) == 1:
        return GuestReply(of_project(named[0], scene), spoken, f"projet_{named[0].number}")
    return GuestReply(_fact(words, scene) or of_the_budget(scene), spoken, TO_THE_CHAT)


def _fact(words: str, scene: Scene) -> Say | None:
    """The fact that *words* ask for, where they surely ask for one that is for everybody."""
    found = told_apart(found_for(words, scene.edition), words, scene.edition, scene.now) if words else ()
    if not found or found[0].score < OF_EDITION:
        return None
    return of_topic(found[0].subject, scene, in_words(words, lexicon()))
