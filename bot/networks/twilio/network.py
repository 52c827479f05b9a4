"""Texts that we start, over Twilio's REST API: each class of message from its own sender, receipts under our own id."""

from __future__ import annotations

from functools import partial
from typing import Any

from requests import RequestException
from twilio.base.exceptions import (
    TwilioRestException,
    TwilioServiceException,
)

from bot.networks.base import NotSent, Unavailable
from bot.networks.twilio.account import Account
from bot.networks.twilio.codes import not_sent
from bot.networks.twilio.rest import TwilioRest
from storage.messages.outgoing import Parcel

MESSAGING_SERVICE = "MG"
"""What the identifier of a Messaging Service begins with: Twilio then chooses among its numbers."""


class TwilioNetwork:
    """Carries the outbox's texts."""

    channels = ("sms",)

    def __init__(self, rest: TwilioRest, account: Account) -> None:
        """Sends by *rest*, from the senders of *account*."""
        self._rest = rest
        self._account = account

    async def send(self, parcel: Parcel) -> str:
        """Hand the parcel over; Twilio's identifier (MessageSid) for it.

        Twilio does not know our message from its repetition: one handed over twice, after an answer that was lost, is
        sent twice. Its receipts carry our id, and keep that from happening when they come before the next try.
        """
        try:
            return str(await self._rest.outcome(partial(self._create, parcel)))
        except (TwilioRestException, TwilioServiceException) as error:
            raise _refused(error) from error
        except (RequestException, ValueError) as error:  # no answer, or one that is not JSON
            raise Unavailable(f"Twilio does not answer as it should: {type(error).__name__}") from error

    def _create(self, parcel: Parcel, client: Any) -> str:
        sender = self._account.sender(parcel.kind)
        who = "messaging_service_sid" if sender.startswith(MESSAGING_SERVICE) else "from_"
        receipts = f"{self._account.public_url}/twilio/status?id={parcel.id}"
        message = client.messages.create(
            to=parcel.address, body=parcel.message.text, status_callback=receipts, **{who: sender}
        )
        return str(message.sid)


def _refused(error: TwilioRestException | TwilioServiceException) -> NotSent:
    """Twilio's refusal, by what follows from it."""
    words = error.msg if isinstance(error, TwilioRestException) else error.title
    return not_sent(int(error.code or 0), int(error.status), str(words))
