"""A Twilio for tests and trials: its REST API over HTTP, signed webhooks, and people with plain phones.

with FakeTwilio(webhook="http://127.0.0.1:8000/twilio/sms") as twilio:
    ada = twilio.person("+33639980001")
    ...                                  # start the bot with twilio.url as the base of the API
    ada.writes("AIDE")
    ada.waits_for("Bonjour")
"""

from __future__ import annotations

import argparse
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.bodies import Json
from tests.fakes.console import converse
from tests.fakes.faults import Deliveries, Fault, Manner, Meanwhile
from tests.fakes.server import FakeServer
from tests.fakes.specs import TWILIO_SPEC, load, note
from tests.fakes.staging import REAL_TIME, Staging
from tests.fakes.twilio_account import START_WORDS, STOP_WORDS, VERSION, Account, Sms
from tests.fakes.twilio_errors import TwilioError, answer
from tests.fakes.twilio_messages import Values, blank, create, find, listed
from tests.fakes.twilio_own import own_account, own_numbers
from tests.fakes.twilio_people import Person
from tests.fakes.twilio_spec import TwilioSpec
from tests.fakes.twilio_webhooks import Webhooks

ACCOUNT_SID = "AC0123456789abcdef0123456789abcdef"
AUTH_TOKEN = "00112233445566778899aabbccddeeff"
NUMBER = "+33937000001"
"""What the bot is set up with to use the fake; the number is of a range that France reserves for such services."""

_BASE = f"/{VERSION}/Accounts/{{AccountSid}}"
_UNSUBSCRIBED = "You have successfully been unsubscribed. Reply START to resubscribe."
_RESUBSCRIBED = "You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe."


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A text on its way to the bot."""

    sms: Sms
    forged: bool


class FakeTwilio(FakeServer):
    """Twilio's API at `url`; what people write goes to *webhook*."""

    def __init__(
        self,
        staging: Staging = REAL_TIME,
        *,
        webhook: str = "",
        numbers: tuple[str, ...] = (NUMBER,),
        reroute: Mapping[str, str] | None = None,
        automatic_stop: bool = True,
    ) -> None:
        """*reroute* maps public addresses to where they are reached from here; signatures are for the public ones.

        *automatic_stop*: Twilio itself obeys STOP and START, as on ordinary numbers but not on French short codes.
        """
        super().__init__(staging)
        described = load(TWILIO_SPEC)
        self.spec = TwilioSpec(described) if described else None
        self.webhook, self._automatic_stop = webhook, automatic_stop
        self.account = Account(ACCOUNT_SID, AUTH_TOKEN, numbers, self.bell, self.chance)
        self._webhooks = Webhooks(self, self.account, reroute or {})
        self._deliveries: Deliveries[_Incoming] = Deliveries(self._bring, self.later, self.chance)

    def routes(self) -> list[Route]:
        """The resources an SMS bot uses."""
        return [
            Route(f"{_BASE}/Messages.json", self._messages, methods=["GET", "POST"]),
            Route(f"{_BASE}/Messages/{{Sid}}.json", self._message, methods=["GET", "POST", "DELETE"]),
            Route(f"{_BASE}/IncomingPhoneNumbers.json", self._numbers, methods=["GET"]),
            Route(f"{_BASE}.json", self._account, methods=["GET"]),
            Route("/{path:path}", self._nothing, methods=["GET", "POST", "PUT", "DELETE"]),
        ]

    def person(self, number: str) -> Person:
        """Someone with the phone of *number*, in international form."""
        return Person(self.account, number, self._texts)

    def service(self, sid: str, sender: str = NUMBER) -> None:
        """Set up the Messaging Service *sid*, which sends from *sender*."""
        with self.bell.lock:
            self.account.services[sid] = sender

    def deliver(
        self,
        *,
        twice: bool = False,
        late: float = 0.0,
        shuffled: bool = False,
        what: Literal["messages", "receipts"] = "messages",
    ) -> Meanwhile:
        """Deliver *what* in this manner from now on; messages, within a `with` block, until its end.

        *late* is in seconds, multiplied by the pace. Shuffled messages are held back until the manner changes; shuffled
        receipts are those of one message, in another order than they happened.
        """
        with self.bell.lock:
            if what == "receipts":
                self._webhooks.receipts = Manner(twice, late, shuffled)
                return Meanwhile(manner=Manner())
            return Meanwhile(self._deliveries, manner=Manner(twice, late, shuffled))

    @property
    def messages(self) -> list[Sms]:
        """All messages in both directions, oldest first."""
        with self.bell.lock:
            return list(self.account.messages.values())

    @property
    def alerts(self) -> list[str]:
        """What Twilio's debugger would show: webhooks that failed, TwiML that cannot be read."""
        with self.bell.lock:
            return list(self._webhooks.alerts)

    def refusal(self, fault: Fault) -> Response:
        """As Twilio refuses, in its words or in the fault's own."""
        status = int(fault.answer)
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
        return JSONResponse(answer(status, fault.code, fault.saying), status, headers)

    def _texts(self, sender: str, to: str, text: str, forged: bool) -> str:
        now = self.clock()
        sms = Sms(self.account.new_sid(), "inbound", sender, to, text, "received", now, sent=now)
        if not forged:  # what someone else posts to the bot's address, Twilio has never seen
            sms = self.account.keep(sms)
        if self._automatic_stop and not forged:
            self._obey_stop(sms)
        if self.webhook:
            self._deliveries.hand_over(_Incoming(sms, forged))
        return sms.sid

    def _obey_stop(self, sms: Sms) -> None:
        word, pair = sms.text.strip().upper(), (sms.to, sms.sender)
        if word in STOP_WORDS:
            self.account.opted_out.add(pair)
            self._confirm(sms, _UNSUBSCRIBED)
        elif word in START_WORDS and pair in self.account.opted_out:
            self.account.opted_out.discard(pair)
            self._confirm(sms, _RESUBSCRIBED)

    def _confirm(self, sms: Sms, words: str) -> None:
        sid, now = self.account.new_sid(), self.clock()
        self.account.arrives(
            self.account.keep(Sms(sid, "outbound-reply", sms.to, sms.sender, words, "delivered", now, sent=now))
        )

    def _bring(self, incoming: list[_Incoming], copies: int) -> None:
        for text in incoming:
            self.spawn(self._webhooks.bring(self.webhook, text.sms, copies, text.forged))

    async def _messages(self, request: Request) -> Response:
        if request.method == "GET":
            return await self._call(request, "messages.list", lambda values: listed(self.account, values))
        return await self._call(request, "messages.create", self._create, 201)

    async def _message(self, request: Request) -> Response:
        sid = request.path_params["Sid"]
        if request.method == "DELETE":
            return await self._call(request, "messages.delete", lambda values: self._delete(sid), 204)
        if request.method == "POST":
            return await self._call(request, "messages.update", lambda values: blank(self.account, sid, values))
        return await self._call(request, "messages.fetch", lambda values: self.account.as_json(find(self.account, sid)))

    async def _numbers(self, request: Request) -> Response:
        return await self._call(request, "numbers.list", lambda values: own_numbers(self.account))

    async def _account(self, request: Request) -> Response:
        return await self._call(request, "account", lambda values: own_account(self.account))

    async def _nothing(self, request: Request) -> Response:
        error = TwilioError(20404, request.url.path)
        return JSONResponse(error.body(), error.status)

    async def _call(self, request: Request, method: str, act: Callable[[Values], Json], status: int = 200) -> Response:
        """Check who calls and with what, then act."""
        body = parse_qs((await request.body()).decode(), keep_blank_values=True)
        values = {**parse_qs(request.url.query, keep_blank_values=True), **body}

        async def answered() -> Response:
            try:
                with self.bell.lock:
                    self._check(request, values)
                    result = act(values)
                return Response(status_code=204) if status == 204 else JSONResponse(result, status)
            except TwilioError as error:
                return JSONResponse(error.body(), error.status)

        return await self.meet(request, method, answered)

    def _check(self, request: Request, values: Values) -> None:
        if _credentials(request) != (self.account.sid, self.account.token):
            raise TwilioError(20003)
        if request.path_params["AccountSid"] != self.account.sid:
            raise TwilioError(20404, request.url.path)
        if self.spec is not None:
            path = request.scope["route"].path.replace(f"{_BASE}.json", f"/{VERSION}/Accounts/{{Sid}}.json")
            self.oddities += self.spec.check(path, request.method.lower(), values)

    def _create(self, values: Values) -> Json:
        sms = create(self.account, values, self.clock())
        self.spawn(self._webhooks.travel(sms))
        return self.account.as_json(sms)

    def _delete(self, sid: str) -> Json:
        del self.account.messages[find(self.account, sid).sid]
        return {}


def _credentials(request: Request) -> tuple[str, str]:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, secret = b64decode(encoded).decode().partition(":")
    except (NoBase64, UnicodeDecodeError):
        return "", ""
    return name, secret


def main() -> None:
    """Serve until interrupted; what is typed is what a person texts."""
    parser = argparse.ArgumentParser(description="A fake Twilio to try the bot with.")
    parser.add_argument("--port", type=int, default=8082)
    parser.add_argument("--webhook", default="http://127.0.0.1:8000/twilio/sms", help="where the bot takes messages")
    parser.add_argument("--person", default="+33639980001", help="the number you write from")
    options = parser.parse_args()
    with FakeTwilio(Staging(port=options.port), webhook=options.webhook) as fake:
        print(f"Twilio's API is at {fake.url}. {note(TWILIO_SPEC)}")
        print(f"Account {fake.account.sid}, auth token {fake.account.token}, number {NUMBER}; webhook {fake.webhook}.")
        print(f"Type what {options.person} texts; !429, !500, !drop or !timeout make the next call fail.")
        ada = fake.person(options.person)
        converse(fake, ada, write=ada.writes, look=lambda sms: sms.text)


if __name__ == "__main__":
    main()
