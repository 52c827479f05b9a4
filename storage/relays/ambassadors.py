"""Ambassadors: who asked to relay, what the team decided, and what each of them set."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    Text,
    and_,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from flows.relays.deeds import Around, RelayState
from storage.database.counters import next_number
from storage.database.ids import new_id
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.relays.holders import HOLDERS

CODE_DIGITS = 6
CODE_GOOD_FOR = timedelta(days=1)
"""Of the code that ties a group: short enough to type, and it is worth nothing from another account."""


class AmbassadorRow(SQLModel, table=True):
    """A person who relays, in one of the states of `RelayState`. The word is there once they are approved, and stays.

    *code*, hashed, ties a group once, until *code_until*. *told_at* is when they were told what the team decided.
    """

    __tablename__ = "ambassadors"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, index=True)
    number: int  # by which the team calls them
    name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    about: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # whom they reach, in their words
    word: str | None = Field(default=None, unique=True)  # the SMS word and the payload of the link
    state: str
    around: str = Field(default="friends", sa_column_kwargs={"server_default": "friends"})  # one of `Around`
    came: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # pupils who came: counted, kept nowhere
    greeting: str = Field(sa_column=Column(Text, nullable=False))  # their own first line above what is relayed
    auto_hours: int  # hours after which a preview goes by itself; 0: never
    auto_at: str = Field(default="", sa_column_kwargs={"server_default": ""})  # the hour at which it does, if named
    goal: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # voters they want to see; 0: none
    asked_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    decided_by: str
    decided_at: datetime | None = Field(default=None, sa_column=Column(Utc))
    reason: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # of a refusal, or of an end
    told_at: datetime | None = Field(default=None, sa_column=Column(Utc))
    thanked_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # when they were, at the end
    code: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32), unique=True))
    code_until: datetime | None = Field(default=None, sa_column=Column(Utc))


AMBASSADORS = table_of(AmbassadorRow)


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Someone who asks to relay: under which *name*, and *about* whom they reach, in their words."""

    edition_id: int
    person_id: int
    name: str
    about: str
    around: Around = Around.FRIENDS


@dataclass(frozen=True, slots=True)
class RelayDecision:
    """What is decided on an ambassador, *by* a member of the team, or by themselves if it is empty, and when.

    It comes with the *word* that is wanted for them, or with the *reason* that they read.
    """

    by: str
    at: datetime
    word: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ambassador:
    """Someone who relays, or asked to, as the team sees them; *groups* is how many they hold now."""

    id: int
    edition_id: int
    person_id: int
    number: int
    name: str
    about: str
    word: str
    state: RelayState
    reason: str
    greeting: str
    hours: int
    own_hour: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    told_at: datetime | None
    groups: int
    around: Around


# Asking, and what the team says


def ask(tx: Connection, store: Store, volunteer: Volunteer, now: datetime) -> int:
    """Keep someone's wish to relay, and give its number: who asked before keeps theirs, and the word they had."""
    seal = store.vault.seal
    asked = {
        "name": seal(volunteer.name.encode()),
        "about": seal(volunteer.about.encode()),
        "reason": seal(b""),
        "state": RelayState.ASKED,
        "around": volunteer.around,
        "decided_by": "",
        "asked_at": now,
    }
    before = of_person(tx, store, volunteer.edition_id, volunteer.person_id)
    if before:
        again = update(AMBASSADORS).where(AMBASSADORS.c.id == before.id)
        tx.execute(again.values({**asked, "decided_at": None, "told_at": None}))
        return before.number
    number = next_number(tx, volunteer.edition_id, "ambassador")
    who = {"edition_id": volunteer.edition_id, "person_id": volunteer.person_id, "number": number}
    tx.execute(insert(AMBASSADORS), {"id": new_id(), **who, **asked, "greeting": "", "auto_hours": 0})
    return number


def decide(tx: Connection, store: Store, id: int, state: RelayState, decision: RelayDecision) -> None:
    """An ambassador is in another state from now on, and is to be told; who decided it themselves knows."""
    values = {
        "state": state,
        "decided_by": decision.by,
        "decided_at": decision.at,
        "reason": store.vault.seal(decision.reason.encode()),
        "told_at": None if decision.by else decision.at,
        "code": None,
        "code_until": None,
    }
    word = {"word": decision.word} if decision.word else {}
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id == id).values({**values, **word}))


def told(tx: Connection, ids: Collection[int], now: datetime) -> None:
    """These have been told what was decided."""
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id.in_(ids)).values(told_at=now))


def untold(tx: Connection, store: Store) -> list[Ambassador]:
    """Those on whom something was decided that they were not told yet."""
    return _found(tx, store, AMBASSADORS.c.decided_at.is_not(None), AMBASSADORS.c.told_at.is_(None))


# Finding them


def of_person(tx: Connection, store: Store, edition_id: int, person_id: int) -> Ambassador | None:
    """The person as an ambassador: one who relays before one who does not, then the newest."""
    ambassadors = _found(tx, store, AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.person_id == person_id)
    return max(
        ambassadors, key=lambda ambassador: (ambassador.state is RelayState.APPROVED, ambassador.number), default=None
    )


def by_number(tx: Connection, store: Store, edition_id: int, number: int) -> Ambassador | None:
    """The one that the team calls by *number*."""
    ambassadors = _found(tx, store, AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.number == number)
    return ambassadors[0] if ambassadors else None


def listed(tx: Connection, store: Store, edition_id: int) -> list[Ambassador]:
    """All who ever asked in the edition, by number."""
    return _found(tx, store, AMBASSADORS.c.edition_id == edition_id)


def words(tx: Connection, edition_id: int) -> dict[str, int]:
    """The words by which people come, of those who relay in the edition, and whose each is (by id)."""
    mine = and_(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED)
    rows = tx.execute(select(AMBASSADORS.c.word, AMBASSADORS.c.id).where(mine, AMBASSADORS.c.word.is_not(None)))
    return {row.word: row.id for row in rows}


def relaying(tx: Connection, edition_id: int) -> set[int]:
    """The people who relay in the edition."""
    mine = and_(AMBASSADORS.c.edition_id == edition_id, AMBASSADORS.c.state == RelayState.APPROVED)
    return set(tx.execute(select(AMBASSADORS.c.person_id).where(mine)).scalars())


def words_taken(tx: Connection) -> set[str]:
    """Every word that was ever given: none is given twice."""
    return set(tx.execute(select(AMBASSADORS.c.word).where(AMBASSADORS.c.word.is_not(None))).scalars())


# What they set


def go_by_itself(tx: Connection, id: int, hours: int, own_hour: str = "") -> None:
    """What an ambassador is to relay goes by itself after so many hours, or at their own hour; 0: never."""
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id == id).values(auto_hours=hours, auto_at=own_hour))


def greet(tx: Connection, id: int, greeting: str) -> None:
    """The ambassador's own line above what is relayed."""
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id == id).values(greeting=greeting))


def give_code(tx: Connection, store: Store, id: int, now: datetime) -> str:
    """A new code by which this ambassador ties a group, in the place of any before."""
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    values = {"code": _hash(store, id, code), "code_until": now + CODE_GOOD_FOR}
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id == id).values(values))
    return code


def use_code(tx: Connection, store: Store, id: int, code: str, now: datetime) -> bool:
    """Whether *code* is the one that this ambassador was given lately; it is worth nothing from now on."""
    good = and_(AMBASSADORS.c.code == _hash(store, id, code), AMBASSADORS.c.code_until > now)
    used = update(AMBASSADORS).where(AMBASSADORS.c.id == id, AMBASSADORS.c.state == RelayState.APPROVED, good)
    return tx.execute(used.values(code=None, code_until=None)).rowcount == 1


def forget_code(tx: Connection, id: int) -> None:
    """The code that this ambassador was given is worth nothing any more: it was guessed at too often."""
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id == id).values(code=None, code_until=None))


def _found(tx: Connection, store: Store, *which: Any) -> list[Ambassador]:
    tied = select(func.count()).where(HOLDERS.c.ambassador_id == AMBASSADORS.c.id, HOLDERS.c.ended_at.is_(None))
    query = select(AMBASSADORS, tied.scalar_subquery().label("groups")).where(*which)
    return [_ambassador(store, row) for row in tx.execute(query.order_by(AMBASSADORS.c.number))]


def _ambassador(store: Store, row: Any) -> Ambassador:
    name, about, reason = (store.vault.open(sealed).decode() for sealed in (row.name, row.about, row.reason))
    return Ambassador(
        id=row.id,
        edition_id=row.edition_id,
        person_id=row.person_id,
        number=row.number,
        name=name,
        about=about,
        word=row.word or "",
        state=RelayState(row.state),
        reason=reason,
        greeting=row.greeting,
        hours=row.auto_hours,
        own_hour=row.auto_at,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        told_at=row.told_at,
        groups=row.groups,
        around=Around(row.around),
    )


def _hash(store: Store, id: int, code: str) -> bytes:
    return store.vault.lookup("ambassador", str(id), code)
