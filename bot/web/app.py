"""The web application: what every installation serves, and the simulator where there is one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.turn.house import House
from bot.web.api import api
from bot.web.doorkeeper import Doorkeeper
from bot.web.health import healthz, metrics
from bot.web.kit import kit_piece
from bot.web.meetings import meeting_file
from bot.web.once import MadeOnce, version_of
from bot.web.qr import qr
from bot.web.results import results
from storage.town import editions

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
    pages = MadeOnce()
    routes: list[BaseRoute] = [
        *more,
        Route("/", home),
        Route("/results/{slug}", results, name="results"),
        Route("/meetings/{slug}/{number:int}.ics", meeting_file),
        Route("/kit/{slug}/{number:int}/{language}/{piece}", kit_piece),
        Route("/qr/{word}.png", qr, name="qr"),
        Route("/healthz", healthz),
        Route("/metrics", metrics),
        Mount("/api", api(house, pages)),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    app = Starlette(routes=routes, exception_handlers={Exception: _fault, ClientDisconnect: _left})
    app.state.house, app.state.pages = house, pages
    app.add_middleware(Doorkeeper, public_url=public_url)
    app.add_middleware(SafeHeaders)
    return app


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


async def home(request: Request) -> Response:
    """The current edition's results: the one page of ours that is for everyone."""
    try:
        slug, _id, _version = await version_of(request.app.state.house)
    except editions.NoEdition as error:
        raise HTTPException(404, "Aucun budget participatif n'est ouvert ici pour l'instant.") from error
    return RedirectResponse(f"/results/{slug}")


async def _left(request: Request, error: Exception) -> Response:
    """Who hung up in the middle of a request hears nothing, and it is no fault of ours."""
    log.info("hung up", action="half_a_request", path=request.scope["path"])
    return Response(status_code=400)


async def _fault(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": "Une erreur de notre côté : réessayez dans un instant."}, status_code=500)
