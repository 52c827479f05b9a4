"""How one message would be heard by the demo's town, or another: every reading of it, and which one wins."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.channels import BY_NAME as CHANNELS
from bot.hands.asked import found_for, told_apart
from bot.languages.meanings import read_before
from bot.languages.words import lexicon, voice
from flows.registry import BY_NAME as FLOWS
from flows.talk import doors
from flows.talk.answering import Answering
from flows.talk.deeds import AskedOf, IsAmbassadorsWord
from flows.talk.keywords import keyword
from flows.talk.memory import Memory
from flows.talk.questions import Ear, Reply
from flows.talk.scene import Me, Scene
from flows.talk.turned import World
from flows.town.edition import Edition
from flows.understanding.as_typed import as_typed
from flows.understanding.readings import WayToRead, Weighed, weigh

NOTHING = Memory()
"""What is remembered of somebody who writes for the first time."""


@dataclass(frozen=True, slots=True)
class HeardAs:
    """What is explicit in a message is a *door*, and nothing is weighed; else the *verdict* on its readings."""

    door: str = ""
    verdict: Weighed = field(default_factory=Weighed)

    @property
    def reading(self) -> str:
        """What won, in a word: «door STOP», «subject topic:vote_dates», «unsure», «nothing»."""
        if self.door:
            return f"door {self.door}"
        won = self.verdict.won
        return _named(won) if won else "unsure" if self.verdict.close else "nothing"


def heard_as(text: str, edition: Edition, now: datetime, channel: str, memory: Memory = NOTHING) -> HeardAs:
    """How a message is heard at *now* (aware), by *channel*, from somebody of whom *memory* is kept."""
    words = lexicon()
    edition = told_apart_by_id(edition)
    typed = as_typed(text, words)
    read_before([text])
    reply = Reply(text=typed, vouched=CHANNELS[channel].vouched)
    door = doors.door(reply, memory, words)
    if door is not None:
        return HeardAs(str(door))
    scene = Scene(edition, now.astimezone(edition.zone), Me(0, edition.languages[0], can=CHANNELS[channel].can))
    hearing = Answering(scene, memory, reply, World(FLOWS, Ear(words, voice("fr").say), _looks(scene), lambda: 0))
    return HeardAs(verdict=weigh(hearing.readings(keyword(typed, words))))


@lru_cache(maxsize=2)  # a file of cases is of one edition
def told_apart_by_id(edition: Edition) -> Edition:
    """*edition* with an id for each project, as the store gives them: of a file they have none, and all are one."""
    if all(project.id for project in edition.projects):
        return edition
    return replace(edition, projects=tuple(replace(one, id=n) for n, one in enumerate(edition.projects, 1)))


def _named(reading: WayToRead) -> str:
    return f"{reading.kind} {reading.about or f'{reading.flow} {reading.opening}'.strip()}"


def _looks(scene: Scene) -> Any:
    """Answers the looks that readings need; there are no ambassadors here."""

    def look(wish: AskedOf | IsAmbassadorsWord) -> Any:
        if isinstance(wish, IsAmbassadorsWord):
            return False
        found = found_for(wish.words, scene.edition)
        return told_apart(found, wish.words, scene.edition, scene.now)

    return look
