"""Everything kept of one person, opened and in words: what they are given when they ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, Table, func, select

from flows.people.rights_deeds import Consent, Filled, Kept, KeptAddress, KeptWords, OwnIdea
from flows.talk.memory import Memory, Thread
from flows.town.edition import Status
from storage.database.store import Store
from storage.leaving.keeping import keepings
from storage.messages.conversations import memories
from storage.messages.inbox import INBOX
from storage.messages.outbox import KEPT_WORDS, OUTBOX, WITH_WORDS
from storage.people.consents import CONSENTS
from storage.people.people import ADDRESSES, PEOPLE, PROFILES, used_by
from storage.people.silences import SILENCES
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.newcomers import RELAYS
from storage.reminders.campaigns import REMINDERS
from storage.reminders.states import ReminderState
from storage.town.authors import AUTHORS
from storage.town.comments import COMMENTS
from storage.town.follows import FOLLOWS
from storage.town.meetings import SIGN_UPS
from storage.town.projects import PROJECTS
from storage.town.supports import SUPPORTS
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL
from storage.town.tickets import TICKET_WORDS, TICKETS
from storage.votes.votes import voted_days


def kept_of(tx: Connection, store: Store, person_id: int, zone: tzinfo) -> Kept:
    """All that is kept of a person, with times in *zone*. What others wrote on a shared telephone is not theirs."""
    own = _own_addresses(tx, person_id)
    shared = len(own) < len(_all_addresses(tx, person_id))
    ids, hashes = [row.id for row in own], [bytes(row.hash) for row in own]
    return Kept(
        since=tx.execute(select(PEOPLE.c.created_at).where(PEOPLE.c.id == person_id)).scalar_one().astimezone(zone),
        addresses=tuple(_address(store, row) for row in _all_addresses(tx, person_id)),
        shared=shared,
        ideas=tuple(_ideas(tx, store, person_id, zone)),
        supports=_projects(tx, SUPPORTS, person_id),
        follows=_projects(tx, FOLLOWS, person_id),
        comments=tuple(_comments(tx, store, person_id, zone)),
        questions=tuple(_questions(tx, store, person_id, zone)),
        surveys=tuple(_surveys(tx, store, person_id)),
        ballots=voted_days(tx, person_id),
        drafts=_drafts(memories(tx, store, [person_id]).get(person_id, Memory())),
        messages=tuple(_messages(tx, store, hashes, zone)),
        replies=_replies(tx, ids),
        silences=tuple(_silences(tx, store, ids, zone)),
        consents=tuple(_consents(tx, person_id, zone)),
        reminded=_count(tx, REMINDERS, _is(REMINDERS, person_id), REMINDERS.c.state == ReminderState.TOLD),
        meetings=tuple(_meetings(tx, person_id)),
        relayed=_relayed(tx, store, person_id),
        through=_count(tx, RELAYS, _is(RELAYS, person_id)) > 0,
    )


def _is(table: Table, person_id: int) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = table.c.person_id == person_id
    return mine


def _count(tx: Connection, table: Table, *which: ColumnElement[bool]) -> int:
    return int(tx.execute(select(func.count()).select_from(table).where(*which)).scalar_one())


def _relayed(tx: Connection, store: Store, person_id: int) -> str:
    """Who the person is as an ambassador, in a line."""
    row = tx.execute(select(AMBASSADORS).where(_is(AMBASSADORS, person_id)).order_by(AMBASSADORS.c.id.desc())).first()
    told = (_opened(store, row.name), _opened(store, row.about), row.word) if row else ()
    return " · ".join(part for part in told if part)


def _all_addresses(tx: Connection, person_id: int) -> list[Row[Any]]:
    """Where the person writes from, also where others do."""
    theirs = ADDRESSES.c.id.in_(used_by([person_id]))
    return list(tx.execute(select(ADDRESSES).where(theirs).order_by(ADDRESSES.c.id)))


def _own_addresses(tx: Connection, person_id: int) -> list[Row[Any]]:
    """Where nobody else writes from."""
    others = select(PROFILES.c.person_id).where(
        PROFILES.c.address_id == ADDRESSES.c.id, PROFILES.c.person_id != person_id
    )
    own = select(ADDRESSES).where(ADDRESSES.c.person_id == person_id, ~others.exists())
    return list(tx.execute(own.order_by(ADDRESSES.c.id)))


def _address(store: Store, row: Row[Any]) -> KeptAddress:
    return KeptAddress(row.channel, _opened(store, row.sealed), row.heard_on, row.stopped_at is not None)


def _consents(tx: Connection, person_id: int, zone: tzinfo) -> Iterable[Consent]:
    query = select(CONSENTS).where(_is(CONSENTS, person_id)).order_by(CONSENTS.c.kind)
    for row in tx.execute(query):
        yield Consent(row.kind, row.wanted, row.said_at.astimezone(zone))


def _meetings(tx: Connection, person_id: int) -> Iterable[tuple[str, int]]:
    query = select(SIGN_UPS.c.meeting, SIGN_UPS.c.guests).where(_is(SIGN_UPS, person_id)).order_by(SIGN_UPS.c.at)
    return ((row.meeting, row.guests) for row in tx.execute(query))


def _ideas(tx: Connection, store: Store, person_id: int, zone: tzinfo) -> Iterable[OwnIdea]:
    checked = {edition.id for edition in keepings(tx) if edition.checked}
    of_authors = AUTHORS.c.kind, AUTHORS.c.name, AUTHORS.c.contact, AUTHORS.c.guardian, AUTHORS.c.at
    other = PROJECTS.alias()
    akin = other.c.number.label("akin_number"), other.c.title.label("akin_title")
    query = (
        select(PROJECTS, *of_authors, *akin)
        .join(AUTHORS, PROJECTS.c.id == AUTHORS.c.project_id)
        .outerjoin(other, other.c.id == PROJECTS.c.akin)
    )
    for row in tx.execute(query.where(AUTHORS.c.person_id == person_id).order_by(PROJECTS.c.number)):
        hidden = row.status == Status.DRAFT or (row.status == Status.SUBMITTED and row.edition_id in checked)
        name, contact = _opened(store, row.name), _opened(store, row.contact)
        yield OwnIdea(
            row.number,
            row.title,
            not hidden,
            row.kind,
            name,
            contact,
            summary=row.summary,
            district=row.district,
            place=row.place,
            whom=row.whom,
            cost=row.cost,
            photo=bool(row.photo),
            akin=f"{row.akin_number} {row.akin_title}" if row.akin_number else "",
            adult=row.guardian,
            sent=row.at.astimezone(zone),
        )


def _projects(tx: Connection, table: Table, person_id: int) -> tuple[tuple[int, str], ...]:
    query = select(PROJECTS.c.number, PROJECTS.c.title).join(table, table.c.project_id == PROJECTS.c.id)
    rows = tx.execute(query.where(table.c.person_id == person_id).order_by(PROJECTS.c.number))
    return tuple((row.number, row.title) for row in rows)


def _comments(tx: Connection, store: Store, person_id: int, zone: tzinfo) -> Iterable[KeptWords]:
    query = select(COMMENTS.c.at, COMMENTS.c.words, PROJECTS.c.number.label("project"))
    joined = query.join(PROJECTS, PROJECTS.c.id == COMMENTS.c.project_id)
    for row in tx.execute(joined.where(COMMENTS.c.person_id == person_id).order_by(COMMENTS.c.at)):
        yield KeptWords(row.at.astimezone(zone), _opened(store, row.words), row.project)


def _questions(tx: Connection, store: Store, person_id: int, zone: tzinfo) -> Iterable[KeptWords]:
    """Each question and its answers, and what the team noted of it for itself."""
    query = select(TICKETS.c.number, TICKET_WORDS).join(TICKET_WORDS, TICKET_WORDS.c.ticket_id == TICKETS.c.id)
    for row in tx.execute(query.where(TICKETS.c.person_id == person_id).order_by(TICKET_WORDS.c.id)):
        yield KeptWords(row.at.astimezone(zone), _opened(store, row.words), row.number, bool(row.by), row.note)


def _surveys(tx: Connection, store: Store, person_id: int) -> Iterable[Filled]:
    query = select(SURVEY_PAPERS).where(SURVEY_PAPERS.c.person_id == person_id)
    papers = {(row.edition_id, row.survey): orjson.loads(_opened(store, row.answers)) for row in tx.execute(query)}
    for row in tx.execute(select(SURVEY_ROLL).where(SURVEY_ROLL.c.person_id == person_id)):
        yield Filled(row.survey, row.answered_on, papers.get((row.edition_id, row.survey)))


def _drafts(memory: Memory) -> tuple[Thread, ...]:
    return tuple(thread for thread in (memory.open, *memory.aside) if thread and thread.answers)


def _messages(tx: Connection, store: Store, hashes: list[bytes], zone: tzinfo) -> Iterable[KeptWords]:
    kept = select(INBOX).where(INBOX.c.address_hash.in_(hashes), INBOX.c.words.is_not(None))
    for row in tx.execute(kept.order_by(INBOX.c.heard_at, INBOX.c.id)):
        yield KeptWords(row.heard_at.astimezone(zone), _opened(store, row.words))


def _replies(tx: Connection, address_ids: list[int]) -> int:
    kept = OUTBOX.c.address_id.in_(address_ids), KEPT_WORDS.is_not(None)
    return int(tx.execute(select(func.count()).select_from(WITH_WORDS).where(*kept)).scalar_one())


def _silences(tx: Connection, store: Store, address_ids: list[int], zone: tzinfo) -> Iterable[KeptWords]:
    query = select(SILENCES).where(SILENCES.c.address_id.in_(address_ids))
    for row in tx.execute(query.order_by(SILENCES.c.said_at)):
        yield KeptWords(row.said_at.astimezone(zone), _opened(store, row.words))


def _opened(store: Store, sealed: bytes | None) -> str:
    return store.vault.open(sealed).decode() if sealed else ""
