"""What every question is: something to say, a way to hear a reply, and a test that an answer kept is still one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from flows.lexicon import Lexicon
from flows.memory import Stored, View
from flows.words import Say

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person sent: words, or a tap on a button of the question that carries *token*.

    *vouched* is true where the channel proves who wrote (Telegram); an SMS sender can be forged. *at* (epoch seconds)
    is when it was written, as far as we know; *serial* is unique to this message and grows.
    """

    text: str = ""
    tap: str = ""
    token: int = 0
    vouched: bool = False
    at: float = 0.0
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Ear:
    """What is needed to understand a reply: the words of all languages, and how our own texts read in the person's."""

    lexicon: Lexicon
    say: Callable[[Say], str]


@dataclass(frozen=True, slots=True)
class Answered(Generic[A]):
    """The reply is an answer."""

    answer: A


@dataclass(frozen=True, slots=True)
class Changed:
    """The reply changed the choice being made, or the page being read, but does not finish it."""

    view: View
    remark: Say | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """The reply is no answer; *remark* says what would be one, where there is more to say than the question itself."""

    remark: Say | None = None


Heard: TypeAlias = Answered[A] | Changed | Missed


@dataclass(frozen=True)
class Question(ABC, Generic[A]):
    """A question without a look: channels decide how it is shown, and as late as possible.

    *prompt* is what is asked, *short* the same within an SMS, *help* the same in other words, *topic* its name in a
    list of answers that can be modified.
    """

    prompt: Say
    short: Say | None = field(default=None, kw_only=True)
    help: Say | None = field(default=None, kw_only=True)
    topic: Say | None = field(default=None, kw_only=True)

    @abstractmethod
    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[A]:
        """What *reply* means, given the question as it was shown."""

    @abstractmethod
    def accept(self, stored: Stored) -> A | None:
        """The answer that was kept, or None if it is no longer one and must be asked again."""

    def keep(self, answer: A) -> Stored:
        """The answer as it is kept between messages."""
        return answer  # type: ignore[return-value]  # most answers are kept as they are; the others override this
