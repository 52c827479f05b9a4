"""What Twilio posts when a text came in, read into values: pure, so that every case is a line in a table of tests.

The fields are those of twilio.com/docs/messaging/guides/webhook-request. Twilio adds some without notice; what is not
known is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.networks.sms.phone_numbers import person_number
from bot.networks.sms.wrapped_text import unwrapped
from bot.networks.twilio.signature import Form
from bot.turn.message import Incoming
from flows.understanding.lexicon import Lexicon
from flows.understanding.senses import Sense

PROVIDER = "twilio"

CARRIES = 9
"""Replies that go out in the answer itself; a turn has fewer, so that the outbox seldom has any left to send."""

STAND_INS = {"STOP": (Sense.STOP, "STOP"), "START": (Sense.START, "START"), "HELP": (Sense.HELP, "AIDE")}
"""What Twilio's Advanced Opt-Out says it understood: what that is to us, and a word for it that we surely know."""

_SID = re.compile(r"(SM|MM)[0-9a-fA-F]{32}")


class Unreadable(ValueError):
    """This is no message of our account; the message says which field is wrong."""


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a number is registered, as far as Twilio knows; blank where it does not, as mostly in Europe."""

    city: str
    state: str
    zip: str
    country: str


@dataclass(frozen=True, slots=True)
class Media:
    """A photo or another file that came with a text."""

    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class TwilioSms:
    """A text as Twilio tells of it. *sender* is in international form, or "" if no person sent it."""

    sid: str
    account: str
    service: str  # the Messaging Service it came through, if any
    sender: str
    to: str
    body: str
    segments: int
    media: tuple[Media, ...]
    photos: int  # how many files came with it, whether Twilio gives their addresses or not
    opt_out: str  # STOP, START or HELP, if Twilio understood that and has answered it
    sender_place: NumberPlace
    to_place: NumberPlace


def read(form: Form, account: str) -> TwilioSms:
    """The text that *form* tells of. Raises Unreadable when it is no text, or another account's."""
    fields = dict(reversed(form))  # of two of one name, the first counts
    if fields.get("AccountSid") != account:
        raise Unreadable("AccountSid is not TWILIO_ACCOUNT_SID.")
    # Three names for one thing: the oldest are kept for applications written long ago.
    sid = fields.get("MessageSid") or fields.get("SmsSid") or fields.get("SmsMessageSid") or ""
    if not _SID.fullmatch(sid):
        raise Unreadable("MessageSid is not the identifier of a message.")
    if not fields.get("From"):
        raise Unreadable("From is missing.")
    media = _media(fields)
    sender_place = _place(fields, "From")
    return TwilioSms(
        sid=sid,
        account=account,
        service=fields.get("MessagingServiceSid", ""),
        sender=person_number(fields["From"], sender_place.country),
        to=fields.get("To", ""),
        body=fields.get("Body", "").replace("\0", ""),  # PostgreSQL keeps no NUL in its JSON
        segments=_number(fields.get("NumSegments", "")),
        media=media,
        photos=max(_number(fields.get("NumMedia", "")), len(media)),
        opt_out=fields.get("OptOutType", "").upper(),
        sender_place=sender_place,
        to_place=_place(fields, "To"),
    )


def incoming(sms: TwilioSms, at: float, lexicon: Lexicon) -> Incoming:
    """The message to hear; *at* (epoch seconds) is when it reached us."""
    words = mirrored(unwrapped(sms.body), sms.opt_out, lexicon)
    return Incoming(PROVIDER, sms.sid, "sms", sms.sender, words, at=at, carries=CARRIES)


def mirrored(words: str, opt_out: str, lexicon: Lexicon) -> str:
    """*words*, unless Twilio understood them as an opt-out and we would not: then a word of ours for it.

    What Twilio takes for STOP («CANCEL») is STOP: it lets nothing of ours through any more. What it takes for START or
    HELP is left alone when it means something to us: a «YES» may be the answer to our question.
    """
    sense, ours = STAND_INS.get(opt_out, (None, words))
    meant = lexicon.meant(words)
    return words if meant is sense or (meant and sense is not Sense.STOP) else ours


def _media(fields: dict[str, str]) -> tuple[Media, ...]:
    """At most ten, says Twilio: `MediaUrl0` to `MediaUrl9`."""
    urls = ((place, fields.get(f"MediaUrl{place}", "")) for place in range(10))
    return tuple(Media(url, fields.get(f"MediaContentType{place}", "")) for place, url in urls if url)


def _place(fields: dict[str, str], whose: str) -> NumberPlace:
    city, state, zip, country = (fields.get(whose + part, "") for part in ("City", "State", "Zip", "Country"))
    return NumberPlace(city, state, zip, country)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
