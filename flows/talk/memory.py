"""All that is kept between two messages: the answers given, the question now asked, and how it was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

Stored: TypeAlias = str | int | bool | tuple[str, ...]
"""An answer as it is kept: ids, never positions."""

MOST_ASIDE = 4
"""Conversations left open behind the current one; the oldest goes when a fifth is put aside."""

MOST_CODES = 8
"""Codes that are remembered: more choices than anyone goes through before they settle on one."""


NOTHING_HEARD = (0, 0.0)
"""What is kept of the text heard last where it is none that may come twice."""

UNCHOSEN = (False, "")
"""What is kept of a person's language while they have not chosen it."""

NOTHING_SPOKEN_OF = (0, 0.0)
"""What is kept of the project spoken of last where none was."""


@dataclass(frozen=True, slots=True)
class View:
    """How a question looks to the person now: what each thing they can type means, and the choice half made."""

    keys: tuple[tuple[str, str], ...] = ()  # what can be typed → option id, as shown
    ticked: tuple[str, ...] = ()  # ids chosen so far
    page: int = 0
    find: str = ""  # the words the list was searched by
    group: str = ""  # the district the list is narrowed to; "*" while the districts themselves are listed
    code: str = ""  # the digits to type back
    outdated: tuple[str, ...] = ()  # digits that were shown for something else, and never typed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to the person: its name in the flow, its buttons' token, when it was shown (epoch seconds)."""

    name: str
    token: int
    at: float
    view: View


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code that was shown: in which conversation, for what (a hash), and how often it was missed."""

    flow: str
    what: str
    digits: str
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation under way. `opening` holds words that came with its keyword and were not used yet."""

    flow: str
    opening: str = ""
    answers: tuple[tuple[str, Stored], ...] = ()
    asked: Asked | None = None

    def without(self, name: str) -> Thread:
        """The thread with the answer *name* forgotten, and nothing asked."""
        return replace(self, answers=tuple(pair for pair in self.answers if pair[0] != name), asked=None)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept of a person's conversations: the open one, those put aside, misses in a row, codes not typed yet."""

    open: Thread | None = None
    aside: tuple[Thread, ...] = ()
    misses: int = 0
    codes: tuple[ShownCode, ...] = ()  # those not typed yet, newest first
    last: tuple[int, float] = NOTHING_HEARD  # a mark of the free text heard last, and when (epoch seconds)
    hinted: str = ""  # the day on which who asked for silence was last told how to come back
    subject: tuple[int, float] = NOTHING_SPOKEN_OF  # the number of the project spoken of last, and when
    tongue: tuple[bool, str] = UNCHOSEN  # whether they chose their language; the day a line was said in another one
    told: str = ""  # the topic that was answered last: what is asked next may go on from it
    listed: tuple[int, ...] = ()  # the numbers of the projects that were told last, side by side: «le premier»

    @property
    def threads(self) -> tuple[Thread, ...]:
        """All of them, the open one first."""
        return (*((self.open,) if self.open else ()), *self.aside)

    def put_aside(self, *, whole: bool = False) -> Memory:
        """The memory with the open thread kept for later, if it holds anything worth keeping; or else if *whole*."""
        if self.open is None:
            return self
        worth = whole or _worth_keeping(self.open)
        kept = (self.open, *self._others(self.open.flow)) if worth else self.aside
        return Memory(None, kept[:MOST_ASIDE], self.misses, self.codes, tongue=self.tongue)

    def take_up(self, flow: str, opening: str = "") -> Memory:
        """The memory with *flow* open: as it was left if it had been put aside, else fresh; *opening* adds to it."""
        shelved = self.put_aside()
        kept = next((thread for thread in shelved.aside if thread.flow == flow), None)
        thread = replace(kept, opening=opening) if kept else Thread(flow, opening)
        return shelved.with_open(thread, shelved._others(flow))

    def go_on(self) -> Memory:
        """The memory without its open thread; what was put aside last is open again."""
        return self.with_open(self.aside[0] if self.aside else None, self.aside[1:])

    def begin(self, flow: str, opening: str = "", *, beside: bool = False) -> Memory:
        """The memory with *flow* begun anew; *beside* what is open, that is kept though nothing was answered yet."""
        shelved = self.put_aside(whole=beside)
        others = shelved._others(flow)
        return Memory(Thread(flow, opening), others, shelved.misses, shelved.codes, tongue=self.tongue)

    def ended(self, flow: str) -> Memory:
        """The memory once *flow*, which was open, is over: its codes are worth nothing any more."""
        codes = tuple(code for code in self.codes if code.flow != flow)
        kept = (self.last, self.hinted, self.subject, self.tongue, self.told, self.listed)
        return Memory(None, self.aside, 0, codes, *kept)

    def with_open(self, thread: Thread | None, aside: tuple[Thread, ...]) -> Memory:
        """The memory with that *thread* open and those *aside*: written out, since most turns do so."""
        kept = (self.last, self.hinted, self.subject, self.tongue, self.told, self.listed)
        return Memory(thread, aside, self.misses, self.codes, *kept)

    def _others(self, flow: str) -> tuple[Thread, ...]:
        return tuple(thread for thread in self.aside if thread.flow != flow) if self.aside else ()


def _worth_keeping(thread: Thread) -> bool:
    ticked = thread.asked is not None and bool(thread.asked.view.ticked)
    return bool(thread.answers) or ticked


def as_json(memory: Memory) -> dict[str, Any] | None:
    """The memory as JSON, None if there is nothing to keep. Answers are a list of pairs: JSONB reorders objects."""
    if memory == Memory():
        return None
    kept: dict[str, Any] = {}
    if memory.open:
        kept["open"] = _thread_as_json(memory.open)
    if memory.aside:
        kept["aside"] = [_thread_as_json(thread) for thread in memory.aside]
    if memory.misses:
        kept["misses"] = memory.misses
    if memory.codes:
        kept["codes"] = [[code.flow, code.what, code.digits, code.missed] for code in memory.codes]
    if memory.last != NOTHING_HEARD:
        kept["last"] = list(memory.last)
    if memory.hinted:
        kept["hinted"] = memory.hinted
    if memory.subject != NOTHING_SPOKEN_OF:
        kept["subject"] = list(memory.subject)
    if memory.tongue != UNCHOSEN:
        kept["tongue"] = list(memory.tongue)
    if memory.told:
        kept["told"] = memory.told
    if memory.listed:
        kept["listed"] = list(memory.listed)
    return kept


def from_json(kept: Mapping[str, Any] | None) -> Memory:
    """The memory that `as_json` wrote; what an older version did not write is as if new."""
    if not kept:
        return Memory()
    opened = kept.get("open")
    return Memory(
        open=_thread_from_json(opened) if opened else None,
        aside=tuple(_thread_from_json(thread) for thread in kept.get("aside", ())),
        misses=kept.get("misses", 0),
        codes=tuple(ShownCode(*code) for code in kept.get("codes", ())),
        last=(kept["last"][0], kept["last"][1]) if "last" in kept else NOTHING_HEARD,
        hinted=kept.get("hinted", ""),
        subject=(kept["subject"][0], kept["subject"][1]) if "subject" in kept else NOTHING_SPOKEN_OF,
        tongue=(kept["tongue"][0], kept["tongue"][1]) if "tongue" in kept else UNCHOSEN,
        told=kept.get("told", ""),
        listed=tuple(kept.get("listed", ())),
    )


def _thread_as_json(thread: Thread) -> dict[str, Any]:
    kept: dict[str, Any] = {"flow": thread.flow}
    if thread.opening:
        kept["opening"] = thread.opening
    if thread.answers:
        kept["answers"] = [list(pair) for pair in thread.answers]
    if thread.asked:
        asked = thread.asked
        kept["asked"] = [asked.name, asked.token, asked.at]
        kept["view"] = _view_as_json(asked.view)
    return kept


def _view_as_json(view: View) -> dict[str, Any]:
    whole = {
        "keys": view.keys,
        "ticked": view.ticked,
        "page": view.page,
        "find": view.find,
        "group": view.group,
        "code": view.code,
        "outdated": view.outdated,
    }
    return {name: value for name, value in whole.items() if value}


def _thread_from_json(kept: Mapping[str, Any]) -> Thread:
    asked = kept.get("asked")
    return Thread(
        flow=kept["flow"],
        opening=kept.get("opening", ""),
        answers=tuple(
            (name, tuple(value) if isinstance(value, list) else value) for name, value in kept.get("answers", ())
        ),
        asked=Asked(asked[0], asked[1], asked[2], _view_from_json(kept.get("view", {}))) if asked else None,
    )


def _view_from_json(kept: Mapping[str, Any]) -> View:
    return View(
        keys=tuple((typed, option) for typed, option in kept.get("keys", ())),
        ticked=tuple(kept.get("ticked", ())),
        page=kept.get("page", 0),
        find=kept.get("find", ""),
        group=kept.get("group", ""),
        code=kept.get("code", ""),
        outdated=tuple(kept.get("outdated", ())),
    )
