"""Publishing a result a second time: what it would change of the first, winner by winner and vote by vote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from bot.languages.plurals import so_many


def differences(before: str, after: Mapping[str, Any]) -> list[str]:
    """What the count *after* says other than the published one, *before* (its JSON), in clauses for the team."""
    old = orjson.loads(before)
    clauses = [*_verdicts(old, after), *_scores(old, after), *_figures(old, after)]
    return clauses or ["nothing in it differs from what is published"]


def _verdicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Which projects win that did not, and the other way round."""
    before, after = _by_ref(old), _by_ref(new)
    for ref in _either(before, after):
        was, is_ = (projects[ref]["verdict"] if ref in projects else "not counted" for projects in (before, after))
        if was != is_:
            yield f"{_called(after.get(ref) or before[ref])} was {_words(was)}, would be {_words(is_)}"


def _scores(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before, after, unit = _by_ref(old), _by_ref(new), old.get("unit", "vote")
    for ref in _either(before, after):
        was, is_ = (projects[ref]["score"] if ref in projects else 0 for projects in (before, after))
        if was != is_:
            yield f"{_called(after.get(ref) or before[ref])} had {so_many(was, unit)}, would have {is_}"


def _figures(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in ("voters", "choices", "draw"):
        if old.get(name) != new.get(name):
            yield f"{name} was {_told(old.get(name))}, would be {_told(new.get(name))}"
    if old.get("digest") != new.get("digest"):
        yield "the urn is not the one that was counted: its digest differs"


def _told(value: object) -> str:
    return "none" if value is None else str(value)


def _by_ref(counted: Mapping[str, Any]) -> dict[str, Any]:
    return {project["ref"]: project for project in counted.get("projects", [])}


def _either(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [*after, *(ref for ref in before if ref not in after)]


def _called(project: Mapping[str, Any]) -> str:
    return f"{project['number'] or project['ref']} {project['name']}"


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")
