"""The ways of voting we know: a new one is a module here, counted cases in the tests, and one line in `BALLOTS`."""

from flows.ballots.approval import Approval
from flows.ballots.ballot import Ballot
from flows.ballots.points import Points

BALLOTS: tuple[Ballot, ...] = (
    Approval("approval"),
    Approval("choose-1"),
    Points("cumulative"),
    Points("ordinal"),
    Points("scoring"),
)
"""Every way of voting, by the names that Pabulib (`vote_type`) and the rules of an edition (`kind`) give them."""


class UnknownBallotError(ValueError):
    """No way of voting has this name."""


def ballot_of(kind: str) -> Ballot:
    """The way of voting named *kind*; raises UnknownBallotError with the names there are."""
    for ballot in BALLOTS:
        if ballot.kind == kind:
            return ballot
    known = ", ".join(ballot.kind for ballot in BALLOTS)
    raise UnknownBallotError(f"{kind!r} is not a way of voting we know; write one of: {known}.")
