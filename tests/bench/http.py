"""The same over HTTP: a real server process with a plain endpoint, and a client that costs as little as it can."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.turn.house import seldom_collect_garbage
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from storage.database.store import Store
from storage.database.vault import Vault
from tests.conftest import HandClock
from tests.support.stores import SECRET

PORT = 8199


@contextmanager
def server(url: str) -> Iterator[None]:
    """The endpoint, in a process of its own, over the store at *url*."""
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.http", url])
    time.sleep(2.5)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


class Connections:
    """Keep-alive connections, handed from one caller to the next."""

    def __init__(self) -> None:
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def answer(self, message: Incoming) -> str:
        """Post *message*, and read the reply."""
        reader, writer = self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", PORT)
        body = orjson.dumps([message.id, message.address, message.text])
        writer.write(b"POST /hear HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        text = (await reader.readexactly(length)).decode()
        self._free.append((reader, writer))
        return text

    def close(self) -> None:
        """Hang up."""
        for _reader, writer in self._free:
            writer.close()


def _serve(url: str) -> None:
    seldom_collect_garbage()
    writer = Writer(Turns(Store(url, Vault(SECRET)), HandClock()).hear)

    async def hear(request: Request) -> Response:
        id, address, text = orjson.loads(await request.body())
        heard = await writer.heard(Incoming("bench", id, "sms", address, text, carries=9))
        return PlainTextResponse("\n".join(reply.text for reply in heard.replies))

    app = Starlette(routes=[Route("/hear", hear, methods=["POST"])])
    uvicorn.run(app, port=PORT, log_level="warning", access_log=False)


if __name__ == "__main__":
    _serve(sys.argv[1])
