"""Whom the town writes to on its own account, as the store can tell: an audience, a line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, column, select, table

from flows.relays.deeds import RelayState
from flows.reminders.audiences import Addressed, Audience
from flows.town.edition import Status
from storage.people.people import PEOPLE
from storage.town.authors import AUTHORS
from storage.town.follows import FOLLOWS
from storage.town.meetings import SIGN_UPS
from storage.town.projects import PROJECTS
from storage.votes.votes import ROLL

AMBASSADORS = table("ambassadors", column("edition_id"), column("person_id"), column("state"))
"""Named here only: what is relayed comes of campaigns, so its own wing stands above this one."""

_Clause: TypeAlias = ColumnElement[bool]


def addressed(edition_id: int, about: str) -> tuple[_Clause, ...]:
    """What is true of the people that *about* names, «all» or «district:gare»."""
    to = Addressed.read(about)
    return _ARE[to.audience](edition_id, to.which)


def _all(edition_id: int, which: str) -> tuple[_Clause, ...]:
    return ()


def _district(edition_id: int, which: str) -> tuple[_Clause, ...]:
    return (PEOPLE.c.district == which,)


def _ages(edition_id: int, which: str) -> tuple[_Clause, ...]:
    return (PEOPLE.c.age_band == which,)


def _authors(edition_id: int, which: str) -> tuple[_Clause, ...]:
    """Who sent an idea: one that is being written, or was erased with its author, is none."""
    sent = and_(PROJECTS.c.edition_id == edition_id, PROJECTS.c.status != Status.DRAFT)
    mine = select(AUTHORS.c.person_id).join(PROJECTS, PROJECTS.c.id == AUTHORS.c.project_id)
    return (mine.where(AUTHORS.c.person_id == PEOPLE.c.id, sent).exists(),)


def _followers(edition_id: int, which: str) -> tuple[_Clause, ...]:
    named = and_(PROJECTS.c.edition_id == edition_id, PROJECTS.c.number == int(which))
    mine = select(FOLLOWS.c.person_id).join(PROJECTS, PROJECTS.c.id == FOLLOWS.c.project_id)
    return (mine.where(FOLLOWS.c.person_id == PEOPLE.c.id, named).exists(),)


def _meeting(edition_id: int, which: str) -> tuple[_Clause, ...]:
    there = and_(SIGN_UPS.c.edition_id == edition_id, SIGN_UPS.c.meeting == which)
    return (select(SIGN_UPS.c.person_id).where(SIGN_UPS.c.person_id == PEOPLE.c.id, there).exists(),)


def _voters(edition_id: int, which: str) -> tuple[_Clause, ...]:
    return (select(ROLL.c.person_id).where(ROLL.c.edition_id == edition_id, ROLL.c.person_id == PEOPLE.c.id).exists(),)


def _ambassadors(edition_id: int, which: str) -> tuple[_Clause, ...]:
    relays = and_(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED)
    return (select(AMBASSADORS.c.person_id).where(AMBASSADORS.c.person_id == PEOPLE.c.id, relays).exists(),)


_ARE: Mapping[Audience, Callable[[int, str], tuple[_Clause, ...]]] = {
    Audience.ALL: _all,
    Audience.DISTRICT: _district,
    Audience.AGES: _ages,
    Audience.AUTHORS: _authors,
    Audience.FOLLOWERS: _followers,
    Audience.MEETING: _meeting,
    Audience.VOTERS: _voters,
    Audience.AMBASSADORS: _ambassadors,
}
