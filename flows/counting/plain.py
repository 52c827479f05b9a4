"""`greedy`, `greedy-threshold`: from the best score down, what fits is funded, what does not is skipped."""

from __future__ import annotations

from flows.ballots.greedy import allocate
from flows.ballots.result import Result
from flows.counting.poll import Contest


def greedy(poll: Contest) -> Result:
    """Who is funded; see flows/ballots/greedy.py for its laws."""
    return allocate(poll.contenders, {poll.envelope: poll.budget}, poll.terms)
