"""Who came through ambassadors, and what they did after that: counted, never listed.

Of a class nobody is kept: a pupil is only known to have come through someone, without whom or when, and the class
counts one more. So each counts once, and what they do then is nobody's figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import BigInteger, Column, Connection, and_, func, select, update
from sqlmodel import Field, SQLModel

from flows.relays.deeds import Around
from flows.town.edition import Status
from storage.database.store import Utc
from storage.database.tables import table_of
from storage.database.upsert import Upsert
from storage.relays.ambassadors import AMBASSADORS
from storage.town.authors import AUTHORS
from storage.town.projects import PROJECTS
from storage.votes.votes import ROLL


class RelayRow(SQLModel, table=True):
    """A person came through an ambassador: the first one they came through, whatever comes later.

    Of who came through a class there is but the edition.
    """

    __tablename__ = "relays"

    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, primary_key=True)
    ambassador_id: int | None = Field(default=None, foreign_key="ambassadors.id", sa_type=BigInteger, index=True)
    edition_id: int | None = Field(default=None, foreign_key="editions.id", sa_type=BigInteger)
    at: datetime | None = Field(default=None, sa_column=Column(Utc))


RELAYS = table_of(RelayRow)


@dataclass(frozen=True, slots=True)
class Through:
    """How many people came through an ambassador, and how many of them proposed and voted after that."""

    came: int = 0
    proposed: int = 0
    voted: int = 0


_FIRST = Upsert(RELAYS, ["person_id"], returning="person_id")


def come(tx: Connection, person_id: int, ambassador_id: int, now: datetime) -> bool:
    """The person came through this ambassador, unless they came through one before, or are that ambassador.

    Whether it is the ambassador of a class.
    """
    which = select(AMBASSADORS.c.person_id, AMBASSADORS.c.edition_id, AMBASSADORS.c.around)
    ambassador = tx.execute(which.where(AMBASSADORS.c.id == ambassador_id)).one()
    of_class: bool = ambassador.around == Around.CLASS
    if ambassador.person_id == person_id:
        return of_class
    if not of_class:
        tx.execute(_FIRST.on(tx).values(person_id=person_id, ambassador_id=ambassador_id, at=now))
        return False
    pupil = _FIRST.on(tx).values(person_id=person_id, edition_id=ambassador.edition_id)
    if tx.execute(pupil).first():
        one_more = update(AMBASSADORS).where(AMBASSADORS.c.id == ambassador_id)
        tx.execute(one_more.values(came=AMBASSADORS.c.came + 1))
    return True


def through(tx: Connection, edition_id: int, zone: tzinfo) -> Mapping[int, Through]:
    """How many came through each ambassador of the edition (by id), and did something there after that."""
    mine = select(AMBASSADORS.c.id).where(AMBASSADORS.c.edition_id == edition_id)
    voted = and_(ROLL.c.person_id == RELAYS.c.person_id, ROLL.c.edition_id == edition_id)
    ideas = (
        select(AUTHORS.c.person_id, func.max(AUTHORS.c.at).label("at"))
        .join(PROJECTS, PROJECTS.c.id == AUTHORS.c.project_id)
        .where(PROJECTS.c.edition_id == edition_id, PROJECTS.c.status != Status.DRAFT)
        .group_by(AUTHORS.c.person_id)
        .subquery()
    )
    query = (
        select(RELAYS.c.ambassador_id, RELAYS.c.at, ROLL.c.voted_on, (ideas.c.at >= RELAYS.c.at).label("proposed"))
        .outerjoin(ROLL, voted)
        .outerjoin(ideas, ideas.c.person_id == RELAYS.c.person_id)
        .where(RELAYS.c.ambassador_id.in_(mine))
    )
    pupils = select(AMBASSADORS.c.id, AMBASSADORS.c.came).where(AMBASSADORS.c.id.in_(mine), AMBASSADORS.c.came > 0)
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    counts.update({row.id: [row.came, 0, 0] for row in tx.execute(pupils)})
    for row in tx.execute(query):
        mine_so_far = counts[row.ambassador_id]
        mine_so_far[0] += 1
        mine_so_far[1] += bool(row.proposed)
        mine_so_far[2] += _is_after(row.voted_on, row.at, zone)
    return {id: Through(*numbers) for id, numbers in counts.items()}


def _is_after(day: date | None, moment: datetime, zone: tzinfo) -> bool:
    return day is not None and day >= moment.astimezone(zone).date()
