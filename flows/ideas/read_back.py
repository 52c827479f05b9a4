"""The idea read back before it is sent, each answer with the number by which it can be modified."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.ideas.questions import where
from flows.talk.chat import Chat
from flows.talk.memory import View
from flows.talk.questions import Ear, Reopened, Reply
from flows.talk.questions.confirm import Corrections
from flows.talk.questions.place import Where
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.rules import IN_NAME_OF
from flows.understanding.lexicon import numbers_in
from flows.words import Joined, Money, Say, Text, Verbatim, _

LINE, SHORTEST_LINE = 60, 10
"""Letters of an answer in free words, at most and at least, in the read-back by SMS."""

ROOM, FOR_PHOTO, FOR_OTHERS = 114, 14, 28
"""Letters of all of them together, less what the lines of a photo and of an organisation take.

With the names of the lines, the code and how to change, that makes two segments.
"""

IN_WORDS = ("title", "why", "where", "whom", "organisation", "reach")
"""The answers in free words."""


def read_back(chat: Chat, scene: Scene, young: bool) -> Say:
    """Every answer in full."""
    heading = _("Voici ton idée :") if young else _("Voici votre idée :")
    return Joined((heading, *_lines(chat, scene.edition, {})))


def read_back_by_sms(chat: Chat, scene: Scene, young: bool) -> Say:
    """Every answer on a line, the long ones cut."""
    heading = _("Ton idée :") if young else _("Votre idée :")
    return Joined((heading, *_lines(chat, scene.edition, _widths(chat))))


def shown_of(chat: Chat, edition: Edition) -> tuple[str, ...]:
    """The names of the answers that the read-back shows, in its order."""
    shown = [(name, question.topic) for name, question in chat.trail if _told(name, chat.answer(name), edition, 0)]
    return tuple(name for name, topic in shown if topic)


def answers_by_number(names: Sequence[str]) -> Corrections:
    """Hears the number of an answer, as the read-back shows it: that answer is asked again."""

    def hear(reply: Reply, _view: View, ear: Ear) -> Reopened | None:
        numbers, rest = numbers_in(reply.text, ear.lexicon)
        place = numbers[0] if len(numbers) == 1 and not rest else 0
        return Reopened(names[place - 1]) if 0 < place <= len(names) else None

    return hear


def _widths(chat: Chat) -> dict[str, int]:
    """Letters of each answer in free words, so that all of them leave two segments enough for the rest.

    The title comes first, since one knows one's idea by it; the others share what it leaves.
    """
    said = {name: len(str(chat.given(name)).strip()) for name in IN_WORDS}
    room = ROOM - FOR_PHOTO * bool(chat.given("photo")) - FOR_OTHERS * bool(chat.given("reach"))
    title = min(said.pop("title"), room // 2)
    fits = (most for most in range(LINE, SHORTEST_LINE, -1) if sum(min(n, most) for n in said.values()) <= room - title)
    return {**dict.fromkeys(said, next(fits, SHORTEST_LINE)), "title": title}


def _lines(chat: Chat, edition: Edition, widths: Mapping[str, int]) -> Iterator[Say]:
    """The answers with the numbers that «modifier 3» counts by: 1 is the first one shown."""
    questions = dict(chat.trail)
    for place, name in enumerate(shown_of(chat, edition), 1):
        topic, told = questions[name].topic, _told(name, chat.answer(name), edition, widths.get(name, 0))
        if told and topic:
            yield Joined((Joined((Verbatim(f"{place}"), topic), " "), told), " : ")


def _told(name: str, answer: object, edition: Edition, most: int) -> Say | None:
    """An answer as it is read back, in at most *most* letters of its words; None for one that is not of the idea."""
    match name, answer:
        case ("title" | "why" | "whom" | "organisation" | "reach", str(words)):
            return Verbatim(_cut(words, most) or "-")
        case ("where", Where() as place):
            brief = replace(place, words=_cut(place.words, most))
            return where(edition).told(brief) if place else Verbatim("-")
        case ("cost", int(amount)):
            return Text("{cost}", {"cost": Money(Decimal(amount), edition.currency)})
        case ("cost", None):
            return _("à estimer")
        case ("photo", str(picture)):
            return _("oui") if picture else _("non")
        case ("kind", str(which)):
            return IN_NAME_OF[which]
    return None


def _cut(words: str, most: int) -> str:
    """The words, if *most* is given cut after one of them, and without pictures: one makes an SMS twice as long."""
    if not most:
        return words
    plain = "".join(sign for sign in words if unicodedata.category(sign) not in _PICTURES and sign != _IN_COLOUR)
    return textwrap.shorten(plain, most, placeholder="...")


_PICTURES = frozenset({"So", "Sk", "Cs", "Cn", "Cf"})
"""Unicode's categories of emojis, and of what joins them."""

_IN_COLOUR = "\ufe0f"
"""What has a sign drawn as an emoji."""
