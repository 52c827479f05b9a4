"""Sends what waits in the outbox: leases it, hands it to the network of its channel, and records what came of it.

A crash between sending and recording sends a message once more, never once less.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog

from bot.channels.base import Outgoing
from bot.clock import Clock
from storage import outbox
from storage.outbox import Leased
from storage.store import Store

log = structlog.get_logger()

BATCH = 100
"""Messages leased at once: few enough to be sent well within a lease."""

PAUSE = 1.0
"""Seconds between two looks at the outbox when nobody says that something new waits."""

SWEEP = 60
"""Pauses between two sweeps of old secrets."""


class Network(Protocol):
    """What carries messages to phones."""

    @property
    def channels(self) -> Sequence[str]:
        """The channels it carries."""

    async def send(self, id: int, channel: str, address: str, message: Outgoing) -> None:
        """Hand *message* over; *id* is ours, the same if it must be sent again. Raises what kept it from being sent."""


class Sender:
    """Empties the outbox, as long as it runs."""

    def __init__(self, store: Store, clock: Clock, network: Network) -> None:
        """Sends what waits in *store* through *network*."""
        self._store = store
        self._clock = clock
        self._network = network
        self._new = asyncio.Event()

    def wake(self) -> None:
        """Something new waits."""
        self._new.set()

    async def run(self) -> None:
        """Send until cancelled; what was leased and not sent is given back."""
        looks = 0
        while True:
            self._new.clear()
            while await self.send_due():
                pass
            if looks % SWEEP == 0:
                await asyncio.to_thread(self._sweep)
            looks += 1
            await self._pause()

    async def send_due(self) -> int:
        """Send what is due now; how many messages that was."""
        leased = await asyncio.to_thread(self._lease)
        sent: list[int] = []
        try:
            for message in leased:
                if await self._send(message):
                    sent.append(message.id)
        finally:
            if sent:
                await asyncio.shield(asyncio.to_thread(self._record, sent))
        return len(leased)

    async def _send(self, leased: Leased) -> bool:
        try:
            message = Outgoing.from_json(leased.words)
            await self._network.send(leased.id, leased.channel, leased.address, message)
        except Exception as error:
            log.warning("not sent", action="send", id=leased.id, channel=leased.channel, tries=leased.tries, error=repr(error))
            await asyncio.to_thread(self._failed, leased, repr(error))
            return False
        return True

    def _lease(self) -> list[Leased]:
        with self._store.writing() as tx:
            return outbox.lease(tx, self._store, self._network.channels, BATCH, self._clock.now())

    def _record(self, sent: list[int]) -> None:
        with self._store.writing() as tx:
            outbox.sent(tx, sent)

    def _failed(self, leased: Leased, reason: str) -> None:
        with self._store.writing() as tx:
            outbox.failed(tx, leased.id, leased.tries, reason, self._clock.now())

    def _sweep(self) -> None:
        with self._store.writing() as tx:
            wiped = outbox.forget_secrets(tx, self._clock.now())
        if wiped:
            log.info("words of votes wiped", action="sweep", rows=wiped)

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._new.wait(), timeout=PAUSE)
        except TimeoutError:
            return
