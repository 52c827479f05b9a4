"""`portevoix run`, `web` and `worker`: the processes of an installation."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
import uvicorn
from starlette.applications import Starlette

from bot.commands.shared import err
from bot.house import house, open_store
from bot.outbox import Sender
from bot.settings import settings
from bot.web.app import app_of

GRACE = 2
"""Seconds that open streams have to end when the server stops."""

Host = Annotated[str | None, typer.Option(help="Address to listen on; HOST or 127.0.0.1 if left out.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; PORT or 8000 if left out.")]


def run(host: Host = None, port: Port = None) -> None:
    """Run everything in one process: all that a small town on SQLite needs."""
    web(host, port)


def web(host: Host = None, port: Port = None) -> None:
    """Serve the public pages and the open data."""
    with house(open_store()) as found:
        serve(app_of(found), host, port)


def worker() -> None:
    """Keep the store tidy: wipe the words of votes once they have been sent."""
    with house(open_store()) as found:
        err.print("Working; stop with Ctrl+C.")
        asyncio.run(Sender(found.store, found.clock, ()).run())


def serve(app: Starlette, host: str | None = None, port: int | None = None) -> None:
    """Serve *app* until it is told to stop."""
    found = settings()
    uvicorn.run(
        app,
        host=host or found.host,
        port=port or found.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE,
    )
