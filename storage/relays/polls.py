"""Polls put to groups: which question of a survey each got, and the totals that Telegram sends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, Connection, Text, false, insert, select, update
from sqlmodel import Field, SQLModel

from flows.town.questionnaire import SurveyQuestion
from storage.database.tables import table_of
from storage.relays.groups import Group


class PollRow(SQLModel, table=True):
    """A question of a survey put to a group as Telegram's own poll; its totals come back, and nothing else.

    They outlive the group's tie: a poll of an ambassador who was erased is in no group any more.
    """

    __tablename__ = "polls"

    id: str = Field(primary_key=True)  # Telegram's
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    group_id: int | None = Field(default=None, foreign_key="groups.id", sa_type=BigInteger, index=True)
    survey: str
    question: str
    totals: str = Field(sa_column=Column(Text, nullable=False))  # JSON: how many voted, and the votes by choice
    closed: bool


POLLS = table_of(PollRow)

OF_THEMES = "#themes"
"""What polls on themes are kept under, as others are under the id of their survey: no survey can be called that."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What groups answered to one question of a survey, in so many polls: how many voted, and the votes by choice."""

    question: str
    polls: int
    voters: int
    votes: Mapping[str, int]


def polled(tx: Connection, group: Group, survey: str) -> set[str]:
    """The questions of *survey* that were put to the group in its edition."""
    in_edition = POLLS.c.edition_id == group.holders[0].edition_id
    here = (POLLS.c.group_id == group.id, in_edition, POLLS.c.survey == survey)
    return set(tx.execute(select(POLLS.c.question).where(*here)).scalars())


def put_poll(tx: Connection, id: str, group: Group, survey: str, question: SurveyQuestion) -> None:
    """Remember the poll that Telegram calls *id*: its choices (by id) are in the order in which they are shown."""
    votes = {choice.id: 0 for choice in question.choices}
    totals = orjson.dumps({"voters": 0, "votes": votes}).decode()
    row = {
        "id": id,
        "edition_id": group.holders[0].edition_id,
        "group_id": group.id,
        "survey": survey,
        "question": question.id,
    }
    tx.execute(insert(POLLS), {**row, "totals": totals, "closed": False})


def count_poll(tx: Connection, id: str, voters: int, votes: Collection[int], closed: bool) -> bool:
    """The totals of a poll as they are now, in the order of its choices; False if we know no such poll.

    News that is older than what we know is told by its smaller numbers only where nobody took a vote back, so the
    last to come is believed: Telegram sends the totals anew with each change.
    """
    written = tx.execute(select(POLLS.c.totals).where(POLLS.c.id == id, ~_is_closed())).scalar_one_or_none()
    if written is None:
        return tx.execute(select(POLLS.c.id).where(POLLS.c.id == id)).first() is not None
    choices = orjson.loads(written)["votes"]
    totals = {"voters": voters, "votes": dict(zip(choices, votes, strict=False))}
    tx.execute(update(POLLS).where(POLLS.c.id == id).values(totals=orjson.dumps(totals).decode(), closed=closed))
    return True


def polls_of(tx: Connection, edition_id: int, survey: str) -> list[Polled]:
    """What the groups answered to each question of *survey* that was put to one; never a group by itself."""
    query = select(POLLS).where(POLLS.c.edition_id == edition_id, POLLS.c.survey == survey).order_by(POLLS.c.id)
    polls: dict[str, list[Any]] = {}
    for row in tx.execute(query):
        polls.setdefault(row.question, []).append(orjson.loads(row.totals))
    return [_summed(question, totals) for question, totals in polls.items()]


def _is_closed() -> Any:
    return POLLS.c.closed.is_not(false())


def _summed(question: str, totals: list[dict[str, Any]]) -> Polled:
    votes: dict[str, int] = {}
    for poll in totals:
        for choice, count in poll["votes"].items():
            votes[choice] = votes.get(choice, 0) + count
    return Polled(question, len(totals), sum(poll["voters"] for poll in totals), votes)
