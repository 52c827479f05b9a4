"""Titles where letters are few: cut where the line or the segments end that a text takes anyway, not before."""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.gsm import segments_of
from bot.channels.sms_text import shorten, split, wash
from bot.words import Titled, Voice, in_full
from flows.words import Say, Text, Title

NARROWEST = 30
"""Letters of a title by SMS, at least: five lines of them fit a segment with room for the question."""

WIDEST = 100
"""Letters of the longest title that people may give."""

LEAST = 12
"""Letters of a title that leaves its line to a date, at least: with fewer it says nothing."""


class Narrow:
    """A voice for SMS: titles in at most *width* letters, those that the town shortened as it did.

    *longest*: the letters of the longest one that was cut; 0 if none was.
    """

    def __init__(self, voice: Voice, width: int = NARROWEST) -> None:
        """*voice* says all the rest."""
        self.voice = voice
        self.width = width
        self.longest = 0

    def say(self, said: Say) -> str:
        """The text as a person reads it."""
        return self.voice.say(said, self._titled)

    def line(self, said: Say) -> str:
        """The text as a line of a list, of at most that width as a whole."""
        self._note(self.voice.say(said, _by_sms))
        return line(said, self.voice, self.width, _by_sms)

    def _titled(self, title: Title) -> str:
        words = _by_sms(title)
        self._note(words)
        return shorten(words, self.width)

    def _note(self, words: str) -> None:
        if len(words) > self.width and len(words) > self.longest:
            self.longest = len(words)


def line(said: Say, voice: Voice, width: int, titled: Titled = in_full) -> str:
    """*said* on a line of at most *width* letters; the title in it gives way first, so that a date after it is read."""
    words = voice.say(said, titled)
    over = len(words) - width
    if over > 0 and isinstance(said, Text):
        words = voice.say(said, lambda title: shorten(titled(title), max(LEAST, len(titled(title)) - over)))
    return shorten(words, width)


def widest(text: Callable[[Narrow], str], narrowest: str, narrow: Narrow) -> str:
    """The *text*, its titles as wide as fits in the segments that the *narrowest* takes, which *narrow* has said."""
    if not narrow.longest:
        return narrowest
    allowed, found = _segments(narrowest), narrowest
    fits, too_wide = narrow.width, min(narrow.longest, WIDEST) + 1
    width = too_wide - 1  # whole ones, if there is room
    while fits < width:
        wider = text(Narrow(narrow.voice, width))
        if _segments(wider) <= allowed:
            fits, found = width, wider
        else:
            too_wide = width
        width = (fits + too_wide) // 2
    return found


def _segments(text: str) -> int:
    return sum(map(segments_of, split(wash(text))))


def _by_sms(title: Title) -> str:
    return title.short or title.words
