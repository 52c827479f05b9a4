"""One participatory budget as the conversations see it: an immutable snapshot of its calendar, rules and projects."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from flows.town.faq import FaqEntry
from flows.town.learnt import Learnt
from flows.town.meeting import Meeting, MeetingChange
from flows.town.prolonged import Prolongation
from flows.town.questionnaire import Survey
from flows.town.reminder_rules import CampaignRules
from flows.town.rules import Ages, BallotRules, ProposalRules, Retention, Service
from flows.words import Title


class Phase(StrEnum):
    """The times of a budget, in their order; the in-between ones have dates too, to say what is true."""

    PREPARATION = "preparation"  # before anything opens
    IDEAS = "ideas"  # people propose
    ANALYSIS = "analysis"  # the town studies what was proposed
    SELECTION = "selection"  # a panel or the town draws up the ballot
    BEFORE_VOTE = "before_vote"  # the ballot is known, the vote not open yet
    VOTE = "vote"  # people vote
    COUNT = "count"  # the vote is closed, the result not yet out
    RESULTS = "results"  # the winners are known
    WORKS = "works"  # the winners are being built
    CLOSED = "closed"  # all is done


class Status(StrEnum):
    """Where a project stands, from the first draft to the ribbon."""

    DRAFT = "draft"  # being written by its author
    SUBMITTED = "submitted"  # received by the town
    MERGED = "merged"  # joined with another, which goes on in its name
    ELIGIBLE = "eligible"  # within the rules
    INELIGIBLE = "ineligible"  # outside the rules, for a reason given
    UNDER_STUDY = "under_study"  # the town's services look at its feasibility
    FEASIBLE = "feasible"  # can be done
    UNFEASIBLE = "unfeasible"  # cannot be done, for a reason given
    SHORTLISTED = "shortlisted"  # picked by the panel
    ON_BALLOT = "on_ballot"  # people can vote for it
    WINNER = "winner"  # funded by the vote
    NOT_SELECTED = "not_selected"  # on the ballot, not funded
    WORKS = "works"  # being built
    DELIVERED = "delivered"  # done
    ABANDONED = "abandoned"  # given up by the town, for a reason given
    WITHDRAWN = "withdrawn"  # taken back by its author


class Stage(StrEnum):
    """How far the works of a project are."""

    STUDY = "study"  # plans are drawn
    PROCUREMENT = "procurement"  # companies are chosen
    WORKS = "works"  # it is being built
    DELIVERED = "delivered"  # it is there


VOTED_ON = frozenset({Status.ON_BALLOT, Status.WINNER, Status.NOT_SELECTED, Status.WORKS, Status.DELIVERED})
"""The statuses of a project that was, or is, on the ballot: votes for it are counted."""


DECIDED = VOTED_ON - {Status.ON_BALLOT}
"""The statuses that a published count, and what follows from it, give a project."""


@dataclass(frozen=True, slots=True)
class District:
    """A part of the territory; *envelope* is its own share of the budget, if it has one."""

    id: str
    name: str
    envelope: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that projects are sorted by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """When a phase runs: from *opens* (included) to *closes* (excluded), both aware."""

    phase: Phase
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class News:
    """One published change of a project: where it stood from then on, why, and what comes *then*."""

    at: datetime
    status: Status
    stage: Stage | None = None
    why: str = ""  # the reason, in the edition's language
    then: str = ""  # what comes next, and when


@dataclass(frozen=True, slots=True)
class Project:
    """One project.

    *id* is the store's, never shown; *number* is on the leaflet and typed by SMS; *ref* names it in its file.
    A *cost* of 0 is not known yet.
    """

    id: int
    number: int
    title: str
    cost: Decimal
    status: Status = Status.ON_BALLOT
    short: str = ""  # a title of at most 30 characters, for SMS
    summary: str = ""
    photo: str = ""  # the https address of a picture, on the town's own site
    district: str = ""
    theme: str = ""
    ref: str = ""
    votes: int | None = None  # once the result is published
    why: str = ""  # why it won or not, in the edition's language, once the result is published
    place: str = ""  # where, in the author's words
    whom: str = ""  # for whom, in the author's words
    origin: str = "town"  # "town": from the edition's file; "person": proposed in a conversation
    merged_into: int = 0  # the store's id of the project that goes on in its name
    news: tuple[News, ...] = ()  # what was published of it, oldest first

    @property
    def named(self) -> Title:
        """Its title, of which each channel shows what it has room for."""
        return Title(self.title, self.short)

    @property
    def erased(self) -> bool:
        """Whether nothing is left of it but its number, since its author is gone."""
        return self.status is Status.DRAFT and not self.title


@dataclass(frozen=True, slots=True)
class Contact:
    """Who runs this, as told to whoever asks."""

    who: str
    phone: str = ""
    email: str = ""
    address: str = ""
    privacy: str = ""  # the address of the page on personal data


@dataclass(frozen=True, eq=False)
class Edition:
    """A participatory budget, as it stands at *version*.

    Two snapshots are never equal, so that what is derived from one is cached by identity.
    """

    id: int
    version: int
    slug: str
    town: str
    name: str
    contact: Contact
    budget: Decimal
    currency: str = "EUR"
    short: str = ""  # its short name, at the beginning of what it says first; else one is made of *town*
    timezone: str = "Europe/Paris"
    languages: tuple[str, ...] = ("fr",)
    sms_number: str = ""
    team_phone: str = ""  # of the team, in international form: it is told there what nobody took care of
    spans: tuple[Span, ...] = ()  # in their order, none overlapping
    districts: tuple[District, ...] = ()
    themes: tuple[Theme, ...] = ()
    ballot: BallotRules = field(default_factory=BallotRules)
    proposals: ProposalRules = field(default_factory=ProposalRules)
    ages: Ages = field(default_factory=Ages)
    service: Service = field(default_factory=Service)
    retention: Retention = field(default_factory=Retention)
    supports: tuple[Phase, ...] = (Phase.IDEAS, Phase.ANALYSIS)  # when an idea can be supported
    comments: tuple[Phase, ...] = (Phase.IDEAS, Phase.ANALYSIS, Phase.SELECTION, Phase.BEFORE_VOTE)
    faq: tuple[FaqEntry, ...] = ()
    surveys: tuple[Survey, ...] = ()
    former_surveys: tuple[Survey, ...] = ()  # as they were when people answered, where they have changed since
    campaigns: CampaignRules = field(default_factory=CampaignRules)
    meetings: tuple[Meeting, ...] = ()
    meeting_changes: tuple[MeetingChange, ...] = ()  # of those that somebody came to, oldest first
    projects: tuple[Project, ...] = ()
    prolonged: tuple[Prolongation, ...] = ()  # what was ever prolonged, also where the date was moved since
    learnt: tuple[Learnt, ...] = ()  # further wordings, from questions that the team answered

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone the edition lives in."""
        return ZoneInfo(self.timezone)

    @cached_property
    def on_ballot(self) -> tuple[Project, ...]:
        """The projects people can vote for, by number."""
        return tuple(sorted((p for p in self.projects if p.status is Status.ON_BALLOT), key=lambda p: p.number))

    @cached_property
    def costs(self) -> dict[int, Decimal]:
        """The cost of each project on the ballot, by the store's id."""
        return {project.id: project.cost for project in self.on_ballot}

    @cached_property
    def by_number(self) -> dict[int, Project]:
        """Every project by the number people know it by."""
        return {project.number: project for project in self.projects}

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of all its projects: people type them anywhere, so none of them is ever a code."""
        return frozenset(self.by_number)

    @cached_property
    def by_id(self) -> dict[int, Project]:
        """Every project by the store's id."""
        return {project.id: project for project in self.projects}

    @cached_property
    def district_names(self) -> dict[str, str]:
        """The name of each district by its id."""
        return {district.id: district.name for district in self.districts}

    @cached_property
    def theme_names(self) -> dict[str, str]:
        """The name of each theme by its id."""
        return {theme.id: theme.name for theme in self.themes}

    @cached_property
    def faq_by_id(self) -> dict[str, FaqEntry]:
        """Each answer of the town by its id."""
        return {entry.id: entry for entry in self.faq}

    @cached_property
    def survey_by_id(self) -> dict[str, Survey]:
        """Each survey by its id."""
        return {survey.id: survey for survey in self.surveys}

    def survey_called(self, id: str) -> Survey | None:
        """The survey of that id; if it was taken away after people had answered, as it was."""
        former = {survey.id: survey for survey in self.former_surveys}
        return self.survey_by_id.get(id) or former.get(id)

    @cached_property
    def meeting_by_id(self) -> dict[str, Meeting]:
        """Each meeting by its id."""
        return {meeting.id: meeting for meeting in self.meetings}

    def phase_at(self, now: datetime) -> Phase:
        """The phase at *now*: the span that holds it; in a gap, what follows the phase that closed last."""
        return _phase_at(self, now)

    def span_of(self, phase: Phase) -> Span | None:
        """When *phase* runs, if the calendar has it."""
        return next((span for span in self.spans if span.phase is phase), None)


@lru_cache(maxsize=64)
def _phase_at(edition: Edition, now: datetime) -> Phase:
    """Asked many times of the same moment: all that arrived together is heard at one."""
    begun = bisect_right(edition.spans, now, key=lambda span: span.opens)
    if begun == 0:
        return Phase.PREPARATION
    span = edition.spans[begun - 1]
    return span.phase if now < span.closes else _AFTER[span.phase]


_AFTER = {
    Phase.PREPARATION: Phase.PREPARATION,
    Phase.IDEAS: Phase.ANALYSIS,
    Phase.ANALYSIS: Phase.SELECTION,
    Phase.SELECTION: Phase.BEFORE_VOTE,
    Phase.BEFORE_VOTE: Phase.BEFORE_VOTE,
    Phase.VOTE: Phase.COUNT,
    Phase.COUNT: Phase.COUNT,
    Phase.RESULTS: Phase.WORKS,
    Phase.WORKS: Phase.CLOSED,
    Phase.CLOSED: Phase.CLOSED,
}
"""What is true in a gap of the calendar, by the last phase that closed."""
