"""Questions that people answer in their own words, and never by mistake: a vote is not taken for something to tell.

What is plainly the way to another conversation («PROJETS», «vote 12») is no answer here, nor are numbers alone: so
nothing of a vote gets among the words that the team reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from flows.talk.keywords import Calling, keyword
from flows.talk.memory import Stored, View
from flows.talk.questions import Answered, Ear, Heard, Missed, Option, Pick, Reply, Words
from flows.understanding.interrogative import looks_asked
from flows.understanding.lexicon import Lexicon, numbers_in
from flows.understanding.senses import Sense
from flows.words import Say, _, n_

LONGEST = 1000
"""Letters of one message to the team."""

YES, NO, MORE = "=yes", "=no", "=more"
"""Ids of options begin with a sign, so that nobody's own words are taken for one."""

_OF_THE_VOTE = ("vote", "unvote", "receipt")
_A_YES = 4  # words: «oui merci beaucoup monsieur»
_A_NO = 2  # words: «non merci»; what follows a longer no is worth reading


def is_elsewhere(text: str, lexicon: Lexicon, *, or_votes: bool = False) -> bool:
    """Whether *text* is plainly meant for another conversation, the vote above all, or is nothing but numbers.

    With *or_votes*, also whether it votes for projects by their names: «je vote pour le skate».
    """
    text = lexicon.bare(text)
    if not any(sign.isalpha() for sign in text) or lexicon.spell(text) in lexicon.flows:
        return True
    numbers, rest = numbers_in(text, lexicon)
    if numbers and not rest:
        return True
    to = keyword(text, lexicon)
    if to is None:
        return False
    numbers, rest = numbers_in(to.opening, lexicon)
    if numbers and not rest:
        return True
    if to.flow not in _OF_THE_VOTE:
        return False
    by_words = or_votes and to.calling >= Calling.WITHIN and not looks_asked(text, lexicon)
    return by_words or any(map(str.isdigit, to.opening))


@dataclass(frozen=True)
class OwnWords(Words):
    """Free text of at least one word, for the team."""

    lines: ClassVar[bool] = True

    most: int = LONGEST

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The words, unless they are meant for another conversation."""
        if is_elsewhere(reply.text, ear.lexicon):
            return Missed(_("Écrivez-le avec vos mots, s'il vous plaît."))
        return super().hear(reply, view, ear)


@dataclass(frozen=True)
class Reaction(Pick):
    """Yes, no, one of the other options, or else whatever the person has to say: *least* words of it.

    The answer is the id of the option, or their words.
    """

    half_free: ClassVar[bool] = True

    least: int = 1
    remark: Say | None = None

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The option meant; else their words, unless they are meant for another conversation."""
        if reply.tap:
            return super().hear(reply, view, ear)
        meant = self._meant(reply.text, ear.lexicon)
        if meant in self.by_id:
            return Answered(meant)
        heard = super().hear(reply, view, ear)
        if not isinstance(heard, Missed):
            return heard
        words = reply.text.strip().lstrip("=")
        if is_elsewhere(words, ear.lexicon, or_votes=True):  # the team reads no ballot
            return heard
        if len(words) > LONGEST:
            return Missed(
                n_("C'est trop long : {n} lettre au plus.", "C'est trop long : {n} lettres au plus.", LONGEST)
            )
        enough = len(words.split()) >= self.least or "?" in words
        return Answered(words) if enough else Missed(self.remark or _("Répondez OUI ou NON."))

    def accept(self, stored: Stored) -> str | None:
        """An option that there still is, or the person's words."""
        if not isinstance(stored, str) or (stored.startswith("=") and stored not in self.by_id):
            return None
        return stored

    def _meant(self, text: str, lexicon: Lexicon) -> str:
        """The option that a yes, a no or SUITE means, also with a polite word after it."""
        words = lexicon.spell(text).split()
        sense = lexicon.sense(text)
        if sense is None and words and len(words) <= _A_YES:
            first = lexicon.meant(words[0])
            sense = first if first is Sense.YES or (first is Sense.NO and len(words) <= _A_NO) else None
        return {Sense.YES: YES, Sense.DONE: YES, Sense.NO: NO, Sense.MORE: MORE}.get(sense, "") if sense else ""


def yes_or_no(yes: Say | None = None, no: Say | None = None) -> tuple[Option, Option]:
    """The two options that every such question has."""
    return Option(YES, yes or _("Oui")), Option(NO, no or _("Non"))


def in_parts(text: str, most: int) -> tuple[str, ...]:
    """*text* in parts of at most *most* letters, cut after a sentence where that can be, else after a word."""
    parts = [""]
    for piece in _pieces(text, most):
        joined = f"{parts[-1]} {piece}".strip()
        if len(joined) > most:
            parts.append(piece)
        else:
            parts[-1] = joined
    return tuple(part for part in parts if part)


def _pieces(text: str, most: int) -> list[str]:
    """Its sentences; the words of a sentence that is too long by itself."""
    sentences = re.split(r"(?<=[.!?…])\s+", text.strip())
    return [piece for sentence in sentences for piece in ([sentence] if len(sentence) <= most else sentence.split())]
