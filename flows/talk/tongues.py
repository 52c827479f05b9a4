"""The language of an answer to who never chose one, and the line said in a language that the edition does not speak.

Who chose a language (LANGUE, «English») is answered in it, whatever they write. Anyone else is answered in the language
that their message is surely in; the next one may tell otherwise: who goes on in French is answered in French.
"""

from __future__ import annotations

from dataclasses import replace

from flows.talk import doors
from flows.talk.chat import Said
from flows.talk.memory import Memory
from flows.talk.questions import Reply
from flows.talk.scene import Scene
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.senses import Sense
from flows.understanding.tongue import A_FEW
from flows.words import Verbatim

_FIGURES = "0123456789 "

OTHERWISE = "en"
"""The language of the line for one of which we have none."""


def tongue_of(scene: Scene, memory: Memory, reply: Reply, door: doors.Door | None, lexicon: Lexicon) -> str:
    """The language that the message is surely in; "" if that is not sure, or the person chose one."""
    chosen, _day = memory.tongue
    if chosen or reply.tap or not reply.text or reply.text.startswith("/") or isinstance(door, doors.Speak):
        return ""
    if _tells_its_language(door, reply.text, scene, lexicon):
        called = lexicon.tongues.of_a_call(fold(reply.text).split(), scene.edition.languages)
        if called:
            return called
    if reply.text.isascii() and len(reply.text.strip(_FIGURES).split(maxsplit=1)) < A_FEW:  # «VOTE 3 12», «47»
        return ""
    return lexicon.tongues.sure(reply.text, fold(reply.text), scene.me.language, scene.edition.languages)


def _tells_its_language(door: doors.Door | None, text: str, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether thanks, a greeting or the like are of who speaks that language: one word says little («merhaba», «hola»).

    Who says thanks in it first of all does, and who calls for help or gives up in a word that nobody borrows: «ayuda».
    """
    if door is Sense.HELLO:
        return scene.me.new and " " in text.strip()
    if door in _CALLS:
        return " " in text.strip() or lexicon.tongues.borrowed.isdisjoint(fold(text).split())
    return door is Sense.THANKS and scene.me.new


_CALLS = (Sense.HELP, Sense.CONTACT, Sense.CANCEL, Sense.STOP)
"""What is called for in a few words that open nothing."""


def is_strange(tongue: str, door: doors.Door | None, scene: Scene) -> bool:
    """Whether the message is free words, or a greeting, in a language that the edition does not speak."""
    return bool(tongue) and tongue not in scene.edition.languages and door in (None, Sense.HELLO)


def line_in(tongue: str, scene: Scene, memory: Memory, lexicon: Lexicon) -> tuple[Said, ...]:
    """What can be done and whom to call, in that language; nothing if it was said today already."""
    greetings = lexicon.tongues.greetings
    greeting = greetings.get(tongue) or greetings.get(OTHERWISE)
    if greeting is None or memory.tongue[1] == _today(scene):
        return ()
    reach = scene.edition.contact.phone or scene.edition.contact.email
    return (Said(Verbatim(greeting.with_reach(reach))),)


def plainer_than(scene: Scene) -> str:
    """The plainer manner of the language that is spoken, if the edition has one: «fr-simple» of «fr»; else ""."""
    language = scene.me.language
    return next((code for code in scene.edition.languages if code.startswith(f"{language}-")), "")


def with_line_said(memory: Memory, scene: Scene) -> Memory:
    """*memory*, with the line said today."""
    return replace(memory, tongue=(memory.tongue[0], _today(scene)))


def as_chosen(memory: Memory) -> Memory:
    """*memory*, of someone who chose their language."""
    return memory if memory.tongue[0] else replace(memory, tongue=(True, memory.tongue[1]))


def _today(scene: Scene) -> str:
    return scene.now.date().isoformat()
