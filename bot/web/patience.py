"""Hangs up on who opens a connection and does not say what they want: uvicorn itself would wait for ever."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.doorkeeper import SLOW


class HangsUp(HttpToolsProtocol):
    """HTTP whose headers have to come whole within SLOW seconds; bodies are the doorkeeper's."""

    slow = SLOW
    _waits: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Someone is there: from now on they have so long to ask for something."""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """A request begins, be it a later one on the same connection."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """It is known what they want."""
        self._enough()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone, or we hung up."""
        self._enough()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._enough()
        self._waits = self.loop.call_later(self.slow, self.transport.close)

    def _enough(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None
