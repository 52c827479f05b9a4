"""A Pabulib file as an edition that people can vote in: its projects, its rules, and its vote in the calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.counting.pabulib import Instance, rules_of
from bot.counting.pb_lines import PabulibError
from bot.edition.currencies import decimals_told, is_payable
from flows.town.edition import Contact, District, Edition, Phase, Project, Span, Theme
from flows.town.rules import BallotRules
from flows.understanding.folding import fold

ZONE = ZoneInfo("Europe/Paris")
"""Pabulib's dates have no zone; ours is used for all of them, since only the order of the phases matters here."""

LONGEST_SLUG = 90
"""Long enough for the longest file names of Pabulib, which tell apart districts by their ends."""

ONE, RANKED, SHARED = "choose-1", "ordinal", "cumulative"
"""The kinds of ballot, besides approval, that a file is voted in again."""

MOST_POINTS = 1000
"""Points of a rank, or to give in all, at most, that an edition may have."""

LARGEST_NUMBER = 9_999
"""The largest number that people can be asked to type; files with longer ids get numbers of ours."""


def edition_of(instance: Instance, path: Path) -> Edition:
    """The edition that *instance*, read from *path*, describes.

    It can be voted in as it was where one project was chosen, all ranked alike or gave points, else by approval. Raises
    PabulibError for amounts that nobody can pay.
    """
    _check_units(instance)
    meta = instance.meta
    span = _vote_span(meta.get("date_begin", ""), meta.get("date_end", ""))
    town = meta.get("unit", path.stem)
    name = " ".join(filter(None, (meta.get("description", ""), meta.get("instance", ""))))
    return Edition(
        id=0,
        version=0,
        slug=slug_of(path.stem),
        town=town,
        name=name or path.stem,
        contact=Contact(who=town),
        budget=instance.budget,
        currency=instance.currency,
        languages=("fr", "en"),
        spans=(span, Span(Phase.COUNT, span.closes, span.closes + timedelta(days=7))),
        districts=tuple(District(slug_of(place), place) for place in instance.places if place),
        themes=tuple(
            Theme(slug_of(name), name) for name in sorted({_theme(p.category) for p in instance.projects}) if name
        ),
        ballot=_rules(instance),
        projects=_projects(instance),
    )


def _check_units(instance: Instance) -> None:
    """Of a franc CFP there are no cents: no sum would fit."""
    meta = [(f"META: {key!r}", instance.meta.get(key)) for key in ("budget", "max_sum_cost")]
    costs = [(f"PROJECTS: 'cost' of project {project.ref!r}", project.cost) for project in instance.projects]
    for what, written in (*meta, *costs):
        if written and not is_payable(Decimal(written), instance.currency):
            raise PabulibError(f"{instance.source}: {what} is {written}: {decimals_told(instance.currency)}.")


def slug_of(name: str) -> str:
    """A name as an id: small letters, digits and hyphens, at most LONGEST_SLUG of them."""
    return "-".join(fold(name).replace("_", " ").split())[:LONGEST_SLUG].strip("-") or "edition"


def _rules(instance: Instance) -> BallotRules:
    """The rules that the file states, as far as its own votes kept to them: what was counted could be cast."""
    rules = rules_of(instance)
    costs = {project.ref: project.cost for project in instance.projects}
    sizes = [len(vote.refs) for vote in instance.votes if vote.refs] or [rules.least]
    dearest = max((sum(costs[ref] for ref in vote.refs) for vote in instance.votes), default=0)
    most = min(max(rules.most, *sizes), len(instance.projects))
    scale = _scale(instance, most) if rules.kind == RANKED else ()
    shared = _points(instance) if rules.kind == SHARED else {}
    return replace(
        rules,
        kind=RANKED if scale else SHARED if shared else ONE if rules.kind == ONE and most == 1 else "approval",
        scale=scale,
        **shared,
        least=min(rules.least, *sizes),
        most=most,
        max_cost=rules.max_cost if rules.max_cost is None or dearest <= rules.max_cost else None,
        may_change=True,
    )


def _scale(instance: Instance, most: int) -> tuple[int, ...]:
    """The points of each rank, if every vote gives the same and they fall; none if nobody used the last rank."""
    longest = max((vote.points for vote in instance.votes), key=len, default=())
    scale = tuple(map(int, longest))
    falls = scale == tuple(sorted({*longest}, reverse=True)) and all(0 < points <= MOST_POINTS for points in scale)
    alike = all(vote.points == longest[: len(vote.refs)] for vote in instance.votes)
    return scale if len(scale) == most and falls and alike else ()


def _points(instance: Instance) -> dict[str, Any]:
    """How many points there are to give, in all and to one project; nothing if its own votes gave any that are not
    whole, or more than an edition may have."""
    meta = instance.meta
    each = [points for vote in instance.votes for points in vote.points]
    sums = [sum(vote.points) for vote in instance.votes] or [0]
    stated = [int(meta[key]) if meta.get(key, "").isdecimal() else 0 for key in ("max_sum_points", "max_points")]
    total, highest = max(stated[0], *map(int, sums)), max([stated[1], *map(int, each)])
    if not 0 < total <= MOST_POINTS or any(points < 1 or points % 1 for points in each):
        return {}
    every = meta.get("min_sum_points") == str(total) and {*sums} == {total}
    return {"points": total, "most_points": highest if highest < total else 0, "all_points": every}


def _projects(instance: Instance) -> tuple[Project, ...]:
    numbers = _numbers(instance)
    return tuple(
        Project(
            id=0,
            number=numbers[project.ref],
            title=project.name or f"Projet {project.ref}",
            cost=project.cost,
            district=slug_of(project.place) if project.place else "",
            theme=slug_of(_theme(project.category)) if project.category else "",
            ref=project.ref,
        )
        for project in instance.projects
    )


def _numbers(instance: Instance) -> dict[str, int]:
    """The number of each project: its id in the file where all ids are short numbers, else its place."""
    refs = [project.ref for project in instance.projects]
    if all(ref.isdecimal() and 0 < int(ref) <= LARGEST_NUMBER for ref in refs) and len(
        {int(ref) for ref in refs}
    ) == len(refs):
        return {ref: int(ref) for ref in refs}
    return {ref: place for place, ref in enumerate(refs, 1)}


def _theme(category: str) -> str:
    """The first of a project's categories, which Pabulib separates by commas."""
    return category.split(",")[0].strip()


def _vote_span(begin: str, end: str) -> Span:
    opens, closes = _day(begin), _day(end, last=True)
    if closes <= opens:
        closes = opens + timedelta(days=30)
    return Span(Phase.VOTE, opens, closes + timedelta(days=1))


def _day(text: str, *, last: bool = False) -> datetime:
    """The day that Pabulib writes as 31.12.2022, 2022-12-31 or 2022."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) == 3 and numbers[2] > 31:
        numbers.reverse()
    if len(numbers) == 3:
        return datetime(numbers[0], numbers[1], numbers[2], tzinfo=ZONE)
    year = numbers[0] if numbers else 2000
    return datetime(year, 12, 31, tzinfo=ZONE) if last else datetime(year, 1, 1, tzinfo=ZONE)
