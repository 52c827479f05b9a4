"""A part of the application that is made when it is first asked for: most processes are never asked for every part."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send


class Later:
    """Answers as what *make* gives, which may import what nothing else needs; nobody else waits meanwhile."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        """*make* is called once, in a thread, at the first request."""
        self._make = make
        self._making = asyncio.Lock()
        self._made: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What was made answers."""
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
        await self._made(scope, receive, send)
