"""«Pourquoi pas le mien ?»: what would have been enough for a project, all else being the same."""

from __future__ import annotations

from collections.abc import Sequence

from flows.ballots import reasons
from flows.ballots.result import Decision, Result, Verdict
from flows.counting.poll import Contest
from flows.words import Money, Text

BY_SCORE = frozenset({"greedy", "greedy-threshold", "greedy-no-skip"})
"""Rules by which more votes are always enough, if the project fits the envelope at all."""

BY_MONEY = frozenset({"equalshares", "equalshares/add1"})
"""Rules by which a project is bought by those who chose it."""


def lacking(rule: str, poll: Contest, result: Result, decision: Decision) -> Text | None:
    """What the project lacked, by *rule*; None where it is funded, may be or never can be, or nothing simple helps."""
    contender = decision.contender
    purse = next(each for each in result.envelopes if each.key == contender.envelope)
    if decision.verdict is not Verdict.NOT_FUNDED or contender.cost > purse.budget:
        return None
    if rule in BY_SCORE:
        return _votes(rule, poll, result, decision)
    if rule in BY_MONEY and contender.score >= poll.terms.threshold and decision.left < contender.cost:
        return reasons.missing(Money(contender.cost - decision.left, poll.terms.currency))
    return None


def _votes(rule: str, poll: Contest, result: Result, decision: Decision) -> Text | None:
    """The votes with which it would have come before what took its room."""
    contender, threshold = decision.contender, poll.terms.threshold
    queue = [each for each in result.decisions if each.contender.envelope == contender.envelope]
    if any(each.verdict is Verdict.UNDECIDED for each in queue):
        return None
    has_room = rule != "greedy-no-skip" and decision.left >= contender.cost
    needed = max(threshold, 0 if has_room else _to_fit(queue, decision)) - contender.score
    return reasons.missing(poll.terms.spoken(needed)) if needed > 0 else None


def _to_fit(queue: Sequence[Decision], decision: Decision) -> int:
    """The least whole score that puts it where there was room: before the last funded that found as much as it costs,
    or the first that had none.
    """
    first_out = next(each for each in queue if each.verdict is Verdict.NOT_FUNDED)
    roomy = [
        int(each.contender.score) + 1
        for each in queue
        if each is first_out or each.verdict is Verdict.FUNDED
        if each is not decision and each.left >= decision.contender.cost
        if each.contender.score >= decision.contender.score
    ]
    return min(roomy, default=0)
