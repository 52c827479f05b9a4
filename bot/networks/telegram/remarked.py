"""Where something was said a moment ago that nobody had to wait for: one such answer serves a chat for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import Clock

QUIET = timedelta(seconds=10)
"""How long one remark serves a chat: ten photos sent together get one sentence, and no two bots talk for ever."""


class Remarked:
    """The chats in which something was remarked lately."""

    def __init__(self, clock: Clock) -> None:
        """None yet."""
        self._clock = clock
        self._at: dict[str, datetime] = {}

    def lately(self, chat: str) -> bool:
        """Whether something was."""
        now = self._clock.now()
        self._at = {other: at for other, at in self._at.items() if now - at < QUIET}
        return chat in self._at

    def note(self, chat: str) -> None:
        """Something was, just now."""
        self._at[chat] = self._clock.now()
