"""Open data: editions, projects and published results, described in OpenAPI at /api/openapi.json."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from bot.counting import pabulib
from bot.counting.tally import as_instance, count_edition
from bot.turn.house import House
from bot.web.once import MadeOnce, version_of
from flows.town.edition import Edition, Phase, Status
from storage.town import editions


class PhaseOut(BaseModel):
    """When a phase runs."""

    phase: Phase
    opens: datetime
    closes: datetime


class ProjectOut(BaseModel):
    """A project."""

    number: int
    title: str
    summary: str
    cost: Decimal
    district: str
    theme: str
    status: Status
    votes: int | None
    why: str


class EditionOut(BaseModel):
    """A participatory budget, with its calendar and projects."""

    slug: str
    town: str
    name: str
    budget: Decimal
    currency: str
    phases: list[PhaseOut]
    projects: list[ProjectOut]


def api(house: House, pages: MadeOnce) -> FastAPI:
    """The API over *house*; what it answers is kept in *pages*."""
    app = FastAPI(title="Porte-voix: open data", version="1", docs_url=None, redoc_url=None, redirect_slashes=False)

    async def once(request: Request, slug: str, make: Callable[[House, str], bytes], kind: str) -> Response:
        """What *make* gives, made once for each version of the edition."""
        try:
            _slug, id, version = await version_of(house, slug)
        except editions.NoEdition as error:
            raise HTTPException(404, str(error)) from error
        return await pages.answer(request, (make.__name__, id, version), lambda: make(house, slug), kind)

    @app.get("/editions/{slug}", response_model=EditionOut)
    async def edition(request: Request, slug: str) -> Response:
        """An edition: its calendar and its projects."""
        return await once(request, slug, _edition, "application/json")

    @app.get("/editions/{slug}/results", response_model=dict[str, Any])
    async def results(request: Request, slug: str) -> Response:
        """The published count, with the reason for each project; 404 before it is published."""
        return await once(request, slug, _results, "application/json")

    @app.get("/editions/{slug}/election.pb", response_class=PlainTextResponse)
    async def election(request: Request, slug: str) -> Response:
        """The whole election as a Pabulib file, for anyone to recount; 404 before the result is published."""
        return await once(request, slug, _election, "text/plain")

    return app


def _edition(house: House, slug: str) -> bytes:
    found = _find(house, slug)
    return (
        EditionOut(
            slug=found.slug,
            town=found.town,
            name=found.name,
            budget=found.budget,
            currency=found.currency,
            phases=[PhaseOut(phase=s.phase, opens=s.opens, closes=s.closes) for s in found.spans],
            projects=[ProjectOut.model_validate(p, from_attributes=True) for p in found.projects],
        )
        .model_dump_json()
        .encode()
    )


def _results(house: House, slug: str) -> bytes:
    return orjson.dumps(_published(house, _find(house, slug)))


def _election(house: House, slug: str) -> bytes:
    found = _find(house, slug)
    draw = _published(house, found)["draw"]
    written = io.StringIO()
    with house.store.reading() as tx:
        counted = count_edition(tx, house.store, found, draw)
        pabulib.write(written, as_instance(tx, house.store, found, counted))
    return written.getvalue().encode()


def _find(house: House, slug: str) -> Edition:
    with house.store.reading() as tx:
        return editions.find_public(tx, slug)


def _published(house: House, edition: Edition) -> dict[str, Any]:
    with house.store.reading() as tx:
        found = editions.published(tx, edition.id)
    if found is None:
        raise HTTPException(404, "The result is not published yet.")
    result: dict[str, Any] = orjson.loads(found)
    return result
