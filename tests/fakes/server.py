"""What both fakes are: an HTTP server in a thread of its own, that fails on demand and sends to the bot."""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
import threading
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import lru_cache
from typing import Any, Self

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.fakes.bell import Bell
from tests.fakes.faults import Answer, Fault, Faults
from tests.fakes.staging import Staging

_POLL = 0.01
"""How often a connection without answer looks whether the caller has gone, in seconds."""

_FAREWELL = 1.0
"""Seconds that calls have to end when it stops."""

_transports: dict[Any, asyncio.Transport] = {}
"""The open connections by the caller's address and port: to be cut, which no ASGI message can do."""


class _Cuttable(H11Protocol):
    """uvicorn's connection, remembered so that it can be cut."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn declares it
        super().connection_made(transport)
        # Without it each answer, sent as head and body, waits 40 ms for the caller's acknowledgement of the head.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _transports[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _transports.pop(self.client, None)
        super().connection_lost(exc)


class FakeServer(ABC):
    """A server on 127.0.0.1, used as `with FakeTelegram() as fake:`."""

    def __init__(self, staging: Staging) -> None:
        """Take the port."""
        self.pace, self.clock, self.chance = staging.pace, staging.clock, random.Random(staging.seed)
        self.bell = Bell()
        self.faults = Faults()
        self.met: list[Fault] = []
        """The faults that calls have met, in order."""
        self.oddities: list[str] = []
        """What the provider would let pass, though it is surely a slip: an unknown parameter, say."""
        self._socket = _listen(staging.port)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: httpx.AsyncClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready, self._stopping = threading.Event(), False
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    @abstractmethod
    def routes(self) -> list[Route]:
        """What it answers to."""

    @abstractmethod
    def refusal(self, fault: Fault) -> Response:
        """The provider's answer to a call that fails as *fault* says."""

    def start(self) -> None:
        """Serve, until `stop`."""
        self._thread.start()
        self._ready.wait()
        assert self._loop is not None, f"{type(self).__name__} could not start."

    def stop(self) -> None:
        """Answer no more; whoever waits for an answer is let go."""
        self._stopping = True
        self.bell.ring()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._told_to_stop.set)
            self._thread.join()
        self._socket.close()

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop it."""
        self.stop()

    def will(self, fault: Fault | Answer) -> None:
        """Fail so at the next calls; *fault* as a mere answer, at the next one, whatever it calls."""
        with self.bell.lock:
            self.faults.add(replace(fault) if isinstance(fault, Fault) else Fault(fault))

    def recovers(self) -> None:
        """Forget the faults that were to come."""
        with self.bell.lock:
            self.faults.clear()

    @property
    def stopping(self) -> bool:
        """Whether it is about to stop."""
        return self._stopping

    @property
    def client(self) -> httpx.AsyncClient:
        """What it calls the bot with; for its own tasks only."""
        assert self._client is not None
        return self._client

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Have *work* done on the server's loop, from whatever thread; it ends with the server at the latest."""
        if self._loop is None:
            work.close()
            raise RuntimeError("Start the fake first: `with FakeTelegram() as fake:`, or `fake.start()`.")
        self._loop.call_soon_threadsafe(self._begin, work)

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Call *act* after so many seconds, multiplied by the pace."""
        self.spawn(self._after(seconds, act))

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds, multiplied by the pace."""
        await asyncio.sleep(seconds * self.pace)

    def patience(self, seconds: float) -> float:
        """How long it waits for the bot's answer: by the pace, but a bot is never hurried below a second."""
        return max(seconds * self.pace, 1.0)

    async def meet(self, request: Request, method: str, act: Callable[[], Awaitable[Response]]) -> Response:
        """The answer to a call of *method*: what *act* answers, unless a fault comes first."""
        with self.bell.lock:
            fault = self.faults.next_for(method)
            if fault is not None:
                self.met.append(fault)
                self.bell.ring()
        if fault is None:
            return await act()
        if fault.acting:
            await act()
        if fault.answer == "drop":
            _transports[tuple(request.scope["client"])].abort()
        if isinstance(fault.answer, int):
            return self.refusal(fault)
        while not self._stopping and not await request.is_disconnected():  # noqa: ASYNC110 # who leaves sets no event
            await asyncio.sleep(_POLL)
        return Response(status_code=503)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        """Serve until told to stop; uvicorn's own server would take two tenths of a second to do so."""
        loop, self._told_to_stop = asyncio.get_running_loop(), asyncio.Event()
        app = Starlette(routes=self.routes())
        config = uvicorn.Config(app, ws="none", lifespan="off", log_config=None, access_log=False)
        state = ServerState()
        async with httpx.AsyncClient(trust_env=False, verify=_certificates()) as self._client:
            server = await loop.create_server(lambda: _Cuttable(config, state, {}), sock=self._socket)
            self._loop = loop
            self._ready.set()
            await self._told_to_stop.wait()
            server.close()
            await _turns_of_the_loop()  # what was being accepted becomes a connection, to be closed like the others
            await _leave(state)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A slip of the fake itself must not pass unseen."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self.oddities.append(f"The fake itself failed: {error!r}")
            raise error

    async def _after(self, seconds: float, act: Callable[[], None]) -> None:
        await self.sleep(seconds)
        act()


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise OSError(f"Port {port} of this machine cannot be used ({error}): choose another with --port.") from error


async def _turns_of_the_loop() -> None:
    """Let everything that is due have its turn."""
    for _turn in range(5):
        await asyncio.sleep(0)


async def _leave(state: ServerState) -> None:
    """Let the calls that are being answered end, shortly, and close every connection."""
    for connection in list(state.connections):
        connection.shutdown()
    if state.tasks:
        await asyncio.wait(state.tasks, timeout=_FAREWELL)
    for transport in [connection.transport for connection in state.connections]:
        transport.abort()
    await _turns_of_the_loop()


@lru_cache
def _certificates() -> ssl.SSLContext:
    """Those that https is checked with; reading them takes longer than starting a fake."""
    return ssl.create_default_context()
