"""What a change of an edition touches of what people did already: in clauses with figures, for the team to read.

A file here a kind: the ballots in the urn, the answers to surveys, and what else people brought or signed up for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.team.touched.answers import of_answers
from bot.team.touched.ballots import of_ballots
from bot.team.touched.dates import of_dates
from bot.team.touched.lotteries import note_lotteries, of_lotteries
from bot.team.touched.others import hidden_ideas, of_ages, of_ideas, of_sign_ups
from bot.team.touched.worth import of_worth
from flows.town.edition import Edition
from flows.vote.deeds import BallotChange
from storage.database.store import Store

__all__ = ["Before", "Touched", "before", "note_lotteries", "touched"]


@dataclass(frozen=True, slots=True)
class Before:
    """An edition as it was, and the ideas in it that only their authors and the team see, by number."""

    edition: Edition
    ideas: dict[int, str]


@dataclass(frozen=True, slots=True)
class Touched:
    """The clauses, and what those who have voted are to be told, if it concerns their ballots.

    *to_tell* is the sentence how many people will be told of it. *never* is why it cannot be done, whoever wants it.
    """

    clauses: tuple[str, ...] = ()
    ballot: BallotChange | None = None
    to_tell: str = ""
    never: str = ""


def before(tx: Connection, edition: Edition) -> Before:
    """*edition*, to be compared with once it has changed."""
    return Before(edition, hidden_ideas(tx, edition))


def touched(tx: Connection, store: Store, was: Before, now: Edition, at: datetime) -> Touched:
    """What people did in the edition as it *was*, and that it touches to have it as it is *now*, *at* this moment."""
    ballots, told = of_ballots(tx, store, was.edition, now)
    answers = of_answers(tx, store, was.edition, now)
    others = (
        *of_dates(tx, was.edition, now, at),
        *of_sign_ups(tx, was.edition, now),
        *of_ages(tx, store, was.edition, now),
        *of_ideas(tx, was.ideas, now),
        *of_lotteries(tx, was.edition, now, at),
    )
    return Touched((*ballots, *answers, *others), told, never=of_worth(tx, was.edition, now))
