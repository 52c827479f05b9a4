"""Small elections for the rules, written in one line, and random ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

from flows.ballots.ballot import Choice
from flows.ballots.greedy import Terms
from flows.ballots.result import Contender, Result, Verdict
from flows.counting.poll import Contest, ballots_of

SIGNS = {Verdict.FUNDED: "+", Verdict.NOT_FUNDED: "-", Verdict.UNDECIDED: "?"}


def poll(projects: str, ballots: str, budget: int = 100, draw: str | None = None, threshold: int = 0) -> Contest:
    """«A 60, B 40» and «3 AB, 1 B, 2 -»: three people chose both, one B alone, two nothing. «A5B2» gives points."""
    costs = {ref: Decimal(cost) for ref, cost in (project.split() for project in projects.split(", "))}
    choices = []
    for line in ballots.split(", "):
        times, marks = line.split()
        choices += [_choice(marks)] * int(times)
    return made(costs, choices, Decimal(budget), Terms(threshold, draw))


def _choice(marks: str) -> Choice[str]:
    refs = tuple(sign for sign in marks if sign.isalpha())
    points = tuple(Decimal(sign) for sign in marks if sign.isdigit())
    return Choice(refs, points)


def made(costs: Mapping[str, Decimal], choices: list[Choice[str]], budget: Decimal, terms: Terms) -> Contest:
    """The election of these ballots; a project's score is the sum of its points."""
    scores = dict.fromkeys(costs, Decimal(0))
    for choice in choices:
        for ref, points in zip(choice.projects, choice.points or [Decimal(1)] * len(choice.projects), strict=True):
            scores[ref] += points
    contenders = tuple(Contender(ref, f"Projet {ref}", cost, int(scores[ref])) for ref, cost in costs.items())
    return Contest(contenders, ballots_of(choices), budget, terms)


def signs(result: Result) -> str:
    """«A+ B- C?»: funded, not funded, undecided, by ref."""
    decisions = sorted(result.decisions, key=lambda decision: decision.contender.ref)
    return " ".join(f"{decision.contender.ref}{SIGNS[decision.verdict]}" for decision in decisions)


@st.composite
def polls(draw: st.DrawFn, *, seed: st.SearchStrategy[str | None] | None = None, points: bool = False) -> Contest:
    """Few projects, few voters, small sums: ties everywhere."""
    costs = {ref: Decimal(draw(st.integers(1, 20))) for ref in "ABCDE"[: draw(st.integers(1, 5))]}
    choices = []
    for _voter in range(draw(st.integers(1, 6))):
        refs = tuple(ref for ref in costs if draw(st.booleans()))
        choices.append(Choice(refs, tuple(Decimal(draw(st.integers(1, 3))) for _ref in refs) if points else ()))
    terms = Terms(0, draw(st.none() | st.sampled_from("xyz") if seed is None else seed))
    return made(costs, choices, Decimal(draw(st.integers(1, 40))), terms)
