"""Counting an election read from a file: its votes into scores, its scores into winners, all of it explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.counting.pabulib import Instance
from bot.counting.pb_poll import choices_of, envelopes_in, poll_of, remainders_go_to_the_town, rule_apart
from bot.counting.pb_rules import not_followed
from flows.ballots import UnknownBallotError, ballot_of
from flows.ballots.ballot import MissingPointsError, Score
from flows.ballots.greedy import UnknownEnvelopeError, lot
from flows.ballots.result import Decision, Result, Tie, Verdict
from flows.counting import RULES
from flows.counting.envelopes import by_envelope
from flows.words import Say

EXCLUSIVE = "greedy-exclusive"
"""The rule that must know more than projects and ballots."""

BY_VOTERS = frozenset(rule for rule in RULES if rule.startswith("equalshares"))
"""The rules by which it matters how many people voted."""


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
        tally = ballot_of(instance.vote_type).tally(choices_of(instance))
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
    """Who is funded. Ties that decide wait for a draw unless *draw*, the published seed, is given.

    The whole budget is one envelope, unless *envelopes*, or the file itself, gives each place (`Project.place`)
    its own. Raises CountError for a way of voting that is not counted here, and for a rule that is not followed;
    *anyway* passes over what else the file states.
    """
    return Counting(instance, draw, envelopes, anyway=anyway).by_its_rule()


class Counting:
    """An election of a file, ready to be counted by its rule and by others."""

    def __init__(
        self,
        instance: Instance,
        draw: str | None = None,
        envelopes: Mapping[str, Decimal] | None = None,
        *,
        anyway: bool = False,
    ) -> None:
        self._instance, self._anyway = instance, anyway
        try:
            self._envelopes = envelopes_in(instance) if envelopes is None else envelopes
        except ValueError as error:
            raise CountError(f"{instance.source}: {error}") from error
        self.rule = rule_apart(instance) or instance.rule
        if self.rule not in RULES:
            raise CountError(_not_followed(instance))
        deciding = not_followed(instance).deciding
        if deciding and not anyway:
            raise CountError(
                f"{instance.source}: {', '.join(map(repr, deciding))}: a rule that is not followed here, and that may "
                "make other winners. To count without it all the same: --anyway."
            )
        if instance.absent and self.rule in BY_VOTERS and not anyway:
            raise CountError(
                f"{instance.source}: 'num_votes' says {instance.absent} more than there are ballots, and by "
                f"{self.rule!r} each voter has a share: give each blank ballot its line, or correct the number."
            )
        self.poll = poll_of(instance, scores_of(instance), draw, by_place=self._envelopes is not None)

    def by_its_rule(self) -> Result:
        """Who is funded by the rule of the file."""
        return self.by(self.rule)

    def by(self, rule: str) -> Result:
        """Who is funded by *rule*, one of RULES; raises CountError if the file does not say what the rule needs."""
        instance = self._instance
        if rule == EXCLUSIVE and not self.poll.exclusive and not self._anyway:
            raise CountError(
                f"{instance.source}: the rule {rule!r} needs to know which projects exclude each other, and the file "
                "does not say: write it in 'comment', «#1: Projects 12 and 26 are mutually exclusive.», or give both "
                "the same 'latitude' and 'longitude'."
            )
        if self._envelopes is None:
            return RULES[rule](self.poll)
        try:
            remainders = remainders_go_to_the_town(instance)
            return by_envelope(self.poll, self._envelopes, RULES[rule], remainders=remainders)
        except UnknownEnvelopeError as error:
            raise CountError(f"{instance.source}: {error}") from error


def _not_followed(instance: Instance) -> str:
    """A rule that is not followed, by its name; no other is proposed, since it would fund others."""
    if not instance.rule:
        return f"{instance.source}: META has no 'rule'; ask the town how it decided, and add a line «rule;…»."
    told = f"{instance.source}: the rule {instance.rule!r} is not followed here"
    if instance.rule == "unknown":
        return f"{told}: nobody can count it. Ask the town how it decided, and write that as 'rule' in META."
    return f"{told}, and no other would be the town's: this election is not counted."


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
