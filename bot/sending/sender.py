"""Sends what waits in the outbox: leases it, hands it to the network of its channel, and records what came of it.

A crash between sending and recording sends a message once more, never once less.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.metrics import SENT
from bot.networks.base import ForumTopicShut, Network, OptedOut, Rejected, Throttled, Unreachable
from bot.sending.unasked import Sieve
from storage.database import residue
from storage.database.store import Store
from storage.messages import outbox
from storage.messages.buckets import Pace, hush
from storage.messages.outbox import State
from storage.messages.outgoing import Parcel
from storage.messages.secret_words import SECRET_WORDS
from storage.people import people, silences, traces
from storage.people.silences import Proof
from storage.relays import forum_topics
from storage.restoring import restores
from storage.sending import unasked

log = structlog.get_logger()

BATCH = 60
"""Messages leased at once: few enough to be sent well within a lease."""

PAUSE = 0.25
"""Seconds between two looks at the outbox when nobody says that something new waits."""

STORE_AWAY = 2.0
"""Seconds to wait when the store does not answer."""

SWEEP = 240
"""Looks between two sweeps of old secrets: about a minute."""

RENEWALS = 2
"""How often the words of votes are written into a new file after some were wiped, a sweep apart: who was reading at the
first has their old rows kept there. A process that starts does so too, for one that died in between."""

FAREWELL = 2.0
"""Seconds that messages under way have to end when we are stopped; then they are given back, sent or not."""

KINDS = ("alert", "service", "campaign")

PACES: Mapping[str, Pace] = {
    "telegram": Pace(rate=22, burst=8),  # 30 in the busiest second: what Telegram allows over all chats
    "sms": Pace(rate=10, burst=20),  # segments; what a French 09 number or short code usually carries
}
"""How fast each channel may go; replies and campaigns have a bucket each."""


class Sender:
    """Empties the outbox, as long as it runs."""

    def __init__(
        self, store: Store, clock: Clock, networks: Sequence[Network], paces: Mapping[str, Pace] = PACES
    ) -> None:
        """Sends what waits in *store* through the network of each channel; what has no network goes on waiting."""
        self._store = store
        self._clock = clock
        self._networks = {channel: network for network in networks for channel in network.channels}
        self._paces = {(channel, kind): {**PACES, **paces}[channel] for channel in self._networks for kind in KINDS}
        self._sieve = Sieve(store)
        self._renewals = RENEWALS
        self._new = asyncio.Event()

    def wake(self) -> None:
        """Something new waits."""
        self._new.set()

    async def run(self) -> None:
        """Send until cancelled; what was leased and not sent is given back."""
        looks = 0
        if self._store.is_sqlite:  # one process has the file, so whoever held a lease is dead
            await asyncio.to_thread(self._take_back)
        while True:
            self._new.clear()
            try:
                while await self.send_due():
                    pass
                if looks % SWEEP == 0:
                    await asyncio.to_thread(self._sweep)
            except SQLAlchemyError as error:  # the store restarts, or is busy: it is asked again
                log.error("the store does not answer", action="outbox", error=type(error).__name__)
                if _is_stopped():  # it failed as we were giving back: the leases lapse by themselves
                    raise asyncio.CancelledError from error
                await asyncio.sleep(STORE_AWAY)
            looks += 1
            await self._pause()

    async def send_due(self) -> int:
        """Send what is due now; how many messages that was."""
        parcels = await self._leased()
        if not parcels:
            return 0
        tasks = [asyncio.create_task(self._send(parcel)) for parcel in parcels]
        try:
            await asyncio.wait(tasks)
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=FAREWELL)
            raise
        finally:
            outcomes = [task.result() if task.done() and not task.cancelled() else None for task in tasks]
            await _to_its_end(self._record, parcels, outcomes)
        return len(parcels)

    async def _leased(self) -> list[Parcel]:
        """A lease; if we are stopped while it is being taken, it is given back."""
        lease = asyncio.create_task(asyncio.to_thread(self._lease))
        try:
            return await asyncio.shield(lease)
        except asyncio.CancelledError:
            parcels = await lease
            await asyncio.to_thread(self._record, parcels, [None] * len(parcels))
            raise

    async def _send(self, parcel: Parcel) -> str | Exception:
        """The network's id for the message, or why it has none."""
        try:
            return await self._networks[parcel.channel].send(parcel)
        except Exception as error:
            what = {"id": parcel.id, "channel": parcel.channel, "error": type(error).__name__}
            log.warning("not sent", action="send", **what)
            return error

    def _lease(self) -> list[Parcel]:
        now = self._clock.now()
        with self._store.writing() as tx:
            after = restores.waits_since(tx) or 0  # what waited in a backup was sent since, most likely
            ration = outbox.Ration(self._paces, BATCH, after)
            return outbox.lease(tx, self._store, ration, now, lambda rows: self._sieve.taken_back(tx, rows, now))

    def _record(self, parcels: Sequence[Parcel], outcomes: Sequence[str | Exception | None]) -> None:
        """What came of each, in one transaction; what was not tried goes back."""
        pairs = list(zip(parcels, outcomes, strict=True))
        refs = {parcel.id: outcome for parcel, outcome in pairs if isinstance(outcome, str)}
        untried = [parcel.id for parcel, outcome in pairs if outcome is None]
        for parcel, outcome in pairs:
            if outcome is None:
                continue
            SENT.labels(parcel.channel, "sent" if isinstance(outcome, str) else type(outcome).__name__).inc()
        with self._store.writing() as tx:
            if refs:
                outbox.sent(tx, refs, self._clock.now())
            if untried:
                outbox.give_back(tx, untried)
            for parcel, outcome in pairs:
                if isinstance(outcome, Exception):
                    self._mind(tx, parcel, outcome)

    def _mind(self, tx: Connection, parcel: Parcel, error: Exception) -> None:
        """Do what follows from an error: wait, be silent for ever, give up, or try again."""
        now, reason = self._clock.now(), f"{type(error).__name__}: {error}"
        match error:
            case Throttled(seconds=seconds, everyone=everyone):
                until = now + timedelta(seconds=seconds)
                outbox.put_off(tx, parcel.id, until, reason)
                if everyone:
                    hush(tx, parcel.channel, until)
            case OptedOut():
                outbox.put_off(tx, parcel.id, now, reason)  # taken back with all else that waits there
                self._silence(tx, parcel, reason)
            case Unreachable():
                outbox.give_up(tx, parcel.id, State.FAILED, reason)
                self._leave_alone(tx, parcel, reason)
            case ForumTopicShut(gone=gone):
                self._to_the_general_topic(tx, parcel, reason, gone)
            case Rejected():
                outbox.give_up(tx, parcel.id, State.FAILED, reason)
            case _:
                outbox.failed(tx, parcel.id, reason, now)

    def _silence(self, tx: Connection, parcel: Parcel, reason: str) -> None:
        """Whom it was for wants to hear nothing more there, unless they were erased meanwhile."""
        address_id, now = outbox.address_of(tx, parcel.id), self._clock.now()
        if address_id is not None:
            unasked.stop(tx, self._store, address_id, reason, now)
            silences.say(tx, self._store, address_id, Proof(True, reason, now))
            self._store.leave(tx, traces.of_silence(tx, self._store, address_id, True))

    def _to_the_general_topic(self, tx: Connection, parcel: Parcel, reason: str, gone: bool) -> None:
        """It goes to the general topic of the group at once; if that refused it, it is given up."""
        address_id = outbox.address_of(tx, parcel.id)
        if address_id is not None:
            forum_topics.shut(tx, address_id, gone=gone)
        if not parcel.message.forum_topic:
            return outbox.give_up(tx, parcel.id, State.FAILED, reason)
        forum_topics.to_the_general_one(tx, self._store, parcel)
        return outbox.put_off(tx, parcel.id, self._clock.now(), reason)

    def _leave_alone(self, tx: Connection, parcel: Parcel, reason: str) -> None:
        """The address takes no messages: nothing that nobody asked for goes there any more."""
        address_id, now = outbox.address_of(tx, parcel.id), self._clock.now()
        if address_id is not None:
            people.gone(tx, address_id, now)
            unasked.silenced(tx, self._store, reason, now, address_id)

    def _take_back(self) -> None:
        with self._store.writing() as tx:
            outbox.take_back(tx)

    def _sweep(self) -> None:
        with self._store.writing() as tx:
            wiped = outbox.forget_secrets(tx, self._clock.now())
        if wiped:
            log.info("words of votes wiped", action="sweep", rows=wiped)
            self._renewals = RENEWALS
        if self._renewals and not residue.renew(self._store, [SECRET_WORDS]):
            self._renewals -= 1
        residue.cut_log(self._store)

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PAUSE):
                await self._new.wait()


def _is_stopped() -> bool:
    """Whether we were asked to stop, whatever has happened to that since."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _to_its_end(work: Callable[..., None], *words: Any) -> None:
    """*work* done in a thread, to its end also if we are stopped meanwhile: the process may die as soon as we end."""
    task = asyncio.create_task(asyncio.to_thread(work, *words))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
