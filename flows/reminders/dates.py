"""The moments that reminder rules share: days before something closes, the middle of it, each until the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from flows.reminders.base import Due
from flows.talk.scene import Scene
from flows.town.calendar import closing
from flows.town.edition import Edition, Phase, Span
from flows.words import Day, Moment


def spans(edition: Edition, *phases: Phase) -> Iterator[Span]:
    """When each of *phases* runs, if the calendar has it."""
    return (span for span in edition.spans if span.phase in phases)


def days_before(moment: datetime, days: int, edition: Edition) -> datetime:
    """The same hour of the clock, so many days before *moment*, whatever the change of the hour does."""
    local = moment.astimezone(edition.zone)
    return (local.replace(tzinfo=None) - timedelta(days=days)).replace(tzinfo=edition.zone)


def halfway(opens: datetime, closes: datetime, edition: Edition) -> datetime:
    """The middle of the time between the two, at the hour of the clock at which it closes."""
    return days_before(closes, (closes - opens).days // 2, edition)


def before_closing(span: Span, edition: Edition) -> Iterator[Due]:
    """The edition's days before *span* closes; a day that comes before it opens is left out."""
    days = sorted(set(edition.campaigns.closing_days), reverse=True)
    moments = [Due(days_before(span.closes, day, edition), span.closes, span.phase, f"{day} days") for day in days]
    return one_after_the_other([due for due in moments if due.at > span.opens])


def one_after_the_other(moments: Sequence[Due]) -> Iterator[Due]:
    """Each of *moments* (in their order) until the next one: who is late hears only the last of them."""
    for due, following in pairwise(moments):
        yield replace(due, until=min(due.until, following.at))
    yield from moments[-1:]


def end_of(scene: Scene, phase: str) -> Day | Moment:
    """When *phase* closes, as people say it."""
    span = scene.edition.span_of(Phase(phase))
    assert span is not None, "a reminder is due by a span of the calendar"
    return closing(span, scene.edition)
