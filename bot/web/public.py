"""The pages and files that are for everyone: results, meetings, kits, codes, texts; each of an edition, or a 404."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.turn.house import House
from bot.web import paths
from bot.web.asked import Current, serves
from bot.web.fault import fault
from bot.web.kit import kit_piece
from bot.web.meetings import meeting_file
from bot.web.once import MadeOnce
from bot.web.qr import qr
from bot.web.results import results
from bot.web.share import share
from storage.town.editions import NoEdition

NOT_THIS_ONE = "Ce budget participatif n'existe pas."
NONE_NOW = "Aucun budget participatif n'est ouvert ici pour l'instant."


async def home(edition: Current) -> RedirectResponse:
    """The current edition's results: the one page of ours that is for everyone."""
    return RedirectResponse(f"/results/{edition.slug}")


PAGES: Mapping[str, Callable[..., Any]] = {
    paths.HOME: home,
    paths.RESULTS: results,
    paths.MEETING: meeting_file,
    paths.KIT: kit_piece,
    paths.QR: qr,
    paths.SHARE: share,
}


def public(house: House, pages: MadeOnce) -> FastAPI:
    """The pages over *house*; what they show is kept in *pages*. They are for people: no OpenAPI describes them."""
    app = FastAPI(
        openapi_url=None,
        exception_handlers={NoEdition: _no_edition, HTTPException: _refused, Exception: fault},
    )
    for path, page in PAGES.items():
        app.add_api_route(path, page, methods=["GET", "HEAD"])
    return serves(app, house, pages)


async def _no_edition(request: Request, error: Exception) -> Response:
    return PlainTextResponse(NOT_THIS_ONE if "slug" in request.path_params else NONE_NOW, status_code=404)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException), "no other is handed here"
    return PlainTextResponse(error.detail, status_code=error.status_code, headers=error.headers)
