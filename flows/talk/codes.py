"""The codes that confirm by SMS: one for each thing to be confirmed, the same each time that very thing is shown.

It is replaced once it was guessed at too often, or once codes must be longer; one that was typed is worth nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from flows.talk.guesses import AT_ONCE
from flows.talk.memory import MOST_CODES, ShownCode
from flows.talk.questions import Confirm, Question
from flows.words import Text, _

Codes = tuple[ShownCode, ...]


@dataclass(frozen=True, slots=True)
class CodeSource:
    """Where new codes come from: *chance*, at least so many *digits*, none of the *numbers* typed for other ends."""

    chance: Callable[[], int]
    digits: int = 0
    numbers: frozenset[int] = frozenset()

    def code(self, question: Confirm, shown: frozenset[int] = frozenset()) -> str:
        """A new code for *question*, none of those *shown*."""
        return question.code(self.chance(), self.digits, shown, self.numbers)

    def allows(self, code: ShownCode) -> bool:
        """Whether *code* may be shown again as it is."""
        return len(code.digits) >= self.digits and int(code.digits) not in self.numbers


def code_for(question: Confirm, flow: str, codes: Codes, source: CodeSource) -> tuple[ShownCode, Codes]:
    """The code of what *question* confirms in *flow*, of *codes* or new from *source*, and all the others.

    It is none of the numbers that people type here for something else, whatever is confirmed; and none that was
    shown for something else, so that an old one can be told from a wrong one.
    """
    what = _what(question)
    if not codes:
        return ShownCode(flow, what, source.code(question)), ()
    others = tuple(code for code in codes if (code.flow, code.what) != (flow, what))[: MOST_CODES - 1]
    known = next((code for code in codes if (code.flow, code.what) == (flow, what)), None)
    if known and known.missed < AT_ONCE and source.allows(known):
        return known, others
    shown = frozenset(int(code.digits) for code in codes)
    return ShownCode(flow, what, source.code(question, shown)), others


def missed(codes: Codes, question: Question[Any], flow: str) -> Codes:
    """The *codes* after one try more at that of *question*."""
    assert isinstance(question, Confirm), "only a confirmation has a code"
    mine = (flow, _what(question))
    return tuple(replace(code, missed=code.missed + 1) if (code.flow, code.what) == mine else code for code in codes)


def longer(digits: int) -> Text:
    """What is said once the codes of an address have so many *digits*."""
    return _(
        "Trop de mauvais codes : les vôtres ont maintenant {digits} chiffres. Ce n'était pas vous ? CONTACT.",
        digits=digits,
    )


def _what(question: Confirm) -> str:
    return sha256(question.of.encode()).hexdigest()[:12]
