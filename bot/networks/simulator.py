"""The network of the demo: carries messages to phones that are drawn on a web page."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any

from bot.channels.gsm import measure
from storage.messages.outgoing import Outgoing, Parcel

KEPT = 200
"""Messages kept for a phone that is switched off (no page shows it)."""


QUIET = 10
"""Seconds without a message after which a page is shown that the line is open."""


class Simulator:
    """Delivers to whoever listens for a phone, at once; keeps messages for phones that nobody shows."""

    channels = ("telegram", "sms")

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Queue[dict[str, Any]]]] = defaultdict(set)
        self._kept: dict[str, deque[dict[str, Any]]] = defaultdict(lambda: deque(maxlen=KEPT))

    async def send(self, parcel: Parcel) -> str:
        """Have the message appear on the phone."""
        phone, message = f"{parcel.channel}:{parcel.address}", parcel.message
        event: dict[str, Any] = {"phone": phone, "id": str(parcel.id), "edits": message.edits or None}
        weight = _weight(message.text) if parcel.channel == "sms" else None
        photo = message.photo if message.photo.startswith("https://") else None  # an id says something to Telegram only
        event |= {"text": message.text, "photo": photo, "buttons": _buttons(message), "sms": weight}
        if not self._listeners[phone]:
            self._kept[phone].append(event)
        for queue in self._listeners[phone]:
            queue.put_nowait(event)
        return str(parcel.id)

    async def listen(self, phones: Sequence[str]) -> AsyncIterator[dict[str, Any] | None]:
        """What is delivered to *phones*, from what was kept for them on.

        None now and then, to show that the line is open.
        """
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        for phone in phones:
            self._listeners[phone].add(queue)
            while self._kept[phone]:
                queue.put_nowait(self._kept[phone].popleft())
        try:
            while True:
                yield await _next(queue)
        finally:
            for phone in phones:
                self._listeners[phone].discard(queue)


async def _next(queue: asyncio.Queue[dict[str, Any]]) -> dict[str, Any] | None:
    """What comes next, None if nothing does for a while; a stop is never taken for either."""
    with suppress(TimeoutError):
        async with asyncio.timeout(QUIET):
            return await queue.get()
    return None


def _buttons(message: Outgoing) -> list[list[dict[str, str]]]:
    return [[{"label": button.label, "data": button.data} for button in row] for row in message.buttons]


def _weight(text: str) -> dict[str, Any]:
    weight = measure(text)
    return {"encoding": weight.encoding, "segments": weight.segments}
