"""Questions that only a person can answer, as those who ask them see them; the team's side is `desk`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    LargeBinary,
    Row,
    UniqueConstraint,
    and_,
    false,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from flows.hotline.deeds import Ticket, TicketState, TicketWords
from storage.database.counters import next_number
from storage.database.ids import new_id
from storage.database.partial import where
from storage.database.store import Store, Utc
from storage.database.tables import table_of


class TicketRow(SQLModel, table=True):
    """One question to the team, about a project or none; answered where it was asked (*address_id*)."""

    __tablename__ = "tickets"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger)
    number: int
    person_id: int | None = Field(default=None, foreign_key="people.id", sa_type=BigInteger, index=True)
    address_id: int | None = Field(default=None, foreign_key="addresses.id", sa_type=BigInteger, index=True)
    project_id: int | None = Field(default=None, foreign_key="projects.id", sa_type=BigInteger)
    state: str  # "open": the team's turn; "answered": the person's; "closed"
    opened_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    changed_at: datetime = Field(sa_column=Column(Utc, nullable=False))  # since when it is in its state


UNTOLD = """"by" <> '' AND told_at IS NULL"""
"""What the team said and the person was not told: by these very words the index is found."""


class TicketWordsRow(SQLModel, table=True):
    """What was said in a ticket, sealed; *by* is a member of the team, or empty for the person.

    A *note* is for the team alone: what was done with the ticket, and by whom. `told_at` is when the person was told
    what the team said.
    """

    __tablename__ = "ticket_words"
    __table_args__ = (Index("ticket_words_untold", "id", **where(UNTOLD)),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ticket_id: int = Field(foreign_key="tickets.id", sa_type=BigInteger, index=True)
    by: str
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    note: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    told_at: datetime | None = Field(default=None, sa_column=Column(Utc))


TICKETS = table_of(TicketRow)
TICKET_WORDS = table_of(TicketWordsRow)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a ticket: the person, the address they write from, and an answer that was told to that address."""

    edition_id: int
    person_id: int
    address_id: int
    words_id: int = 0


@dataclass(frozen=True, slots=True)
class TicketEntry:
    """What is to be written into a ticket, and when: *by* a member of the team, or by its person if it is empty."""

    words: str
    at: datetime
    by: str = ""


def put(tx: Connection, store: Store, whose: Asker, project_id: int | None, question: TicketEntry) -> int:
    """Keep a new question, and give its number."""
    id, number = new_id(), next_number(tx, whose.edition_id, "ticket")
    row = {
        "id": id,
        "edition_id": whose.edition_id,
        "number": number,
        "person_id": whose.person_id,
        "address_id": whose.address_id,
        "project_id": project_id,
        "state": TicketState.OPEN,
        "opened_at": question.at,
        "changed_at": question.at,
    }
    tx.execute(insert(TICKETS), row)
    speak(tx, store, id, question)
    return number


def waiting(tx: Connection, whose: Asker) -> int:
    """How many of the person's questions wait for the team."""
    query = select(func.count()).select_from(TICKETS).where(_of_person(whose), TICKETS.c.state == TicketState.OPEN)
    return int(tx.execute(query).scalar_one())


def of_person(tx: Connection, store: Store, whose: Asker, most: int) -> tuple[Ticket, ...]:
    """The person's questions, at most *most*: those that wait for the team first, then the newest."""
    query = select(TICKETS).where(_of_person(whose))
    rows = tx.execute(query.order_by(TICKETS.c.state != TicketState.OPEN, TICKETS.c.number.desc()).limit(most)).all()
    said = threads(tx, [row.id for row in rows])
    return tuple(_ticket(store, row, said.get(row.id, [])) for row in rows)


def find(tx: Connection, store: Store, whose: Asker, number: int) -> Ticket | None:
    """The question of that *number*, if it is theirs."""
    row = _find(tx, whose, number)
    return None if row is None else _ticket(store, row, threads(tx, [row.id]).get(row.id, []))


def reply(tx: Connection, store: Store, whose: Asker, number: int, entry: TicketEntry) -> bool:
    """Keep the person's further words; it is the team's turn. Whether there is such a question of theirs."""
    row = _find(tx, whose, number)
    if row is None:
        return False
    speak(tx, store, row.id, entry)
    turn(tx, row.id, TicketState.OPEN, entry.at)
    return True


def done_with(tx: Connection, whose: Asker, number: int, now: datetime) -> bool:
    """Close the question, as its person wishes. Whether there is such a question of theirs."""
    row = _find(tx, whose, number)
    if row is None:
        return False
    turn(tx, row.id, TicketState.CLOSED, now)
    return True


def _of_person(whose: Asker) -> ColumnElement[bool]:
    return and_(TICKETS.c.edition_id == whose.edition_id, TICKETS.c.person_id == whose.person_id)


def _find(tx: Connection, whose: Asker, number: int) -> Row[Any] | None:
    """By its person; else by the address that it was answered at, which is all that those who share it need."""
    numbered = select(TICKETS).where(TICKETS.c.edition_id == whose.edition_id, TICKETS.c.number == number)
    row = tx.execute(numbered.where(TICKETS.c.person_id == whose.person_id)).one_or_none()
    if row is not None or not whose.words_id:
        return row
    said = select(TICKET_WORDS.c.id).where(
        TICKET_WORDS.c.id == whose.words_id, TICKET_WORDS.c.ticket_id == TICKETS.c.id, TICKET_WORDS.c.by != ""
    )
    return tx.execute(numbered.where(TICKETS.c.address_id == whose.address_id, said.exists())).one_or_none()


def speak(tx: Connection, store: Store, ticket_id: int, entry: TicketEntry, *, note: bool = False) -> None:
    """Write what was said, or for the team alone what was done, into the ticket."""
    sealed = store.vault.seal(entry.words.encode())
    row = {"id": new_id(), "ticket_id": ticket_id, "by": entry.by, "at": entry.at, "words": sealed, "note": note}
    tx.execute(insert(TICKET_WORDS), row)


def turn(tx: Connection, ticket_id: int, state: TicketState, now: datetime) -> None:
    """Whose turn it is; what stays in its state keeps the time since when."""
    other = update(TICKETS).where(TICKETS.c.id == ticket_id, TICKETS.c.state != state)
    tx.execute(other.values(state=state, changed_at=now))


def threads(tx: Connection, ticket_ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    """All that was said in these tickets, in order."""
    query = select(TICKET_WORDS).where(TICKET_WORDS.c.ticket_id.in_(ticket_ids)).order_by(TICKET_WORDS.c.id)
    by_ticket: dict[int, list[Row[Any]]] = {}
    for row in tx.execute(query):
        by_ticket.setdefault(row.ticket_id, []).append(row)
    return by_ticket


def _ticket(store: Store, row: Row[Any], said: Iterable[Row[Any]]) -> Ticket:
    """The ticket as its person sees it, without the team's notes."""
    opened = store.vault.open
    thread = tuple(
        TicketWords(entry.id, bool(entry.by), opened(entry.words).decode()) for entry in said if not entry.note
    )
    return Ticket(row.number, TicketState(row.state), row.opened_at, thread)
