"""Rehearsing: what people would text, each case from one fresh person through the real turn, and what came back."""

from __future__ import annotations

import re
import secrets
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.channels.gsm import measure
from bot.channels.sms_text import wash
from bot.clock import Clock
from bot.languages.words import voice
from bot.practice.hearing import heard_as
from bot.practice.phone import Phone
from bot.practice.rehearsal_cases import RehearsalCase, WantedReplies
from bot.turn.turns import Turns
from flows.talk.memory import Memory
from flows.talk.speech import notice
from flows.town.edition import Edition
from storage import migrate
from storage.database import proof
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages import conversations
from storage.messages.outgoing import Outgoing
from storage.people import speakers
from storage.town import editions

NUMBER = "+33639980001"
"""The telephone of whoever writes: of those set apart for fiction."""

ACCOUNT = "1001"
"""The same on Telegram."""

CODE = "{code}"
"""What stands for the number to send back."""


class CaseClock(Clock):
    """A clock that stands where the case has it."""

    may_leap = True

    def __init__(self, at: datetime) -> None:
        """It is *at*, aware."""
        self._now = at

    def now(self) -> datetime:
        """Now, in UTC."""
        return self._now

    def move_to(self, at: datetime) -> None:
        """Have it be *at*, aware."""
        self._now = at.astimezone(UTC)


@dataclass(frozen=True)
class Played:
    """What came back to the last message of a case, and what was *wrong* with it: nothing if it passed."""

    case: RehearsalCase
    replies: tuple[Outgoing, ...]
    wrong: tuple[str, ...]
    reading: str  # how the last message was read: what is explicit in it, or the reading that won

    @property
    def passed(self) -> bool:
        """Whether all that was wanted came back, and nothing that was not."""
        return not self.wrong

    @property
    def segments(self) -> int:
        """SMS segments of the replies; 0 on Telegram."""
        return sum(measure(reply.text).segments for reply in self.replies) if self.case.channel == "sms" else 0


class Rehearsal:
    """A stage on which each case finds the town as it was loaded: no case knows of another.

    What a process keeps between turns, statements and the edition among it, is kept from one case to the next.
    """

    def __init__(self, edition: Edition, folder: Path) -> None:
        """*folder* holds the databases while it lasts."""
        self.edition = edition
        self._folder = folder
        self._notices = tuple(_notices(edition))
        vault = Vault(secrets.token_urlsafe(32))
        self._template = folder / "town.db"
        with Store(f"sqlite:///{self._template}", vault) as store:
            migrate.migrate(store)
            proof.check(store)
            with store.writing() as tx:
                editions.save(tx, edition)
                editions.open_(tx, edition.slug, edition.spans[0].opens if edition.spans else Clock().now())
        self._clock = CaseClock(Clock().now())
        self._store = Store(f"sqlite:///{folder / 'case.db'}", vault)
        self._turns = Turns(self._store, self._clock)

    def play(self, case: RehearsalCase) -> Played:
        """What comes back to the last message of *case*."""
        phone = Phone(case.channel, NUMBER if case.channel == "sms" else ACCOUNT, "rehearse", language=case.language)
        self._move_to(case.at)
        with self._afresh():
            for message in case.messages:
                if message.at:
                    self._move_to(message.at)
                typed = message.text.replace(CODE, phone.code) if CODE in message.text else message.text
                reading = self._reading(phone, typed)
                (heard,) = self._turns.hear([phone.writes(typed)])
                phone.sees(heard.replies)
        return Played(case, heard.replies, tuple(wrong_with(case.want, heard.replies, self._notices)), reading)

    def _move_to(self, at: datetime) -> None:
        """Have it be *at*, which is in the town's own time if it names no zone."""
        self._clock.move_to(at if at.tzinfo else at.replace(tzinfo=self.edition.zone))

    def _reading(self, phone: Phone, text: str) -> str:
        """How *text* is read, after all that was said before it; what it means is known from then on."""
        with self._store.reading() as tx:
            known = speakers.found(tx, self._store, phone.channel, phone.address)
            memories = conversations.memories(tx, self._store, [known.person_id]) if known else {}
        memory = next(iter(memories.values()), Memory())
        return heard_as(text, self.edition, self._clock.now(), phone.channel, memory).reading

    @contextmanager
    def _afresh(self) -> Iterator[None]:
        """The database as the town was loaded into it."""
        shutil.copyfile(self._template, self._folder / "case.db")
        try:
            yield
        finally:
            self._store.close()
            for left in self._folder.glob("case.db*"):
                left.unlink()


def wrong_with(want: WantedReplies, replies: Sequence[Outgoing], notices: Sequence[str] = ()) -> Iterator[str]:
    """What is missing in *replies*, and what should not be in them; the notice that comes first answers nothing."""
    said = plain("\n".join(_shown(reply) for reply in replies))
    for told in notices:
        said = said.replace(told, "")
    for pattern in want.all:
        if not re.search(plain_pattern(pattern), said):
            yield f"lacks {pattern}"
    for patterns in want.any:
        if not any(re.search(plain_pattern(pattern), said) for pattern in patterns):
            yield f"lacks any of {' | '.join(patterns)}"
    for pattern in want.none:
        if re.search(plain_pattern(pattern), said):
            yield f"has {pattern}"


def plain(text: str) -> str:
    """*text* in small letters without accents, with plain spaces and apostrophes."""
    return plain_pattern(unicodedata.normalize("NFKC", text)).casefold()


def plain_pattern(pattern: str) -> str:
    """The same of a regular expression, whose capitals mean something."""
    apart = unicodedata.normalize("NFD", pattern.replace("’", "'"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def by_kind(played: Sequence[Played]) -> dict[str, tuple[int, int]]:
    """How many cases of each kind passed, and how many there are, in the order of the file."""
    passed = Counter(one.case.kind for one in played if one.passed)
    return {kind: (passed[kind], whole) for kind, whole in Counter(one.case.kind for one in played).items()}


def _notices(edition: Edition) -> Iterator[str]:
    """The notice that everyone gets once, in each language and at both lengths, as it is compared."""
    said = notice(edition)
    for language in edition.languages:
        for text in (said.text, said.short or said.text):
            yield plain(wash(voice(language).say(text)))
            yield plain(voice(language).say(text))


def _shown(reply: Outgoing) -> str:
    """A reply as it is read: its text and its buttons."""
    return "\n".join((reply.text, *(button.label for row in reply.buttons for button in row)))
