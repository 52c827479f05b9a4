"""Ideas that people send: a project like any other, with an author and their first follower."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, func, insert, select

from flows.town.edition import Edition, Status
from storage.database.counters import next_number
from storage.database.ids import new_id
from storage.database.store import Store
from storage.town.authors import AUTHORS
from storage.town.editions import touched
from storage.town.follows import FOLLOWS
from storage.town.projects import PROJECTS


@dataclass(frozen=True, slots=True)
class Proposal:
    """An idea to write down: whose it is, and in whose name; *akin* is the project its author would join it with."""

    person_id: int
    title: str
    summary: str
    district: str
    place: str
    whom: str
    cost: Decimal
    photo: str
    akin: int
    kind: str
    name: str
    contact: str
    adult: bool


def sent_by(tx: Connection, edition_id: int, person_id: int) -> int:
    """How many ideas the person has sent in the edition, and not taken back."""
    query = (
        select(func.count())
        .select_from(PROJECTS.join(AUTHORS, AUTHORS.c.project_id == PROJECTS.c.id))
        .where(PROJECTS.c.edition_id == edition_id, AUTHORS.c.person_id == person_id)
        .where(PROJECTS.c.status != Status.WITHDRAWN)
    )
    return int(tx.execute(query).scalar_one())


def send(tx: Connection, store: Store, edition: Edition, idea: Proposal, now: datetime) -> int:
    """Write the idea down, and give its number."""
    highest = select(func.max(PROJECTS.c.number)).where(PROJECTS.c.edition_id == edition.id)
    number = next_number(tx, edition.id, "projects", (tx.execute(highest).scalar() or 0) + 1)
    id = new_id()
    tx.execute(insert(PROJECTS), {"id": id, "edition_id": edition.id, "number": number, **_columns(idea)})
    tx.execute(insert(AUTHORS), {"project_id": id, "person_id": idea.person_id, "at": now, **_author(store, idea)})
    tx.execute(insert(FOLLOWS), {"person_id": idea.person_id, "project_id": id})
    if edition.proposals.shown == "at_once":
        touched(tx, edition.id)
    return number


def _columns(idea: Proposal) -> dict[str, object]:
    return {
        "title": idea.title,
        "short": "",
        "summary": idea.summary,
        "photo": idea.photo,
        "cost": idea.cost,
        "district": idea.district,
        "theme": "",
        "status": str(Status.SUBMITTED),
        "ref": "",
        "votes": None,
        "why": "",
        "place": idea.place,
        "whom": idea.whom,
        "origin": "person",
        "akin": idea.akin,
    }


def _author(store: Store, idea: Proposal) -> dict[str, object]:
    return {
        "kind": idea.kind,
        "name": store.vault.seal(idea.name.encode()) if idea.name else None,
        "contact": store.vault.seal(idea.contact.encode()) if idea.contact else None,
        "guardian": idea.adult,
    }
