"""Envelopes: each place counts its own projects by the rule, then the town those that are for all of it.

What a place leaves is lost to it or, where `leftover_budget` says so, goes to the town's envelope; what a place did not
fund stands there again, beside the town's own projects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.ballots import reasons
from flows.ballots.greedy import UnknownEnvelopeError
from flows.ballots.result import Decision, Envelope, Result, Tie, Verdict
from flows.counting.poll import Contest, Marks
from flows.counting.ranks import ranked

TOWN = ""
"""The key of the town's own envelope."""


def by_envelope(
    poll: Contest, budgets: Mapping[str, Decimal], rule: Callable[[Contest], Result], *, remainders: bool = False
) -> Result:
    """Who is funded when each envelope of *budgets* pays for its own projects, one after the other.

    *remainders*: what places leave is added to the town's envelope, which is counted last. Until a tie in a place is
    drawn, it is not known what the town has; nothing is certain there. Raises UnknownEnvelopeError.
    """
    _check(poll, budgets)
    counted = [rule(_part(poll, key, budget)) for key, budget in budgets.items() if key != TOWN or not remainders]
    if remainders and TOWN in budgets:
        counted = _with_the_town(poll, budgets[TOWN], rule, counted)
    return joined(counted, poll.terms.draw)


def joined(results: Iterable[Result], draw: str | None) -> Result:
    """Several envelopes as one result."""
    results = list(results)
    return Result(
        tuple(decision for result in results for decision in result.decisions),
        tuple(envelope for result in results for envelope in result.envelopes),
        tuple(tie for result in results for tie in result.ties),
        draw,
    )


def _check(poll: Contest, budgets: Mapping[str, Decimal]) -> None:
    for contender in poll.contenders:
        if contender.envelope not in budgets:
            raise UnknownEnvelopeError(
                f"project {contender.ref!r} is paid from the envelope {contender.envelope!r}, which has no budget: "
                "give it one, or correct the project's district."
            )


def _part(poll: Contest, key: str, budget: Decimal) -> Contest:
    """The election of one envelope: its projects, and the ballots that name some of them."""
    contenders = tuple(contender for contender in poll.contenders if contender.envelope == key)
    refs = {contender.ref for contender in contenders}
    ballots: dict[Marks, int] = {}
    for marks, times in poll.ballots.items():
        kept = tuple(mark for mark in marks if mark[0] in refs)
        if kept:
            ballots[kept] = ballots.get(kept, 0) + times
    return replace(poll, contenders=contenders, ballots=ballots, budget=budget, envelope=key)


def _with_the_town(
    poll: Contest, budget: Decimal, rule: Callable[[Contest], Result], counted: list[Result]
) -> list[Result]:
    """The results of the places, then the town's: its projects and theirs, with what they left."""
    left = sum((purse.left for result in counted for purse in result.envelopes), Decimal(0))
    funded = {ref for result in counted for ref in result.funded}
    standing = tuple(replace(contender, envelope=TOWN) for contender in poll.contenders if contender.ref not in funded)
    town = _part(replace(poll, contenders=standing), TOWN, budget + left)
    waiting = [tie for result in counted if result.undecided for tie in result.ties]
    last = _waiting(town, waiting) if waiting else rule(town)
    kept = [replace(result, decisions=_funded(result)) for result in counted]
    return [*kept, last]


def _funded(result: Result) -> tuple[Decision, ...]:
    return tuple(decision for decision in result.decisions if decision.verdict is Verdict.FUNDED)


def _waiting(town: Contest, ties: Sequence[Tie]) -> Result:
    """The town's envelope while it is not known what places leave to it."""
    names = {contender.ref: contender.name for contender in town.contenders}
    why = reasons.waiting(names[ref] for tie in ties for ref in tie.refs if ref in names)
    decisions = (Decision(each, Verdict.UNDECIDED, rank, town.budget, why) for each, rank in ranked(town.contenders))
    return Result(tuple(decisions), (Envelope(TOWN, town.budget, Decimal(0)),))
