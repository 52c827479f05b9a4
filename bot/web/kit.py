"""The kit of a project, drawn when it is opened: nothing in it is personal, and everyone gets the same."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.languages.words import languages
from bot.turn.house import House
from bot.web.asked import Serving, Whole
from flows.town.edition import Edition
from storage.messages.own_names import TELEGRAM, own_names

if TYPE_CHECKING:
    from bot.kit import AuthorKit

KINDS = {"tract.pdf": (0, "application/pdf"), "affiche.pdf": (1, "application/pdf"), "image.png": (2, "image/png")}
"""What can be opened: its place in the kit, and its type."""

KEPT = 64
"""Kits kept in memory, some 200 KB each: those that people look at in one evening."""

AN_HOUR = "public, max-age=3600"

_one_at_a_time = asyncio.Lock()
"""Drawing takes a quarter of a second of a core: whoever opens many waits, and nobody else does."""


async def kit_piece(house: Serving, edition: Whole, number: int, language: str, piece: str) -> Response:
    """`GET /kit/{slug}/{number}/{language}/{piece}`: 404 for what is not on the ballot, or a language not spoken."""
    if piece not in KINDS or language not in languages():
        raise HTTPException(404)
    if number not in {project.number for project in edition.on_ballot}:
        raise HTTPException(404)
    bot = await asyncio.to_thread(_bot, house)
    async with _one_at_a_time:
        data = await asyncio.to_thread(_drawn, _Same(edition), number, language, bot)
    place, kind = KINDS[piece]
    return Response(data.files[place].data, media_type=kind, headers={"Cache-Control": AN_HOUR})


def _bot(house: House) -> str:
    with house.store.reading() as tx:
        return own_names(tx).get(TELEGRAM, "")


class _Same:
    """An edition that is equal to itself at the same version, whichever snapshot it is: for the cache."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and hash(self) == hash(other)

    def __hash__(self) -> int:
        return hash((self.edition.id, self.edition.version))


@lru_cache(maxsize=KEPT)
def _drawn(same: _Same, number: int, language: str, bot: str) -> AuthorKit:
    from bot.kit import CannotPrint, author_kit  # slow to import, and few processes ever draw

    try:
        return author_kit(same.edition, same.edition.by_number[number], language, bot)
    except CannotPrint:
        return author_kit(same.edition, same.edition.by_number[number], same.edition.languages[0], bot)
