"""A question answered by yes or no."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Ear, Heard, Missed, Question, Reply
from flows.understanding.senses import Sense
from flows.words import Say, _

YES, NO = "yes", "no"
_YES, _NO = _("Oui"), _("Non")


@dataclass(frozen=True)
class YesNo(Question[bool]):
    """Yes or no, in the ways people write them, or 1 and 2 as shown."""

    yes: Say = _YES
    no: Say = _NO

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[bool]:
        """Whether the person said yes."""
        said = reply.tap or dict(view.keys).get(reply.text.strip(" .!)")) or self._sense(reply, ear)
        return Answered(said == YES) if said in (YES, NO) else Missed(_("Répondez OUI ou NON."))

    def accept(self, stored: Stored) -> bool | None:
        """The answer kept: a yes or a no never ages."""
        return stored if isinstance(stored, bool) else None

    def _sense(self, reply: Reply, ear: Ear) -> str | None:
        sense = ear.lexicon.sense(reply.text)
        return {Sense.YES: YES, Sense.DONE: YES, Sense.NO: NO}.get(sense) if sense else None
