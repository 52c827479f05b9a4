"""Who has answered which survey, and what was answered: two tables, without a link when the survey is anonymous."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
)
from sqlmodel import Field, SQLModel

from flows.town.edition import Edition
from storage.database.store import Store
from storage.database.tables import table_of
from storage.database.upsert import Upsert

SLOT = 32
"""Bytes of a slot, drawn at random: where a paper lies says neither whose it is nor when it came."""


class SurveyRollRow(SQLModel, table=True):
    """A person has answered a survey; what, is not here."""

    __tablename__ = "survey_roll"

    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, primary_key=True)
    survey: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, primary_key=True, index=True)
    answered_on: date


class SurveyPaperRow(SQLModel, table=True):
    """The answers of one person, as JSON, sealed. It lies in a random slot; an anonymous one has no person."""

    __tablename__ = "survey_papers"
    __table_args__ = {"sqlite_with_rowid": False}

    slot: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    survey: str
    person_id: int | None = Field(default=None, foreign_key="people.id", sa_type=BigInteger, index=True)
    channel: str
    district: str
    band: str
    answers: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


SURVEY_ROLL = table_of(SurveyRollRow)
SURVEY_PAPERS = table_of(SurveyPaperRow)


@dataclass(frozen=True, slots=True)
class Paper:
    """What one person answered, and what they declared of themselves; no person, where the survey is anonymous."""

    answers: Mapping[str, Any]  # by the id of the question
    channel: str
    district: str = ""
    band: str = ""
    person_id: int | None = None
    slot: bytes = b""


def answered(tx: Connection, edition_id: int, person_id: int) -> dict[str, date]:
    """The surveys that a person has answered, and the day."""
    mine = select(SURVEY_ROLL.c.survey, SURVEY_ROLL.c.answered_on).where(
        SURVEY_ROLL.c.edition_id == edition_id, SURVEY_ROLL.c.person_id == person_id
    )
    return {row.survey: row.answered_on for row in tx.execute(mine)}


def taken(tx: Connection, edition_id: int, survey: str, *, but: int = 0) -> Counter[str]:
    """How many have answered *survey*, by the district they declared; *but* is a person who is not counted."""
    query = select(SURVEY_PAPERS.c.district, func.count()).where(_of(edition_id, survey))
    others = or_(SURVEY_PAPERS.c.person_id.is_(None), SURVEY_PAPERS.c.person_id != but)
    rows = tx.execute(query.where(others).group_by(SURVEY_PAPERS.c.district))
    return Counter(dict(rows.all()))


def hold(tx: Connection, store: Store, edition_id: int) -> None:
    """Keep everybody else from answering surveys with a quota until the transaction ends.

    So that what was counted stays true. SQLite has one writer, which is hold enough.
    """
    if not store.is_sqlite:
        key = int.from_bytes(sha256(f"surveys of {edition_id}".encode()).digest()[:8], signed=True)
        tx.execute(select(func.pg_advisory_xact_lock(key)))


_ENTER = Upsert(SURVEY_ROLL, ["edition_id", "survey", "person_id"], ["answered_on"])


@dataclass(frozen=True, slots=True)
class SurveyEntry:
    """A line of the roll: who answered which survey, on which day."""

    edition_id: int
    survey: str
    person_id: int
    answered_on: date


def put(tx: Connection, store: Store, entry: SurveyEntry, paper: Paper) -> None:
    """Put the person on the roll, and their paper with the others, in place of an earlier one that bears their id."""
    tx.execute(_ENTER.on(tx), asdict(entry))
    if paper.person_id is not None:
        theirs = SURVEY_PAPERS.c.person_id == entry.person_id
        tx.execute(delete(SURVEY_PAPERS).where(_of(entry.edition_id, entry.survey), theirs))
    row = {
        "slot": secrets.token_bytes(SLOT),
        "edition_id": entry.edition_id,
        "survey": entry.survey,
        "person_id": paper.person_id,
        "channel": paper.channel,
        "district": paper.district,
        "band": paper.band,
        "answers": store.vault.seal(orjson.dumps(dict(paper.answers))),
    }
    tx.execute(insert(SURVEY_PAPERS), row)


def sign_too(tx: Connection, edition: Edition, person_id: int, new: int) -> None:
    """Have *new* be on the roll of the anonymous surveys that *person_id* answered.

    Who parts from their other telephone would else answer again there, and join, and part, without end.
    """
    anonymous = [survey.id for survey in edition.surveys if survey.anonymous]
    for survey, day in answered(tx, edition.id, person_id).items():
        if survey in anonymous:
            row = {"edition_id": edition.id, "survey": survey, "person_id": new, "answered_on": day}
            tx.execute(insert(SURVEY_ROLL), row)


def papers(tx: Connection, store: Store, edition_id: int, survey: str) -> list[Paper]:
    """Every paper, in slot order, which says nothing of when it came."""
    query = select(SURVEY_PAPERS).where(_of(edition_id, survey)).order_by(SURVEY_PAPERS.c.slot)
    return [_paper(store, row) for row in tx.execute(query)]


def counts(tx: Connection, edition_id: int) -> Counter[str]:
    """How many have answered each survey."""
    query = select(SURVEY_PAPERS.c.survey, func.count()).where(SURVEY_PAPERS.c.edition_id == edition_id)
    return Counter(dict(tx.execute(query.group_by(SURVEY_PAPERS.c.survey)).all()))


def _of(edition_id: int, survey: str) -> ColumnElement[bool]:
    return and_(SURVEY_PAPERS.c.edition_id == edition_id, SURVEY_PAPERS.c.survey == survey)


def _paper(store: Store, row: Any) -> Paper:
    answers = orjson.loads(store.vault.open(row.answers))
    return Paper(answers, row.channel, row.district, row.band, row.person_id, bytes(row.slot))
