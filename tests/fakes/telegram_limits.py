"""How often the bot may write: 1 message a second in a chat, 30 a second in all, 20 a minute in a group."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterator

from tests.fakes.telegram_errors import too_many
from tests.fakes.telegram_world import Chat

_IN_ALL, _IN_A_CHAT, _IN_A_GROUP = (30, 1.0), (1, 1.0), (20, 60.0)
"""So many messages in so many seconds, as Telegram's own FAQ for bots has them."""


class Limits:
    """What was sent lately, by the fake's clock; the real limits are looser on short bursts, in ways not published."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Nothing was sent yet."""
        self._clock = clock
        self._sent: defaultdict[tuple[str, int], deque[float]] = defaultdict(deque)

    def count(self, chat: Chat) -> None:
        """One more message to *chat*; ApiError 429 with the seconds to wait if that is too many."""
        now = self._clock()
        if wait := max(self._wait(key, limit, now) for key, limit in _limits_on(chat)):
            raise too_many(math.ceil(wait))
        for key, _ in _limits_on(chat):
            self._sent[key].append(now)

    def _wait(self, key: tuple[str, int], limit: tuple[int, float], now: float) -> float:
        (most, seconds), sent = limit, self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= most else 0.0


def _limits_on(chat: Chat) -> Iterator[tuple[tuple[str, int], tuple[int, float]]]:
    yield ("all", 0), _IN_ALL
    yield ("chat", chat.id), _IN_A_CHAT
    if not chat.is_private:
        yield ("group", chat.id), _IN_A_GROUP
