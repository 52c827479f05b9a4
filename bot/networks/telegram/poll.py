"""Long polling: we ask Telegram for updates, and ask for the next only once those we got are committed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from aiogram.methods import DeleteWebhook

from bot.networks.telegram.api import AWAY, PATIENCE, REFUSED, WAITS, Backoff, GetRawUpdates
from bot.networks.telegram.intake import STORE_AWAY, Listener

log = structlog.get_logger()

POLL = 30
"""Seconds that Telegram may hold a request in which it has nothing to say."""


async def poll(listener: Listener, waits: Sequence[float] = WAITS) -> None:
    """Hear until cancelled; replies go to the outbox.

    Whatever is not committed, Telegram gives again; what it gives twice is heard once. Raises TokenRefused.
    """
    patience = Backoff(waits)
    offset: int | None = None
    has_webhook = True
    while True:
        try:
            if has_webhook:
                await listener.bot(DeleteWebhook(drop_pending_updates=False))
                has_webhook = False
            offset = await _round(listener, offset)
        except (*AWAY, *REFUSED, *STORE_AWAY) as error:
            # A conflict may be a webhook that someone set meanwhile, as well as a second process that polls.
            has_webhook = True
            await patience.wait(error)
        else:
            patience.succeeded()


async def _round(listener: Listener, offset: int | None) -> int | None:
    """Hear what there is, once there is room; the offset that confirms it is told to Telegram with the next request."""
    await listener.room()
    ask = GetRawUpdates(offset=offset, timeout=POLL, allowed_updates=listener.kinds)
    updates = await listener.bot(ask, request_timeout=POLL + PATIENCE)
    outcomes = await asyncio.gather(*(_heard(listener, raw) for raw in updates), return_exceptions=True)
    for raw, outcome in zip(updates, outcomes, strict=True):
        if isinstance(outcome, (*AWAY, *STORE_AWAY)):
            raise outcome
        if isinstance(outcome, BaseException):
            log.error("not heard", action="telegram_poll", update=raw["update_id"], exc_info=outcome)
    return int(updates[-1]["update_id"]) + 1 if updates else offset


async def _heard(listener: Listener, raw: dict[str, Any]) -> None:
    """One update heard, and what cannot wait for the outbox said."""
    for call in await listener.hear(raw, carries=0, patient=True):
        await listener.call(call)
