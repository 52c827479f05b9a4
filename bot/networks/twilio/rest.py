"""Twilio's REST API from our event loop: its own client in threads, a client to each.

Why threads: with aiohttp of today the library's asynchronous client warns of what will cease to work, and ignores the
timeout it is given. Why a client to each thread: one client keeps the newest answer in itself, so that two threads
could get each other's.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from bot.networks.twilio.account import Account

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds to connect, and again to wait for the answer: together well within the outbox's lease."""

THREADS = 60
"""Calls at once: as many as the outbox leases, so that none waits for another beyond its lease."""


class TwilioRest:
    """The API of one account. Close it at the end."""

    def __init__(self, account: Account, patience: float = PATIENCE) -> None:
        """Calls for *account*; each waits at most *patience* seconds, twice."""
        self._account = account
        self._patience = patience
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="twilio")
        self._of_thread = threading.local()
        self._opened: list[TwilioHttpClient] = []

    async def call(self, act: Callable[[Any], T]) -> T:
        """What *act* gets from the API's client, which it is given. Raises what the client raises.

        A call on its way cannot be called back: who is cancelled meanwhile is so at its end.
        """
        going = self._begun(act)
        try:
            return await asyncio.shield(going)
        except asyncio.CancelledError:
            await asyncio.wait([going])
            raise

    async def outcome(self, act: Callable[[Any], T]) -> T:
        """The same for who has to know what came of it, and ends by that: they get it, also if they are cancelled."""
        going = self._begun(act)
        try:
            return await asyncio.shield(going)
        except asyncio.CancelledError:
            return await going

    def _begun(self, act: Callable[[Any], T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._pool, lambda: act(self._client()))

    def close(self) -> None:
        """Finish the calls under way, and hang up."""
        self._pool.shutdown()
        for http in self._opened:
            http.session.close()

    def _client(self) -> Any:
        if not hasattr(self._of_thread, "client"):
            self._of_thread.client = self._new_client()
        return self._of_thread.client

    def _new_client(self) -> Any:
        http = TwilioHttpClient(timeout=self._patience)
        self._opened.append(http)
        client = Client(self._account.sid, self._account.token, http_client=http)
        client.api.base_url = self._account.api_base
        return client
