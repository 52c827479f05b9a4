"""Editions, and what is read with them; each change makes a new version, of which a snapshot is kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, Connection, Text, delete, insert, select, update
from sqlmodel import Field, SQLModel

from flows.town.edition import DECIDED, Contact, District, Edition, Phase, Project, Span, Status, Theme
from flows.town.faq import FaqEntry
from flows.town.meeting import Meeting, MeetingChange
from flows.town.prolonged import Prolongation
from flows.town.questionnaire import Survey
from flows.town.reminder_rules import CampaignRules
from flows.town.rules import Ages, BallotRules, ProposalRules, Retention, Service
from storage.database.ids import new_id
from storage.database.store import Hundredths, Utc
from storage.database.tables import table_of
from storage.town.events import EVENTS
from storage.town.former_surveys import with_former
from storage.town.projects import PROJECTS, read_projects, save_projects, shown_projects
from storage.town.wordings import learnt


class EditionRow(SQLModel, table=True):
    """One participatory budget.

    `details` holds, as JSON, what is read whole: contact, calendar, districts, themes, rules.
    """

    __tablename__ = "editions"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    slug: str = Field(unique=True)
    version: int
    current: bool  # the one that people who write to us talk about
    opened_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # none yet: a draft that nobody sees
    town: str
    name: str
    budget: Decimal = Field(sa_column=Column(Hundredths, nullable=False))
    currency: str
    timezone: str
    sms_number: str
    details: str = Field(sa_column=Column(Text, nullable=False))
    result: str | None = Field(default=None, sa_column=Column(Text))  # the published count, as JSON
    closed_at: datetime | None = Field(default=None, sa_column=Column(Utc))  # by the team: nobody votes in it again


EDITIONS = table_of(EditionRow)


class NoEdition(Exception):
    """No edition is open to people: `portevoix edition load FILE.toml`, then `portevoix edition open SLUG`."""

    def __init__(self, slug: str = "", drafts: Sequence[str] = ()) -> None:
        super().__init__(_no_edition(slug, drafts) or self.__doc__)


def _no_edition(slug: str, drafts: Sequence[str]) -> str:
    if slug:
        return f"No edition is called «{slug}»: see `portevoix edition list`."
    if not drafts:
        return ""
    return (
        f"No edition is open to people; there is {', '.join(drafts)}. "
        f"Open it: `portevoix edition open {drafts[0]}`, or name it: --edition {drafts[0]}."
    )


class _Details(SQLModel):
    """What an edition's `details` column holds."""

    contact: Contact
    languages: tuple[str, ...]
    spans: tuple[Span, ...]
    districts: tuple[District, ...]
    themes: tuple[Theme, ...]
    ballot: BallotRules
    proposals: ProposalRules = ProposalRules()
    ages: Ages = Ages()
    service: Service = Service()
    retention: Retention = Retention()
    supports: tuple[Phase, ...] = ()
    comments: tuple[Phase, ...] = ()
    faq: tuple[FaqEntry, ...] = ()
    surveys: tuple[Survey, ...] = ()
    former_surveys: tuple[Survey, ...] = ()
    campaigns: CampaignRules = CampaignRules()
    meetings: tuple[Meeting, ...] = ()
    meeting_changes: tuple[MeetingChange, ...] = ()
    prolonged: tuple[Prolongation, ...] = ()
    short: str = ""
    team_phone: str = ""


_DETAILS = TypeAdapter(_Details)


@lru_cache(maxsize=8)
def _details(written: str) -> _Details:
    """What is written so; nobody changes it. Most who ask for an edition find it as it was."""
    return _DETAILS.validate_json(written)


def save(tx: Connection, edition: Edition) -> int:
    """Write *edition* over the one of the same slug, or as a new one, and give its id.

    A new one is a draft until it is opened; another version of one stays what that was. Projects keep their id by
    their number.
    """
    query = select(EDITIONS.c.id, EDITIONS.c.version, EDITIONS.c.details).where(EDITIONS.c.slug == edition.slug)
    row = tx.execute(query).one_or_none()
    id = row.id if row else new_id()
    rules = edition.proposals
    if row:
        kept = _details(row.details)
        rules = kept.proposals
        former = with_former(tx, id, kept.former_surveys, kept.surveys, edition.surveys)
        edition = replace(
            edition,
            former_surveys=former,
            prolonged=edition.prolonged or kept.prolonged,
            meeting_changes=edition.meeting_changes or kept.meeting_changes,
        )
    values = {**_row(edition), "version": row.version + 1 if row else 1}
    if row:
        tx.execute(update(EDITIONS).where(EDITIONS.c.id == id).values(values))
    else:
        tx.execute(insert(EDITIONS), {"id": id, "current": False, **values})
    save_projects(tx, id, edition.projects, rules)
    return int(id)


def open_(tx: Connection, slug: str, now: datetime) -> None:
    """Make the edition called *slug* the one that people talk about, instead of the one before. Raises NoEdition."""
    if slug not in {edition.slug for edition in listed(tx)}:
        raise NoEdition(slug)
    tx.execute(update(EDITIONS).values(current=EDITIONS.c.slug == slug))
    first = (EDITIONS.c.slug == slug) & EDITIONS.c.opened_at.is_(None)
    tx.execute(update(EDITIONS).where(first).values(opened_at=now))


def version_of_current(tx: Connection) -> tuple[int, int]:
    """The id and version of the edition people talk about. Raises NoEdition."""
    row = tx.execute(_CURRENT).one_or_none()
    if row is None:
        raise NoEdition
    return row.id, row.version


_CURRENT = select(EDITIONS.c.id, EDITIONS.c.version).where(EDITIONS.c.current)


def version_of(tx: Connection, slug: str = "") -> tuple[str, int, int]:
    """The slug, id and version of the edition called *slug*, or of the open one. Raises NoEdition for a draft too."""
    query = select(EDITIONS.c.slug, EDITIONS.c.id, EDITIONS.c.version).where(EDITIONS.c.opened_at.is_not(None))
    row = tx.execute(query.where(EDITIONS.c.slug == slug if slug else EDITIONS.c.current)).one_or_none()
    if row is None:
        raise NoEdition(slug)
    return row.slug, row.id, row.version


def find(tx: Connection, slug: str = "") -> Edition:
    """The snapshot of the edition called *slug*, a draft too, or of the one that is open. Raises NoEdition."""
    query = select(EDITIONS.c.id).where(EDITIONS.c.slug == slug if slug else EDITIONS.c.current)
    id = tx.execute(query).scalar_one_or_none()
    if id is None:
        raise NoEdition(slug, [edition.slug for edition in listed(tx)])
    return snapshot(tx, id)


def find_public(tx: Connection, slug: str) -> Edition:
    """The snapshot of the edition called *slug*, which is or was open to people. Raises NoEdition for a draft too."""
    if slug not in {edition.slug for edition in listed(tx) if not edition.draft}:
        raise NoEdition(slug)
    return find(tx, slug)


def with_unchecked(tx: Connection, edition: Edition) -> Edition:
    """*edition* with the ideas, too, that were sent to the team and are shown to nobody else yet; without drafts."""
    sent = (PROJECTS.c.edition_id == edition.id) & (PROJECTS.c.status != Status.DRAFT)
    return replace(edition, projects=read_projects(tx, edition.id, sent))


def snapshot(tx: Connection, id: int) -> Edition:
    """The edition *id* as it stands."""
    row = tx.execute(select(EDITIONS).where(EDITIONS.c.id == id)).one()
    details = _details(row.details)
    return Edition(
        id=row.id,
        version=row.version,
        **{name: getattr(row, name) for name in _READ_ALONE},
        **{name: getattr(details, name) for name in _Details.model_fields},
        projects=shown_projects(tx, id, details.proposals),
        learnt=learnt(tx, id),
    )


def add_faq(tx: Connection, id: int, entry: FaqEntry) -> None:
    """Put *entry* among the answers of the edition *id*, over the one of the same id if there is one."""
    row = tx.execute(select(EDITIONS.c.details).where(EDITIONS.c.id == id).with_for_update()).one()
    details = _details(row.details)
    others = tuple(answer for answer in details.faq if answer.id != entry.id)
    whole = details.model_copy(update={"faq": (*others, entry)}).model_dump_json()
    tx.execute(update(EDITIONS).where(EDITIONS.c.id == id).values(details=whole, version=EDITIONS.c.version + 1))


def correct(tx: Connection, id: int, project_id: int, values: dict[str, Any]) -> None:
    """Change what is written of one project of the edition *id*."""
    tx.execute(update(PROJECTS).where(PROJECTS.c.id == project_id).values(values))
    touched(tx, id)


def touched(tx: Connection, id: int) -> None:
    """The edition *id* has changed: every process reads it again at its next turn."""
    tx.execute(update(EDITIONS).where(EDITIONS.c.id == id).values(version=EDITIONS.c.version + 1))


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition in the list of all: whether people talk about it now, it was never opened, or the team closed it."""

    slug: str
    town: str
    name: str
    current: bool
    draft: bool
    closed: bool = False


def listed(tx: Connection) -> list[Listed]:
    """Every edition, by slug."""
    columns = EDITIONS.c.slug, EDITIONS.c.town, EDITIONS.c.name, EDITIONS.c.current
    states = EDITIONS.c.opened_at.is_(None).label("draft"), EDITIONS.c.closed_at.is_not(None).label("closed")
    query = select(*columns, *states).order_by(EDITIONS.c.slug)
    return [Listed(*row) for row in tx.execute(query)]


def publish(tx: Connection, edition: Edition, result: str, projects: Iterable[Project]) -> None:
    """Make a count public: its JSON on the edition, and on each project its votes, its fate and why."""
    tx.execute(
        update(EDITIONS).where(EDITIONS.c.id == edition.id).values(result=result, version=EDITIONS.c.version + 1)
    )
    for project in projects:
        fate = {"status": project.status, "votes": project.votes, "why": project.why}
        tx.execute(update(PROJECTS).where(PROJECTS.c.id == project.id).values(fate))


def unpublish(tx: Connection, edition: Edition) -> None:
    """Take a published count back: what it decided is open again, and nothing else."""
    changes = {"result": None, "version": EDITIONS.c.version + 1}
    tx.execute(update(EDITIONS).where(EDITIONS.c.id == edition.id).values(changes))
    counted = (PROJECTS.c.edition_id == edition.id) & PROJECTS.c.votes.is_not(None)
    fates = EVENTS.c.status.in_((Status.WINNER, Status.NOT_SELECTED))
    tx.execute(delete(EVENTS).where(fates, EVENTS.c.project_id.in_(select(PROJECTS.c.id).where(counted))))
    decided = counted & PROJECTS.c.status.in_(DECIDED)
    tx.execute(update(PROJECTS).where(decided).values(status=Status.ON_BALLOT))
    tx.execute(update(PROJECTS).where(counted).values(votes=None, why=""))


def published(tx: Connection, edition_id: int) -> str | None:
    """The published count, as JSON; None before it is published."""
    return tx.execute(select(EDITIONS.c.result).where(EDITIONS.c.id == edition_id)).scalar_one_or_none()


_READ_ALONE = ("slug", "town", "name", "budget", "currency", "timezone", "sms_number")


def _row(edition: Edition) -> dict[str, Any]:
    details = _Details(**{name: getattr(edition, name) for name in _Details.model_fields})
    return {name: getattr(edition, name) for name in _READ_ALONE} | {"details": details.model_dump_json()}
