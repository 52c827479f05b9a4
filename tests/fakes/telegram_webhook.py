"""Telegram's side of a webhook: one update a request, again and again until it is taken."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Awaitable, Callable

import httpx

from tests.fakes.bodies import Body, Json, read_body
from tests.fakes.server import FakeServer
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_errors import bad_request
from tests.fakes.telegram_updates import Update, Updates

_GIVES_UP_AFTER = 60.0
"""Seconds the bot has to answer, as in the Bot API server."""

_MORE_PATIENCE, _MOST_PATIENCE = 2.0, 60.0
"""After errors it waits 0, 2, 4 … seconds, and never longer than this."""


class Webhook:
    """Where updates go, with which secret, and how that went."""

    def __init__(self, server: FakeServer, updates: Updates, perform: Callable[[str, Body], Awaitable[object]]) -> None:
        """*perform* makes the call that the bot puts in its answer."""
        self._server, self._updates, self._perform = server, updates, perform
        self._secret = ""
        self._error: Json = {}
        self._connections = 40
        self._queues: dict[str, deque[Update]] = {}
        updates.deliver = self._enqueue

    def set(self, call: Call) -> bool:
        """`setWebhook`; unlike the real one it takes http as well as https, for bots on the same machine."""
        url, secret = call.text("url", ""), call.text("secret_token", "")
        if url and not url.startswith(("https://", "http://")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        self._drop(call)
        if call.has("allowed_updates"):
            self._updates.allowed = list(call.structure("allowed_updates"))
        self._updates.webhook, self._secret, self._error = url, secret, {}
        self._connections = call.integer("max_connections", 40)
        for update in list(self._updates.pending.values()) if url else ():
            self._enqueue(update)
        return True

    def delete(self, call: Call) -> bool:
        """`deleteWebhook`."""
        self._drop(call)
        self._updates.webhook, self._secret, self._error = "", "", {}
        return True

    def info(self) -> Json:
        """`getWebhookInfo`."""
        info: Json = {
            "url": self._updates.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self._updates.webhook:
            info |= {"max_connections": self._connections, "ip_address": "127.0.0.1"}
        return info | self._error | ({"allowed_updates": self._updates.allowed} if self._updates.allowed else {})

    def _drop(self, call: Call) -> None:
        self._queues.clear()
        if call.flag("drop_pending_updates"):
            self._updates.pending.clear()

    def _enqueue(self, update: Update) -> None:
        """Behind the others of its queue; queues know nothing of each other."""
        waiting = self._queues.get(update.queue)
        if waiting is not None:
            return waiting.append(update)
        self._queues[update.queue] = deque([update])
        self._server.spawn(self._empty(update.queue, self._queues[update.queue]))
        return None

    async def _empty(self, name: str, waiting: deque[Update]) -> None:
        """Deliver what waits in a queue, in order, until nothing is left or the webhook is another."""
        patience = 0.0
        while waiting and self._queues.get(name) is waiting:
            taken, asked_to_wait = await self._deliver(waiting[0])
            if self._queues.get(name) is not waiting:
                return
            if taken:
                patience = 0.0
                self._taken(name, waiting)
                continue
            await self._server.sleep(max(patience, asked_to_wait))
            patience = min(patience + _MORE_PATIENCE, _MOST_PATIENCE)

    def _taken(self, name: str, waiting: deque[Update]) -> None:
        with self._server.bell.lock:
            self._updates.confirm(waiting[0])
            if waiting[0].copies <= 0:
                waiting.popleft()
            if not waiting:
                del self._queues[name]
            self._server.bell.ring()

    async def _deliver(self, update: Update) -> tuple[bool, float]:
        """Whether the bot took it, and the seconds it asks to be left alone if not."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        patience = self._server.patience(_GIVES_UP_AFTER)
        try:
            answer = await self._server.client.post(
                self._updates.webhook, json=update.body, headers=headers, timeout=patience
            )
        except httpx.TimeoutException:
            return self._failed("Read timeout expired")
        except httpx.TransportError:
            return self._failed("Connection refused")
        if not answer.is_success:
            return self._failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}", answer)
        await self._perform_answer(answer)
        return True, 0.0

    def _failed(self, why: str, answer: httpx.Response | None = None) -> tuple[bool, float]:
        with self._server.bell.lock:
            self._error = {"last_error_date": int(self._server.clock()), "last_error_message": why}
            self._server.bell.ring()
        seconds = answer.headers.get("Retry-After", "") if answer is not None else ""
        return False, float(seconds) if seconds.isdecimal() else 0.0

    async def _perform_answer(self, answer: httpx.Response) -> None:
        """The call in the bot's answer, if there is one; its result is told to nobody."""
        try:
            body = read_body(answer.headers.get("Content-Type", ""), answer.content)
        except ValueError:
            return
        method = body.values.pop("method", "")
        if method:
            await self._perform(str(method), body)
