"""The last question before something that counts: «is this really what you want?»"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from flows.talk.memory import Stored, View
from flows.talk.questions.base import (
    Answered,
    Changed,
    Corrected,
    Declined,
    Ear,
    Heard,
    Missed,
    Question,
    Reopened,
    Reply,
)
from flows.understanding.lexicon import Lexicon
from flows.understanding.padding import unpadded
from flows.understanding.senses import Hint, Sense
from flows.words import Joined, Say, _

CONFIRM, MODIFY = "sure", "modify"
_CONFIRMED = (CONFIRM, "yes")
"""What the button to confirm sends, and what it sent in 0.1: keyboards stay on the screen over an upgrade."""

ENOUGH = 60
"""Codes of one length there must be to draw from, once the numbers of a ballot are left out.

With fewer, a code would be easy to guess: it gets a digit more.
"""

A_THOUGHT = 4
"""Words from which on what is not understood may be a thought aloud: «je demande à ma mère»."""

SHORTEST_CODE, LONGEST_CODE = 2, 6

Corrections = Callable[[Reply, View, Ear], Changed | Corrected | Reopened | None]
"""What a reply that is not the code changes of what was read back; None if nothing."""


@dataclass(frozen=True)
class Confirm(Question[str]):
    """Confirms exactly what was read back, named by *of*: if that changes, the confirmation is asked again.

    Where the sender can be forged (SMS) only the digits shown will do; where the channel vouches for the person, a tap
    or a yes. A no ends the conversation, as *declined* says. *corrects* hears what the reply changes of what was read
    back; *avoid* are the numbers that it hears, so that none of them is ever a code. *otherwise* is what to write by
    SMS to do something else, *refusing* how to do nothing: both are said to what is not understood. *wrong* and
    *outdated* are said to a wrong code and to one of before. What is not *modifiable* has no answers to change.
    *numbered* are the names of the answers that were read back with a number.
    """

    of: str = field(kw_only=True)
    avoid: frozenset[int] = field(default=frozenset(), kw_only=True)
    corrects: Corrections | None = field(default=None, kw_only=True)
    otherwise: Say = field(default=_("Pour changer : MODIFIER."), kw_only=True)
    refusing: Say | None = field(default=_("Pour ne rien envoyer : NON."), kw_only=True)
    declined: Say = field(default=_("D'accord, rien n'est envoyé. Pour la suite : MENU."), kw_only=True)
    wrong: Say = field(default=_("Ce n'est pas le bon code."), kw_only=True)
    outdated: Say = field(default=_("Ce code était celui de l'ancien choix."), kw_only=True)
    modifiable: bool = field(default=True, kw_only=True)
    numbered: tuple[str, ...] = field(default=(), kw_only=True)

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The confirmation, the end of it, or what it changes of what was read back."""
        asks = "?" in reply.text  # «c'est bon ?» is no yes
        means_it = reply.tap in _CONFIRMED or (not asks and ear.lexicon.meant(reply.text) in _YES)  # no typo confirms
        if reply.vouched and means_it:
            return Answered(self.of)
        typed = () if reply.vouched else typed_digits(reply.text, ear.lexicon)
        if view.code and ("".join(typed) == view.code or set(typed) == {view.code}):  # «51 51»
            # In pieces, it may be numbers of the ballot that someone adds: then the question says how to confirm.
            return Answered(self.of) if self._is_no_choice(typed) else Changed(view)
        if ear.lexicon.means(unpadded(reply.text, ear.lexicon)) is Sense.NO:
            return Declined(self.declined)
        if "".join(typed) in view.outdated and self._is_no_choice(typed):
            return Changed(view, self.outdated)
        if self._is_guess(view.code, typed):
            return Missed(self.wrong, guessed=True)
        corrected = self.corrects(self._beside_codes(reply, view), view, ear) if self.corrects else None
        if corrected:
            return corrected
        # By SMS a yes is no confirmation: the question alone says what is.
        if (asks or not reply.vouched) and _agrees(reply.text, ear.lexicon):
            return Changed(view, _("Pas encore.") if asks else None)
        return Missed(self._ways(reply.text))

    def accept(self, stored: Stored) -> str | None:
        """The confirmation kept, if it was for the same thing."""
        return self.of if stored == self.of else None

    def code(
        self,
        chance: int,
        digits: int = 0,
        taken: frozenset[int] = frozenset(),
        numbers: frozenset[int] = frozenset(),
    ) -> str:
        """At least so many *digits* drawn by *chance*: none of those to avoid or *taken*, nor of *numbers* in use here.

        Two, where that leaves enough others to draw from.
        """
        used = numbers if self.avoid is numbers else numbers | self.avoid if self.avoid else numbers
        for length in range(max(digits, SHORTEST_CODE), LONGEST_CODE + 1):
            first, last = 10 ** (length - 1), 10**length - 1
            avoided = _as_long(used, length)
            if last - first + 1 - len(avoided) >= ENOUGH:
                break
        if taken:
            avoided = sorted({*avoided, *_as_long(taken, length)})
        drawn = first + chance % (last - first + 1 - len(avoided))
        for number in avoided:
            drawn += number <= drawn
        return str(drawn)

    @property
    def ways(self) -> Say:
        """What else can be written, to whoever wants that; the question says how to confirm."""
        return Joined((self.otherwise, self.refusing), " ") if self.refusing else self.otherwise

    def _ways(self, text: str) -> Say:
        """The same, to whoever wrote what is none of it; to who only thinks aloud, that nothing is done yet."""
        thinks_aloud = len(text.split()) >= A_THOUGHT and not any(map(str.isdigit, text))
        return Joined((_("Rien n'est fait pour l'instant.") if thinks_aloud else _("Pas compris."), self.ways), " ")

    def _beside_codes(self, reply: Reply, view: View) -> Reply:
        """The reply without the codes that were shown, sent with something else: «59 9» is a 9."""
        codes = "|".join(code for code in (view.code, *view.outdated) if code and int(code) not in self.avoid)
        if not codes or reply.vouched:
            return reply
        text = re.sub(rf"(?<!\w)(?:{codes})(?!\w)", " ", reply.text)
        return reply if text == reply.text else replace(reply, text=text)

    def _is_guess(self, code: str, typed: tuple[str, ...]) -> bool:
        """Whether *typed* could have been the code."""
        alone = len(set(typed)) == 1 or len("".join(typed)) == len(code)
        return bool(typed) and alone and self._is_no_choice(typed)

    def _is_no_choice(self, typed: tuple[str, ...]) -> bool:
        """Whether one of the numbers, at least, is none of the ballot: no code ever is."""
        return not all(int(number) in self.avoid for number in typed)


def _agrees(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* says yes, or that it was read: «oui oui c'est bien ça», and no more."""
    if lexicon.sense(text) in _YES:
        return True
    words = lexicon.spell(text).split()
    said = [word for word in words if lexicon.senses.get(word) in _YES]
    others = (word for word in words if word not in said and word not in lexicon.around_yes)
    return bool(said) and all(lexicon.corrections.get(word) is Hint.ANYHOW for word in others)


def typed_digits(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The digits of a message that holds nothing else, but words that go with a code: «59.», «5 9», «ok 59 merci».

    A number with anything else beside it is no code.
    """
    words = lexicon.spell(text).split()
    digits = tuple(word for word in words if word.isascii() and word.isdigit())
    others = [word for word in words if word not in digits]
    fits = lexicon.senses.get(" ".join(others)) in _POLITE or all(_goes_with_a_code(word, lexicon) for word in others)
    return digits if fits else ()


def _goes_with_a_code(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.around_code or word in lexicon.fillers or lexicon.senses.get(word) in _POLITE


@lru_cache(maxsize=128)
def _as_long(numbers: frozenset[int], length: int) -> Sequence[int]:
    """Those of *numbers* that have so many digits, in order: the same of one ballot for everybody."""
    return sorted(number for number in numbers if len(str(number)) == length)


_YES = frozenset({Sense.YES, Sense.DONE})
_POLITE = _YES | {Sense.THANKS, Sense.HELLO}
