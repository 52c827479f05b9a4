"""A town on SMS for the tests: a real house behind real HTTP, and a fake Twilio that calls it by its public address."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from sqlalchemy import Table, func, select
from starlette.applications import Starlette
from twilio.request_validator import RequestValidator

from bot.networks.sms.intake import SmsDoor
from bot.networks.twilio.account import Account
from bot.networks.twilio.webhooks import TwilioIn
from bot.turn.house import House, house
from bot.web.app import app_of
from storage.database.store import Store
from storage.messages.inbox import INBOX
from storage.votes.votes import BALLOTS
from tests.conftest import HandClock, load_sample
from tests.fakes.staging import Staging
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, NUMBER, FakeTwilio

PUBLIC = "https://budget.example.org"
"""Where the town says it is; its proxy brings what comes there to a port of this machine."""

ADA, BOB = "+33639980001", "+33639980002"


@dataclass(frozen=True)
class Town:
    """The house, where its web process is, and the fake Twilio."""

    house: House
    clock: HandClock
    door: SmsDoor
    account: Account
    url: str
    twilio: FakeTwilio

    def posts(self, body: bytes | str, path: str = "/twilio/sms", **headers: str) -> httpx.Response:
        """Post *body* to the town as it is."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return httpx.post(self.url + path, content=body, headers=sent, trust_env=False, timeout=10)

    def signed_post(self, form: dict[str, str], path: str = "/twilio/sms", token: str = AUTH_TOKEN) -> httpx.Response:
        """Post *form*, signed with *token*."""
        signature = RequestValidator(token).compute_signature(PUBLIC + path, form)
        headers = {"X-Twilio-Signature": signature}
        return httpx.post(self.url + path, data=form, headers=headers, trust_env=False, timeout=10)

    def texts(self, body: str, number: str = "1", **more: str) -> httpx.Response:
        """A text of Ada's comes in; *number* tells it from others."""
        return self.signed_post(form(body, number, **more))

    def count(self, table: Table) -> int:
        """How many rows there are."""
        with self.house.store.reading() as tx:
            return int(tx.execute(select(func.count()).select_from(table)).scalar_one())

    @property
    def trace(self) -> tuple[int, int]:
        """Messages in the inbox, ballots in the urn."""
        return self.count(INBOX), self.count(BALLOTS)


def form(body: str, number: str = "1", **more: str) -> dict[str, str]:
    """What Twilio posts of a text of Ada's."""
    said = {"MessageSid": sid(number), "AccountSid": ACCOUNT_SID, "From": ADA, "To": NUMBER, "Body": body}
    return said | {"NumMedia": "0", "NumSegments": "1", "FromCountry": "FR", "FromCity": ""} | more


def sid(number: str) -> str:
    """An identifier of a message."""
    return f"SM{number:0>32}"


def account(api_base: str = "https://api.twilio.com", **senders: str) -> Account:
    """The account that the fake knows."""
    return Account(ACCOUNT_SID, AUTH_TOKEN, PUBLIC, {"service": NUMBER} | senders, api_base)


@contextmanager
def town(store: Store, clock: HandClock, webhook: str = f"{PUBLIC}/twilio/sms") -> Iterator[Town]:
    """A town that holds the sample edition in *store*; the fake Twilio brings texts to *webhook*."""
    load_sample(store)
    with house(store, clock) as home:
        door, own = SmsDoor(home), account()
        with served(app_of(home, *TwilioIn(door, own).routes())) as url:
            staging = Staging(pace=0.01, clock=lambda: clock.now().timestamp())
            with FakeTwilio(staging, webhook=webhook, reroute={PUBLIC: url}) as twilio:
                yield Town(home, clock, door, account(twilio.url), url, twilio)


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """*app* on a port of this machine; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
