"""The tables of an edition file, each with its keys and what their values may be."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.edition.values import (
    Age,
    Amount,
    Days,
    Hour,
    Id,
    Key,
    Line,
    Name,
    Paragraph,
    PhaseName,
    Phases,
    Picture,
    When,
    a_telephone,
    each_once,
    inside,
    known_blanks,
    known_holidays,
    like,
    one_of,
    two_segments,
)
from flows.counting import OFFERED
from flows.reminders import REMINDERS
from flows.town.edition import Edition, Project, Status
from flows.town.faq import FaqEntry
from flows.town.good_times import OF_ZONES
from flows.town.reminder_rules import CampaignRules, Wording
from flows.town.rules import OPTIONAL
from flows.vote.papers import PAPERS

BALLOT_KINDS = tuple(PAPERS)
"""The ways of voting that can be held as a conversation; files may be counted in more of them."""


class Form(BaseModel):
    """A table of the file: nothing is converted, nothing unknown is let through."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class EditionForm(Form):
    slug: Id
    town: Name
    short: Annotated[Line, Field(max_length=20)] = ""
    name: Name
    timezone: Annotated[str, one_of(available_timezones())] = "Europe/Paris"
    languages: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = ("fr",)
    currency: Annotated[str, one_of(list_currencies())] = "EUR"
    budget: Amount
    faq_file: Annotated[Line, AfterValidator(inside)] = ""


class ContactForm(Form):
    who: Name
    phone: Annotated[Line, like(r"\+?[\d .()-]{2,20}", "a phone number, like 04 00 00 00 00")] = ""
    email: Annotated[Line, like(r"[^\s@]+@[^\s@]+\.[^\s@]+", "an e-mail address, like budget@ville.example")] = ""
    address: Line = ""
    privacy: Annotated[Line, like(r"https?://\S+", "the address of a web page, with https://")] = ""


class SmsForm(Form):
    number: Annotated[Line, like(r"\+?[\d .()-]{2,20}", "a phone number or a short code, like 38123")] = ""


class TeamForm(Form):
    phone: Annotated[Line, AfterValidator(a_telephone)] = ""


class BallotForm(Form):
    kind: Annotated[str, one_of(BALLOT_KINDS)] = "approval"
    least: Annotated[int, Field(ge=1)] = 1
    most: Annotated[int, Field(ge=1)] = 3
    max_cost: Amount | None = None
    scale: Annotated[tuple[Annotated[int, Field(ge=1, le=1000)], ...], Field(strict=False)] = ()
    points: Annotated[int, Field(ge=0, le=1000)] = 0
    most_points: Annotated[int, Field(ge=0, le=1000)] = 0
    all_points: bool = False
    may_change: bool = True
    threshold: Annotated[int, Field(ge=0)] = 0
    rule: Annotated[str, one_of(OFFERED)] = "greedy"
    envelopes: Annotated[str, one_of(("town", "district"))] = "town"
    identity: Annotated[str, one_of(("declared", "phone"))] = "declared"
    who: Line = ""
    paper: Line = ""


class ProposalsForm(Form):
    most: Annotated[int, Field(ge=0, le=1000)] = 5
    max_cost: Amount | None = None
    organisations: bool = True
    optional: Annotated[
        tuple[Annotated[str, one_of(OPTIONAL)], ...], Field(strict=False), AfterValidator(each_once)
    ] = OPTIONAL
    shown: Annotated[str, one_of(("checked", "at_once"))] = "checked"
    who: Line = ""
    territory: Line = ""
    terms: Annotated[tuple[Name, ...], Field(strict=False)] = ()


class AgesForm(Form):
    propose: Age = 0
    vote: Age = 0
    survey: Age = 0
    support: Age = 0
    comment: Age = 0
    guardian: Age = 0


class ServiceForm(Form):
    answer_days: Annotated[int, Field(ge=1, le=90)] = 5
    stale_days: Annotated[Days, Field(ge=1)] = 60
    silent_days: Annotated[Days, Field(ge=1)] = 180
    people_per_phone: Annotated[int, Field(ge=1, le=20)] = 4


class RetentionForm(Form):
    words_days: Days = 7
    numbers_days: Days = 60


class SupportsForm(Form):
    phases: Phases = Edition.supports


class CommentsForm(Form):
    phases: Phases = Edition.comments


class PhaseForm(Form):
    phase: PhaseName
    opens: When
    closes: When


class DistrictForm(Form):
    id: Id
    name: Name
    envelope: Amount | None = None


class ThemeForm(Form):
    id: Id
    name: Name


class ProjectForm(Form):
    """A project, as a file may describe it."""

    number: Annotated[int, Field(ge=1, le=99_999)]  # typed on a phone: more digits are a slip
    title: Name
    short: Annotated[Line, Field(max_length=30)] = ""
    summary: Paragraph = ""
    place: Line = ""
    whom: Line = ""
    photo: Picture = ""
    cost: Amount
    district: str = ""
    theme: str = ""
    status: Annotated[Status, one_of(tuple(Status), Status)] = Status.ON_BALLOT

    def project(self) -> Project:
        """The project, not stored yet."""
        return Project(id=0, **self.model_dump())


RULES = tuple(rule.name for rule in REMINDERS)
"""The reminders that a file may name."""


class WordingForm(Form):
    """Another way of putting a reminder, short enough for two segments: more would cost more than it may bring."""

    rule: Annotated[str, one_of(RULES)]
    text: Annotated[Paragraph, Field(min_length=1), AfterValidator(two_segments)]


_CAMPAIGNS = CampaignRules()


class RemindersForm(Form):
    """When the town speaks first, as a file may set it."""

    rules: Annotated[tuple[Annotated[str, one_of(RULES)], ...], Field(strict=False), AfterValidator(each_once)] = (
        _CAMPAIGNS.rules
    )
    closing_days: Annotated[
        tuple[Annotated[int, Field(ge=1, le=60)], ...], Field(strict=False), AfterValidator(each_once)
    ] = _CAMPAIGNS.closing_days
    draft_days: Annotated[int, Field(ge=1, le=60)] = _CAMPAIGNS.draft_days
    auto: bool = _CAMPAIGNS.auto
    per_week: Annotated[int, Field(ge=1, le=14)] = _CAMPAIGNS.per_week
    from_hour: Annotated[int, Field(ge=0, le=23)] = _CAMPAIGNS.from_hour
    to_hour: Annotated[int, Field(ge=1, le=24)] = _CAMPAIGNS.to_hour
    sundays: bool = _CAMPAIGNS.sundays
    holidays: Annotated[str, AfterValidator(known_holidays)] | None = None  # those of the time zone
    hold_out: Annotated[int, Field(ge=0, le=50)] = _CAMPAIGNS.hold_out
    wordings: Annotated[tuple[WordingForm, ...], Field(strict=False)] = ()
    day_ceiling: Amount | None = None
    ceiling: Amount | None = None

    def campaigns(self, timezone: str) -> CampaignRules:
        """What the edition's reminders keep to; where no holidays are named, to those of its time zone."""
        wordings = tuple(Wording(wording.rule, wording.text) for wording in self.wordings)
        holidays = OF_ZONES.get(timezone, _CAMPAIGNS.holidays) if self.holidays is None else self.holidays
        return CampaignRules(**self.model_dump(exclude={"wordings", "holidays"}), wordings=wordings, holidays=holidays)


class MeetingForm(Form):
    """A meeting, as a file may announce it."""

    id: Key
    number: Annotated[int, Field(ge=1, le=999)] | None = None  # typed on a phone
    title: Annotated[Name, Field(max_length=60)]
    starts: Hour
    ends: Hour
    place: Annotated[Name, Field(max_length=80)]
    about: Annotated[Paragraph, Field(max_length=300)] = ""
    district: str = ""
    capacity: Annotated[int, Field(ge=0, le=100_000)] = 0


class FaqForm(Form):
    """A question with the town's answer, as a file may give it; *theme* sorts the town's own list, and is not kept."""

    # A list that a town has already may have underscores in its names.
    id: Annotated[
        Name,
        Field(max_length=40),
        like(r"[a-z0-9]+([-_][a-z0-9]+)*", "lower-case letters without accents, digits and single hyphens"),
    ]
    question: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Field(min_length=1)]
    answer: Annotated[Paragraph, Field(min_length=1), AfterValidator(known_blanks)]
    theme: str = ""
    rule: Line = ""
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=6000)] = ""  # what was learnt too

    def entry(self) -> FaqEntry:
        """The question and its answer."""
        return FaqEntry(self.id, self.question, self.answer, self.rule, self.words)
