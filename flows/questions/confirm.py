"""The last question before something that counts: «is this really what you want?»"""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.lexicon import Sense, fold
from flows.memory import Stored, View
from flows.questions.base import Answered, Changed, Ear, Heard, Missed, Question, Reply
from flows.words import Say, Text, _

CONFIRM, MODIFY = "yes", "modify"

ENOUGH = 60
"""Codes there must be to draw from.

With fewer, avoiding the numbers of a long ballot would make the code easy to guess.
"""

MOST_WRONG = 5
"""Wrong codes after which what was to be confirmed is dropped: someone may be guessing in another's name.

From then on that person's codes have four digits: a guess is right once in nine thousand times, and the person
themselves, who reads the code, is not kept from voting.
"""


@dataclass(frozen=True)
class Confirm(Question[str]):
    """Confirms exactly what was read back, named by *of*: if that changes, the confirmation is asked again.

    Where the sender can be forged (SMS) only the two digits shown will do, to the letter, and each wrong try changes
    them; where the channel vouches for the person, a tap or a yes. *avoid* are numbers that would be mistaken for
    something else. *otherwise* is what to write by SMS to do something else; what is not *modifiable* has no answers
    to change.
    """

    of: str = field(kw_only=True)
    avoid: frozenset[int] = field(default=frozenset(), kw_only=True)
    otherwise: Say = field(default=_("Pour changer : MODIFIER."), kw_only=True)
    modifiable: bool = field(default=True, kw_only=True)

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The confirmation, or nothing."""
        said = ear.lexicon.meant(reply.text)  # to the letter: no typo confirms anything
        if reply.vouched and (reply.tap == CONFIRM or said in (Sense.YES, Sense.DONE)):
            return Answered(self.of)
        if view.code and fold(reply.text) == view.code:
            return Answered(self.of)
        if said is Sense.NO:
            return Changed(view, NOT_SENT if self.modifiable else NOTHING_DONE)
        is_try = not reply.vouched and (fold(reply.text).isdigit() or said in (Sense.YES, Sense.DONE))
        return Missed(_("Ce n'est pas le bon code.") if is_try else None)

    def accept(self, stored: Stored) -> str | None:
        """The confirmation kept, if it was for the same thing."""
        return self.of if stored == self.of else None

    def code(self, chance: int, *, wary: bool = False) -> str:
        """Two digits drawn by *chance*, none of the numbers to avoid as long as enough others are left to draw from.

        To who is *wary*, since someone guessed in their name, four digits.
        """
        if wary:
            return str(1_000 + chance % 9_000)
        free = [number for number in range(10, 100) if number not in self.avoid]
        drawn_from = free if len(free) >= ENOUGH else range(10, 100)
        return str(drawn_from[chance % len(drawn_from)])


NOT_SENT: Text = _("D'accord, rien n'est envoyé. ANNULER : tout laisser.")
NOTHING_DONE: Text = _("D'accord, rien ne change. ANNULER : tout laisser.")
