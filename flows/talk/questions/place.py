"""A question answered by a place: a district, a street in the person's words, or a position they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from flows.talk.memory import Stored, View
from flows.talk.questions.base import Answered, Changed, Ear, Heard, Missed, Reply
from flows.talk.questions.options import LISTING, Listing, Option
from flows.talk.questions.pick import NOT_IN_THE_LIST
from flows.understanding.folding import fold
from flows.understanding.senses import Sense
from flows.words import Joined, Say, Text, Verbatim, _, n_, one_line

SHORTEST_NAME = 3
"""Letters that the name of a place has at least."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place: the id of a district, the person's own words, latitude and longitude, as far as each is known."""

    district: str = ""
    words: str = ""
    at: tuple[float, float] | None = None

    def __bool__(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.district or self.words or self.at)


@dataclass(frozen=True)
class Place(Listing[Where]):
    """One of the districts (*options*), a street in at most *most* letters, or a shared position *within* a box.

    The box is south, west, north, east, in degrees. A position with a name (a café, a square) is both.
    """

    takes: ClassVar[frozenset[str]] = frozenset({"place"})
    half_free: ClassVar[bool] = True

    most: int = field(default=200, kw_only=True)
    within: tuple[float, float, float, float] | None = field(default=None, kw_only=True)

    def listed(self, view: View) -> tuple[Option, ...]:
        """All the districts: they are paged, but never narrowed."""
        return self.options

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[Where]:
        """The place meant: a position, a district by tap, letter or name, else a place in the person's words."""
        if reply.place:
            return self._shared(reply.place, one_line(reply.text))
        if reply.tap:
            return self.moved(reply.tap, view) or self._district(reply.tap)
        moved = self.told_to_move(reply.text, view, ear.lexicon.meant(reply.text)) if self.options else None
        if moved:
            return moved
        typed = dict(view.keys).get(reply.text.strip(" .!)").upper())
        named = typed or self.named(reply.text, view, ear)
        return self._district(named) if named else self._in_words(one_line(reply.text), ear)

    def told_to_move(self, phrase: str, view: View, sense: Sense | None) -> Changed | None:
        """The list of districts, and its pages."""
        if sense is Sense.DISTRICTS:
            return Changed(View(group=LISTING))
        return super().told_to_move(phrase, view, sense)

    def accept(self, stored: Stored) -> Where | None:
        """The place kept, while its district is one of them."""
        where = _read(stored) if isinstance(stored, str) else None
        return where if where and (not where.district or where.district in self.by_id) else None

    def keep(self, answer: Where) -> Stored:
        """The place on three lines: district, position, words."""
        at = "{} {}".format(*answer.at) if answer.at else ""
        return f"{answer.district}\n{at}\n{answer.words}"

    def nothing(self) -> Where:
        """Nowhere in particular."""
        return Where()

    def told(self, where: Where) -> Say:
        """The place, to be read back; nothing at all if it was skipped."""
        district = self.by_id.get(where.district)
        known = (
            district.label if district else None,
            Verbatim(where.words) if where.words else None,
            SHARED if where.at else None,
        )
        return Joined(tuple(part for part in known if part), ", ")

    def _district(self, id: str) -> Heard[Where]:
        return Answered(Where(id)) if id in self.by_id else Missed(NOT_IN_THE_LIST)

    def _shared(self, at: tuple[float, float], name: str) -> Heard[Where]:
        south, west, north, east = self.within or (-90, -180, 90, 180)
        latitude, longitude = at
        if not (south <= latitude <= north and west <= longitude <= east):
            return Missed(TOO_FAR)
        return Answered(Where(words=name[: self.most], at=at))

    def _in_words(self, words: str, ear: Ear) -> Heard[Where]:
        letters = fold(words)
        if ear.lexicon.is_a_call(words):
            return Missed()
        if letters.isdigit() and self.options:
            return Missed(NOT_IN_THE_LIST)
        if len(letters) < SHORTEST_NAME or letters.isdigit():
            return Missed(A_NAME)
        if len(words) > self.most:
            return Missed(
                n_("C'est trop long : {n} lettre au plus.", "C'est trop long : {n} lettres au plus.", self.most)
            )
        return Answered(Where(self._mentioned(letters, ear), words))

    def _mentioned(self, letters: str, ear: Ear) -> str:
        """The id of the one district whose whole name stands in *letters*: «rue des Lys, dans le quartier Nord»."""
        named = [option.id for option in self.options if f" {fold(ear.say(option.label))} " in f" {letters} "]
        return named[0] if len(named) == 1 else ""


TOO_FAR: Text = _("Cette position est hors du territoire. Envoyez-en une autre, ou écrivez une rue ou un quartier.")
A_NAME: Text = _("Écrivez le nom d'une rue, d'un lieu ou d'un quartier.")
SHARED: Text = _("position partagée")


def _read(stored: str) -> Where | None:
    """The place that `keep` wrote, None of anything else."""
    district, _line, rest = stored.partition("\n")
    at, _line, words = rest.partition("\n")
    try:
        latitude, longitude = map(float, at.split()) if at else (0.0, 0.0)
    except ValueError:
        return None
    return Where(district, words, (latitude, longitude) if at else None) or None
