"""The edition that a request asks for, handed to each route that needs one; where there is none, the answer is a 404.

A route says what it takes: Version, which is looked up at each request and tells pages apart; Current, the same for
the edition that is open now; Whole, all of it. What serves the routes says in its own words that there is none
(NoEdition).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from bot.turn.house import House
from bot.web.once import MadeOnce
from flows.town.edition import Edition
from storage.town import editions


@dataclass(frozen=True, slots=True)
class EditionVersion:
    """An edition as it stands: with each change its version is another."""

    slug: str
    id: int
    version: int


def serves(app: FastAPI, house: House, pages: MadeOnce) -> FastAPI:
    """*app*, whose routes are handed what they take of *house*, and keep what they make in *pages*."""
    app.state.house, app.state.pages = house, pages
    return app


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def _pages(request: Request) -> MadeOnce:
    pages: MadeOnce = request.app.state.pages
    return pages


Serving = Annotated[House, Depends(_house)]
Pages = Annotated[MadeOnce, Depends(_pages)]


async def _version(house: Serving, slug: str) -> EditionVersion:
    return await asyncio.to_thread(_version_of, house, slug)


async def _current(house: Serving) -> EditionVersion:
    return await asyncio.to_thread(_version_of, house)


def _whole(house: Serving, slug: str) -> Edition:
    with house.store.reading() as tx:
        return editions.find_public(tx, slug)


Version = Annotated[EditionVersion, Depends(_version)]
Current = Annotated[EditionVersion, Depends(_current)]
Whole = Annotated[Edition, Depends(_whole)]


def _version_of(house: House, slug: str = "") -> EditionVersion:
    with house.store.reading() as tx:
        return EditionVersion(*editions.version_of(tx, slug))
