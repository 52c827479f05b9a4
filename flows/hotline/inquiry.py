"""What a person asks, while it is answered or passed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zlib import crc32

A_QUESTION = 3
"""Words from which on a reply to an answer is taken for another question."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What the person asks, in all the ways they said it; the answers they saw; the project's number, or 0.

    It is *guessed* until they say that it is so; *apart* once they said that it is not. *Amid* a vote or something else
    that is secret, it goes to nobody before they say so. *Aside* of a form, what is answered is not asked about.
    """

    said: tuple[str, ...]
    about: int = 0
    guessed: bool = False
    apart: bool = False
    amid: bool = False
    aside: bool = False
    seen: tuple[str, ...] = ()
    heard_as: str = ""  # the id of what the first words were heard as, if they were read before

    def name(self, what: str, of: str = "") -> str:
        """The name of an answer that belongs to these very words: with other words, it is asked anew."""
        return f"{what}-{crc32(chr(10).join((*self.said, of)).encode()):x}"

    def saying(self, words: str) -> Inquiry:
        """The same, said in other words."""
        return replace(self, said=(*self.said, words))

    def seeing(self, answer: str) -> Inquiry:
        """The same, once the answer of that id was seen."""
        return replace(self, seen=(*self.seen, answer))
