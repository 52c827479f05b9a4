"""A question answered by the person's own telephone number, which the channel vouches for, or by words instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Ear, Heard, Missed, Question, Reply
from flows.words import Say, Text, _


@dataclass(frozen=True)
class OwnNumber(Question[str]):
    """The telephone number of who writes, with its «+»; or what *also* makes of the words, "" where that is nothing.

    *missed* says what would be an answer.
    """

    takes: ClassVar[frozenset[str]] = frozenset({"contact"})

    also: Callable[[str], str] | None = field(default=None, kw_only=True)
    missed: Say | None = field(default=None, kw_only=True)

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The number, or the words."""
        answer = reply.contact or (self.also(reply.text) if self.also else "")
        return Answered(answer) if answer else Missed(self.missed or TOUCH)

    def accept(self, stored: Stored) -> str | None:
        """What was kept."""
        return stored if isinstance(stored, str) and stored else None


TOUCH: Text = _("Touchez le bouton « Partager mon numéro », sous la conversation.")
