"""Which project was just spoken of with a person: what they ask next is taken to be about it, and is told so.

It is forgotten with the next thing that is said. A question «#12? le terrain est à la commune» holds such a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from flows.talk.memory import NOTHING_SPOKEN_OF, Memory
from flows.understanding.lexicon import Lexicon
from flows.words import Say, Verbatim, _

LATELY = 30 * 86_400
"""Seconds for which news is still what someone means who then writes QUESTION and nothing else."""

_DIGITS = 9
"""Of a project's number, at most."""

_ABOUT = re.compile(r"#(\d{1,9})(\?)?(?!\w)\s*(.*)", re.DOTALL)

READ = "\u2063"
"""What words stand between that were read as a question already, and what they were read as."""

SEVERAL = -1
"""Spoken of at once, so that none of them is meant."""


@dataclass(frozen=True, slots=True)
class About:
    """The words of a question, the number of the project that it is about (0: none), and whether that is a guess."""

    words: str
    number: int = 0
    guessed: bool = False

    @property
    def told(self) -> str:
        """As it is kept: «#12? c'est pour quand»."""
        return f"#{self.number}{'?' * self.guessed} {self.words}".strip() if self.number else self.words


def about_of(answer: str) -> About:
    """What the kept *answer* asks, and of which project."""
    match = _ABOUT.match(answer)
    return About(match[3].strip(), int(match[1]), bool(match[2])) if match else About(answer)


def read_as(about: str, words: str) -> str:
    """*words* that were read already, as a question *about* a topic or an entry: whatever else they may look like."""
    return f"{READ}{about}{READ}{words}"


def as_read_before(opening: str) -> tuple[str, str]:
    """What the words of *opening* were read as, and they; nothing if they were not read yet."""
    match opening.split(READ, 2):
        case ["", about, words]:
            return about, words
        case _:
            return "", ""


def speaking_of(memory: Memory, now: datetime, number: int, told: str = "", listed: tuple[int, ...] = ()) -> Memory:
    """*memory* with the *number* of the project that was spoken of just now (0: none), the topic *told*, and those
    that were *listed*.
    """
    subject = (number, now.timestamp()) if number else NOTHING_SPOKEN_OF
    if memory.subject == subject and memory.told == told and memory.listed == listed:
        return memory
    return replace(memory, subject=subject, told=told, listed=listed)


def subject_of(memory: Memory, now: datetime) -> int:
    """The number of the project that was spoken of last, if that was lately; 0 if of none."""
    number, at = memory.subject
    return number if number and now.timestamp() - at <= LATELY else 0


def asked_of(memory: Memory, words: str, now: datetime) -> str:
    """*words* as a question that may be about the project spoken of last: «#12? …»; a number alone says which one."""
    if words.isdecimal():
        return f"#{words[:_DIGITS]}"
    number = subject_of(memory, now)
    return About(words, number, guessed=True).told if number > 0 else words


def told_back(question: str) -> Say:
    """A kept *question* as its author may read it: of «#12? c'est pour quand» no sign."""
    about = about_of(question)
    if not about.number:
        return Verbatim(question or "-")
    if not about.words:
        return _("projet n° {number}", number=about.number)
    return _("{words} (projet n° {number})", words=Verbatim(about.words), number=about.number)


def asks_why(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* asks for the reason of what was told, and nothing else: «pourquoi ?»."""
    return lexicon.spell(lexicon.bare(text)) in lexicon.why
