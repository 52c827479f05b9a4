"""What a change touches of the ballots in the urn: rules they were cast under, projects they name or could not name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from bot.languages.plurals import so_many
from flows.ballots import ballot_of
from flows.ballots.ballot import Choice
from flows.ballots.points import Points
from flows.town.edition import Edition, Project
from flows.town.rules import BallotRules, is_old_enough
from flows.town.stood import stood
from flows.vote.deeds import BallotChange
from storage.database.store import Store
from storage.town import editions
from storage.votes import votes

Cast = Counter[tuple[int, ...]]
"""How many ballots hold each choice."""


TOLD = frozenset({"who", "paper"})
"""The rules of a ballot that are only words, told to who asks: no ballot is cast or counted by them."""


def of_ballots(tx: Connection, store: Store, was: Edition, now: Edition) -> tuple[list[str], BallotChange | None]:
    """The clauses, and what is told to everyone who has voted; nothing if nobody has."""
    papers = votes.papers(tx, store, was.id)
    if not papers:
        return [], None
    cast: Cast = Counter()
    for paper, count in papers.items():
        cast[paper.projects] += count
    rules, left, joined, corrected = (
        [*_rules(was, now, papers), *_age(tx, was, now, cast)],
        _left(was, now),
        _left(now, was),
        _corrected(was, now, cast, _binding(tx, now)),
    )
    clauses = [
        *rules,
        *(f"{_called(project)} leaves the ballot: {_naming(project, cast)}" for project in left),
        *(f"{_called(project)} joins the ballot: {_ballots(cast.total())} cast without it" for project in joined),
        *(clause for _project, clause in corrected),
    ]
    if not clauses:
        return [], None
    wrong = list(dict.fromkeys(project.number for project, _clause in corrected))
    told = BallotChange(date.min, _numbers(left), _numbers(joined), tuple(wrong), rules=bool(rules))
    return clauses, told


def _rules(was: Edition, now: Edition, cast: Counter[Choice[int]]) -> list[str]:
    """A clause for each rule that changes, and one for the ballots that break the new ones."""
    clauses = [f"{name} becomes {new}, it was {old}" for name, old, new in _changed(was, now)]
    if not clauses:
        return []
    broken = sum(count for choice, count in cast.items() if _breaks(choice, now))
    total = cast.total()
    verb = "breaks" if broken == 1 else "break"
    return [*clauses, f"{broken} of the {_ballots(total)} cast {verb} the new rule"]


def _age(tx: Connection, was: Edition, now: Edition, cast: Cast) -> Iterator[str]:
    """A clause if people vote from another age on, with how many of those who did never said that they are so old."""
    old, new = was.ages.vote, now.ages.vote
    if old == new:
        return
    clause = f"ages.vote becomes {new}, it was {old}; {_ballots(cast.total())} cast under the former age"
    bands = votes.bands(tx, was.id)
    unsure = sum(count for band, count in bands.items() if not band or not is_old_enough(band, new))
    yield f"{clause}, {unsure} by people who never said that they are {new} or older" if new else clause


def _changed(was: Edition, now: Edition) -> Iterator[tuple[str, object, object]]:
    for field in fields(BallotRules):
        old, new = getattr(was.ballot, field.name), getattr(now.ballot, field.name)
        if old != new and field.name not in TOLD:
            yield f"ballot.{field.name}", _said(old), _said(new)
    if was.budget != now.budget:
        yield "the budget", _said(was.budget), _said(now.budget)
    if "district" in (was.ballot.envelopes, now.ballot.envelopes):
        before, after = ({district.id: district.envelope for district in edition.districts} for edition in (was, now))
        for id in {**before, **after}:
            if before.get(id) != after.get(id):
                yield f"the envelope of {id}", _said(before.get(id)), _said(after.get(id))


def _breaks(choice: Choice[int], edition: Edition) -> bool:
    """Whether a ballot could not be cast by the rules of *edition*."""
    rules, ballot = edition.ballot, ballot_of(edition.ballot.kind)
    if not rules.least <= len(choice.projects) <= rules.most:
        return True
    if isinstance(ballot, Points) and not ballot.keeps_to(choice, rules):
        return True
    costs = {project.id: project.cost for project in edition.projects}
    return rules.max_cost is not None and sum(costs.get(id, Decimal(0)) for id in choice.projects) > rules.max_cost


def _left(was: Edition, now: Edition) -> list[Project]:
    """The projects that people could choose before, and cannot any more."""
    kept = {project.id for project in now.on_ballot}
    return [project for project in was.on_ballot if project.id not in kept]


def _corrected(was: Edition, now: Edition, cast: Cast, names: Collection[str]) -> list[tuple[Project, str]]:
    """The projects that are other than those people chose, or could choose, in what *names* says; a clause for each."""
    named = {id for choice in cast for id in choice}
    corrected = []
    for old in stood(was, named):
        new = now.by_id.get(old.id)
        if new is not None:
            corrected += [
                (old, f"{_called(old)}: {what}; {_naming(old, cast)}") for what in _read_otherwise(old, new, names)
            ]
    return corrected


def _read_otherwise(old: Project, new: Project, names: Collection[str]) -> Iterator[str]:
    """What of *names* voters read of a project and would read otherwise."""
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if name == "summary":
            yield "its summary is written anew"
        else:
            yield f"its {_READ[name]} becomes {_said(after)}, it was {_said(before)}"


_READ = {"title": "title", "short": "short title", "summary": "summary", "cost": "cost", "district": "district"}
"""What voters read of a project, and how that is called."""


def _binding(tx: Connection, edition: Edition) -> Collection[str]:
    """What cannot be corrected freely: all that voters read; once the result is public, what it was counted from."""
    if editions.published(tx, edition.id) is None:
        return _READ
    return ("title", "cost", "district") if edition.ballot.envelopes == "district" else ("title", "cost")


def _naming(project: Project, cast: Cast) -> str:
    count = sum(ballots for choice, ballots in cast.items() if project.id in choice)
    return f"{_ballots(count)} {'names' if count == 1 else 'name'} it"


def _numbers(projects: list[Project]) -> tuple[int, ...]:
    return tuple(project.number for project in projects)


def _called(project: Project) -> str:
    return f"project {project.number} «{project.title}»"


def _ballots(count: int) -> str:
    return so_many(count, "ballot")


def _said(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value is None else f"«{value}»" if isinstance(value, str) else str(value)
