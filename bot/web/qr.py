"""`GET /qr/NADIA.png`: the QR code of an ambassador's link, for their phone to show and Telegram to fetch."""

from __future__ import annotations

import io

import segno
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.hands.ambassadors import PAYLOAD
from bot.web.asked import Current, Serving
from storage.messages.own_names import deep_link, own_names
from storage.relays import ambassadors

SCALE, BORDER = 16, 4
"""Points of a module, and the blank modules around the code that the standard wants: about 600 points in all."""

A_DAY = "public, max-age=86400"


def qr(house: Serving, edition: Current, word: str) -> Response:
    """The picture; 404 for a word that no ambassador has, or while nobody knows what our bot is called."""
    with house.store.reading() as tx:
        known = ambassadors.words(tx, edition.id)
        link = deep_link(own_names(tx), PAYLOAD + word) if word in known else ""
    if not link:
        raise HTTPException(404)
    return Response(picture(link), media_type="image/png", headers={"Cache-Control": A_DAY})


def picture(link: str) -> bytes:
    """The QR code of *link* as a PNG; a sixth of it may be hidden."""
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="png", scale=SCALE, border=BORDER)
    return file.getvalue()
