"""`portevoix demo`: a sample town, two phones on a web page, nothing to set up."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Annotated

import typer
from starlette.applications import Starlette

from bot.commands.serve import Host, Port, serve
from bot.commands.shared import err
from bot.demo import FOLDER, demo_clock, demo_store
from bot.house import house
from bot.networks.simulator import Simulator
from bot.outbox import Sender
from bot.settings import settings
from bot.web.app import app_of
from bot.web.simulator import SimulatorPage


def demo(
    host: Host = None,
    port: Port = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget everything first.")] = False,
) -> None:
    """Serve the demo: open the address it prints, and talk to the town on two phones."""
    if fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    store = demo_store()
    clock = demo_clock(store)
    with house(store, clock) as found:
        network = Simulator()
        sender = Sender(store, clock, [network])
        page = SimulatorPage(found, clock, network, sender)
        app = app_of(found, *page.routes())
        app.router.lifespan_context = _sending(sender)
        err.print(f"The demo is at http://{host or settings().host}:{port or settings().port} (stop with Ctrl+C).")
        serve(app, host, port)


def _sending(sender: Sender):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(sender.run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    return lifespan
