"""An election read from a file, as the rules count it: its scores, its ballots, its envelopes, what excludes what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import combinations

from bot.counting.pabulib import Instance, PbProject
from flows.ballots import ballot_of
from flows.ballots.ballot import Choice, Score
from flows.ballots.greedy import Terms
from flows.ballots.result import Contender
from flows.counting.envelopes import TOWN
from flows.counting.poll import Contest, ballots_of

ENVELOPES = "district_budgets"
"""A key of META that only our own files of before had: the budget of each place, in JSON; "" is the town's."""

LEFTOVER = "leftover_budget"
"""What becomes of what places leave: «town» adds it to the town's envelope."""

_APART = re.compile(r"an envelope of its own, counted apart by (?P<rule>[\w/-]+): (?P<amounts>{.*})")
"""What the comment of our own files says of envelopes."""

_EXCLUSIVE = re.compile(r"[^.#]*mutually exclusive[^.#]*", re.IGNORECASE)
"""Pabulib has no column for it: its files say in their comment which projects exclude each other."""


def choices_of(instance: Instance) -> list[Choice[str]]:
    """The ballots, blank ones too."""
    return [Choice(vote.refs, vote.points) for vote in instance.votes]


def poll_of(instance: Instance, scores: Mapping[str, Score], draw: str | None, *, by_place: bool) -> Contest:
    """The election; each project's envelope is its place, if *by_place*."""
    spoken = ballot_of(instance.vote_type).spoken
    return Contest(
        contenders=tuple(_contender(project, scores, by_place=by_place) for project in instance.projects),
        ballots=ballots_of(choices_of(instance)),
        budget=instance.budget,
        terms=Terms(instance.threshold, draw, instance.currency, spoken),
        exclusive=exclusive_in(instance),
    )


def exclusive_in(instance: Instance) -> frozenset[frozenset[str]]:
    """The pairs of which only one can be built: named in the comment, or drawn at the same point of the map."""
    pairs: set[frozenset[str]] = set()
    refs = {project.ref for project in instance.projects}
    comment = re.sub(r"#\d+:", "#", instance.meta.get("comment", ""))
    for sentence in _EXCLUSIVE.findall(comment):
        pairs |= _pairs(word for word in re.findall(r"[\w/-]+", sentence) if word in refs)
    places: dict[tuple[str, str], list[str]] = {}
    for project in instance.projects:
        spot = (project.extra.get("latitude", ""), project.extra.get("longitude", ""))
        if all(spot):
            places.setdefault(spot, []).append(project.ref)
    for there in places.values():
        pairs |= _pairs(there)
    return frozenset(pairs)


def envelopes_in(instance: Instance) -> dict[str, Decimal] | None:
    """The budget of each place, where the file says that each has its own; raises ValueError if it cannot be read."""
    said = _APART.search(instance.meta.get("comment", "")) if rule_apart(instance) else None
    written = said["amounts"] if said else instance.meta.get(ENVELOPES)
    if not written:
        return None
    try:
        return {place: Decimal(amount) for place, amount in json.loads(written).items()}
    except (ValueError, AttributeError, ArithmeticError, TypeError) as error:
        raise ValueError(f'\'{ENVELOPES}\' is no JSON like {{"North": "150000"}}: {written}') from error


def apart(rule: str, envelopes: Mapping[str, Decimal]) -> str:
    """The comment of a file in which each place has an envelope, counted apart by *rule*."""
    amounts = json.dumps({place: f"{amount:f}" for place, amount in envelopes.items()}, ensure_ascii=False)
    return f"#1: Each district has an envelope of its own, counted apart by {rule}: {amounts}"


def rule_apart(instance: Instance) -> str:
    """The rule by which each place is counted apart, as the comment of our own files says, "" if it does not."""
    found = _APART.search(instance.meta.get("comment", "")) if instance.rule == "greedy-custom" else None
    return found["rule"] if found else ""


def remainders_go_to_the_town(instance: Instance) -> bool:
    """Whether what places leave is added to the town's own envelope."""
    return instance.meta.get(LEFTOVER, "").strip().lower() == "town"


def _pairs(refs: Iterable[str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in combinations(dict.fromkeys(refs), 2)}


def _contender(project: PbProject, scores: Mapping[str, Score], *, by_place: bool) -> Contender:
    return Contender(
        ref=project.ref,
        name=project.name or project.ref,
        cost=project.cost,
        score=scores[project.ref],
        envelope=project.place if by_place else TOWN,
        number=project.number,
    )
