"""A phase that lasts longer than people were told: until when at first, until when now, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.town.edition import Edition, Span

TAKEN_PART_IN = ("ideas", "vote")
"""The phases whose end people are told of."""

LONGEST_WHY = 120
"""Letters of a reason: it has to fit into what people read on their phone."""


@dataclass(frozen=True, slots=True)
class Prolongation:
    """*phase* was to end at *was*, and ends at *closes*, as was decided at *at*; *why* in the town's words, or empty.

    All moments are aware.
    """

    phase: str
    was: datetime
    closes: datetime
    at: datetime
    why: str = ""


def prolonged(edition: Edition, phase: str) -> Prolongation | None:
    """How *phase* was prolonged to the end that it has now; None if it was not."""
    span = next((span for span in edition.spans if span.phase == phase), None)
    ours = (one for one in edition.prolonged if one.phase == phase and span and one.closes == span.closes)
    return max(ours, key=lambda one: one.at, default=None)


def found(old: Sequence[Span], new: Sequence[Span], now: datetime, why: str = "") -> Iterator[Prolongation]:
    """What is prolonged by giving an edition the spans *new* instead of *old*: what is open *now*, and lasts longer."""
    ends = {span.phase: span.closes for span in new}
    for span in old:
        closes = ends.get(span.phase, span.closes)
        if span.phase in TAKEN_PART_IN and span.opens <= now < span.closes < closes:
            yield Prolongation(span.phase, span.closes, closes, now, why)
