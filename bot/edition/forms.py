"""The tables of an edition file, and in which words a value that does not fit is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from flows.plain import plain
from flows.reminders import BY_NAME
from flows.town.edition import Edition, Phase, Project, Status
from flows.town.faq import FaqEntry
from flows.town.good_times import NoOwnHolidays, UnknownHolidays, own_holidays
from flows.town.reminder_rules import CampaignRules, Wording
from flows.town.rules import OPTIONAL

BALLOT_KINDS = ("approval",)
"""The ways of voting that can be held as a conversation; files may be counted in more of them."""
PHASES = tuple(Phase)
MOST_SEGMENTS = 2
"""What a reminder may cost each person it is told to."""
HIGHEST_AMOUNT = 10**12  # more than any town has: beyond it, a key was held down


def worded(error: ErrorDetails, form: type[BaseModel], others: Collection[str] = ()) -> str:
    """What is wrong with one value of *form* and what to do about it, to be read after the name of its key.

    *others* are keys that its table may have beside those of *form*.
    """
    if error["type"] == "extra_forbidden":
        return f"is not a key we know here: {which(str(error['loc'][-1]), [*form.model_fields, *others])}"
    remedy = _REMEDIES.get(error["type"], "is refused: {message}")
    given = error["input"]
    size = len(given) if isinstance(given, str) else 0
    return remedy.format(given=shown(given), size=size, message=error["msg"], **error.get("ctx", {}))


def shown(given: object) -> str:
    """*given* as the file writes it, or nearly so; of a long text, the beginning."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int | Decimal | date):
        return str(given)
    return repr(given) if len(repr(given)) <= 60 else f"{repr(given)[:60]}…"


def which(given: str, names: Collection[str]) -> str:
    """The remedy for *given*, which is none of *names*: the one that was probably meant, else all, if few."""
    if near := process.extractOne(given, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=70):
        return f"did you mean '{near[0]}'?"
    if len(names) > 20:
        return "look it up in the list of its standard"
    return f"write one of {', '.join(sorted(names))}" if names else "there is none yet"


_REMEDIES = {
    "missing": "is missing: add it",
    "model_type": "is {given}, where one table belongs: write its keys under a line in single brackets",
    "string_type": "is {given}: write text, between straight quotes",
    "string_too_long": "is {given}, {size} characters long: shorten it to {max_length} at most",
    "int_type": "is {given}: write a whole number, without quotes",
    "greater_than_equal": "is {given}: write {ge} or more",
    "less_than_equal": "is {given}: write {le} or less",
    "bool_type": "is {given}: write true or false, without quotes",
    "tuple_type": 'is {given}: write a list in brackets, like ["fr", "en"]',
    "too_short": "is empty: fill it in",
    "too_long": "is {given}, {size} characters long: shorten it to {max_length} at most",
    "value_error": "{error}",
}
"""What to say of each kind of error that pydantic finds."""


def like(pattern: str, what: str) -> AfterValidator:
    """The rule that a text is *what*, as *pattern* spells out; an empty text is for the rule on length."""

    def check(given: str) -> str:
        if given and not re.fullmatch(pattern, given):
            raise ValueError(f"is {shown(given)}: write {what}")
        return given

    return AfterValidator(check)


def one_of(names: Collection[str], kind: Callable[[str], Any] = str) -> PlainValidator:
    """The rule that a value is one of *names*; it is read as a *kind*."""

    def check(given: object) -> Any:
        if not isinstance(given, str) or given not in names:
            raise ValueError(f"is {shown(given)}: {which(str(given), names)}")
        return kind(given)

    return PlainValidator(check)


def _each_once(given: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = next((value for place, value in enumerate(given) if value in given[:place]), None)
    if twice is not None:
        raise ValueError(f"names '{twice}' twice: keep one")
    return given


def _inside(given: str) -> str:
    if Path(given).is_absolute() or ".." in Path(given).parts:
        raise ValueError(f"is {shown(given)}: put the file beside this one, and write its name")
    return given


def _amount(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise ValueError(
            f"is {shown(given)}: write digits only, without quotes, spaces or currency, like 45000 or 45000.50"
        )
    if not (Decimal(given).is_finite() and 0 < given <= HIGHEST_AMOUNT):
        raise ValueError(f"is {given}: write an amount above 0, and up to {HIGHEST_AMOUNT}")
    if given * 100 % 1:
        raise ValueError(f"is {given}: write two decimals at most")
    return Decimal(given)


def _when(given: object) -> date:
    if not isinstance(given, date):  # a datetime is a date too
        raise ValueError(
            f"is {shown(given)}: write a day or a time without quotes, like 2026-11-02 or 2026-11-02T09:00:00"
        )
    if not 2000 <= given.year < 2100:
        raise ValueError(f"is in the year {given.year}: check it")
    return given


def _hour(given: object) -> datetime:
    if not isinstance(_when(given), datetime):
        raise ValueError(f"is {shown(given)}: write the hour too, like 2026-11-14T10:00:00")
    assert isinstance(given, datetime), "it was one a moment ago"
    return given


def _known_holidays(given: str) -> str:
    try:
        return own_holidays(given) if given else given
    except NoOwnHolidays as error:
        raise ValueError(f"is {shown(given)}, which has no public holidays of its own: write {error.instead}") from None
    except UnknownHolidays:
        raise ValueError(
            f"is {shown(given)}: write FR, a part of it like FR-6AE (Alsace), FR-57 (Moselle) or FR-974, or nothing"
        ) from None


def _two_segments(given: str) -> str:
    segments = segments_of(wash(given))
    if segments > MOST_SEGMENTS:
        raise ValueError(f"makes an SMS of {segments} segments: shorten it to {MOST_SEGMENTS}")
    return given


def _plain(given: object) -> object:
    """What is no text is for the next rule; of a text, signs that nobody sees are dropped."""
    return plain(given) if isinstance(given, str) else given


Line = Annotated[
    str,
    BeforeValidator(_plain),
    StringConstraints(strip_whitespace=True, max_length=120),
    like(r"[^\x00-\x1f]+", "it on one line"),
]
Name = Annotated[Line, Field(min_length=1)]
Id = Annotated[Name, like(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters without accents, digits and single hyphens")]
Key = Annotated[Id, Field(max_length=40)]
"""An id that a button carries: Telegram gives a button 64 bytes in all."""
Paragraph = Annotated[str, BeforeValidator(_plain), StringConstraints(strip_whitespace=True, max_length=600)]
Picture = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=300),
    like(
        r"https://[^\s\x00-\x1f/]+/[^\s\x00-\x1f]+",
        "the address of a picture, with https:// and %20 for spaces, like https://ville.example/photos/12.jpg",
    ),
]
Amount = Annotated[Decimal, PlainValidator(_amount)]
When = Annotated[date, PlainValidator(_when)]
Hour = Annotated[datetime, PlainValidator(_hour)]
Age = Annotated[int, Field(ge=0, le=120)]
Days = Annotated[int, Field(ge=0, le=3650)]
PhaseName = Annotated[Phase, one_of(PHASES, Phase)]
Phases = Annotated[tuple[PhaseName, ...], Field(strict=False), AfterValidator(_each_once)]


class Form(BaseModel):
    """A table of the file: nothing is converted, nothing unknown is let through."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class EditionForm(Form):
    slug: Id
    town: Name
    name: Name
    timezone: Annotated[str, one_of(available_timezones())] = "Europe/Paris"
    languages: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = ("fr",)
    currency: Annotated[str, one_of(list_currencies())] = "EUR"
    budget: Amount
    faq_file: Annotated[Line, AfterValidator(_inside)] = ""


class ContactForm(Form):
    who: Name
    phone: Annotated[Line, like(r"\+?[\d .()-]{2,20}", "a phone number, like 04 00 00 00 00")] = ""
    email: Annotated[Line, like(r"[^\s@]+@[^\s@]+\.[^\s@]+", "an e-mail address, like budget@ville.example")] = ""
    address: Line = ""
    privacy: Annotated[Line, like(r"https?://\S+", "the address of a web page, with https://")] = ""


class SmsForm(Form):
    number: Annotated[Line, like(r"\+?[\d .()-]{2,20}", "a phone number or a short code, like 38123")] = ""


class BallotForm(Form):
    kind: Annotated[str, one_of(BALLOT_KINDS)] = "approval"
    least: Annotated[int, Field(ge=1)] = 1
    most: Annotated[int, Field(ge=1)] = 3
    max_cost: Amount | None = None
    may_change: bool = True
    threshold: Annotated[int, Field(ge=0)] = 0
    envelopes: Annotated[str, one_of(("town", "district"))] = "town"
    identity: Annotated[str, one_of(("declared", "phone"))] = "declared"


class ProposalsForm(Form):
    most: Annotated[int, Field(ge=0, le=1000)] = 5
    max_cost: Amount | None = None
    organisations: bool = True
    optional: Annotated[
        tuple[Annotated[str, one_of(OPTIONAL)], ...], Field(strict=False), AfterValidator(_each_once)
    ] = OPTIONAL
    shown: Annotated[str, one_of(("checked", "at_once"))] = "checked"
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


class WordingForm(Form):
    """Another way of putting a reminder, short enough for two segments: more would cost more than it may bring."""

    rule: Annotated[str, one_of(tuple(BY_NAME))]
    text: Annotated[Paragraph, Field(min_length=1), AfterValidator(_two_segments)]


_CAMPAIGNS = CampaignRules()


class RemindersForm(Form):
    """When the town speaks first, as a file may set it."""

    rules: Annotated[
        tuple[Annotated[str, one_of(tuple(BY_NAME))], ...], Field(strict=False), AfterValidator(_each_once)
    ] = _CAMPAIGNS.rules
    closing_days: Annotated[
        tuple[Annotated[int, Field(ge=1, le=60)], ...], Field(strict=False), AfterValidator(_each_once)
    ] = _CAMPAIGNS.closing_days
    draft_days: Annotated[int, Field(ge=1, le=60)] = _CAMPAIGNS.draft_days
    auto: bool = _CAMPAIGNS.auto
    per_week: Annotated[int, Field(ge=1, le=14)] = _CAMPAIGNS.per_week
    from_hour: Annotated[int, Field(ge=0, le=23)] = _CAMPAIGNS.from_hour
    to_hour: Annotated[int, Field(ge=1, le=24)] = _CAMPAIGNS.to_hour
    sundays: bool = _CAMPAIGNS.sundays
    holidays: Annotated[str, AfterValidator(_known_holidays)] = _CAMPAIGNS.holidays
    hold_out: Annotated[int, Field(ge=0, le=50)] = _CAMPAIGNS.hold_out
    wordings: Annotated[tuple[WordingForm, ...], Field(strict=False)] = ()
    day_ceiling: Amount | None = None
    ceiling: Amount | None = None

    def campaigns(self) -> CampaignRules:
        """What the edition's reminders keep to."""
        wordings = tuple(Wording(wording.rule, wording.text) for wording in self.wordings)
        return CampaignRules(**self.model_dump(exclude={"wordings"}), wordings=wordings)


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
    answer: Annotated[Paragraph, Field(min_length=1)]
    theme: str = ""
    rule: Line = ""
    words: Paragraph = ""

    def entry(self) -> FaqEntry:
        """The question and its answer."""
        return FaqEntry(self.id, self.question, self.answer, self.rule, self.words)
