"""What people say of projects: read by the team before anyone else sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Select, Text, func, insert, select, update
from sqlmodel import Field, SQLModel

from storage.database.counters import next_number
from storage.database.ids import new_id
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.town.projects import PROJECTS


class CommentState(StrEnum):
    """What the team made of a comment."""

    WAITING = "waiting"  # nobody but the team sees it yet
    SHOWN = "shown"  # anyone may read it
    REFUSED = "refused"  # it stays unseen, for a reason given


class CommentRow(SQLModel, table=True):
    """One comment: waiting until the team shows or refuses it. Its words are sealed; its author may be erased."""

    __tablename__ = "comments"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    project_id: int = Field(foreign_key="projects.id", sa_type=BigInteger, index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", sa_type=BigInteger, index=True)
    number: int  # by which the team calls it, in its edition
    at: datetime = Field(sa_column=Column(Utc, nullable=False))
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str  # a `State`
    decided_by: str = ""
    decided_at: datetime | None = Field(default=None, sa_column=Column(Utc))
    why: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))  # of a refusal


COMMENTS = table_of(CommentRow)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the team reads it; *project* is its number."""

    number: int
    project: int
    at: datetime
    words: str
    state: CommentState
    decided_by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class NewComment:
    """What someone says of a project, as it comes in."""

    project_id: int
    person_id: int
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentDecision:
    """What the team makes of a comment: by whom, when, and why it is refused."""

    state: CommentState
    by: str
    at: datetime
    why: str = ""


def comment(tx: Connection, store: Store, edition_id: int, new: NewComment) -> int:
    """Keep a comment for the team to read, and give its number."""
    number = next_number(tx, edition_id, "comments")
    row = {"id": new_id(), "project_id": new.project_id, "person_id": new.person_id, "number": number, "at": new.at}
    tx.execute(insert(COMMENTS), {**row, "words": store.vault.seal(new.words.encode()), "state": CommentState.WAITING})
    return number


def waiting(tx: Connection, edition_id: int, person_id: int) -> int:
    """How many comments of the person's the team has yet to read."""
    mine = (
        PROJECTS.c.edition_id == edition_id,
        COMMENTS.c.person_id == person_id,
        COMMENTS.c.state == CommentState.WAITING,
    )
    query = select(func.count()).select_from(COMMENTS.join(PROJECTS, PROJECTS.c.id == COMMENTS.c.project_id))
    return int(tx.execute(query.where(*mine)).scalar_one())


def latest(tx: Connection, store: Store, project_id: int, most: int) -> list[Comment]:
    """The *most* newest comments on a project that anyone may read, newest first."""
    shown = _comments().where(COMMENTS.c.project_id == project_id, COMMENTS.c.state == CommentState.SHOWN)
    return _read(store, tx.execute(shown.order_by(COMMENTS.c.id.desc()).limit(most)))


def of_edition(
    tx: Connection, store: Store, edition_id: int, state: CommentState | None = CommentState.WAITING
) -> list[Comment]:
    """The comments of an edition in *state* (in any, if None), oldest first."""
    query = _comments().where(PROJECTS.c.edition_id == edition_id).order_by(COMMENTS.c.id)
    return _read(store, tx.execute(query if state is None else query.where(COMMENTS.c.state == state)))


def decide(tx: Connection, edition_id: int, number: int, decision: CommentDecision) -> int | None:
    """Show or refuse the comment *number*, and give its id; None if there is none of that number."""
    query = select(COMMENTS.c.id).join(PROJECTS, PROJECTS.c.id == COMMENTS.c.project_id)
    id = tx.execute(query.where(PROJECTS.c.edition_id == edition_id, COMMENTS.c.number == number)).scalar_one_or_none()
    if id is None:
        return None
    decided = {"decided_by": decision.by, "decided_at": decision.at, "why": decision.why}
    tx.execute(update(COMMENTS).where(COMMENTS.c.id == id).values(state=str(decision.state), **decided))
    return int(id)


def _comments() -> Select[Any]:
    return select(COMMENTS, PROJECTS.c.number.label("project")).join(PROJECTS, PROJECTS.c.id == COMMENTS.c.project_id)


def _read(store: Store, rows: Iterable[Any]) -> list[Comment]:
    return [
        Comment(
            row.number,
            row.project,
            row.at,
            store.vault.open(row.words).decode(),
            CommentState(row.state),
            row.decided_by,
            row.why,
        )
        for row in rows
    ]
