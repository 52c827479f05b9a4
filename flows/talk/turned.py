"""What a turn is given, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flows.talk.chat import Asking, Said
from flows.talk.deed import Deed, Look
from flows.talk.flow import Flow
from flows.talk.memory import Asked, Memory, Thread
from flows.talk.questions import Ear


@dataclass(frozen=True)
class World:
    """What a turn needs besides the person: the conversations, everyone's words, who does deeds and looks, chance."""

    flows: Mapping[str, Flow]
    ear: Ear
    act: Callable[[Deed[Any] | Look[Any]], Any]
    chance: Callable[[], int]


@dataclass(frozen=True)
class Turned:
    """What came of a turn: what to say, the question to show (if any), and what to remember once it is shown."""

    memory: Memory
    said: tuple[Said, ...] = ()
    asking: Asking | None = None
    secret: bool = False  # what was said here must not be kept
    in_place: bool = False  # shown instead of the message whose button was tapped
    silent: bool = field(default=False)  # nothing is said at all

    def token(self, serial: int) -> int:
        """What the question's buttons carry: the token it had if it is still the same question, else *serial*."""
        before = self._before()
        return before.token if before else serial

    def remembered(self, keys: tuple[tuple[str, str], ...], token: int, at: float) -> Memory:
        """The memory to keep, once the question was shown with *keys* at *at* (epoch seconds)."""
        thread = self.memory.open
        if self.asking is None or thread is None:
            return self.memory
        before = self._before()
        view = self.asking.view
        if keys != view.keys:
            view = replace(view, keys=keys)
        asked = Asked(self.asking.name, token, before.at if before else at, view)
        opened = Thread(thread.flow, thread.opening, thread.answers, asked)
        return self.memory.with_open(opened, self.memory.aside)

    def _before(self) -> Asked | None:
        """The question as it was shown before, if it is still the same one."""
        thread = self.memory.open
        return thread.asked if thread and self.asking and self.asking.same else None
