"""People with a plain phone, on the fake Twilio."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.fakes.listener import Listener
from tests.fakes.twilio_account import Account, Sms

Texts = Callable[[str, str, str, bool], str]
"""Send a text: from, to, the words, whether someone forges it; its sid."""


class Person(Listener[Sms]):
    """Someone with a phone number."""

    def __init__(self, account: Account, number: str, texts: Texts) -> None:
        """*number* is in international form."""
        super().__init__(number, account.bell)
        self.number = number
        self._account, self._texts = account, texts

    @property
    def inbox(self) -> list[Sms]:
        """What arrived on the phone, in order."""
        with self._account.bell.lock:
            return list(self._account.phone(self.number).inbox)

    def said_to_me(self) -> Sequence[Sms]:
        """The same."""
        return self.inbox

    def writes(self, text: str, to: str = "", forged: bool = False) -> str:
        """Send an SMS to one of the account's numbers (the first); *forged*: with a signature that is not Twilio's."""
        with self._account.bell.lock:
            self.acts()
            return self._texts(self.number, to or self._account.numbers[0], text, forged)

    def opts_out(self) -> None:
        """Have Twilio block all the account's numbers, as by STOP, without the bot hearing of it."""
        with self._account.bell.lock:
            self._account.opted_out |= {(ours, self.number) for ours in self._account.numbers}

    def opts_in(self) -> None:
        """Lift that."""
        with self._account.bell.lock:
            self._account.opted_out -= {(ours, self.number) for ours in self._account.numbers}

    def is_a_landline(self) -> None:
        """From now on Twilio refuses messages to this number: 21614."""
        with self._account.bell.lock:
            self._account.phone(self.number).is_landline = True

    def cannot_be_reached(self, error: int = 30003, status: str = "undelivered") -> None:
        """What is sent from now on ends as *status*, `undelivered` or `failed`, with Twilio's number *error*."""
        with self._account.bell.lock:
            phone = self._account.phone(self.number)
            phone.fate, phone.error = status, error

    def can_be_reached(self) -> None:
        """What is sent from now on is delivered."""
        with self._account.bell.lock:
            phone = self._account.phone(self.number)
            phone.fate, phone.error = "delivered", None
