"""Who is answered in which language: as chosen; else as their message is surely in; else as before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from flows.registry import BY_NAME
from flows.talk import engine
from flows.talk.deed import Deed, Done, Look
from flows.talk.deeds import SpeakLanguage
from flows.talk.memory import Asked, Memory, Thread, View, as_json, from_json
from flows.talk.questions import Reply
from flows.talk.scene import Me, Scene
from flows.talk.turned import World
from storage.leaving.merging import combined
from tests.support.ears import EAR, big_edition, paris
from tests.support.french import french

SPOKEN = ("fr", "en", "tr", "ar")
TURKISH = "merhaba nasıl oy verebilirim acaba"
ENGLISH = "hello how can I vote please"
FRENCH = "je voudrais savoir comment on fait pour voter"
ITALIAN = "buongiorno come posso votare per favore"


@dataclass
class Chatting:
    """Someone in conversation: the language they are spoken to in, and what is remembered of them."""

    language: str = "fr"
    memory: Memory = field(default_factory=Memory)
    spoken: tuple[str, ...] = SPOKEN
    stopped: bool = False
    said: str = ""

    def writes(self, text: str, tap: str = "") -> str:
        """The language they are answered in from then on."""
        edition = replace(big_edition(), languages=self.spoken)
        scene = Scene(edition, paris(2026, 11, 5, 10), Me(1, self.language, stopped=self.stopped))
        world = World(BY_NAME, EAR, self.acts, lambda: 7)
        turned = engine.turn(scene, self.memory, Reply(text, tap), world)
        self.memory = turned.remembered((), 1, scene.now.timestamp())
        self.said = "\n".join(french(one.text) for one in turned.said)
        return self.language

    def acts(self, wish: Deed[Any] | Look[Any]) -> Any:
        if isinstance(wish, SpeakLanguage):
            self.language = wish.language
            return Done()
        return ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(TURKISH, "tr", id="Turkish"),
        pytest.param("مرحبا", "ar", id="one Arabic word"),
        pytest.param("salam kifach n9der nsawet 3afak", "ar", id="Arabic in Latin letters"),
        pytest.param(ENGLISH, "en", id="English"),
        pytest.param("hello", "fr", id="one English word"),
        pytest.param("merhaba", "fr", id="one Turkish word"),
        pytest.param("merci bro", "fr", id="French thanks"),
        pytest.param("stop", "fr", id="what everybody says"),
        pytest.param("menu", "fr", id="a keyword of all languages"),
        pytest.param("/vote", "fr", id="a command"),
        pytest.param("VOTE 12 34", "fr", id="a keyword"),
        pytest.param(ITALIAN, "fr", id="a language that is not spoken"),
    ],
)
def test_a_first_message_is_answered_in_its_language(text: str, language: str) -> None:
    assert Chatting().writes(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("ayuda", "es", id="a call for help"),
        pytest.param("dejen de escribirme", "es", id="silence"),
        pytest.param("hola", "fr", id="a greeting that is borrowed"),
    ],
)
def test_what_opens_nothing_tells_a_language_too(text: str, language: str) -> None:
    assert Chatting(spoken=(*SPOKEN, "es", "pt")).writes(text) == language


def test_a_guess_is_replaced_by_the_next_one() -> None:
    listener = Chatting()
    assert listener.writes(ENGLISH) == "en"
    assert listener.writes("ok") == "en"
    assert listener.writes(FRENCH) == "fr"


def test_a_phone_set_to_another_language_is_only_a_guess() -> None:
    assert Chatting("en").writes(FRENCH) == "fr"


@pytest.mark.parametrize("chosen", ["français", "/langue français"])
def test_what_was_chosen_decides(chosen: str) -> None:
    listener = Chatting()
    listener.writes("english")
    assert listener.writes(FRENCH) == "en"
    listener.writes(chosen)
    listener.language = "fr"
    assert listener.writes(ENGLISH) == "fr"


def test_a_choice_outlives_other_conversations_and_being_stored() -> None:
    listener = Chatting()
    for text in ("english", "menu", "vote", "cancel", "help", "menu"):
        listener.writes(text)
        listener.memory = from_json(as_json(listener.memory))
    assert listener.writes(TURKISH) == "en"


def test_who_is_made_one_with_who_chose_has_chosen() -> None:
    chose = Memory(tongue=(True, ""))
    assert combined(Memory(), chose).tongue == combined(chose, Memory()).tongue == (True, "")


def test_who_asked_for_silence_is_not_listened_to() -> None:
    assert Chatting(stopped=True).writes(ENGLISH) == "fr"


def test_plain_french_is_not_left_for_french() -> None:
    assert Chatting("fr-simple", Memory(tongue=(True, "")), (*SPOKEN, "fr-simple")).writes(FRENCH) == "fr-simple"


def test_a_language_that_is_not_spoken_has_its_line_once_a_day() -> None:
    listener = Chatting(spoken=("fr",))
    listener.writes(ITALIAN)
    assert "Non parliamo italiano" in listener.said
    listener.writes("vorrei sapere quanti progetti posso scegliere")
    assert "Non parliamo italiano" not in listener.said
    assert listener.memory.open
    assert listener.memory.open.flow == "menu"


@pytest.mark.parametrize(("text", "line"), [(ENGLISH, "You can take part"), ("வணக்கம் எப்படி", "You can take part")])
def test_a_language_without_a_line_of_its_own_has_the_english_one(text: str, line: str) -> None:
    listener = Chatting(spoken=("fr",))
    listener.writes(text)
    assert line in listener.said


def test_what_is_under_way_is_not_left_for_a_line() -> None:
    listener = Chatting(spoken=("fr",))
    listener.memory = Memory(Thread("vote", asked=Asked("choice", 1, 0.0, View())))
    listener.writes(ITALIAN)
    assert "menu" not in [thread.flow for thread in listener.memory.threads]


def test_a_memory_keeps_it_when_a_conversation_begins_or_ends() -> None:
    memory = Memory(Thread("vote"), tongue=(True, "2026-11-05"))
    for kept in (memory.begin("menu"), memory.put_aside(), memory.ended("vote"), memory.take_up("ask"), memory.go_on()):
        assert kept.tongue == memory.tongue
