"""A bot that only listens, to try the fakes' webhooks on: it keeps what it is sent and answers what it is told to."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.fakes.bodies import Json, read_body
from tests.fakes.faults import Fault
from tests.fakes.server import FakeServer
from tests.fakes.staging import REAL_TIME

_PATIENCE = 5.0
"""Seconds a test waits for what should come."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A request the ear got."""

    url: str
    headers: Headers
    values: Json


class Ear(FakeServer):
    """Takes any POST; what it is told to answer comes first, then 200 without a word."""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        super().__init__(REAL_TIME)
        self.posted: list[Posted] = []
        self._answers: deque[Response] = deque()

    def routes(self) -> list[Route]:
        """Any address."""
        return [Route("/{path:path}", self._hear, methods=["POST"])]

    def refusal(self, fault: Fault) -> Response:
        """A bare status."""
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
        return Response(status_code=int(fault.answer), headers=headers)

    def answers(self, content: str, content_type: str = "application/json") -> None:
        """Answer this to the next request that is not answered yet."""
        self._answers.append(Response(content, media_type=content_type))

    def gets(self, number: int) -> list[Posted]:
        """The requests, once there are *number* of them."""
        got = self.bell.wait(lambda: self.posted if len(self.posted) >= number else None, _PATIENCE)
        assert got is not None, f"The ear waited for {number} requests and got {len(self.posted)}."
        return list(got)

    async def _hear(self, request: Request) -> Response:
        body = read_body(request.headers.get("Content-Type", ""), await request.body())

        async def act() -> Response:
            with self.bell.lock:
                self.posted.append(Posted(str(request.url), request.headers, body.values))
                self.bell.ring()
                return self._answers.popleft() if self._answers else Response()

        return await self.meet(request, request.url.path, act)
