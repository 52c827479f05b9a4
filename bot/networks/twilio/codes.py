"""Twilio's numbers of errors: what follows from each, and the reason as staff read it.

Source: twilio.com/docs/api/errors, read in November 2026. Only those an SMS service meets are here; another is told
with Twilio's own words and a link to its page.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.networks.base import NotSent, OptedOut, Rejected, Throttled, Unavailable, Unreachable

AGAIN_AFTER = 5.0
"""Seconds to wait after «too many»: Twilio says to back off without saying for how long."""

OPTED_OUT = 21610

REASONS: Mapping[int, tuple[type[NotSent], str]] = {
    20003: (Unavailable, "Twilio does not accept our keys: check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"),
    20429: (Throttled, "too many requests at once"),
    21211: (Unreachable, "this is not a valid phone number"),
    21408: (Rejected, "the account may not text this country: allow it in Twilio's geographic permissions"),
    21602: (Rejected, "the message has no words"),
    21606: (Rejected, "the sender cannot send SMS, or is not the account's: check TWILIO_FROM"),
    OPTED_OUT: (OptedOut, "the person said STOP to the operator"),
    21611: (Throttled, "too many messages of this sender are waiting at Twilio"),
    21612: (Rejected, "this sender cannot reach this number: check TWILIO_FROM and the number's country"),
    21614: (Unreachable, "this is not a mobile number: a landline takes no SMS"),
    21617: (Rejected, "the message is longer than 1,600 characters"),
    21635: (Unreachable, "this is a landline: it takes no SMS"),
    21701: (Rejected, "the Messaging Service does not exist: check TWILIO_FROM"),
    30001: (Throttled, "too many messages of this sender are waiting at Twilio"),
    30002: (Rejected, "the account is suspended: see Twilio's console"),
    30003: (Unavailable, "the phone is off or out of reach"),
    30004: (Rejected, "the message is blocked: by the person, or because the number takes no SMS"),
    30005: (Unreachable, "the number is not in use"),
    30006: (Unreachable, "this is a landline, or a network that cannot be reached"),
    30007: (Rejected, "the operator filtered the message: have the sender and its texts declared"),
    30008: (Unavailable, "the operator does not say why it was not delivered"),
}


def reason_of(code: int) -> str:
    """Why a message was not delivered, for staff."""
    _consequence, words = REASONS.get(code, (Rejected, "see Twilio's page on this error"))
    return f"{words} (Twilio {code}, https://www.twilio.com/docs/api/errors/{code})"


def not_sent(code: int, status: int, words: str) -> NotSent:
    """The error to raise for a call that Twilio refused with *code*, the HTTP *status* and *words*."""
    consequence = REASONS[code][0] if code in REASONS else _by_status(status)
    reason = reason_of(code) if code in REASONS else f"Twilio refused: {words} (HTTP {status}, Twilio {code})"
    return Throttled(reason, AGAIN_AFTER) if consequence is Throttled else consequence(reason)


def _by_status(status: int) -> type[NotSent]:
    """What follows from an error that is not in the table."""
    if status == 429:
        return Throttled
    return Unavailable if status >= 500 or status == 401 else Rejected
