"""The web application: what every installation serves, and the simulator where there is one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.turn.house import House
from bot.web.doorkeeper import Doorkeeper
from bot.web.fault import fault
from bot.web.health import healthz, metrics
from bot.web.later import Later
from bot.web.once import MadeOnce
from bot.web.paths import PUBLIC

log = structlog.get_logger()

STATIC = Path(__file__).parent / "static"

HEADERS = (
    (b"content-security-policy", b"default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
"""What tells browsers to trust nothing but our own pages."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def app_of(house: House, *more: BaseRoute, public_url: str = "") -> Starlette:
    """The application over *house*, with *more* routes first; *public_url* is where the internet reaches it."""
    made = MadeOnce()
    pages = Later(lambda: _pages(house, made))
    routes: list[BaseRoute] = [
        *more,
        *(Route(path, pages) for path in PUBLIC),
        Route("/healthz", healthz),
        Route("/metrics", metrics),
        Mount("/api", Later(lambda: _open_data(house, made))),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    app = Starlette(routes=routes, exception_handlers={Exception: fault, ClientDisconnect: _left})
    app.state.house = house
    app.add_middleware(Doorkeeper, public_url=public_url)
    app.add_middleware(SafeHeaders)
    return app


def _pages(house: House, made: MadeOnce) -> ASGIApp:
    from bot.web.public import public  # only now: FastAPI is kept by no process that nobody asks for a page

    return public(house, made)


def _open_data(house: House, made: MadeOnce) -> ASGIApp:
    from bot.web.api import api  # as for the pages

    return api(house, made)


class SafeHeaders:
    """Adds HEADERS to every answer. Plain ASGI: it costs the hot path next to nothing."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        """*app* answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer of the application, with the headers."""

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


async def _left(request: Request, error: Exception) -> Response:
    """Who hung up in the middle of a request hears nothing, and it is no fault of ours."""
    log.info("hung up", action="half_a_request", path=request.scope["path"])
    return Response(status_code=400)
