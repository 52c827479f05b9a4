"""`portevoix demo`: a sample town, two phones on a web page, nothing to set up."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from starlette.applications import Starlette

from bot.commands.serve import Host, Port, serve
from bot.commands.shared import err
from bot.jobs import JOBS
from bot.networks.simulator import Simulator
from bot.practice.demo import FOLDER, demo_clock, demo_store
from bot.sending.sender import Sender
from bot.service import running
from bot.settings import settings
from bot.turn.house import House, house, understanding
from bot.turn.ticker import Room, tick
from bot.turn.turns import Turns
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
    with house(store, clock) as opened, understanding(opened, wanted=settings().meaning == "on"):
        network = Simulator()
        sender = Sender(store, clock, [network])
        page = SimulatorPage(opened, clock, network, sender)
        app = app_of(opened, *page.routes())
        app.router.lifespan_context = _working(opened, sender)
        err.print(f"The demo is at http://{host or settings().host}:{port or settings().port} (stop with Ctrl+C).")
        serve(app, host, port)


def _working(house: House, sender: Sender):  # type: ignore[no-untyped-def]
    """What runs as long as the page is served: sending, and the jobs of the clock."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        room = Room(house.store, house.clock, Turns(house.store, house.clock))
        async with running(sender.run()), running(tick(room, JOBS, sender.wake)):
            yield

    return lifespan
