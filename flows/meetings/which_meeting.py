"""«Which meeting, and how many of you?», as people answer it: a number, a word of the title, «2 avec mon mari»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar

from flows.talk.memory import Stored, View
from flows.talk.questions import Answered, Ear, Missed, Option, Pick, Reply
from flows.talk.questions.base import Heard
from flows.talk.questions.vague import is_bound, is_vague
from flows.talk.scene import Scene
from flows.town.meeting import Meeting
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.words import Day, Say, Title, _

MOST_GUESTS = 9
"""Guests that one person can bring by a message: who comes with a class talks to the team first."""

Asked: TypeAlias = tuple[Say, Say]
"""What is asked, and the same by SMS."""

READ_OF: Asked = (
    _("Quelle réunion vous intéresse ? Écrivez son numéro, ou un mot du titre."),
    _("Quelle réunion ? Son numéro :"),
)
COME_TO: Asked = (
    _("À quelle réunion venez-vous ? À plusieurs, écrivez par exemple : 2 AVEC 3."),
    _("Vous venez à quelle réunion ? Son numéro :"),
)
ABSENT_FROM: Asked = (
    _("À quelle réunion ne pouvez-vous pas venir ?"),
    _("Quelle réunion manquez-vous ? Son numéro :"),
)

TOO_MANY = _(
    "Vous venez nombreux ! Au-delà de {most} personnes avec vous, voyez d'abord l'équipe : CONTACT.", most=MOST_GUESTS
)

HOW_MANY = _("Combien de personnes avec vous ? Écrivez par exemple : 2 AVEC 3.")

UNTOLD = -1
"""Guests of whom it is not said how many they are: «avec des amis»."""

P = TypeVar("P", bound=Pick)


def upcoming(scene: Scene) -> dict[str, Meeting]:
    """The meetings that are not over, by their id: those of the person's own district first, then the soonest."""

    def nearness(meeting: Meeting) -> tuple[bool, datetime, int]:
        near = bool(meeting.district) and meeting.district == scene.me.district
        return not near, meeting.starts, meeting.number

    coming = (meeting for meeting in scene.edition.meetings if meeting.ends > scene.now)
    return {meeting.id: meeting for meeting in sorted(coming, key=nearness)}


def which_meeting(listed: Mapping[str, Meeting], scene: Scene, asked: Asked) -> Pick:
    """The question which of the meetings *listed*."""
    return _about(Pick, listed, scene, asked)


def which_with_guests(listed: Mapping[str, Meeting], scene: Scene, asked: Asked) -> WithGuests:
    """The question which of the meetings *listed*, and with how many guests."""
    return _about(WithGuests, listed, scene, asked)


@dataclass(frozen=True)
class WithGuests(Pick):
    """One meeting, and how many come along: «2 avec 3», «la 2 avec mon mari». The answer is its id, a blank, guests.

    Where nothing was said of guests, the answer is the id alone.
    """

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The meeting meant, and the guests if any were spoken of."""
        if reply.tap:
            return super().hear(reply, view, ear)
        which, guests = guests_in(reply.text, ear.lexicon)
        if guests is not None and guests > MOST_GUESTS:
            return Missed(TOO_MANY)
        if guests == UNTOLD:
            return Missed(HOW_MANY)
        heard = self._which(which, reply, view, ear)
        if isinstance(heard, Answered) and guests is not None:
            return Answered(f"{heard.answer} {guests}", heard.remark)
        return heard

    def accept(self, stored: Stored) -> str | None:
        """The answer kept, while its meeting is still one."""
        return stored if isinstance(stored, str) and stored.partition(" ")[0] in self.by_id else None

    def _which(self, words: str, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """Where there is only one meeting, «avec 3» is enough."""
        if not fold(words) and len(self.options) == 1:
            return Answered(self.options[0].id)
        return super().hear(replace(reply, text=words), view, ear)


_WITH = re.compile(r"\b(?:avec|with)\b|\+", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:à|a|nous serons|nous sommes|on sera|on est|we are)\s+(\w+)\s*$", re.IGNORECASE)
_ALONE = re.compile(r"\b(?:tout )?(?:seule?|alone)\b", re.IGNORECASE)
_AND = re.compile(r"[+&]")
_NOBODY = frozenset({"personne", "nobody", "0", "zero"})


def guests_in(text: str, lexicon: Lexicon) -> tuple[str, int | None]:
    """What *text* says of the meeting, and how many come along (or UNTOLD); None if it speaks of nobody else."""
    if alone := _ALONE.search(text):
        return text[: alone.start()], 0
    if brings := _WITH.search(text):
        return text[: brings.start()], _count(text[brings.end() :], lexicon)
    together = _TOGETHER.search(text)
    count = _figure(fold(together[1]), lexicon) if together else None
    if together and count and fold(text[: together.start()]):  # «la 2 à quatre»; «à 4» alone is the meeting's number
        return text[: together.start()], count - 1
    return text, None


def _count(words: str, lexicon: Lexicon) -> int:
    """How many *words* name: «3», «trois amis», «mon mari» is one, «personne» none; several are counted by nobody.

    UNTOLD too where it would have to be reckoned: «moi et 2 amis», «deux ou trois», «mon fils de 3 ans».
    """
    said = fold(_AND.sub(" et ", words)).split()
    if is_vague(words, lexicon) or is_bound(words, lexicon) or not lexicon.reckoned.isdisjoint(said):
        return UNTOLD
    if " ".join(said) in _NOBODY:
        return 0
    figures = [figure for figure in (_figure(word, lexicon) for word in said) if figure is not None]
    if len(figures) > 1 or (figures and not lexicon.units.isdisjoint(said)):
        return UNTOLD
    several = UNTOLD if lexicon.several.intersection(said) or ("," in words and not figures) else 1
    return figures[0] if figures else several


def _figure(word: str, lexicon: Lexicon) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= _DIGITS else lexicon.figures.get(word)


_DIGITS = 4


def _about(kind: type[P], listed: Mapping[str, Meeting], scene: Scene, asked: Asked) -> P:
    prompt, short = asked
    return kind(
        prompt,
        short=short,
        help=_("Répondez par le numéro d'une réunion, ou par un mot de son titre. MENU : tout le reste."),
        topic=_("La réunion"),
        options=tuple(_option(meeting, scene) for meeting in listed.values()),
        read_out=True,
    )


def _option(meeting: Meeting, scene: Scene) -> Option:
    day = Day(meeting.starts.astimezone(scene.edition.zone).date())
    return Option(
        meeting.id,
        _("{title}, {day}", title=Title(meeting.title), day=day),
        words=meeting.title,
        number=meeting.number,
    )
