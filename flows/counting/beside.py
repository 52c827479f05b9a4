"""What goes with a result: who has nothing in it, and what another rule would give."""

from __future__ import annotations

from dataclasses import dataclass

from flows.ballots.result import Result
from flows.counting.poll import Contest


def without_winner(poll: Contest, result: Result) -> int:
    """How many people chose nothing of what is funded for certain."""
    funded = result.funded
    return sum(
        times for marks, times in poll.ballots.items() if not any(ref in funded and points > 0 for ref, points in marks)
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """Two results of the same ballots: what only the *other* funds, what it does not, who has nothing in each."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    undecided: tuple[str, ...]
    without_winner: tuple[int, int]


def beside(poll: Contest, result: Result, other: Result) -> Beside:
    """What *other*, another rule's result of the same *poll*, changes."""
    return Beside(
        gained=tuple(sorted(other.funded - result.funded)),
        lost=tuple(sorted(result.funded - other.funded - other.undecided)),
        undecided=tuple(sorted(other.undecided)),
        without_winner=(without_winner(poll, result), without_winner(poll, other)),
    )
