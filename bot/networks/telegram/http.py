"""The HTTP that python-telegram-bot sends through: aiohttp, which carries several times what its own httpx does."""

from __future__ import annotations

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

PATIENCE = 20.0
"""Seconds that a call may take: less than the outbox's lease, so that nobody else sends the message meanwhile."""

CONNECTIONS = 60
"""Calls under way at once: what the outbox leases at once."""


class AiohttpRequest(BaseRequest):
    """Posts parameters, which is all that texts need; the connections are opened at the first call.

    Errors name their kind only: in aiohttp's own words they would name the address, and the token in it.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        """A call may take *patience* seconds unless it says otherwise."""
        self._patience = patience
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long a call may take, in seconds."""
        return self._patience

    async def initialize(self) -> None:
        """Nothing yet: a session belongs to the event loop that uses it."""

    async def shutdown(self) -> None:
        """Hang up."""
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913  # python-telegram-bot calls it so
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises TimedOut, NetworkError."""
        if self._session is None:
            self._session = ClientSession(connector=TCPConnector(limit=CONNECTIONS))
        patience = ClientTimeout(total=read_timeout if isinstance(read_timeout, int | float) else self._patience)
        data = request_data.json_parameters if request_data else None
        try:
            async with self._session.request(method, url, data=data, timeout=patience) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except ClientError as error:
            raise NetworkError(type(error).__name__) from None
