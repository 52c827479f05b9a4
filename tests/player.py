"""Plays a transcript: a conversation as a clerk could read it, each line through the store as after a restart.

> text             the person writes
> [Label]          the person taps the button; by SMS, types the number shown on that line
> {code}           the person confirms: a tap, or the two digits shown
> … {receipt}      {receipt} stands for the last receipt that was given
>! text            the person wrote this an hour ago, and it reaches us only now
>! [Label]         the person taps the button on the oldest message that has it
< text             the reply holds this, in its words or on its buttons («…» stands for anything between)
<! text            the reply does not hold this
<!                 there is no reply
sms< / telegram>   a line for one channel only
@ 2026-11-05 10:00 the time it is from here on
@ + 2 days         time passes
@ new phone        someone else goes on from here
@ withdraw 12      the town takes a project off the ballot
@ funded 12 by 340 the town publishes that a project won, and its votes
# …                a remark
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels.base import Outgoing
from bot.channels.sms_text import FRENCH, wash
from bot.phone import Phone
from bot.turn import Incoming, Turns
from flows.edition import Status
from storage import editions
from storage.store import Store
from tests.conftest import PARIS, HandClock

_FOLDED = str.maketrans(FRENCH)
TRANSCRIPTS = Path(__file__).parent / "transcripts"
WHY = "Financé, rang 1."
_RECEIPT = re.compile(r"Re[çc]u : ([A-Z0-9]{3}-[A-Z0-9]{4})", re.IGNORECASE)
_LINE = re.compile(r"(?:(sms|telegram))?([<>@#])(!)?\s?(.*)")


@dataclass
class Player:
    """A transcript being played on one channel."""

    store: Store
    clock: HandClock
    channel: str
    phones: int = 1
    heard: str = ""
    receipt: str = ""
    texts: list[str] = field(default_factory=list)  # all that was sent, in order

    def __post_init__(self) -> None:
        self.phone = self._new_phone()

    def play(self, script: str) -> None:
        """Play every line. Raises AssertionError at the first reply that is not as written, with the line's number."""
        for number, line in enumerate(script.splitlines(), 1):
            match = _LINE.fullmatch(line.strip())
            if not line.strip() or match is None or match[1] not in (None, self.channel):
                assert match or not line.strip(), f"line {number} is no line of a transcript: {line}"
                continue
            self._line(match[2], bool(match[3]), match[4], f"line {number}, {self.channel}")

    def _line(self, sign: str, nothing: bool, words: str, where: str) -> None:
        match sign:
            case ">":
                self._person(words, late=nothing)
            case "<" if nothing and not words:
                assert self.heard == "", f"{where}: silence was expected, not\n{self.heard}"
            case "<" if nothing:
                assert not _holds(self.heard, words, self.channel), f"{where}: «{words}» is in\n{self.heard}"
            case "<":
                assert _holds(self.heard, words, self.channel), f"{where}: «{words}» is not in\n{self.heard}"
            case "@":
                self._happens(words)

    def _person(self, words: str, *, late: bool = False) -> None:
        """Each message is heard by a turn of its own, which knows only what the store kept."""
        written = self.clock.now().timestamp() + (-3600 if late else 5)
        message = self._message(words.replace("{receipt}", self.receipt), late)
        self.clock.pass_(seconds=5)
        [heard] = Turns(self.store, self.clock).hear([changed(message, at=written)])
        assert not heard.again, f"«{words}» was taken for a message heard before"
        self.phone.sees(heard.replies)
        self.texts += [reply.text for reply in heard.replies]
        self.heard = "\n".join(_read(reply) for reply in heard.replies)
        given = _RECEIPT.search(self.heard)
        self.receipt = given[1] if given else self.receipt

    def _message(self, words: str, late: bool) -> Incoming:
        if words == "{code}":
            return self.phone.confirms()
        tapped = re.fullmatch(r"\[(.+)\]", words)
        if not tapped:
            return self.phone.writes(words)
        return self._old_tap(tapped[1]) if late else self.phone.taps(tapped[1])

    def _old_tap(self, label: str) -> Incoming:
        """A tap on the oldest message that has such a button."""
        older = changed(self.phone, screen=dict(reversed(self.phone.screen.items())))
        tap = older.taps(label)
        self.phone.sent = older.sent
        return tap

    def _happens(self, what: str) -> None:
        if passes := re.fullmatch(r"\+ (\d+) (minutes|hours|days)", what):
            self.clock.at += timedelta(**{passes[2]: int(passes[1])})
        elif what == "new phone":
            self.phones += 1
            self.phone = self._new_phone()
        elif withdrawn := re.fullmatch(r"withdraw (\d+)", what):
            self._town_says(int(withdrawn[1]), status=Status.WITHDRAWN)
        elif funded := re.fullmatch(r"funded (\d+) by (\d+)", what):
            self._town_says(int(funded[1]), status=Status.WINNER, votes=int(funded[2]), why=WHY)
        else:
            self.clock.at = datetime.strptime(what, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)

    def _new_phone(self) -> Phone:
        address = f"+3363998{self.phones:04}" if self.channel == "sms" else f"{1000 + self.phones}"
        return Phone(self.channel, address, run=f"{self.phones}-")

    def _town_says(self, number: int, **what: Any) -> None:
        """Project *number* is now *what*: fields of Project."""
        with self.store.writing() as tx:
            edition = editions.find(tx)
            projects = [changed(one, **what) if one.number == number else one for one in edition.projects]
            editions.save(tx, changed(edition, projects=tuple(projects)))


def _read(reply: Outgoing) -> str:
    """The words of a reply, and of its buttons."""
    return "\n".join((reply.text, *(f"[{button.label}]" for row in reply.buttons for button in row)))


def _holds(heard: str, words: str, channel: str) -> bool:
    """Whether the reply holds the words, blanks aside; by SMS, whatever was folded to save a segment."""
    if channel == "sms":
        heard, words = (wash(text).translate(_FOLDED) for text in (heard, words))
    parts = [re.escape(" ".join(part.split())) for part in re.split(r"…|\.\.\.", words)]
    return re.search(".*".join(parts), " ".join(heard.split())) is not None
