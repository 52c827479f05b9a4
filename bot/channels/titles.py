"""Titles where letters are few: cut where the line or the segments end that a text takes anyway, not before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from bot.channels.gsm import Encoding, measure, segments_of
from bot.channels.sms_text import shorten, split, wash
from bot.languages.words import Titled, Voice, in_full
from flows.words import Say, Text, Title

NARROWEST = 30
"""Letters of a title by SMS, at least: five lines of them fit a segment with room for the question."""

WIDEST = 100
"""Letters of the longest title that people may give."""

LEAST = 12
"""Letters of a title that leaves its line to a date, at least: with fewer it says nothing."""


class Narrow:
    """A voice for SMS: titles in at most *width* letters, those that the town shortened as it did.

    *cut*: of each one that was cut, its letters, and those that were shown.
    """

    def __init__(self, voice: Voice, width: int = NARROWEST) -> None:
        """*voice* says all the rest."""
        self.voice = voice
        self.width = width
        self.cut: list[tuple[int, int]] = []

    def say(self, said: Say) -> str:
        """The text as a person reads it."""
        return self.voice.say(said, self._titled)

    def line(self, said: Say) -> str:
        """The text as a line of a list, of at most that width as a whole."""
        words = self.voice.say(said, _by_sms)
        return words if len(words) <= self.width else self._noted(words, line(said, self.voice, self.width, _by_sms))

    def _titled(self, title: Title) -> str:
        words = _by_sms(title)
        return self._noted(words, shorten(words, self.width))

    def _noted(self, words: str, shown: str) -> str:
        if len(words) > self.width:
            self.cut.append((len(words), len(shown)))
        return shown


def line(said: Say, voice: Voice, width: int, titled: Titled = in_full) -> str:
    """*said* on a line of at most *width* letters; the title in it gives way first, so that a date after it is read."""
    words = voice.say(said, titled)
    over = len(words) - width
    if over > 0 and isinstance(said, Text):
        words = voice.say(said, lambda title: shorten(titled(title), max(LEAST, len(titled(title)) - over)))
    return shorten(words, width)


def widest(text: Callable[[Narrow], str], narrowest: str, narrow: Narrow) -> str:
    """The *text*, its titles as wide as fits in the segments that the *narrowest* takes, which *narrow* has said."""
    if not narrow.cut:
        return narrowest
    allowed, best = _segments(narrowest), narrowest
    fits, width = narrow.width, _at_most(narrowest, narrow)
    too_wide = width + 1
    while fits < width:
        wider = text(Narrow(narrow.voice, width))
        if _segments(wider) <= allowed:
            fits, best = width, wider
        else:
            too_wide = width
        width = (fits + too_wide) // 2
    return best


def _at_most(narrowest: str, narrow: Narrow) -> int:
    """How wide titles may be: what is left of the last segment, shared out; most often just so wide they are then.

    Of a text in UCS-2 that cannot be told: a longer one may have its accents taken off, and hold twice as much.
    """
    longest = min(max(letters for letters, _shown in narrow.cut), WIDEST)
    weight = measure(wash(narrowest))
    if weight.encoding is Encoding.UCS_2:
        return longest
    room = weight.left + sum(shown for _letters, shown in narrow.cut)
    widths = range(narrow.width + 1, longest + 1)
    return narrow.width + bisect_right(
        widths, room, key=lambda width: sum(min(letters, width) for letters, _shown in narrow.cut)
    )


def _segments(text: str) -> int:
    return sum(map(segments_of, split(wash(text))))


def _by_sms(title: Title) -> str:
    return title.short or title.words
