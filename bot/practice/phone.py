"""A phone held by a program: it writes, taps and reads like a person's, for replays, the terminal, benches and tests.

It sends nothing itself: what it writes is a message to be heard, and it is shown the replies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256

from bot.channels import BY_NAME as CHANNELS
from bot.channels.sms import type_back
from bot.channels.sms_text import wash, without_accents
from bot.languages.words import languages, voice
from bot.networks.sms.phone_numbers import own_number
from bot.turn.message import Incoming
from storage.messages.outgoing import Button, Outgoing


@lru_cache(maxsize=1)
def _code() -> re.Pattern[str]:
    """The sentence with the code to type back, in any language, without its accents; the code is its one group."""
    sentences = (without_accents(wash(voice(language).say(type_back("#")))) for language in languages())
    return re.compile("|".join(re.escape(sentence).replace(re.escape("#"), r"(\d+)", 1) for sentence in sentences))


def _code_in(text: str) -> re.Match[str] | None:
    """The sentence with the code in *text*, whose letters may have lost their accents on the way."""
    return _code().search(without_accents(text))


class CannotSend(ValueError):
    """This channel carries no pictures, positions or contacts."""


class NoSuchButton(LookupError):
    """There is no such button, or line to answer by its number, on the phone's screen."""


@dataclass
class Phone:
    """One person's phone on one channel.

    *run* tells the messages of one run from those of another: providers never reuse an id.
    """

    channel: str
    address: str
    provider: str = "phone"
    run: str = ""
    language: str = ""
    screen: dict[str, Outgoing] = field(default_factory=dict)
    sent: int = 0
    heard: str = ""  # the newest reply: by SMS it may be several messages

    def writes(self, text: str) -> Incoming:
        """The message that the person writes."""
        return self._message(text=text)

    def sends_photo(self, caption: str = "") -> Incoming:
        """A photo, with its caption. Raises CannotSend by SMS."""
        return replace(self._other("photo", caption), photo=f"photo-{self._owner}-{self.sent}")

    def shares_place(self, latitude: float, longitude: float) -> Incoming:
        """A position. Raises CannotSend by SMS."""
        return replace(self._other("place"), place=(latitude, longitude))

    def shares_contact(self, number: str = "") -> Incoming:
        """The person's own telephone number; one made from their address if none is given. Raises CannotSend by SMS.

        A number at which no person answers is no contact, as it comes from Telegram: it says nothing.
        """
        return replace(self._other("contact"), contact=own_number(number or f"+3363998{self.address[-4:]:0>4}"))

    def taps(self, label: str) -> Incoming:
        """A tap on the newest button whose label holds *label*; by SMS, the number or letter shown before it.

        Raises NoSuchButton.
        """
        if self.channel == "sms":
            return self.writes(self._line(label))
        on, button = self._button(label)
        return self._message(tap=button.data, on=on)

    def sees(self, replies: tuple[Outgoing, ...]) -> None:
        """The replies appear on the screen, in the place of what they edit if they edit something."""
        self.heard = "\n".join(reply.text for reply in replies)
        for reply in replies:
            id = reply.edits or f"m{len(self.screen) + 1}"
            self.screen[id] = reply

    @property
    def last(self) -> str:
        """The text of the newest message."""
        return next(reversed(self.screen.values())).text if self.screen else ""

    @property
    def code(self) -> str:
        """The digits to type back, as the newest message that has some shows them.

        Raises NoSuchButton if none has.
        """
        for message in reversed(self.screen.values()):
            if match := _code_in(message.text):
                return next(str(code) for code in match.groups() if code)
        raise NoSuchButton(f"no code to type back; the newest message is: {self.last}")

    @property
    def has_code(self) -> bool:
        """Whether the phone was ever shown a code."""
        return any(_code_in(message.text) for message in self.screen.values())

    def confirms(self) -> Incoming:
        """The confirmation of what was read back: a tap, or the digits typed."""
        return self.writes(self.code) if self.channel == "sms" else self.taps("Oui, je confirme")

    def has(self, label: str) -> bool:
        """Whether there is a button, or a line to answer, with that label."""
        try:
            self.taps(label)
        except NoSuchButton:
            return False
        self.sent -= 1
        return True

    def _other(self, kind: str, text: str = "") -> Incoming:
        if kind not in CHANNELS[self.channel].can:
            raise CannotSend(f"nobody can send a {kind} by {self.channel}: the script should say «telegram>» there")
        return self._message(text=text)

    @property
    def _owner(self) -> str:
        """Who it is, for ids: providers' ids tell no number either."""
        return sha256(self.address.encode()).hexdigest()[:12]

    def _message(self, *, text: str = "", tap: str = "", on: str = "") -> Incoming:
        self.sent += 1
        id = f"{self.run}{self.channel}:{self._owner}:{self.sent}"
        return Incoming(self.provider, id, self.channel, self.address, text, tap, on, language=self.language, carries=9)

    def _button(self, label: str) -> tuple[str, Button]:
        for id, message in reversed(self.screen.items()):
            for row in message.buttons:
                for button in row:
                    if label in button.label:
                        return id, button
        raise NoSuchButton(f"no button «{label}» on the screen; the newest message is: {self.last}")

    def _line(self, label: str) -> str:
        for line in self.last.splitlines():
            key, _space, rest = line.partition(" ")
            if label in rest and (key.isdigit() or (len(key) <= 2 and key.isupper())):
                return key
        raise NoSuchButton(f"no line «{label}» to answer in: {self.last}")
