"""What a phone's camera is pointed at: links that open a vote on Telegram or a text already written, as QR codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

import phonenumbers
import segno
from babel.core import get_global

from flows.town.edition import Edition

_BOT = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{3,31})")
SHORT_NUMBER = 6
"""The most digits of a short number: it has no international form."""

QUIET_ZONE = 4
"""The blank modules that the standard wants around a code."""


class NoSuchBot(ValueError):
    """A Telegram bot's name has 4 to 32 letters, digits or underscores, like montreval_bot."""

    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» is no name of a bot. {self.__doc__}")


def bot_called(name: str) -> str:
    """The bot's *name* as links carry it, without the at-sign. Raises NoSuchBot."""
    match = _BOT.fullmatch(name.strip())
    if match is None:
        raise NoSuchBot(name)
    return match[1]


def telegram_link(bot: str, payload: str) -> str:
    """The deep link that opens a chat with *bot* and begins with *payload*: «vote_12»."""
    return f"https://t.me/{bot}?start={payload}"


def sms_link(edition: Edition, words: str) -> str:
    """The link that opens a text to the edition's number with *words* in it (RFC 5724, and the body phones read)."""
    return f"sms:{_dialled(edition)}?body={quote(words)}"


def _dialled(edition: Edition) -> str:
    """The edition's number as a phone from anywhere dials it; a short number, or one we cannot place, as it is."""
    digits = re.sub(r"[^\d+]", "", edition.sms_number)
    if len(digits) <= SHORT_NUMBER:
        return digits
    here = get_global("zone_territories").get(edition.timezone)
    for country in (here, "FR"):  # overseas territories may well use a number of the mainland
        try:
            number = phonenumbers.parse(digits, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return digits


@lru_cache(maxsize=512)
def modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light squares of the QR code of *link*; a sixth of it may be torn or stained."""
    code = segno.make(link, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def runs(link: str) -> Iterator[tuple[int, int, int]]:
    """The dark squares of the code of *link* as strips (column, row, length): they have no hairs between squares."""
    for row, squares in enumerate(modules(link)):
        start = None
        for column, dark in enumerate((*squares, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield start, row, column - start
                start = None
