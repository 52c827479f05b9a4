"""The idea read back before it is sent, each answer with the number by which it can be modified."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from flows.chat import Chat
from flows.edition import Edition
from flows.idea_questions import KINDS, where
from flows.questions.place import Where
from flows.scene import Scene
from flows.words import Joined, Money, Say, Text, Verbatim, _

LINE = 44
"""Letters of an answer in the read-back by SMS: all of them in two segments."""


def read_back(chat: Chat, scene: Scene) -> Say:
    """Every answer in full."""
    return Joined((_("Voici votre idée :"), *_lines(chat, scene.edition, 0)))


def read_back_by_sms(chat: Chat, scene: Scene) -> Say:
    """Every answer on a line, the long ones cut; how to change one."""
    told = _lines(chat, scene.edition, LINE)
    return Joined((_("Votre idée :"), *told, _("MODIFIER et un chiffre pour changer.")))


def _lines(chat: Chat, edition: Edition, most: int) -> Iterator[Say]:
    """The answers with their place among all those given, which is what «modifier 3» counts by."""
    for place, (name, question) in enumerate(chat.trail, 1):
        told = _told(name, chat.answer(name), edition)
        if told and question.topic:
            yield Joined((Joined((Verbatim(f"{place}"), question.topic), " "), _cut(told, most)), " : ")


def _told(name: str, answer: object, edition: Edition) -> Say | None:
    """An answer as it is read back; None for one that is not part of the idea."""
    match name, answer:
        case ("title" | "why" | "whom" | "organisation" | "reach", str(words)):
            return Verbatim(words or "-")
        case ("where", Where() as place):
            return where(edition).told(place) if place else Verbatim("-")
        case ("cost", int(amount)):
            return Text("{cost}", {"cost": Money(Decimal(amount), edition.currency)})
        case ("cost", None):
            return _("à estimer")
        case ("photo", str(picture)):
            return _("oui") if picture else _("non")
        case ("kind", str(which)):
            return KINDS[which]
    return None


def _cut(told: Say, most: int) -> Say:
    if most and isinstance(told, Verbatim):
        return Verbatim(textwrap.shorten(told.words, most, placeholder="..."))
    return told
