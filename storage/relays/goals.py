"""How many voters an ambassador wants around them, and how many there were on the evening before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, select, update

from storage.people.people import PEOPLE
from storage.relays.ambassadors import AMBASSADORS
from storage.votes.votes import ROLL


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal of so many voters, and how many *voted* in the *district* (by its id; the whole town if it is empty)."""

    target: int
    voted: int
    district: str


def set_goal(tx: Connection, ambassador_id: int, target: int) -> None:
    """From now on the ambassador wants so many voters; 0: no goal."""
    tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.id == ambassador_id).values(goal=target))


def progress(tx: Connection, ambassador_id: int, today: date) -> Progress | None:
    """How far the ambassador's goal was before *today*, in the district they live in; None without a goal.

    It changes once a day only, so that nobody reads from it that somebody has just voted.
    """
    mine = select(AMBASSADORS.c.goal, AMBASSADORS.c.edition_id, PEOPLE.c.district).join(
        PEOPLE, PEOPLE.c.id == AMBASSADORS.c.person_id
    )
    row = tx.execute(mine.where(AMBASSADORS.c.id == ambassador_id)).one()
    if not row.goal:
        return None
    counted = and_(ROLL.c.edition_id == row.edition_id, ROLL.c.voted_on < today)
    voters = select(func.count()).select_from(ROLL).where(counted)
    if row.district:
        voters = voters.join(PEOPLE, PEOPLE.c.id == ROLL.c.person_id).where(PEOPLE.c.district == row.district)
    return Progress(row.goal, tx.execute(voters).scalar_one(), row.district)
