"""Twilio's side of the webhooks: what people text goes to the bot, signed; its TwiML comes back; receipts follow."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping

import httpx
from twilio.request_validator import RequestValidator

from tests.fakes.faults import Manner, shuffled
from tests.fakes.server import FakeServer
from tests.fakes.twilio_account import VERSION, Account, Sms
from tests.fakes.twiml import UnreadableTwimlError, read_twiml

_PATIENCE = 15.0
"""Seconds for an answer to a webhook; then, or after an error, it is tried once more."""

_STEP = 0.2
"""Seconds between one status of a message and the next."""

_COUNTRIES = {"+33": "FR", "+32": "BE", "+41": "CH", "+262": "RE", "+590": "GP", "+1": "US", "+44": "GB"}


class Webhooks:
    """Posts to the bot; `alerts` is what Twilio's debugger would show."""

    def __init__(self, server: FakeServer, account: Account, reroute: Mapping[str, str]) -> None:
        """*reroute* says where addresses that begin so are really reached; signatures are for the address as given."""
        self.alerts: list[str] = []
        self.receipts = Manner()
        self._server, self._account, self._reroute = server, account, dict(reroute)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def bring(self, url: str, sms: Sms, copies: int, forged: bool) -> None:
        """Post an incoming message *copies* times and send what the last answer says, a sender's messages in order."""
        async with self._turns[sms.sender]:
            answer = None
            for _ in range(copies):
                answer = await self._post(url, self._incoming(sms), forged)
            if answer is not None and answer.is_success:
                self._obey(sms, answer)

    async def travel(self, sms: Sms) -> None:
        """Take an outgoing message through its statuses and post a receipt for each."""
        receipts = []
        for status in _way(self._account.phone(sms.to).fate):
            await self._server.sleep(_STEP)
            self._advance(sms, status)
            receipts.append(self._receipt(sms))
            if not self.receipts.shuffled:
                await self._deliver(sms, receipts.pop())
        for receipt in shuffled(receipts, self._server.chance):
            await self._deliver(sms, receipt)

    def _advance(self, sms: Sms, status: str) -> None:
        with self._account.bell.lock:
            phone = self._account.phone(sms.to)
            sms.status = status
            if status == "sent":
                sms.sent = self._server.clock()
            if status == "delivered":
                self._account.arrives(sms)
            if status in ("undelivered", "failed"):
                sms.error = phone.error
            self._account.bell.ring()

    async def _deliver(self, sms: Sms, receipt: dict[str, str]) -> None:
        if not sms.callback:
            return
        await self._server.sleep(self.receipts.late)
        for _ in range(1 + self.receipts.twice):
            await self._post(sms.callback, receipt, forged=False)

    async def _post(self, url: str, parameters: dict[str, str], forged: bool) -> httpx.Response | None:
        """The bot's answer, after one more try if the first failed; None if there was none."""
        token = "another token" if forged else self._account.token
        headers = {
            "X-Twilio-Signature": RequestValidator(token).compute_signature(url, parameters),
            "I-Twilio-Idempotency-Token": self._account.new_sid("")[:36],
        }
        answer = None
        for _ in range(2):
            answer = await self._try(url, parameters, headers)
            if answer is not None and answer.status_code < 500:
                break
        if answer is None or not answer.is_success:
            self._alert(f"11200: HTTP retrieval failure: {url}: {answer and answer.status_code}")
        return answer

    async def _try(self, url: str, parameters: dict[str, str], headers: dict[str, str]) -> httpx.Response | None:
        try:
            return await self._server.client.post(
                self._reached(url), data=parameters, headers=headers, timeout=self._server.patience(_PATIENCE)
            )
        except httpx.TransportError:
            return None

    def _reached(self, url: str) -> str:
        for public, private in self._reroute.items():
            if url.startswith(public):
                return private + url.removeprefix(public)
        return url

    def _obey(self, sms: Sms, answer: httpx.Response) -> None:
        """Send what the bot's TwiML says, at once; to someone who opted out nothing goes."""
        try:
            replies = read_twiml(answer.headers.get("Content-Type", ""), answer.content)
        except UnreadableTwimlError as error:
            return self._alert(str(error))
        for reply in replies:
            with self._account.bell.lock:
                self._reply(sms, reply.text, reply.callback)
        return None

    def _reply(self, sms: Sms, text: str, callback: str) -> None:
        sid, now = self._account.new_sid(), self._server.clock()
        back = Sms(sid, "outbound-reply", sms.to, sms.sender, text, "queued", now, callback=callback)
        self._account.keep(back)
        if self._account.is_opted_out(back):
            back.status, back.error = "failed", 21610
        elif callback:
            self._server.spawn(self.travel(back))
        else:
            back.status, back.sent = "delivered", now
            self._account.arrives(back)

    def _alert(self, why: str) -> None:
        with self._account.bell.lock:
            self.alerts.append(why)
            self._account.bell.ring()

    def _incoming(self, sms: Sms) -> dict[str, str]:
        """What Twilio says of an incoming message; what it does not know is there and blank."""
        blank = dict.fromkeys(("FromCity", "FromState", "FromZip", "ToCity", "ToState", "ToZip"), "")
        return blank | {
            "ApiVersion": VERSION,
            "SmsSid": sms.sid,
            "SmsMessageSid": sms.sid,
            "MessageSid": sms.sid,
            "AccountSid": self._account.sid,
            "SmsStatus": "received",
            "From": sms.sender,
            "To": sms.to,
            "Body": sms.text,
            "NumMedia": "0",
            "NumSegments": str(sms.segments),
            "FromCountry": _country(sms.sender),
            "ToCountry": _country(sms.to),
        }

    def _receipt(self, sms: Sms) -> dict[str, str]:
        known = {
            "ApiVersion": VERSION,
            "SmsSid": sms.sid,
            "MessageSid": sms.sid,
            "AccountSid": self._account.sid,
            "SmsStatus": sms.status,
            "MessageStatus": sms.status,
            "From": sms.sender,
            "To": sms.to,
        }
        return known | ({"ErrorCode": str(sms.error)} if sms.error else {})


def _way(fate: str) -> tuple[str, ...]:
    """The statuses on the way to the last one: what failed was never sent."""
    return ("queued", "failed") if fate == "failed" else ("queued", "sent", fate)


def _country(number: str) -> str:
    return next((country for prefix, country in _COUNTRIES.items() if number.startswith(prefix)), "")
