"""Publishing what was prepared, all at once, and who is to be told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, union_all, update

from storage.database.ids import new_id
from storage.database.store import Store
from storage.people.people import ADDRESSES, PROFILES
from storage.town import follows
from storage.town.authors import AUTHORS
from storage.town.editions import touched
from storage.town.events import EVENTS, PUBLICATIONS, Event, ProjectChange, event_of, events, write
from storage.town.follows import FOLLOWS
from storage.town.projects import PROJECTS


@dataclass(frozen=True, slots=True)
class Reader:
    """Where one person is written to: the address they wrote from last; *name* if several people share it."""

    person_id: int
    channel: str
    address: str
    name: str = ""


def prepared(tx: Connection, edition_id: int) -> list[Event]:
    """What waits to be published in the edition, in the order of its preparation."""
    query = events().join(PROJECTS, PROJECTS.c.id == EVENTS.c.project_id)
    waiting = query.where(PROJECTS.c.edition_id == edition_id, EVENTS.c.publication_id.is_(None))
    return [event_of(row) for row in tx.execute(waiting.order_by(EVENTS.c.id))]


def publish(tx: Connection, edition_id: int, by: str, now: datetime) -> list[Event]:
    """Make all that was prepared in the edition true and public, and give it; nothing happens if there is nothing."""
    if not prepared(tx, edition_id):
        return []
    publication_id = _publication(tx, edition_id, by, now)
    in_edition = select(PROJECTS.c.id).where(PROJECTS.c.edition_id == edition_id)
    waiting = EVENTS.c.publication_id.is_(None) & EVENTS.c.project_id.in_(in_edition)
    tx.execute(update(EVENTS).where(waiting).values(publication_id=publication_id))
    published = of_publication(tx, publication_id)
    _come_true(tx, [event.change for event in published], before=publication_id - 1)
    touched(tx, edition_id)
    return published


def announce(tx: Connection, edition_id: int, changes: Sequence[ProjectChange], by: str, now: datetime) -> None:
    """Note as published what has changed already by other means, such as a count: its followers will be told."""
    if changes:
        write(tx, changes, by, now, _publication(tx, edition_id, by, now))
        touched(tx, edition_id)


def of_publication(tx: Connection, publication_id: int) -> list[Event]:
    """What was published together."""
    return [event_of(row) for row in tx.execute(events().where(EVENTS.c.publication_id == publication_id))]


def untold(tx: Connection) -> list[int]:
    """The publications whose followers have not all been written to, oldest first."""
    query = select(PUBLICATIONS.c.id).where(PUBLICATIONS.c.told_at.is_(None)).order_by(PUBLICATIONS.c.id)
    return list(tx.execute(query).scalars())


def told(tx: Connection, publication_id: int, now: datetime) -> None:
    """Remember that the last of the followers was written to."""
    tx.execute(update(PUBLICATIONS).where(PUBLICATIONS.c.id == publication_id).values(told_at=now))


def newest(tx: Connection) -> int:
    """The id of the newest publication; 0 if nothing was ever published."""
    return int(tx.execute(select(func.max(PUBLICATIONS.c.id))).scalar() or 0)


def concerned(
    tx: Connection,
    changes: Iterable[tuple[int, int]],
    publication: int = 0,
    received: Iterable[tuple[int, int]] = (),
) -> dict[int, list[int]]:
    """The ids of the events that each person follows, by person; *changes* pairs the ids of events and projects.

    *received* pairs them with the projects that others go on within: that is news to their authors, if they follow.

    Of what was published already, by *publication*, whoever began to follow a project since has read it: no news.
    """
    events_of: dict[int, list[int]] = defaultdict(list)
    for event_id, project_id in sorted(changes):
        events_of[project_id].append(event_id)
    query = select(FOLLOWS.c.person_id, FOLLOWS.c.project_id).where(FOLLOWS.c.project_id.in_(events_of))
    if publication:
        query = query.where(FOLLOWS.c.since < publication)
    followed: dict[int, set[int]] = defaultdict(set)
    for person_id, project_id in tx.execute(query.order_by(FOLLOWS.c.person_id)):
        followed[person_id].update(events_of[project_id])
    for person_id, event_id in _authors_told(tx, list(received)):
        followed[person_id].add(event_id)
    return {person_id: sorted(ids) for person_id, ids in followed.items()}


def _authors_told(tx: Connection, received: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each author of a project that another one joined, who follows it, with that event."""
    if not received:
        return
    theirs = (FOLLOWS.c.person_id == AUTHORS.c.person_id) & (FOLLOWS.c.project_id == AUTHORS.c.project_id)
    query = select(AUTHORS.c.person_id, AUTHORS.c.project_id).join(FOLLOWS, theirs)
    authors = tx.execute(query.where(AUTHORS.c.project_id.in_([project for _event, project in received]))).all()
    for event_id, project_id in received:
        yield from ((row.person_id, event_id) for row in authors if row.project_id == project_id)


def readers(tx: Connection, store: Store, person_ids: Collection[int]) -> list[Reader]:
    """Where each of the people is written to; who cannot be reached, or asked for silence, is left out."""
    own = select(ADDRESSES.c.person_id, ADDRESSES.c.id.label("address_id"))
    shared = select(PROFILES.c.person_id, PROFILES.c.address_id)
    at = union_all(
        own.where(ADDRESSES.c.person_id.in_(person_ids)), shared.where(PROFILES.c.person_id.in_(person_ids))
    ).subquery()
    query = (
        select(at.c.person_id.label("reader_id"), ADDRESSES, PROFILES.c.name)
        .join(ADDRESSES, ADDRESSES.c.id == at.c.address_id)
        .outerjoin(PROFILES, (PROFILES.c.address_id == ADDRESSES.c.id) & (PROFILES.c.person_id == at.c.person_id))
        .where(ADDRESSES.c.stopped_at.is_(None), ADDRESSES.c.gone_at.is_(None))
    )
    best: dict[int, tuple[tuple[bool, date, int], Reader]] = {}
    for row in tx.execute(query):
        rank = (not row.doubtful, row.heard_on or date.min, row.id)
        reader = row.reader_id
        if reader not in best or best[reader][0] < rank:
            name = store.vault.open(row.name).decode() if row.name else ""
            best[reader] = (rank, Reader(reader, row.channel, store.vault.open(row.sealed).decode(), name))
    return [reader for _rank, reader in best.values()]


def _publication(tx: Connection, edition_id: int, by: str, now: datetime) -> int:
    id = new_id()
    tx.execute(insert(PUBLICATIONS), {"id": id, "edition_id": edition_id, "at": now, "by": by, "told_at": None})
    return id


def _come_true(tx: Connection, changes: Iterable[ProjectChange], before: int) -> None:
    """The projects as the changes have them; who follows one that is merged also follows the one that goes on.

    They are told what becomes of it from this publication on: from after the one *before*.
    """
    for change in changes:
        values: dict[str, object] = {"status": str(change.status)}
        if change.merged_into:
            values["merged_into"] = change.merged_into
            cared = tx.execute(select(FOLLOWS.c.person_id).where(FOLLOWS.c.project_id == change.project_id)).scalars()
            follows.follow(tx, [(person_id, change.merged_into) for person_id in cared], before)
        tx.execute(update(PROJECTS).where(PROJECTS.c.id == change.project_id).values(values))
