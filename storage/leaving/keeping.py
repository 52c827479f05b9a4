"""What every edition promises of people's data: how long it runs and keeps what, whether its vote can still change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from flows.town.edition import Phase, Span
from flows.town.questionnaire import Survey
from flows.town.rules import ProposalRules, Retention
from storage.town.editions import EDITIONS

_EVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=36_500)  # with room for days to be added
_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Keeping:
    """One edition, as far as what is kept of people depends on it.

    An edition without a calendar is taken to have been there always, and never to end.
    """

    id: int
    current: bool
    begins: datetime
    ends: datetime
    voted_until: datetime | None
    published: bool  # the result of its vote is out
    closed: bool  # the team said that nobody will vote in it again
    checked: bool  # the team looks at an idea before others see it
    surveys: tuple[Survey, ...]
    retention: Retention

    def is_settled(self, now: datetime) -> bool:
        """Whether nobody can vote any more: the result is out, or the team closed the edition by hand.

        No date is enough: the town may prolong the vote, and a clock may be wrong.
        """
        over = self.voted_until is None or self.voted_until <= now
        return over and (self.published or self.closed)

    def is_past(self, now: datetime) -> bool:
        """Whether it ended so long ago that nobody's name is needed for it any more."""
        return self.ends + timedelta(days=self.retention.numbers_days) <= now

    def unique(self, now: datetime) -> list[str]:
        """The anonymous surveys that are still open: who answered is kept, or they could answer twice."""
        return [survey.id for survey in self.surveys if survey.anonymous and survey.closes > now]


class _KeptDetails(SQLModel):
    """The part of an edition's details that matters here."""

    spans: tuple[Span, ...] = ()
    surveys: tuple[Survey, ...] = ()
    proposals: ProposalRules = ProposalRules()
    retention: Retention = Retention()


@lru_cache(maxsize=32)
def _details(written: str) -> _KeptDetails:
    """What is written so: asked at every tick of every edition there was, and hardly ever another."""
    return _KeptDetails.model_validate_json(written)


def keepings(tx: Connection) -> list[Keeping]:
    """Every edition that is or was open to people: of a draft there is nothing to keep."""
    query = select(EDITIONS.c.id, EDITIONS.c.current, EDITIONS.c.details, EDITIONS.c.result.is_not(None).label("out"))
    query = query.add_columns(EDITIONS.c.closed_at.is_not(None).label("closed"))
    query = query.where(EDITIONS.c.opened_at.is_not(None))
    return [_keeping(row.id, row.current, row.out, row.closed, row.details) for row in tx.execute(query)]


def is_settled(tx: Connection, edition_id: int, now: datetime) -> bool:
    """Whether nobody can vote in this edition any more, nor ever again."""
    return any(edition.is_settled(now) for edition in keepings(tx) if edition.id == edition_id)


def silent_before(editions: Sequence[Keeping], now: datetime) -> datetime | None:
    """Who was not heard since then is not needed any more: by no edition that runs or that ended a short while ago.

    None if nobody may be let go.
    """
    if not editions:
        return None
    days = max(edition.retention.numbers_days for edition in editions)
    return min((edition.begins for edition in editions if not edition.is_past(now)), default=now - timedelta(days=days))


def words_before(editions: Sequence[Keeping], now: datetime) -> datetime | None:
    """Words older than this are not needed, unless their conversation is still under way; None without an edition."""
    days = [edition.retention.words_days for edition in editions if edition.current] or [
        edition.retention.words_days for edition in editions
    ]
    return now - timedelta(days=max(days)) if days else None


def _keeping(id: int, current: bool, out: bool, closed: bool, written: str) -> Keeping:
    details = _details(written)
    spans = details.spans
    return Keeping(
        id=id,
        current=current,
        begins=min((span.opens for span in spans), default=_ALWAYS),
        ends=max((span.closes for span in spans), default=_EVER),
        voted_until=max((span.closes for span in spans if span.phase is Phase.VOTE), default=None),
        published=out,
        closed=closed,
        checked=details.proposals.shown == "checked",
        surveys=details.surveys,
        retention=details.retention,
    )
