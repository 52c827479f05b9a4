"""Open data: editions, projects and published results, described in OpenAPI at /api/openapi.json."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from fastapi import FastAPI, HTTPException
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from bot import pabulib
from bot.house import House
from bot.tally import as_instance, count_edition
from flows.edition import Edition, Phase, Status
from storage import editions


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


def api(house: House) -> FastAPI:
    """The API over *house*."""
    app = FastAPI(title="Porte-voix: open data", version="1", docs_url=None, redoc_url=None)

    @app.get("/editions/{slug}")
    def edition(slug: str) -> EditionOut:
        """An edition: its calendar and its projects."""
        found = _find(house, slug)
        return EditionOut(
            slug=found.slug,
            town=found.town,
            name=found.name,
            budget=found.budget,
            currency=found.currency,
            phases=[PhaseOut(phase=s.phase, opens=s.opens, closes=s.closes) for s in found.spans],
            projects=[ProjectOut.model_validate(p, from_attributes=True) for p in found.projects],
        )

    @app.get("/editions/{slug}/results")
    def results(slug: str) -> dict[str, Any]:
        """The published count, with the reason for each project; 404 before it is published."""
        return _published(house, _find(house, slug))

    @app.get("/editions/{slug}/election.pb", response_class=PlainTextResponse)
    def election(slug: str) -> str:
        """The whole election as a Pabulib file, for anyone to recount; 404 before the result is published."""
        found = _find(house, slug)
        draw = _published(house, found)["draw"]
        written = io.StringIO()
        with house.store.reading() as tx:
            counted = count_edition(tx, house.store, found, draw)
            pabulib.write(written, as_instance(tx, house.store, found, counted))
        return written.getvalue()

    return app


def _find(house: House, slug: str) -> Edition:
    try:
        with house.store.reading() as tx:
            return editions.find_public(tx, slug)
    except editions.NoEdition as error:
        raise HTTPException(404, str(error)) from error


def _published(house: House, edition: Edition) -> dict[str, Any]:
    with house.store.reading() as tx:
        found = editions.published(tx, edition.id)
    if found is None:
        raise HTTPException(404, "The result is not published yet.")
    result: dict[str, Any] = orjson.loads(found)
    return result
