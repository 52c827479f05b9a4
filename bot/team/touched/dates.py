"""What a change touches of the dates that people were told: a phase under way that would end sooner, or not be open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.languages.plurals import so_many
from flows.town.edition import Edition, Phase, Span
from storage.town.projects import PROJECTS
from storage.votes import votes


def of_dates(tx: Connection, was: Edition, now: Edition, at: datetime) -> Iterator[str]:
    """A clause for each phase that people are in *at* this moment, and would lose time of.

    More time harms nobody; nor does less, as long as nobody has done anything in it.
    """
    done: dict[Phase, tuple[str, Callable[[], int], tuple[str, str]]] = {
        Phase.VOTE: ("vote", lambda: len(votes.voters_of(tx, was.id)), ("person has voted", "people have voted")),
        Phase.IDEAS: ("time of ideas", lambda: _ideas(tx, was), ("idea is sent", "ideas are sent")),
    }
    for phase, (name, counted, words) in done.items():
        before, after = was.span_of(phase), now.span_of(phase)
        if before is None or not before.opens <= at < before.closes:
            continue
        becomes = _becomes(before, after, at, now)
        if becomes and (count := counted()):
            until = _day(before.closes, was)
            yield f"the {name} {becomes}, people were told until {until}: {so_many(count, *words)} so far"


def _becomes(before: Span, after: Span | None, at: datetime, now: Edition) -> str:
    """What becomes of a phase under way; "" if nobody loses anything."""
    if after is None:
        return "is taken out of the calendar"
    if after.opens > at:
        return f"is closed until {_day(after.opens, now)}"
    return f"ends on {_day(after.closes, now)}" if after.closes < before.closes else ""


def _day(at: datetime, edition: Edition) -> str:
    return f"{at.astimezone(edition.zone):%Y-%m-%d %H:%M}"


def _ideas(tx: Connection, edition: Edition) -> int:
    theirs = (PROJECTS.c.edition_id == edition.id) & (PROJECTS.c.origin == "person")
    return int(tx.execute(select(func.count()).select_from(PROJECTS).where(theirs)).scalar_one())
