"""`portevoix run`, `web` and `worker`: the processes of an installation."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn
from prometheus_client import start_http_server
from starlette.applications import Starlette

from bot.clock import Clock
from bot.commands.shared import err
from bot.jobs import JOBS, WRITES_HOUR
from bot.metrics import REGISTRY
from bot.sending.sender import Sender
from bot.service import Ears, channels_of, ended, networks_of, running
from bot.settings import settings
from bot.turn.house import PATIENCE, House, house, patient_store, understanding
from bot.turn.run_lock import only_run
from bot.turn.ticker import Room, tick
from bot.turn.turns import Turns
from bot.web.app import app_of
from bot.web.patience import HangsUp
from storage.restoring import marks

GRACE = 5
"""Seconds that requests and open streams have to end when the server stops."""

Host = Annotated[str | None, typer.Option(help="Address to listen on; HOST or 127.0.0.1 if left out.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; PORT or 8000 if left out.")]
Patience = Annotated[float, typer.Option(help="Seconds to wait for a database that does not answer yet.")]


def run(host: Host = None, port: Port = None, patience: Patience = PATIENCE) -> None:
    """Run everything in one process: all that a small town on SQLite needs."""
    patient_store(patience).close()  # that it is there, and up to date, is told before anything is locked
    with only_run(settings().database_url, Clock().now()):
        _serve_house(host, port, patience, sends=True)


def web(host: Host = None, port: Port = None, patience: Patience = PATIENCE) -> None:
    """Hear what people write, and serve the public pages; `worker` sends what does not go out with the answer."""
    _serve_house(host, port, patience, sends=False)


def worker(patience: Patience = PATIENCE) -> None:
    """Send what waits in the outbox, and do what the clock asks: news, reminders, erasing what was kept long enough."""
    with _kept_house(patience) as house:
        err.print(f"Sending by {_names(house)}; stop with Ctrl+C.")
        if settings().metrics_port:
            start_http_server(settings().metrics_port, settings().host, registry=REGISTRY)
        asyncio.run(_send(house))


def serve(app: Starlette, host: str | None = None, port: int | None = None) -> None:
    """Serve *app* until it is told to stop."""
    usual = settings()
    host, port = host or usual.host, port or usual.port
    err.print(f"Listening on http://{host}:{port} (stop with Ctrl+C).")
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=HangsUp,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE,
    )


def _serve_house(host: str | None, port: int | None, patience: float, *, sends: bool) -> None:
    with _kept_house(patience) as house, understanding(house, wanted=settings().meaning == "on"):
        err.print(f"Hearing by {_names(house)}.")
        serve(_app(house, sends=sends), host, port)


@contextmanager
def _kept_house(patience: float) -> Iterator[House]:
    """The house of the settings; whether its store went back in time is known before anybody is heard."""
    with house(patient_store(patience), channels=channels_of(settings())) as opened:
        marks.keep(opened.store, Path(settings().keepsake), opened.clock.now)
        yield opened


def _app(house: House, *, sends: bool) -> Starlette:
    """The application of *house*, with what runs as long as it does."""
    senders: list[Sender] = []

    def wake() -> None:
        for sender in senders:
            sender.wake()

    ears = Ears(house, settings(), wake)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if sends:
                networks = await stack.enter_async_context(networks_of(settings()))
                senders.append(Sender(house.store, house.clock, networks))
                await stack.enter_async_context(running(senders[0].run()))
            await stack.enter_async_context(running(tick(_room(house), JOBS if sends else (WRITES_HOUR,), wake)))
            await stack.enter_async_context(ears.listening())
            yield

    app = app_of(house, *ears.routes(), public_url=settings().public_url)
    app.router.lifespan_context = lifespan
    return app


async def _send(house: House) -> None:
    """Send until told to stop; what was leased and not sent is given back."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    async with networks_of(settings()) as networks:
        sender = Sender(house.store, house.clock, networks)
        async with running(tick(_room(house), JOBS, sender.wake)):
            await _until(stop, sender.run())


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """*work*, until that is set. Raises what ends it before."""
    task, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
    if not stopped.done():
        stopped.cancel()
        return task.result()
    return await ended([task])


def _room(house: House) -> Room:
    return Room(house.store, house.clock, Turns(house.store, house.clock), Decimal(settings().segment_price))


def _names(house: House) -> str:
    return " and ".join(house.channels) or "no channel yet (set TELEGRAM_TOKEN or TWILIO_ACCOUNT_SID)"
