"""Public pages, made once for each version of what they show, however many ask at once.

A page is made in a thread: neither the event loop nor the writer waits for it. Who asks meanwhile waits for the same
making; who has the page already (`If-None-Match`) is told so, and gets nothing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

MOST = 64
"""Pages kept in memory: those that people look at in one evening."""

A_MINUTE = "public, max-age=60"
"""How long others may keep a page: a result that was just published is seen within a minute."""

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it is sent, and the mark by which a browser knows that it has it."""

    body: bytes
    kind: str
    mark: str


class MadeOnce:
    """The pages of a process."""

    def __init__(self) -> None:
        """None is made yet."""
        self._made: OrderedDict[Key, asyncio.Task[Leaf]] = OrderedDict()

    async def answer(self, request: Request, key: Key, make: Callable[[], bytes], kind: str) -> Response:
        """The page called *key*, by *make* if nobody has made it. Raises what *make* raises, and then keeps nothing."""
        leaf = await self._leaf(key, make, kind)
        headers = {"etag": leaf.mark, "cache-control": A_MINUTE}
        known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
        if leaf.mark in known or "*" in known:
            return Response(status_code=304, headers=headers)
        return Response(leaf.body, media_type=leaf.kind, headers=headers)

    async def _leaf(self, key: Key, make: Callable[[], bytes], kind: str) -> Leaf:
        task = self._made.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            self._made[key] = task = asyncio.create_task(asyncio.to_thread(_leaf_of, make, kind))
        self._made.move_to_end(key)
        while len(self._made) > MOST:
            self._made.popitem(last=False)
        return await asyncio.shield(task)  # one who goes away does not stop it for the others


def _leaf_of(make: Callable[[], bytes], kind: str) -> Leaf:
    body = make()
    return Leaf(body, kind, f'"{sha256(body).hexdigest()[:32]}"')
