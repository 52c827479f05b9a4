"""A change under which ballots that are cast would mean something else: no reason makes it sound, so it is refused.

A ranking put into the urn says the points of each project, and a choice says none. To count the one as the other, or
some rankings by one scale and the rest by another, would give people a vote that they did not cast.
"""

from __future__ import annotations

from sqlalchemy import Connection

from bot.languages.plurals import so_many
from flows.ballots import ballot_of
from flows.ballots.points import points_of_ranks
from flows.town.edition import Edition
from flows.town.rules import BallotRules
from storage.votes import votes

RANKED = "ordinal"
"""The kind whose points are those of the ranks."""

REMEDY = "Write ballot.kind, most and scale as they were, or hold that vote in an edition of its own: another slug."


def of_worth(tx: Connection, was: Edition, now: Edition) -> str:
    """What would be worth something else than what people voted for, and what to do instead; "" if nothing would."""
    changed = _changed(was.ballot, now.ballot)
    cast = votes.voters(tx, was.id) if changed else 0
    if not cast:
        return ""
    return f"{changed}, and {so_many(cast, 'ballot is', 'ballots are')} cast: no count would be true to all. {REMEDY}"


def _changed(was: BallotRules, now: BallotRules) -> str:
    """How what a ballot gives to its projects changes."""
    if _gives(was) != _gives(now):
        return f"ballot.kind becomes «{now.kind}», it was «{was.kind}»"
    if _gives(was) != RANKED:
        return ""
    before, after = (points_of_ranks(rules.most, rules) for rules in (was, now))
    if before[: len(after)] != after[: len(before)]:
        return f"the ranks become worth {_listed(after)} points, they were worth {_listed(before)}"
    return ""


def _gives(rules: BallotRules) -> str:
    """What a ballot gives to each project: a vote, whatever the kind, or points of that kind."""
    return rules.kind if ballot_of(rules.kind).unit == "point" else "vote"


def _listed(points: tuple[int, ...]) -> str:
    return ", ".join(map(str, points))
