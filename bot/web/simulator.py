"""The demo's page: two phones, a calendar to move through, and the very same turn and outbox as everywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import orjson
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.clock import MovableClock
from bot.networks.simulator import Simulator
from bot.practice.demo import PEOPLE, follow_calendar
from bot.sending.sender import Sender
from bot.settings import settings
from bot.turn.house import House
from bot.turn.message import Incoming
from bot.turn.waiting_line import TooManyWaiting
from bot.web.pages import PHASES, said, templates
from flows.town.calendar import now_and_next
from flows.town.edition import Edition, Phase
from storage.town import editions


class Sent(BaseModel):
    """What a phone sends: words, or a tap on a button of the message *on*."""

    phone: str = Field(pattern="^(telegram|sms):.{1,40}$")
    id: str = Field(min_length=1, max_length=80)
    text: str = Field("", max_length=20_000)
    tap: str = Field("", max_length=64)
    on: str = Field("", max_length=80)


class Moved(BaseModel):
    """Where the clock goes: to a moment, some days on or back, or to a phase."""

    at: datetime | None = None
    days: int | None = Field(None, ge=-3660, le=3660)
    phase: Phase | None = None


class SimulatorPage:
    """The routes of the simulator, over a house whose clock can be moved."""

    def __init__(self, house: House, clock: MovableClock, network: Simulator, sender: Sender) -> None:
        """*sender* empties the outbox into *network*."""
        self._house = house
        self._clock = clock
        self._network = network
        self._sender = sender

    def routes(self) -> list[Route]:
        """Where the page and its phones are."""
        return [
            Route("/", self.page),
            Route("/simulator/state", self.state),
            Route("/simulator/clock", self.move, methods=["POST"]),
            Route("/simulator/send", self.send, methods=["POST"]),
            Route("/simulator/stream", self.stream),
        ]

    async def page(self, request: Request) -> Response:
        """The page."""
        return templates.TemplateResponse(request, "simulator.html", {"state": self._state()})

    async def state(self, request: Request) -> Response:
        """What the page shows around the phones."""
        return JSONResponse(self._state())

    async def move(self, request: Request) -> Response:
        """Move the clock; results come out by themselves when their time has come."""
        try:
            moved = Moved.model_validate_json(await request.body())
        except ValidationError:
            return _bad("Cette date ne se comprend pas : donnez-la comme 2026-11-05T10:00+01:00.")
        self._clock.move_to(self._moment(moved))
        follow_calendar(self._house)
        return JSONResponse(self._state())

    async def send(self, request: Request) -> Response:
        """A message from a phone, answered once it is committed; the reply comes by the stream."""
        try:
            sent = Sent.model_validate_json(await request.body())
        except ValidationError:
            return _bad("Message illisible : il a au plus 20 000 signes.")
        channel, _colon, address = sent.phone.partition(":")
        message = Incoming(
            "simulator", sent.id, channel, address, sent.text, sent.tap, sent.on, self._clock.now().timestamp()
        )
        try:
            await self._house.writer.heard(message)
        except TooManyWaiting:
            busy = {"error": "Trop de messages attendent : renvoyez celui-ci dans un instant."}
            return JSONResponse(busy, status_code=503, headers={"Retry-After": "1"})
        self._sender.wake()
        return JSONResponse({"ok": True})

    async def stream(self, request: Request) -> Response:
        """What is delivered to some phones, as server-sent events."""
        phones = [phone for phone in request.query_params.get("phones", "").split(",") if phone]
        return StreamingResponse(
            self._events(phones), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def _events(self, phones: list[str]) -> AsyncIterator[bytes]:
        yield b"retry: 1000\n\n"
        async for event in self._network.listen(phones):
            yield b"data: " + orjson.dumps(event) + b"\n\n" if event else b": still here\n\n"

    def _moment(self, moved: Moved) -> datetime:
        edition, now = self._edition(), self._clock.now()
        if moved.at:
            return moved.at if moved.at.tzinfo else moved.at.replace(tzinfo=edition.zone)
        if moved.days:
            return (now.astimezone(edition.zone) + timedelta(days=moved.days)).astimezone(edition.zone)
        span = edition.span_of(moved.phase) if moved.phase else None
        return span.opens + timedelta(hours=1) if span else now

    def _edition(self) -> Edition:
        with self._house.store.reading() as tx:
            return editions.find(tx)

    def _state(self) -> dict[str, Any]:
        edition = self._edition()
        now = self._clock.now().astimezone(edition.zone)
        return {
            "town": edition.town,
            "edition": edition.name,
            "demo": str(edition.id),
            "timezone": edition.timezone,
            "sms_number": edition.sms_number,
            "now": now.isoformat(timespec="seconds"),
            "phase": edition.phase_at(now),
            "phase_label": said(now_and_next(edition, now)),
            "calendar": [_span(span.phase, span.opens, span.closes, edition) for span in edition.spans],
            "people": PEOPLE,
            "price": float(settings().segment_price),
            "currency": edition.currency,
            "languages": edition.languages,
            "results_url": f"/results/{edition.slug}",
        }


def _span(phase: Phase, opens: datetime, closes: datetime, edition: Edition) -> dict[str, str]:
    ends = {name: at.astimezone(edition.zone).isoformat() for name, at in (("opens", opens), ("closes", closes))}
    return {"phase": phase, "label": PHASES[phase], **ends}


def _bad(sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status_code=400)
