"""What someone hears who asked for silence and writes: mostly nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.talk import doors
from flows.talk.chat import Said
from flows.talk.keywords import To, keyword
from flows.talk.memory import Memory
from flows.talk.questions import Reply
from flows.talk.scene import Scene
from flows.talk.turned import Turned
from flows.understanding.lexicon import Lexicon, numbers_in
from flows.understanding.senses import Sense
from flows.understanding.survey_names import called
from flows.words import _

ANSWERED = frozenset({Sense.START, Sense.CONTACT, Sense.WHO, Sense.HELP})
"""What is answered at any time, also in silence: the way back, who we are, and how this works."""

RIGHTS = frozenset({"erase", "mydata", "info"})
"""Conversations about people's own data: to see what is kept, or have it erased, nobody takes messages again."""

A_DAY = 86_400
"""Seconds for which such a conversation goes on in silence: what comes later is no answer to it any more."""

_SAYS_NO_MORE = frozenset({Sense.STOP, Sense.LEAVE, Sense.THANKS})
"""What asks for nothing, from who has silence already."""


def right_asked(reply: Reply, door: doors.Door | None, lexicon: Lexicon) -> To | None:
    """The conversation about their own data that the person calls."""
    to = keyword(reply.text, lexicon) if door is None and reply.text else door
    return to if isinstance(to, To) and to.flow in RIGHTS else None


def is_about_rights(memory: Memory, now: datetime) -> bool:
    """Whether such a conversation has asked something, and may still be answered in silence."""
    thread = memory.open
    if thread is None or thread.asked is None:
        return False
    return thread.flow in RIGHTS and now.timestamp() - thread.asked.at <= A_DAY


def may_answer(reply: Reply, door: doors.Door | None, lexicon: Lexicon) -> bool:
    """Whether *reply* may be the answer to an open question: it knocks at no door, and calls no conversation."""
    if door is not None:
        return door in (Sense.BACK, Sense.CANCEL)
    return keyword(reply.text, lexicon) is None if reply.text else True


def silenced(scene: Scene, memory: Memory, reply: Reply, door: doors.Door | None, lexicon: Lexicon) -> Turned:
    """Nothing; but once a day how to come back, to who wants something of us, so that nobody believes to have voted.

    Nothing of what they wrote is kept.
    """
    today = scene.now.date().isoformat()
    if memory.hinted == today or not _wants_something(memory, reply, door, scene, lexicon):
        return Turned(memory, secret=True, silent=True)
    told = _(
        "Vous nous aviez dit STOP : ce message n'est pas pris en compte. "
        "Pour reprendre : START. Pour nous joindre : CONTACT."
    )
    return Turned(replace(memory, hinted=today), (Said(told),), secret=True)


def _wants_something(memory: Memory, reply: Reply, door: doors.Door | None, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether it opens a door, names a conversation or projects, or answers the question that was open before."""
    if door in _SAYS_NO_MORE:
        return False
    if door is not None or reply.tap:
        return True
    if not reply.text.strip():
        return False
    words = lexicon.bare(reply.text)
    numbers, rest = numbers_in(words, lexicon)
    waits = memory.open is not None and memory.open.asked is not None
    named = keyword(words, lexicon) is not None or called(words, scene.edition) is not None
    return waits or named or bool(numbers and not rest)
