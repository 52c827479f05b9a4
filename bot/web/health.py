"""Whether all is well (`/healthz`), and the figures that tell (`/metrics`, for Prometheus)."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.holds import holds
from bot.house import House
from bot.metrics import LAG, OUTBOX, REGISTRY
from storage import editions, outbox_view

LATE = 300.0
"""Seconds that a due message may wait before all is no longer well."""


async def healthz(request: Request) -> Response:
    """Whether the store answers, holds an edition, nothing is held, and messages go out; 503 with the reason if not."""
    house: House = request.app.state.house
    try:
        with house.store.reading() as tx:
            id, version = editions.version_of_current(tx)
            lag = outbox_view.lag(tx, house.clock.now())
            held = holds(tx, house.clock)
    except (editions.NoEdition, SQLAlchemyError) as error:
        return JSONResponse({"ok": False, "why": _why(error)}, status_code=503)
    found = {"edition": str(id), "version": version, "outbox_lag_seconds": round(lag, 1), "channels": house.channels}
    if held:
        return JSONResponse({"ok": False, "why": " ".join(hold.told for hold in held), **found}, status_code=503)
    if lag > LATE:
        why = "Messages wait: is a worker running? See `portevoix outbox`."
        return JSONResponse({"ok": False, "why": why, **found}, status_code=503)
    return JSONResponse({"ok": True, **found})


async def metrics(request: Request) -> Response:
    """The figures, as Prometheus reads them."""
    house: House = request.app.state.house
    with house.store.reading() as tx:
        piles, lag = outbox_view.piles(tx), outbox_view.lag(tx, house.clock.now())
    OUTBOX.clear()
    for pile in piles:
        OUTBOX.labels(pile.state, pile.channel, pile.kind).set(pile.count)
    LAG.set(lag)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _why(error: Exception) -> str:
    """For strangers' eyes: nothing of the database's own words."""
    return str(error) if isinstance(error, editions.NoEdition) else "The store does not answer."
