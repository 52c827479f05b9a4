"""Whether all is well (`/healthz`), and the figures that tell (`/metrics`, for Prometheus)."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.metrics import FORGOTTEN, LAG, OUTBOX, REGISTRY
from bot.turn.holds import Hold, holds
from bot.turn.house import House
from storage.database import probe
from storage.reminders.forgotten import Neglect, forgotten
from storage.sending import outbox_view
from storage.town import editions

FRESH = 2.0
"""Seconds for which a try to write tells how things stand."""

OWN_ARMING = timedelta(minutes=10)
"""How long after it is due a reminder may still be unarmed: those that arm themselves do so within a minute."""

LATE = 300.0
"""Seconds that a due message may wait before all is no longer well."""


async def healthz(request: Request) -> Response:
    """Whether the store answers, can be written to, holds an edition, nothing is held, and messages go out.

    503 with the reason else.
    """
    house: House = request.app.state.house
    try:
        id, version, lag, held = await asyncio.to_thread(_looked, house)
        stuck = await _stuck(house)
    except (editions.NoEdition, SQLAlchemyError) as error:
        return JSONResponse({"ok": False, "why": _why(error)}, status_code=503)
    if stuck:
        return JSONResponse({"ok": False, "why": stuck}, status_code=503)
    facts = {"edition": str(id), "version": version, "outbox_lag_seconds": round(lag, 1), "channels": house.channels}
    if held:
        return JSONResponse({"ok": False, "why": " ".join(hold.told for hold in held), **facts}, status_code=503)
    if lag > LATE:
        why = "Messages wait: is a worker running? See `portevoix outbox`."
        return JSONResponse({"ok": False, "why": why, **facts}, status_code=503)
    return JSONResponse({"ok": True, **facts})


def _looked(house: House) -> tuple[int, int, float, list[Hold]]:
    with house.store.reading() as tx:
        lag = outbox_view.lag(tx, house.clock.now())
        return *editions.version_of_current(tx), lag, holds(tx, house.clock)


async def _stuck(house: House) -> str:
    """Why nothing can be written, tried at most once in FRESH seconds, however many ask; empty if all is well."""
    loop, known = asyncio.get_running_loop(), _tried.get(house)
    if known is None or loop.time() - known[0] > FRESH:
        known = (loop.time(), asyncio.create_task(asyncio.to_thread(probe.trouble, house.store)))
        _tried[house] = known
    return await asyncio.shield(known[1])


_tried: WeakKeyDictionary[House, tuple[float, asyncio.Task[str]]] = WeakKeyDictionary()


def metrics(request: Request) -> Response:
    """The figures, as Prometheus reads them."""
    house: House = request.app.state.house
    with house.store.reading() as tx:
        now = house.clock.now()
        piles, lag, neglected = outbox_view.piles(tx), outbox_view.lag(tx, now), _neglected(tx, now)
    for how in Neglect:
        FORGOTTEN.labels(how).set(neglected[how])
    OUTBOX.clear()
    for pile in piles:
        OUTBOX.labels(pile.state, pile.channel, pile.kind).set(pile.count)
    LAG.set(lag)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _neglected(tx: Connection, now: datetime) -> Counter[Neglect]:
    """How many reminders of the current edition want somebody, by how."""
    try:
        edition, _version = editions.version_of_current(tx)
    except editions.NoEdition:
        return Counter()
    return Counter(how for how, _campaign in forgotten(tx, edition, now, -OWN_ARMING))


def _why(error: Exception) -> str:
    """For strangers' eyes: nothing of the database's own words."""
    return str(error) if isinstance(error, editions.NoEdition) else "The store does not answer."
