"""Texts and receipts from Twilio, by its webhooks: signed or refused, committed before they are answered."""

from __future__ import annotations

from urllib.parse import parse_qsl

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.languages.words import lexicon
from bot.networks.sms.intake import NOT_NOW, SmsDoor
from bot.networks.twilio.account import Account
from bot.networks.twilio.form import Unreadable, incoming, read
from bot.networks.twilio.signature import Form, signed
from bot.networks.twilio.status import report_of
from bot.networks.twilio.twiml import twiml

log = structlog.get_logger()

MOST_BYTES = 64 * 1024
"""Of a request: ten times the longest text with all its fields."""

MOST_FIELDS = 200
"""Of a form: Twilio sends about thirty."""

ANSWERED = ("STOP", "HELP")
"""What Twilio has answered by itself when it says so (OptOutType): a second answer would be one too many."""


class TwilioIn:
    """The routes that Twilio calls."""

    def __init__(self, door: SmsDoor, account: Account) -> None:
        """Texts to *account* go through *door*."""
        self._door = door
        self._account = account

    def routes(self) -> list[Route]:
        """Where Twilio calls: to be set up in its console, except the second, which each message names."""
        return [
            Route("/twilio/sms", self.sms, methods=["POST"]),
            Route("/twilio/status", self.status, methods=["POST"]),
        ]

    async def sms(self, request: Request) -> Response:
        """A text came in: the answer holds the replies, the same again for the same MessageSid."""
        form = await self._genuine(request)
        try:
            sms = read(form, self._account.sid)
        except Unreadable as error:
            log.warning("unreadable", action="twilio_sms", error=str(error))
            raise HTTPException(400, str(error)) from error
        if not sms.sender or sms.sender in self._account.own:
            log.info("not a person", action="ignored", id=sms.sid)
            return twiml()
        message = incoming(sms, self._door.house.clock.now().timestamp(), lexicon())
        try:
            heard = await self._door.hears(message, sms.photos)
        except NOT_NOW as error:
            raise _later(error) from error
        return twiml(() if sms.opt_out in ANSWERED else (reply.text for reply in heard.here))

    async def status(self, request: Request) -> Response:
        """A receipt came in for the message of our outbox that the address names; what we do not know is ignored."""
        form = await self._genuine(request)
        id, report = request.query_params.get("id", ""), report_of(form)
        if report.state is None or not _is_an_id(id):
            return Response(status_code=204)
        try:
            await self._door.told(int(id), report.state, report.reason)
        except NOT_NOW as error:
            raise _later(error) from error
        return Response(status_code=204)

    async def _genuine(self, request: Request) -> Form:
        """The form that Twilio posted. Answers 413 to what is too long, and 403 to all that Twilio did not sign."""
        body, query = await _body(request), request.scope["query_string"].decode("latin-1")
        address = request.scope["path"] + (f"?{query}" if query else "")
        form = _form(body)
        if form is None or not signed(self._account, address, form, request.headers):
            log.warning("not signed", action="forged", path=request.scope["path"])
            raise HTTPException(403)
        return form


async def _body(request: Request) -> bytes:
    """The body, read no further than it may be long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(413)
    return bytes(body)


def _form(body: bytes) -> Form | None:
    """The fields of *body*, blank ones too; None if it is no form."""
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return None


def _is_an_id(value: str) -> bool:
    """Whether *value* may be an id of ours: a number that fits 63 bits."""
    return value.isascii() and value.isdigit() and len(value) < 20 and int(value) < 1 << 63


def _later(error: Exception) -> HTTPException:
    """Twilio tries once more on a 503, and calls the fallback address if the town has set one up."""
    log.error("not heard", action="unavailable", error=type(error).__name__)
    return HTTPException(503, headers={"Retry-After": "1"})
