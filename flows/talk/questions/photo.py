"""A question answered by a picture, where the channel can carry one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Ear, Heard, Missed, Question, Reply
from flows.understanding.senses import Sense
from flows.words import Text, _


@dataclass(frozen=True)
class Photo(Question[str]):
    """A picture; the answer is its address on the network it came by, "" if there is none.

    It can always be skipped: not every channel carries pictures, and a draft may move to one that does not. Flows ask
    it only where `scene.me.can` holds «photo».
    """

    takes: ClassVar[frozenset[str]] = frozenset({"photo"})

    skippable: bool = field(default=True, kw_only=True)

    def __post_init__(self) -> None:
        """Raises ValueError if it were not skippable: by SMS nobody could ever answer it."""
        if not self.skippable:
            raise ValueError("a photo can always be skipped: an SMS cannot carry one")

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The picture; a «no» is none."""
        if reply.photo:
            return Answered(reply.photo, NO_CAPTION if reply.text.strip() else None)
        if ear.lexicon.sense(reply.text) is Sense.NO:
            return Answered("")
        return Missed(NOT_A_PHOTO)

    def accept(self, stored: Stored) -> str | None:
        """The picture kept."""
        return stored if isinstance(stored, str) and stored else None

    def nothing(self) -> str:
        """No picture."""
        return ""


NO_CAPTION: Text = _("J'ai gardé la photo, pas les mots qui l'accompagnent.")
NOT_A_PHOTO: Text = _("Ce n'est pas une photo.")
