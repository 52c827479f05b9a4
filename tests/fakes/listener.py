"""What people of both fakes have in common: they wait for what the bot says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeAlias, TypeVar

from tests.fakes.bell import Bell


class Heard(Protocol):
    """A message as a person sees it."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def change(self) -> int:
        """The bell's number when it came, or was last edited."""


M = TypeVar("M", bound=Heard)
Wanted: TypeAlias = str | Callable[[M], bool]
"""Words that the message holds, or a question to put to it."""


class Listener(ABC, Generic[M]):
    """Someone who acts, then waits for what the bot answers to that."""

    def __init__(self, name: str, bell: Bell) -> None:
        """*name* is what a failed wait calls the person by."""
        self.name = name
        self._bell = bell
        self._acted = 0

    @abstractmethod
    def said_to_me(self) -> Sequence[M]:
        """All that the bot has said, as it stands now, in order."""

    def since(self, change: int) -> list[M]:
        """What the bot said, or edited, after the bell's number *change*."""
        with self._bell.lock:
            return sorted((m for m in self.said_to_me() if m.change > change), key=lambda m: m.change)

    def acts(self) -> None:
        """Mark that the person does something: what was said before is no answer to it."""
        self._acted = self._bell.rung

    def waits_for(self, wanted: Wanted[M] = "", timeout: float = 5.0) -> M:
        """The first message since the person last acted that is wanted; AssertionError after *timeout* seconds.

        Blocks the thread: in a coroutine, `await person.hears(...)` instead.
        """
        return self._found(self._bell.wait(lambda: self._look(wanted), timeout), wanted, timeout)

    async def hears(self, wanted: Wanted[M] = "", timeout: float = 5.0) -> M:  # noqa: ASYNC109 # the same call as waits_for
        """As `waits_for`, from a coroutine."""
        return self._found(await self._bell.wait_async(lambda: self._look(wanted), timeout), wanted, timeout)

    def _look(self, wanted: Wanted[M]) -> M | None:
        return next((m for m in self.since(self._acted) if _is_wanted(m, wanted)), None)

    def _found(self, message: M | None, wanted: Wanted[M], seconds: float) -> M:
        if message is not None:
            return message
        what = repr(wanted) if isinstance(wanted, str) else "what was asked for"
        heard = [m.text for m in self.since(self._acted)]
        raise AssertionError(f"{self.name} waited {seconds} s for {what} and heard only {heard}.")


def _is_wanted(message: M, wanted: Wanted[M]) -> bool:
    return wanted in message.text if isinstance(wanted, str) else wanted(message)
