"""How a project is named to who reads of it: their own as theirs, and to a child as the proposal spoke to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import TypeAlias

from flows.people.profile import is_young
from flows.projects.which_project import WhichProject
from flows.talk.chat import Chat
from flows.talk.scene import Scene
from flows.town.edition import Project
from flows.words import Say, Text, Value, _


class Whose(Enum):
    """Whose project it is, of who reads of it."""

    ANYONES = auto()
    MINE = auto()
    A_CHILDS = auto()  # theirs, and we say «tu»


Both: TypeAlias = tuple[Text, Text]
"""A sentence, and the same by SMS."""


def whose(chat: Chat, scene: Scene, *, mine: bool) -> Whose:
    """Whose project it is that they read of."""
    if not mine:
        return Whose.ANYONES
    return Whose.A_CHILDS if is_young(chat, scene) else Whose.MINE


def stands(project: Project, told: Say, of: Whose) -> tuple[Say, Say]:
    """Where the project stands."""
    return _filled(_STANDS[of], {"number": project.number, "title": project.named, "told": told})


def joined(project: Project, into: Project, of: Whose) -> tuple[Say, Say]:
    """That a project goes on within another: each first author is told what became of their own."""
    names: dict[str, Value] = {"number": project.number, "title": project.named}
    return _filled(_JOINED[of], names | {"into": into.number, "goes_on": into.named})


def received(project: Project, into: Project, of: Whose) -> tuple[Say, Say]:
    """That another's project goes on within their own."""
    names: dict[str, Value] = {"number": project.number, "title": project.named}
    return _filled(_RECEIVED[of], names | {"into": into.number, "goes_on": into.named})


def news_of(project: Project, told: Say, of: Whose) -> tuple[Say, Say]:
    """What is new of the project."""
    return _filled(_NEWS[of], {"number": project.number, "title": project.named, "told": told})


def which_of(own: Say, count: int, of: Whose) -> tuple[Say, Say]:
    """Which project, of who has *count* of their *own*, which are named first."""
    return _filled((_WHICH_ONE if count == 1 else _WHICH)[of], {"projects": own})


def asked_plainly(question: WhichProject, chat: Chat, scene: Scene) -> WhichProject:
    """The question which project, to a child in the words that say neither «tu» nor «vous»."""
    return replace(question, prompt=question.short) if question.short and is_young(chat, scene) else question


def _filled(said: Both, values: Mapping[str, Value]) -> tuple[Say, Say]:
    whole, short = said
    return Text(whole.source, values), Text(short.source, values)


_STANDS: dict[Whose, Both] = {
    Whose.ANYONES: (_("Projet n° {number} « {title} » : {told}"), _("{number} {title} : {told}")),
    Whose.MINE: (_("Votre projet n° {number} « {title} » : {told}"), _("Votre projet {number} {title} : {told}")),
    Whose.A_CHILDS: (_("Ton projet n° {number} « {title} » : {told}"), _("Ton projet {number} {title} : {told}")),
}
_NEWS: dict[Whose, Both] = {
    Whose.ANYONES: (
        _("Du nouveau pour le projet n° {number} « {title} » : {told}"),
        _("Du nouveau pour le projet n° {number} {title} : {told}"),
    ),
    Whose.MINE: (
        _("Du nouveau pour votre projet n° {number} « {title} » : {told}"),
        _("Du nouveau pour votre projet n° {number} {title} : {told}"),
    ),
    Whose.A_CHILDS: (
        _("Du nouveau pour ton projet n° {number} « {title} » : {told}"),
        _("Du nouveau pour ton projet n° {number} {title} : {told}"),
    ),
}
_JOINED: dict[Whose, Both] = {
    Whose.ANYONES: (
        _("Le projet n° {number} « {title} » est réuni avec le n° {into} « {goes_on} », qui continue."),
        _("Le projet {number} est réuni avec le {into} {goes_on}, qui continue."),
    ),
    Whose.MINE: (
        _("Votre idée n° {number} « {title} » est réunie avec la n° {into} « {goes_on} », qui continue en votre nom."),
        _("Votre idée {number} est réunie avec la {into} {goes_on}, qui continue en votre nom."),
    ),
    Whose.A_CHILDS: (
        _("Ton idée n° {number} « {title} » est réunie avec la n° {into} « {goes_on} », qui continue en ton nom."),
        _("Ton idée {number} est réunie avec la {into} {goes_on}, qui continue en ton nom."),
    ),
}
_RECEIVED: dict[Whose, Both] = {
    Whose.MINE: (
        _("Le projet n° {number} « {title} » rejoint le vôtre, n° {into} « {goes_on} », qui continue."),
        _("Le projet {number} {title} rejoint le vôtre, {into} {goes_on}, qui continue."),
    ),
    Whose.A_CHILDS: (
        _("Le projet n° {number} « {title} » rejoint le tien, n° {into} « {goes_on} », qui continue."),
        _("Le projet {number} {title} rejoint le tien, {into} {goes_on}, qui continue."),
    ),
}
_WHICH_ONE: dict[Whose, Both] = {
    Whose.MINE: (
        _("Le vôtre : {projects}\nLequel ? Écrivez son numéro, ou un mot du titre."),
        _("Le vôtre : {projects}\nLequel ? Son numéro, ou un mot du titre."),
    ),
    Whose.A_CHILDS: (
        _("Le tien : {projects}\nLequel ? Écris son numéro, ou un mot du titre."),
        _("Le tien : {projects}\nLequel ? Son numéro, ou un mot du titre."),
    ),
}
_WHICH: dict[Whose, Both] = {
    Whose.MINE: (
        _("Vos projets :\n{projects}\nLequel ? Écrivez son numéro, ou un mot du titre."),
        _("Vos projets :\n{projects}\nLequel ? Son numéro :"),
    ),
    Whose.A_CHILDS: (
        _("Tes projets :\n{projects}\nLequel ? Écris son numéro, ou un mot du titre."),
        _("Tes projets :\n{projects}\nLequel ? Son numéro :"),
    ),
}
