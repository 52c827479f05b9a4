"""What every question is: something to say, a way to hear a reply, and a test that an answer kept is still one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Generic, TypeAlias, TypeVar

from flows.talk.memory import Stored, View
from flows.understanding.lexicon import Lexicon
from flows.understanding.senses import Sense
from flows.words import Say, Text, _, lines

A = TypeVar("A")

SKIP = "pass"
"""What the button of a question that may be skipped sends."""

SKIPPED = ""
"""What is kept of a question that was skipped."""

NOTHING_ELSE: frozenset[str] = frozenset()
"""What most messages bring besides words."""

UNREAD: dict[str, Text] = {
    "photo": _("Je ne lis les photos que quand je vous en demande une."),
    "place": _("Je ne lis les positions que quand je vous demande un lieu."),
    "contact": _("Pour relier ce numéro à Telegram, écrivez RELIER."),
}
"""What is said of each thing that is not words, where nobody asked for it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person sent: words, a tap on a button of the question that carries *token*, or something else than words.

    *photo* is its address on the network it came by, *place* its latitude and longitude, *contact* the telephone
    number that the channel vouches is the person's own (E.164). The *text* beside a photo is its caption, beside a
    place its name. *vouched* is true where the channel proves who wrote (Telegram); an SMS sender can be forged. *at*
    (epoch seconds) is when it was written, as far as we know; *serial* is unique to this message and grows.
    """

    text: str = ""
    tap: str = ""
    token: int = 0
    vouched: bool = False
    at: float = 0.0
    serial: int = 0
    photo: str = ""
    place: tuple[float, float] | None = None
    contact: str = ""

    @property
    def brings(self) -> frozenset[str]:
        """What it holds that is not words: «photo», «place», «contact»."""
        held = {"photo": self.photo, "place": self.place, "contact": self.contact}
        return frozenset(kind for kind, thing in held.items() if thing) if any(held.values()) else NOTHING_ELSE

    def only_words(self) -> Reply:
        """The reply without what is not words; the name of a shared place is part of that place."""
        return replace(self, text="" if self.place else self.text, photo="", place=None, contact="")


@dataclass(frozen=True, slots=True)
class Ear:
    """What is needed to understand a reply: the words of all languages, and how our own texts read in the person's."""

    lexicon: Lexicon
    say: Callable[[Say], str]


@dataclass(frozen=True, slots=True)
class Answered(Generic[A]):
    """The reply is an answer; *remark* says what of it was not kept."""

    answer: A
    remark: Say | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The reply changed the choice being made, or the page being read, but does not finish it."""

    view: View
    remark: Say | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """The reply is no answer; *remark* says what would be one, where there is more to say than the question itself.

    *guessed* is true of a wrong code. *view* is how the question looks from then on, where that changes all the same.
    """

    remark: Say | None = None
    guessed: bool = False
    view: View | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """The reply corrects an answer given earlier in the conversation: the one called *name* is now *stored*."""

    name: str
    stored: Stored
    remark: Say | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """An answer given earlier, called *name*, is to be asked again, with what is still *ticked* of it."""

    name: str
    ticked: tuple[str, ...] = ()
    remark: Say | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """The reply ends the conversation: nothing of it is done, as *remark* says."""

    remark: Say


@dataclass(frozen=True, slots=True)
class Outlived:
    """An answer kept that is none any more, since something of it is gone, as *remark* says; *stored* is the rest."""

    stored: tuple[str, ...]
    remark: Say


Heard: TypeAlias = Answered[A] | Changed | Missed | Corrected | Reopened | Declined


@dataclass(frozen=True)
class Question(ABC, Generic[A]):
    """A question without a look: channels decide how it is shown, and as late as possible.

    *prompt* is what is asked, *short* the same within an SMS, *help* the same in other words, *topic* its name in a
    list of answers that can be modified. A *skippable* one is answered by PASSER or «je ne sais pas» too, or by a tap
    on its button: the answer is then `nothing()`. *takes* is what it can be answered with besides words and taps.
    A *half_free* one is answered by people's own words too: all of them are heard, unless they are one word or numbers
    between courtesies.
    """

    takes: ClassVar[frozenset[str]] = frozenset()
    half_free: ClassVar[bool] = False

    prompt: Say
    short: Say | None = field(default=None, kw_only=True)
    help: Say | None = field(default=None, kw_only=True)
    topic: Say | None = field(default=None, kw_only=True)
    skippable: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        """Raises TypeError for a skippable question of a kind that knows no answer for «nothing»."""
        if self.skippable:
            self.nothing()

    def heard(self, reply: Reply, view: View, ear: Ear) -> Heard[A]:
        """What *reply* means, given the question as it was shown; also if it skips it, or brings what nobody asked."""
        uncalled = unread(reply, self.takes)
        words = self.listens_to(reply.text, ear.lexicon)
        reply = reply if words == reply.text else replace(reply, text=words)
        if uncalled is None:
            return self._heard(reply, view, ear)
        reply = reply.only_words()
        if not reply.text.strip():
            return Changed(view, uncalled)
        return with_remark(self._heard(reply, view, ear), uncalled)

    def known(self, stored: Stored) -> Answered[A] | None:
        """The answer that was kept, or None if it is no longer one and must be asked again."""
        if self.skippable and stored == SKIPPED:
            return Answered(self.nothing())
        answer = self.accept(stored)
        return None if answer is None else Answered(answer)

    def outlived(self, stored: Stored) -> Outlived | None:
        """What is left of an answer kept that is none any more, if it is known what went; None if nothing is."""
        return None

    def stored(self, answer: A) -> Stored:
        """The answer as it is kept between messages, also if it is that the question was skipped."""
        return SKIPPED if self.skippable and answer == self.nothing() else self.keep(answer)

    def nothing(self) -> A:
        """The answer of who skips the question. Raises TypeError where there is none."""
        raise TypeError(f"a {type(self).__name__} cannot be skipped")

    @abstractmethod
    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[A]:
        """What *reply* means, given the question as it was shown."""

    @abstractmethod
    def accept(self, stored: Stored) -> A | None:
        """The answer that was kept, or None if it is no longer one and must be asked again."""

    def keep(self, answer: A) -> Stored:
        """The answer as it is kept between messages."""
        return answer  # type: ignore[return-value]  # most answers are kept as they are; the others override this

    def listens_to(self, text: str, lexicon: Lexicon) -> str:
        """What of *text* is heard: not the courtesies around it, but where people's own words are an answer."""
        bare = lexicon.bare(text)
        return text if self.half_free and not lexicon.is_bare(bare) else bare

    def _heard(self, reply: Reply, view: View, ear: Ear) -> Heard[A]:
        """To the letter, PASSER skips; with a slip in it, only where it is no answer: «passé» may be a title."""
        if not self.skippable:
            return self.hear(reply, view, ear)
        if reply.tap == SKIP or (not reply.brings and ear.lexicon.meant(ear.lexicon.bare(reply.text)) is Sense.UNKNOWN):
            return Answered(self.nothing())
        heard = self.hear(reply, view, ear)
        slip = isinstance(heard, Missed) and ear.lexicon.sense(reply.text) is Sense.UNKNOWN
        return Answered(self.nothing()) if slip else heard


def unread(reply: Reply, takes: frozenset[str] = frozenset()) -> Say | None:
    """What to say of what *reply* brings besides words, if nobody who *takes* it asked for it; None if that is well."""
    uncalled = reply.brings - takes
    return next((text for kind, text in UNREAD.items() if kind in uncalled), None) if uncalled else None


def with_remark(heard: Heard[A], remark: Say) -> Heard[A]:
    """*heard*, with *remark* said before its own."""
    return replace(heard, remark=lines(remark, heard.remark) if heard.remark else remark)
