"""What the fake Twilio remembers: an account, its numbers, every message, who opted out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from random import Random

from bot.channels.gsm import segments_of
from tests.fakes.bell import Bell
from tests.fakes.bodies import Json

VERSION = "2010-04-01"

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
"""What Twilio itself obeys on an ordinary number, unless told otherwise: English words only."""


@dataclass
class Sms:
    """A message, in either direction; times are Unix seconds."""

    sid: str
    direction: str  # inbound, outbound-api or outbound-reply, as Twilio calls them
    sender: str
    to: str
    text: str
    status: str
    created: float
    sent: float | None = None
    error: int | None = None  # Twilio's number of why it was not delivered
    callback: str = ""  # where its receipts go
    service: str | None = None  # the Messaging Service that chose the sender
    change: int = 0  # the bell's number when it reached the phone

    @property
    def segments(self) -> int:
        """How many segments it is billed as."""
        return segments_of(self.text)


@dataclass
class Phone:
    """Someone's phone: what arrived on it, and what becomes of what is sent to it."""

    number: str
    inbox: list[Sms] = field(default_factory=list)
    is_landline: bool = False
    fate: str = "delivered"  # the last status of what is sent to it: delivered, undelivered, failed
    error: int | None = None  # why not delivered


class Account:
    """All of it; whoever reads or writes holds the bell's lock."""

    def __init__(self, sid: str, token: str, numbers: tuple[str, ...], bell: Bell, chance: Random) -> None:
        """*token* signs webhooks and opens the API; *numbers* are the account's own."""
        self.sid, self.token, self.numbers = sid, token, numbers
        self.bell, self.chance = bell, chance
        self.messages: dict[str, Sms] = {}  # by sid, oldest first
        self.phones: dict[str, Phone] = {}
        self.services: dict[str, str] = {}  # the sender of each Messaging Service
        self.opted_out: set[tuple[str, str]] = set()  # our number, theirs

    def phone(self, number: str) -> Phone:
        """The phone of *number*; any number has one."""
        return self.phones.setdefault(number, Phone(number))

    def new_sid(self, kind: str = "SM") -> str:
        """An identifier of the form Twilio gives."""
        return f"{kind}{self.chance.getrandbits(128):032x}"

    def keep(self, sms: Sms) -> Sms:
        """Remember a message."""
        self.messages[sms.sid] = sms
        self.bell.ring()
        return sms

    def arrives(self, sms: Sms) -> None:
        """A message reaches its phone."""
        sms.change = self.bell.ring()
        self.phone(sms.to).inbox.append(sms)
        self.bell.ring()

    def is_opted_out(self, sms: Sms) -> bool:
        """Whether the person told Twilio to let no more messages of that sender through."""
        return (sms.sender, sms.to) in self.opted_out

    def as_json(self, sms: Sms) -> Json:
        """The API's Message resource."""
        uri = f"/{VERSION}/Accounts/{self.sid}/Messages/{sms.sid}"
        unassigned = sms.status == "accepted"
        return {
            "account_sid": self.sid,
            "api_version": VERSION,
            "body": sms.text,
            "date_created": _date(sms.created),
            "date_sent": None if sms.sent is None else _date(sms.sent),
            "date_updated": _date(sms.sent or sms.created),
            "direction": sms.direction,
            "error_code": sms.error,
            "error_message": None if sms.error is None else f"Error {sms.error}",
            "from": None if unassigned else sms.sender,
            "messaging_service_sid": sms.service,
            "num_media": "0",
            "num_segments": "0" if unassigned else str(sms.segments),
            "price": None,
            "price_unit": "USD",
            "sid": sms.sid,
            "status": sms.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": sms.to,
            "uri": f"{uri}.json",
        }


def _date(moment: float) -> str:
    return format_datetime(datetime.fromtimestamp(int(moment), UTC))
