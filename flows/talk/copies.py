"""The same free text twice in half a minute: a phone sent it again, and nobody meant it twice.

Where nothing but a word, a number or a door is written, twice is meant: «suite», «suite».
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zlib import crc32

from flows.talk import doors
from flows.talk.memory import NOTHING_HEARD, Memory
from flows.talk.questions import Reply
from flows.understanding.lexicon import Lexicon, fold
from flows.words import one_line

COPIED_WITHIN = 30.0
"""Seconds; phones that got no receipt of a text try again well within."""

_FEWEST = 3
"""Words from which on two texts alike are no accident."""

_FEWEST_ANSWERED = 2
"""The same, of words that were taken for an answer as they are."""


def is_copy(reply: Reply, memory: Memory, now: datetime, lexicon: Lexicon) -> bool:
    """Whether *reply* is the free text heard last, again within half a minute."""
    words = reply.text.strip()
    if len(words.split()) < _FEWEST_ANSWERED or reply.tap or reply.brings:
        return False
    thread = memory.open
    since = now.timestamp() - COPIED_WITHIN
    just_answered = thread and thread.asked and thread.answers and thread.asked.at >= since
    if just_answered and thread and thread.answers[-1][1] in (words, one_line(words)) and lexicon.meant(words) is None:
        return True
    mark, at = memory.last
    return at >= since and mark == _mark(words) and _is_free(lexicon.bare(words), lexicon)


def marked(memory: Memory, reply: Reply, now: datetime) -> Memory:
    """*memory* with a mark of what was heard now, if that may be free text; else without any."""
    words = reply.text.strip()
    several = len(words.split()) >= _FEWEST and not reply.tap and not reply.brings
    last = (_mark(words), now.timestamp()) if several else NOTHING_HEARD
    return memory if memory.last == last else replace(memory, last=last)


def _is_free(words: str, lexicon: Lexicon) -> bool:
    """Whether *words* are neither a door nor a keyword, numbers or a set phrase: such may well be meant twice."""
    return not lexicon.is_bare(words) and doors.keyword(words, lexicon) is None


def _mark(words: str) -> int:
    return crc32(fold(words).encode())
