"""A question answered in the person's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Ear, Heard, Missed, Question, Reply
from flows.understanding.lexicon import Lexicon
from flows.words import Say, n_, one_line


@dataclass(frozen=True)
class Words(Question[str]):
    """Free text of *least* to *most* characters; *problem* says why it cannot be, or None.

    It is kept as it was written but on one line: where others read it, in a list, a second line would pass for another
    project's. What only the team reads keeps its *lines*.
    """

    lines: ClassVar[bool] = False

    least: int = 1
    most: int = 1000
    problem: Callable[[str], Say | None] | None = None

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The words, unless they call another conversation; or why they are too few or too many."""
        words = reply.text.strip() if self.lines else one_line(reply.text)
        if len(words) < self.least or ear.lexicon.is_a_call(words):
            return Missed()
        if len(words) > self.most:
            return Missed(
                n_("C'est trop long : {n} lettre au plus.", "C'est trop long : {n} lettres au plus.", self.most)
            )
        complaint = self.problem(words) if self.problem else None
        return Missed(complaint) if complaint else Answered(words)

    def listens_to(self, text: str, lexicon: Lexicon) -> str:
        """All of it."""
        return text

    def accept(self, stored: Stored) -> str | None:
        """The words kept; none, where a question was skipped that no longer may be, are no answer."""
        return stored if isinstance(stored, str) and (stored or not self.least) else None

    def nothing(self) -> str:
        """No words."""
        return ""
