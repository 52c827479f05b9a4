"""The election of an edition as a Pabulib file that its checker accepts and anyone can recount.

1. Tied projects are listed in the order of the draw, so that whoever breaks ties by the order of lines funds the same.
2. `selected` is there for every project or, while a draw is awaited, for none.
3. Where districts have envelopes the rule is `greedy-custom`, which says that it is not plain, and the comment how to
   count; `by_district` gives each its own file, counted by a plain rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Connection

from bot.counting.pabulib import Instance, PbProject, PbVote
from bot.counting.pb_poll import apart, choices_of
from bot.counting.tally import Count, of_counted, ref_of, refs_of
from flows.ballots.ballot import Choice
from flows.ballots.result import Verdict
from flows.town.edition import Edition, Phase
from flows.town.rules import BallotRules
from storage.database.store import Store
from storage.votes import votes

CUSTOM = "greedy-custom"
"""Pabulib's name for a rule that the comment explains."""


def as_instance(tx: Connection, store: Store, edition: Edition, count: Count) -> Instance:
    """The election as one file; voters are numbered in the order of their choices."""
    cast = _votes(tx, store, edition, count)
    projects = _projects(edition, count, cast)
    meta = _meta(edition)
    if edition.ballot.envelopes == "district":
        envelopes = {district.name: district.envelope or Decimal(0) for district in edition.districts}
        meta |= {"budget": f"{sum(envelopes.values()):f}", "comment": apart(meta["rule"], envelopes), "rule": CUSTOM}
    return _bounded(Instance(meta, projects, cast), edition.ballot)


def by_district(edition: Edition, whole: Instance) -> Iterator[tuple[str, Instance]]:
    """Each district's election as a file of its own, with its id; nothing where the town has one envelope."""
    if edition.ballot.envelopes != "district":
        return
    for district in edition.districts:
        projects = tuple(project for project in whole.projects if project.district == district.name)
        refs = {project.ref: project.ref for project in projects}
        cast = _numbered(sorted((of_counted(choice, refs) for choice in choices_of(whole)), key=_as_chosen))
        meta = _meta(edition) | {"subunit": district.name, "budget": f"{district.envelope or Decimal(0):f}"}
        if projects:
            yield district.id, _bounded(Instance(meta, projects, cast), edition.ballot)


def _as_chosen(choice: Choice[str]) -> tuple[object, ...]:
    """What ballots are sorted by: the order of the urn would tell."""
    return choice.projects, choice.points


def _meta(edition: Edition) -> dict[str, str]:
    """What the election is; the rule is plain, and the budget the town's."""
    meta = {
        "description": edition.name,
        "country": "France",
        "unit": edition.town,
        "instance": edition.slug,
        "budget": f"{edition.budget:f}",
        "vote_type": edition.ballot.kind,
        "rule": _rule(edition.ballot),
        "currency": edition.currency,
    }
    if edition.ballot.threshold:
        meta["min_project_score_threshold"] = str(edition.ballot.threshold)
    if span := edition.span_of(Phase.VOTE):
        last = span.closes.astimezone(edition.zone) - timedelta(seconds=1)
        meta |= {"date_begin": f"{span.opens.astimezone(edition.zone):%d.%m.%Y}", "date_end": f"{last:%d.%m.%Y}"}
    return meta


def _rule(rules: BallotRules) -> str:
    """The name that Pabulib gives to how the town decides."""
    return "greedy-threshold" if rules.rule == "greedy" and rules.threshold else rules.rule


def _bounded(instance: Instance, rules: BallotRules) -> Instance:
    """With what the rules bound a ballot to, as far as those in the urn keep to it: rules may have changed since."""
    costs = {project.ref: project.cost for project in instance.projects}
    sizes = [len(vote.refs) for vote in instance.votes]
    least, most = min([rules.least, *sizes]), max([min(rules.most, len(costs)), *sizes])
    bounds = {"min_length": str(min(least, most)), "max_length": str(most)}
    if instance.vote_type == "choose-1" and set(sizes) - {1}:
        bounds["vote_type"] = "approval"
    dearest = max((sum(costs[ref] for ref in vote.refs) for vote in instance.votes), default=Decimal(0))
    if rules.max_cost is not None and dearest <= rules.max_cost:
        bounds["max_sum_cost"] = f"{rules.max_cost:f}"
    bounds |= _points_bounded(instance, rules)
    if sum(costs.values()) <= instance.budget:
        bounds["fully_funded"] = "1"
    return replace(instance, meta={**instance.meta, **bounds})


def _points_bounded(instance: Instance, rules: BallotRules) -> dict[str, str]:
    """How many points a ballot gives, in all and to one project, as far as those in the urn keep to it."""
    if not rules.points:
        return {}
    sums = [int(sum(vote.points)) for vote in instance.votes]
    each = [int(points) for vote in instance.votes for points in vote.points]
    bounds = {
        "max_points": str(max([rules.most_points or rules.points, *each])),
        "max_sum_points": str(max([rules.points, *sums])),
    }
    if rules.all_points and set(sums) == {rules.points}:
        bounds["min_sum_points"] = bounds["max_sum_points"]
    return bounds


def _projects(edition: Edition, count: Count, cast: Sequence[PbVote]) -> tuple[PbProject, ...]:
    """Those that were counted, in the order of the count: equals as they were drawn."""
    named = Counter(ref for vote in cast for ref in vote.refs)
    has_points = any(vote.points for vote in cast)
    by_ref = {ref_of(project): project for project in edition.projects}
    places = {ref_of(project): project.district for project in edition.projects}
    some_place = any(places[decision.contender.ref] for decision in count.result.decisions)
    return tuple(
        PbProject(
            ref=decision.contender.ref,
            name=by_ref[decision.contender.ref].title,
            cost=decision.contender.cost,
            votes=named[decision.contender.ref],
            score=Decimal(decision.contender.score) if has_points else None,
            category=_one(edition.theme_names, by_ref[decision.contender.ref].theme),
            district=_district(edition, places[decision.contender.ref]) if some_place else "",
            selected=None if count.result.undecided else int(decision.verdict is Verdict.FUNDED),
        )
        for decision in count.result.decisions
    )


def _one(names: Mapping[str, str], key: str) -> str:
    """A name in a column that lists several: a comma in it would make two."""
    return " / ".join(part.strip() for part in names.get(key, key).split(","))


def _district(edition: Edition, key: str) -> str:
    """Where it is; a project for the whole town is in the town, since the column leaves none blank."""
    return edition.district_names.get(key, key) or edition.town


def _votes(tx: Connection, store: Store, edition: Edition, count: Count) -> tuple[PbVote, ...]:
    """The ballots; what is not counted is in nobody's, and a ballot for nothing else is none."""
    refs = refs_of(edition, (decision.contender.ref for decision in count.result.decisions))
    return _numbered(of_counted(choice, refs) for choice in votes.ballots(tx, store, edition.id))


def _numbered(papers: Iterable[Choice[str]]) -> tuple[PbVote, ...]:
    """Ballots for something, numbered as they come."""
    said = (paper for paper in papers if paper.projects)
    return tuple(PbVote(f"{place:06}", paper.projects, paper.points) for place, paper in enumerate(said, 1))
