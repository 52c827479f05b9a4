"""`…-comparison`: the result of equal shares, unless more people prefer that of `greedy`.

A person prefers the result that funds more of the projects they chose; who has as many in both prefers neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from flows.ballots import reasons
from flows.ballots.result import Decision, Envelope, Result, Verdict
from flows.counting.plain import greedy
from flows.counting.poll import Contest


def compared(rule: Callable[[Contest], Result]) -> Callable[[Contest], Result]:
    """The rule that keeps what *rule* funds unless a majority of those who prefer something prefer `greedy`."""

    def counted(poll: Contest) -> Result:
        shares, plain = rule(poll), greedy(poll)
        if shares.undecided or plain.undecided:
            return _open(shares, plain)
        return plain if preferring(poll, plain, shares) > preferring(poll, shares, plain) else shares

    return counted


def preferring(poll: Contest, one: Result, other: Result) -> int:
    """How many people have more of what they chose in *one* than in *other*."""
    here, there, more = one.funded, other.funded, 0
    for marks, times in poll.ballots.items():
        refs = {ref for ref, points in marks if points > 0}
        if len(refs & here) > len(refs & there):
            more += times
    return more


def _open(shares: Result, plain: Result) -> Result:
    """Until the draw, only what both say whatever it says."""
    decisions = tuple(_either(decision, plain.of(decision.contender.ref)) for decision in shares.decisions)
    envelopes = tuple(
        Envelope(
            purse.key,
            purse.budget,
            sum((each.contender.cost for each in decisions if each.verdict is Verdict.FUNDED), Decimal(0)),
        )
        for purse in shares.envelopes
    )
    return Result(decisions, envelopes, tuple(dict.fromkeys((*shares.ties, *plain.ties))))


def _either(one: Decision, other: Decision) -> Decision:
    if one.verdict is other.verdict:
        return one
    waiting = next((each for each in (one, other) if each.verdict is Verdict.UNDECIDED), None)
    return waiting or replace(one, verdict=Verdict.UNDECIDED, why=reasons.compared_after_the_draw())
