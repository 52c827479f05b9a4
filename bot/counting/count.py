"""Counting an election read from a file: its votes into scores, its scores into winners, all of it explained."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.counting.pabulib import Instance, PbProject
from bot.counting.pb_rules import not_followed
from flows.ballots import UnknownBallotError, ballot_of
from flows.ballots.ballot import Choice, MissingPointsError, Score
from flows.ballots.greedy import Terms, UnknownEnvelopeError, allocate, lot
from flows.ballots.result import Contender, Decision, Result, Tie, Verdict
from flows.words import Say

RULES = ("greedy", "greedy-threshold")
"""Pabulib's names of the rules we can turn scores into winners by: one and the same, with or without a threshold."""

TOWN = ""
"""The key of the only envelope of an election that has one."""


ENVELOPES = "district_budgets"
"""A key of META that only our own files have: the budget of each place, in JSON, where each has its own."""


class CountError(Exception):
    """An election cannot be counted as its file asks; the message names the file, the obstacle and the remedy."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A project for which the file publishes something other than what its votes come to."""

    ref: str
    column: str
    published: Score
    counted: Score


def scores_of(instance: Instance) -> dict[str, Score]:
    """The score of every project, 0 for those nobody chose; raises CountError for a way of voting we cannot add up."""
    if Decimal(instance.meta.get("default_score", "0")) != 0:
        raise CountError(f"{instance.source}: 'default_score' is not counted yet; give every project its points.")
    try:
        tally = ballot_of(instance.vote_type).tally(Choice(vote.refs, vote.points) for vote in instance.votes)
    except (UnknownBallotError, MissingPointsError) as error:
        raise CountError(f"{instance.source}: 'vote_type': {error}") from error
    return {project.ref: tally.get(project.ref, 0) for project in instance.projects}


def count_instance(
    instance: Instance,
    draw: str | None = None,
    envelopes: Mapping[str, Decimal] | None = None,
    *,
    anyway: bool = False,
) -> Result:
    """Who is funded. Decisive ties wait for a draw unless *draw*, the published seed, is given.

    The whole budget is one envelope, unless *envelopes*, or the file itself, gives each place (`Project.place`)
    its own. Raises CountError for a way of voting that is not counted here, and for a rule that is not, unless it is
    to be passed over *anyway*.
    """
    envelopes = _own_envelopes(instance) if envelopes is None else envelopes
    if instance.rule not in RULES:
        raise CountError(
            f"{instance.source}: the rule {instance.rule!r} is not implemented; counted here: {', '.join(RULES)}. "
            "Write one of them as 'rule' in META if that is how the town decides."
        )
    deciding = not_followed(instance).deciding
    if deciding and not anyway:
        raise CountError(
            f"{instance.source}: {', '.join(map(repr, deciding))}: a rule that is not followed here, and that may make "
            "other winners. To count without it all the same: --anyway."
        )
    scores = scores_of(instance)
    spoken = ballot_of(instance.vote_type).spoken
    contenders = [_contender(project, scores, by_place=envelopes is not None) for project in instance.projects]
    budgets = {TOWN: instance.budget} if envelopes is None else envelopes
    try:
        return allocate(contenders, budgets, Terms(instance.threshold, draw, instance.currency, spoken))
    except UnknownEnvelopeError as error:
        raise CountError(f"{instance.source}: {error}") from error


def _own_envelopes(instance: Instance) -> dict[str, Decimal] | None:
    """The budget of each place, where the file says that each has its own."""
    written = instance.meta.get(ENVELOPES)
    if not written:
        return None
    try:
        return {place: Decimal(amount) for place, amount in json.loads(written).items()}
    except (ValueError, AttributeError, ArithmeticError) as error:
        raise CountError(
            f'{instance.source}: \'{ENVELOPES}\' is no JSON like {{"North": "150000"}}: {written}'
        ) from error


def disagreements(instance: Instance, result: Result) -> tuple[Disagreement, ...]:
    """Where the columns `votes`, `score` and `selected` of the file, if it has them, differ from the count."""
    voters = Counter(ref for vote in instance.votes for ref in vote.refs)
    differing = []
    for project in instance.projects:
        decision = result.of(project.ref)
        differing += [
            Disagreement(project.ref, column, published, counted)
            for column, published, counted in (
                ("votes", project.votes, voters[project.ref]),
                ("score", project.score, decision.contender.score),
                ("selected", _comparable(project.selected, decision.verdict), int(decision.verdict is Verdict.FUNDED)),
            )
            if published is not None and published != counted
        ]
    return tuple(differing)


def result_as_json(
    result: Result, say: Callable[[Say], str], others: Mapping[str, Callable[[Say], str]] | None = None
) -> dict[str, object]:
    """The result for machines: sums of money as strings, since they are exact.

    *say* puts the reasons into words, and *others* into those of more languages, by their names.
    """
    return {
        "projects": [_decision_as_json(decision, say, others or {}) for decision in result.decisions],
        "envelopes": [
            {"key": purse.key, "budget": f"{purse.budget:f}", "spent": f"{purse.spent:f}", "left": f"{purse.left:f}"}
            for purse in result.envelopes
        ],
        "ties": [_tie_as_json(tie, result.draw) for tie in result.ties],
        "draw": result.draw,
    }


def _contender(project: PbProject, scores: Mapping[str, Score], *, by_place: bool) -> Contender:
    return Contender(
        ref=project.ref,
        name=project.name or project.ref,
        cost=project.cost,
        score=scores[project.ref],
        envelope=project.place if by_place else TOWN,
        number=project.number,
    )


def _comparable(selected: int | None, verdict: Verdict) -> int | None:
    """What `selected` says if both it and the count say yes or no; figures beyond 0 and 1 are each town's own."""
    return selected if selected in (0, 1) and verdict is not Verdict.UNDECIDED else None


def _decision_as_json(
    decision: Decision, say: Callable[[Say], str], others: Mapping[str, Callable[[Say], str]]
) -> dict[str, object]:
    contender, why = decision.contender, decision.why
    in_others = {"why_in": {language: said(why) for language, said in others.items()}} if others else {}
    return {
        "ref": contender.ref,
        "number": contender.number,
        "name": contender.name,
        "envelope": contender.envelope,
        "cost": f"{contender.cost:f}",
        "score": _json_number(contender.score),
        "rank": decision.rank,
        "verdict": decision.verdict.value,
        "why": say(why),
        **in_others,
    }


def _tie_as_json(tie: Tie, draw: str | None) -> dict[str, object]:
    drawn = [] if draw is None else [{"ref": ref, "lot": lot(draw, ref)} for ref in tie.drawn]
    return {"envelope": tie.envelope, "score": _json_number(tie.score), "refs": list(tie.refs), "drawn": drawn}


def _json_number(score: Score) -> int | str:
    return int(score) if score == int(score) else f"{score:f}"
