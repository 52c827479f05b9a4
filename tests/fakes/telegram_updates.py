"""The updates that wait for the bot, and how it fetches them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.bodies import Json
from tests.fakes.server import FakeServer
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_errors import USUAL, ApiError

_ASKED_FOR_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that come only to a bot that names them."""

_WEBHOOK_IS_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

_MOST = 100
"""Updates an answer holds."""


@dataclass
class Update:
    """Something that happened, and how often it is still to be delivered."""

    id: int
    kind: str  # the API's name of the field: message, callback_query …
    content: Json
    copies: int = 1

    @property
    def body(self) -> Json:
        """As the bot gets it."""
        return {"update_id": self.id, self.kind: self.content}

    @property
    def queue(self) -> str:
        """Within a queue the real server keeps the order; a person's taps and texts are in two different ones."""
        chat = self.content.get("chat") or self.content.get("message", {}).get("chat") or self.content.get("from", {})
        return f"{chat.get('id')} {self.kind == 'callback_query'}"


class Updates:
    """What is pending, by update_id; the bell's lock is held by whoever calls."""

    def __init__(self, server: FakeServer, first_id: int) -> None:
        """Ids grow from *first_id*."""
        self._server = server
        self._next_id = first_id
        self._polls = 0
        self.pending: dict[int, Update] = {}
        self.allowed: list[str] = []
        self.webhook = ""
        self.deliver: Callable[[Update], None] = lambda update: None
        """What to do with a new update while there is a webhook."""

    def happen(self, kind: str, content: Json) -> Update | None:
        """Make an update; None if the bot has not asked for that kind."""
        if (self.allowed and kind not in self.allowed) or (not self.allowed and kind in _ASKED_FOR_ONLY):
            return None
        self._next_id += 1
        return Update(self._next_id, kind, content)

    def queue(self, updates: list[Update], copies: int) -> None:
        """Have *updates* wait for the bot; one that polls sees them in this order, though they happened in another."""
        ids = [update.id for update in updates] if self.webhook else sorted(update.id for update in updates)
        for update_id, update in zip(ids, updates, strict=True):
            update.id, update.copies = update_id, copies
            self.pending[update_id] = update
            if self.webhook:
                self.deliver(update)
        self._server.bell.ring()

    def confirm(self, update: Update) -> None:
        """The bot has had it once."""
        update.copies -= 1
        if update.copies <= 0:
            self.pending.pop(update.id, None)

    async def poll(self, call: Call) -> list[Json]:
        """What is pending from `offset` on, waiting up to `timeout` seconds; all before `offset` is confirmed."""
        with self._server.bell.lock:
            if self.webhook:
                raise ApiError(409, _WEBHOOK_IS_ACTIVE)
            self._polls += 1
            mine = self._polls
            self._forget_before(call.integer("offset", 0))
            if call.has("allowed_updates"):
                self.allowed = list(call.structure("allowed_updates"))
        limit = min(max(call.integer("limit", _MOST), 1), _MOST)
        self._server.bell.ring()
        updates = await self._server.bell.wait_async(
            lambda: self._found(mine, limit), call.integer("timeout", 0) * self._server.pace
        )
        return updates or []

    def _found(self, mine: int, limit: int) -> list[Json] | None:
        if mine != self._polls:
            raise ApiError(409, USUAL[409])
        bodies = [self.pending[update_id].body for update_id in sorted(self.pending)[:limit]]
        return bodies or ([] if self._server.stopping else None)

    def _forget_before(self, offset: int) -> None:
        """A negative *offset* counts from the end of the queue."""
        if offset < 0:
            offset = min(sorted(self.pending)[offset:], default=0)
        for update in [update for update in self.pending.values() if update.id < offset]:
            self.confirm(update)
