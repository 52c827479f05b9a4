"""The same free text twice in half a minute: a phone sent it again, and nobody meant it twice.

Where nothing but a word, a number or a door is written, twice is meant: «suite», «suite». Where a question that may be
answered so was shown in between, and read, it is put again instead: a copy changes nothing, and is met by silence only
where it was answered already.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zlib import crc32

from flows.talk.keywords import keyword
from flows.talk.memory import NOTHING_HEARD, Memory
from flows.talk.questions import Place, Question, Reply, Words
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.words import Text, _, one_line

COPIED_WITHIN = 30.0
"""Seconds; phones that got no receipt of a text try again well within."""

A_GLANCE = 8.0
"""Seconds in which nobody reads a question that comes by SMS and writes a sentence."""

NOTED: Text = _("C'est déjà noté. Si c'est aussi votre réponse ici, renvoyez-la dans un instant.")

_FEWEST = 3
"""Words from which on two texts alike are no accident."""

_FEWEST_ANSWERED = 2
"""The same, of words that were taken for an answer as they are."""


def is_copy(reply: Reply, memory: Memory, now: datetime, lexicon: Lexicon, *, secret: bool = False) -> bool:
    """Whether *reply* is the free text heard last, again within half a minute; of what is *secret* no mark is kept."""
    words = reply.text.strip()
    if len(words.split()) < _FEWEST_ANSWERED or reply.tap or reply.brings:
        return False
    mark, at = memory.last
    heard_last = at >= now.timestamp() - COPIED_WITHIN and mark == _mark(words)
    if not (heard_last or secret):
        return False
    if was_answered(words, memory, now) and lexicon.meant(words) is None:
        return True
    return heard_last and len(words.split()) >= _FEWEST and _is_free(lexicon.bare(words), lexicon)


def was_answered(words: str, memory: Memory, now: datetime) -> bool:
    """Whether *words* are the answer given last, within half a minute, and another question was shown since."""
    thread = memory.open
    if not (thread and thread.asked and thread.answers):
        return False
    just_now = thread.asked.at >= now.timestamp() - COPIED_WITHIN
    return just_now and thread.answers[-1][1] in (words, one_line(words))


def may_be_meant(memory: Memory, now: datetime, question: Question[object] | None) -> bool:
    """Whether a copy may be meant for *question*, on the screen: it takes free words, and was read by now."""
    asked = memory.open.asked if memory.open else None
    return asked is not None and now.timestamp() - asked.at >= A_GLANCE and isinstance(question, Words | Place)


def marked(memory: Memory, reply: Reply, now: datetime) -> Memory:
    """*memory* with a mark of what was heard now, if that may be free text; else without any."""
    words = reply.text.strip()
    several = len(words.split()) >= _FEWEST_ANSWERED and not reply.tap and not reply.brings
    last = (_mark(words), now.timestamp()) if several else NOTHING_HEARD
    return memory if memory.last == last else replace(memory, last=last)


def _is_free(words: str, lexicon: Lexicon) -> bool:
    """Whether *words* are neither a door nor a keyword, numbers or a set phrase: such may well be meant twice."""
    return not lexicon.is_bare(words) and keyword(words, lexicon) is None


def _mark(words: str) -> int:
    return crc32(fold(words).encode())
