"""Who stands at the door of the web application: paths, hosts and bodies that are not what they should be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

SLOW = 10.0
"""Seconds that a request may take to arrive whole: networks send theirs at once."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Doorkeeper:
    """Refuses paths with control signs (404) and bodies that do not come (408); knows us by our own name alone.

    Whatever a request calls us, the application is told the host of *public_url*: so nothing foreign is ever echoed,
    and who asks by the address of the machine (a watchdog, a proxy) is answered all the same.
    """

    def __init__(
        self, app: Callable[[Scope, Receive, Send], Awaitable[None]], public_url: str = "", slow: float = SLOW
    ) -> None:
        """*app* answers; without *public_url* nobody knows what we are called."""
        self._app = app
        self._slow = slow
        parts = urlsplit(public_url)
        self._host, self._scheme = parts.netloc.encode(), parts.scheme

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer of the application, or a refusal."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if not scope["path"].isprintable():
            return await _refusal(404, "Rien ici.")(scope, receive, send)
        if self._host:
            kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {**scope, "scheme": self._scheme, "headers": [*kept, (b"host", self._host)]}
        return await self._app(scope, self._in_time(receive), send)

    def _in_time(self, receive: Receive) -> Receive:
        until = asyncio.get_running_loop().time() + self._slow
        whole = False

        async def in_time() -> MutableMapping[str, Any]:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, "La demande n'est pas arrivée en entier.", {"connection": "close"}) from None
            whole = not message.get("more_body", False)
            return message

        return in_time


def _refusal(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status_code=status, headers={"connection": "close"})
