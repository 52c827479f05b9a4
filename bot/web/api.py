"""Open data: editions, projects and published results, described in OpenAPI at /api/openapi.json."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel

from bot.counting import pabulib
from bot.counting.pb_export import as_instance
from bot.counting.tally import count_edition
from bot.turn.house import House
from bot.web.asked import EditionVersion, Pages, Serving, Version, serves
from bot.web.once import MadeOnce
from flows.ballots import ballot_of
from flows.ballots.ballot import Unit
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
    unit: Unit  # of the votes of its projects: a ranking gives points
    phases: list[PhaseOut]
    projects: list[ProjectOut]


@dataclass(frozen=True, slots=True)
class DataAsked:
    """A request for the data of an edition."""

    request: Request
    house: House
    pages: MadeOnce
    edition: EditionVersion

    async def answer(self, make: Callable[[House, Edition], bytes], kind: str) -> Response:
        """What *make* gives, made once for each version of the edition."""
        key = (make.__name__, self.edition.id, self.edition.version)
        return await self.pages.answer(self.request, key, lambda: make(self.house, self._whole()), kind)

    def _whole(self) -> Edition:
        with self.house.store.reading() as tx:
            return editions.snapshot(tx, self.edition.id)


async def _asked(request: Request, house: Serving, pages: Pages, edition: Version) -> DataAsked:
    return DataAsked(request, house, pages, edition)


Asking = Annotated[DataAsked, Depends(_asked)]

NOT_FOUND = "There is no such edition, or its result is not published yet."

routes = APIRouter()


@routes.get("/editions/{slug}", response_model=EditionOut)
async def edition(asked: Asking) -> Response:
    """An edition: its calendar and its projects."""
    return await asked.answer(_edition, "application/json")


@routes.get("/editions/{slug}/results", response_model=dict[str, Any])
async def results(asked: Asking) -> Response:
    """The published count, with the reason for each project; 404 before it is published."""
    return await asked.answer(_results, "application/json")


@routes.get("/editions/{slug}/election.pb", response_class=PlainTextResponse)
async def election(asked: Asking) -> Response:
    """The whole election as a Pabulib file, for anyone to recount; 404 before the result is published."""
    return await asked.answer(_election, "text/plain")


def api(house: House, pages: MadeOnce) -> FastAPI:
    """The API over *house*; what it answers is kept in *pages*."""
    app = FastAPI(
        title="Porte-voix: open data",
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={editions.NoEdition: _no_edition},
    )
    app.include_router(routes, responses={404: {"description": NOT_FOUND}})
    return serves(app, house, pages)


async def _no_edition(request: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, status_code=404)


def _edition(house: House, edition: Edition) -> bytes:
    return (
        EditionOut(
            slug=edition.slug,
            town=edition.town,
            name=edition.name,
            budget=edition.budget,
            currency=edition.currency,
            unit=ballot_of(edition.ballot.kind).unit,
            phases=[PhaseOut(phase=s.phase, opens=s.opens, closes=s.closes) for s in edition.spans],
            projects=[ProjectOut.model_validate(p, from_attributes=True) for p in edition.projects],
        )
        .model_dump_json()
        .encode()
    )


def _results(house: House, edition: Edition) -> bytes:
    return orjson.dumps(_published(house, edition))


def _election(house: House, edition: Edition) -> bytes:
    draw = _published(house, edition)["draw"]
    written = io.StringIO()
    with house.store.reading() as tx:
        counted = count_edition(tx, house.store, edition, draw)
        pabulib.write(written, as_instance(tx, house.store, edition, counted))
    return written.getvalue().encode()


def _published(house: House, edition: Edition) -> dict[str, Any]:
    with house.store.reading() as tx:
        published = editions.published(tx, edition.id)
    if published is None:
        raise HTTPException(404, "The result is not published yet.")
    result: dict[str, Any] = orjson.loads(published)
    return result
