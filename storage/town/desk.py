"""Questions as the team sees and answers them, and its answers that are still to be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, select, text, update

from flows.hotline.deeds import TicketState
from storage.database.store import Store
from storage.people.people import ADDRESSES, PROFILES
from storage.town.editions import EDITIONS
from storage.town.projects import PROJECTS
from storage.town.tickets import TICKET_WORDS, TICKETS, UNTOLD, TicketEntry, speak, threads, turn

MOST_TOLD = 100
"""Answers that are told at a time."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One entry of a ticket, as the team sees it."""

    id: int
    by: str  # empty: the person
    at: datetime
    words: str
    note: bool
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket, as the team sees it: the address only shortened, the words in full."""

    id: int
    number: int
    state: TicketState
    opened_at: datetime
    changed_at: datetime
    project: int | None  # its number
    channel: str  # empty once the person's data were erased
    address: str
    silent: bool  # the address asked for silence
    gone: bool  # it took no messages when we last tried
    thread: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class UntoldAnswer:
    """An answer that the person has not been told yet, and where to tell it."""

    ticket_id: int
    number: int
    words_id: int
    channel: str
    address: str
    whom: str


def listed(tx: Connection, store: Store, edition_id: int, states: Collection[TicketState]) -> list[Seen]:
    """The tickets in one of these *states*, oldest first."""
    return _seen(tx, store, _for_team(edition_id).where(TICKETS.c.state.in_(states)))


def read(tx: Connection, store: Store, edition_id: int, number: int) -> Seen | None:
    """The ticket of that *number*."""
    tickets = _seen(tx, store, _for_team(edition_id).where(TICKETS.c.number == number))
    return tickets[0] if tickets else None


def answer(tx: Connection, store: Store, ticket: Seen, entry: TicketEntry, *, keep_open: bool = False) -> None:
    """Keep the team's answer; it is the person's turn, unless the team is not done with it."""
    speak(tx, store, ticket.id, entry)
    turn(tx, ticket.id, TicketState.OPEN if keep_open else TicketState.ANSWERED, entry.at)


def note(tx: Connection, store: Store, ticket: Seen, entry: TicketEntry) -> None:
    """Keep what was done with a ticket, for the team alone."""
    speak(tx, store, ticket.id, entry, note=True)


def close(tx: Connection, ticket: Seen, now: datetime) -> None:
    """The team is done with a ticket."""
    turn(tx, ticket.id, TicketState.CLOSED, now)


def untold(tx: Connection, store: Store) -> list[UntoldAnswer]:
    """Answers of the current edition that were not told yet, to addresses that can be written to, oldest first."""
    profile = and_(PROFILES.c.address_id == ADDRESSES.c.id, PROFILES.c.person_id == TICKETS.c.person_id)
    query = (
        select(TICKET_WORDS.c.id, TICKET_WORDS.c.ticket_id, TICKETS.c.number, ADDRESSES.c.channel)
        .add_columns(ADDRESSES.c.sealed, PROFILES.c.name)
        .join(TICKETS, TICKETS.c.id == TICKET_WORDS.c.ticket_id)
        .join(EDITIONS, and_(EDITIONS.c.id == TICKETS.c.edition_id, EDITIONS.c.current))
        .join(ADDRESSES, ADDRESSES.c.id == TICKETS.c.address_id)
        .outerjoin(PROFILES, profile)
        .where(text(UNTOLD), ~TICKET_WORDS.c.note)
        .where(ADDRESSES.c.stopped_at.is_(None), ADDRESSES.c.gone_at.is_(None))
        .order_by(TICKET_WORDS.c.id)
        .limit(MOST_TOLD)
    )
    opened = store.vault.open
    return [
        UntoldAnswer(
            row.ticket_id,
            row.number,
            row.id,
            row.channel,
            opened(row.sealed).decode(),
            opened(row.name).decode() if row.name else "",
        )
        for row in tx.execute(query)
    ]


def told(tx: Connection, words_ids: Iterable[int], now: datetime) -> None:
    """Remember that the person was told these answers."""
    said = TICKET_WORDS.c.id.in_(list(words_ids))
    tx.execute(update(TICKET_WORDS).where(said, TICKET_WORDS.c.told_at.is_(None)).values(told_at=now))


def _for_team(edition_id: int) -> Select[Any]:
    return (
        select(TICKETS, PROJECTS.c.number.label("project"), ADDRESSES.c.channel, ADDRESSES.c.sealed)
        .add_columns(ADDRESSES.c.stopped_at, ADDRESSES.c.gone_at)
        .outerjoin(PROJECTS, PROJECTS.c.id == TICKETS.c.project_id)
        .outerjoin(ADDRESSES, ADDRESSES.c.id == TICKETS.c.address_id)
        .where(TICKETS.c.edition_id == edition_id)
        .order_by(TICKETS.c.number)
    )


def _seen(tx: Connection, store: Store, query: Select[Any]) -> list[Seen]:
    rows = tx.execute(query).all()
    said = threads(tx, [row.id for row in rows])
    opened = store.vault.open
    return [
        Seen(
            row.id,
            row.number,
            TicketState(row.state),
            row.opened_at,
            row.changed_at,
            row.project,
            row.channel or "",
            "…" + opened(row.sealed).decode()[-2:] if row.sealed else "",
            row.stopped_at is not None,
            row.gone_at is not None,
            tuple(
                Spoken(entry.id, entry.by, entry.at, opened(entry.words).decode(), entry.note, entry.told_at)
                for entry in said.get(row.id, [])
            ),
        )
        for row in rows
    ]
