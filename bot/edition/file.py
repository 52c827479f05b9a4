"""Reads an edition from its TOML file, or says all that is wrong with it: which line, which key, what to write instead.

1. All or nothing: either every table is right, or nothing is read.
2. All at once: a clerk corrects the file in one go. A check waits only for the entries it needs to be right.
3. Nothing is ignored: a key we do not know is a slip, not a comment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.edition.currencies import decimals_told, is_payable
from bot.edition.faq import faq_of
from bot.edition.forms import (
    AgesForm,
    BallotForm,
    CommentsForm,
    ContactForm,
    DistrictForm,
    EditionForm,
    Form,
    PhaseForm,
    ProjectForm,
    ProposalsForm,
    RemindersForm,
    RetentionForm,
    ServiceForm,
    SmsForm,
    SupportsForm,
    ThemeForm,
    which,
)
from bot.edition.meetings import read_meetings
from bot.edition.phases import trouble
from bot.edition.reading import EditionFileError, Reading
from bot.edition.surveys import read_surveys
from bot.languages.plurals import so_many
from bot.languages.words import lexicon
from flows.town.edition import BallotRules, Contact, District, Edition, Span, Status, Theme
from flows.town.rules import Ages, ProposalRules, Retention, Service

__all__ = ["EditionFileError", "read_edition"]

LANGUAGES = ("fr", "en")
TABLES = (
    *("edition", "contact", "sms", "ballot", "proposals", "supports", "comments", "ages", "service", "retention"),
    *("phases", "districts", "themes", "projects", "faq", "surveys", "reminders", "meetings"),
)
RULES: Mapping[str, tuple[type[Form], type[Any]]] = {
    "proposals": (ProposalsForm, ProposalRules),
    "ages": (AgesForm, Ages),
    "service": (ServiceForm, Service),
    "retention": (RetentionForm, Retention),
}
"""The tables that are named like what they give an edition."""


def read_edition(path: Path, languages: Collection[str] = LANGUAGES) -> Edition:
    """The edition which the file at *path* describes; its id, version and projects' ids are 0 until stored.

    *languages* are those the bot speaks. A time without an offset is local to the edition; in the hour which autumn
    repeats, it is the first of the two. Raises EditionFileError, with every problem of the file.
    """
    reading = Reading(path, TABLES)
    head, contact = reading.table(EditionForm, "edition"), reading.table(ContactForm, "contact")
    sms, ballot = reading.table(SmsForm, "sms"), reading.table(BallotForm, "ballot")
    rules = {name: _rules(reading, name, form, kind) for name, (form, kind) in RULES.items()}
    supports, comments = reading.table(SupportsForm, "supports"), reading.table(CommentsForm, "comments")
    phases = reading.entries(PhaseForm, "phases", unique="phase")
    districts = reading.entries(DistrictForm, "districts")
    themes = reading.entries(ThemeForm, "themes")
    projects = reading.entries(ProjectForm, "projects", unique="number")

    zone = ZoneInfo(head.timezone) if head else UTC
    spans = _calendar(reading, phases, zone)
    faq = faq_of(reading, head.faq_file if head else "")
    surveys = read_surveys(reading, zone, rules["ages"], lexicon())
    reminders, meetings = reading.table(RemindersForm, "reminders"), read_meetings(reading, zone)
    _check_references(reading, "district", "districts", projects)
    _check_references(reading, "theme", "themes", projects)
    if head:
        _check_languages(reading, head.languages, languages)
    if ballot:
        _check_most(reading, ballot, projects)
    if head and rules["proposals"]:
        _check_highest(reading, head.budget, rules["proposals"])
    if reminders:
        _check_reminders(reading, reminders)
    if head:
        _check_units(reading, head.currency)
    if head and ballot and ballot.envelopes == "district":
        _check_envelopes(reading, head.budget, districts, projects)

    if reading.problems or not (head and contact and sms and ballot and supports and comments and reminders):
        raise EditionFileError(*reading.problems)
    return Edition(
        id=0,
        version=0,
        **head.model_dump(exclude={"faq_file"}),
        **rules,
        contact=Contact(**contact.model_dump()),
        sms_number=sms.number,
        spans=spans,
        districts=tuple(District(**form.model_dump()) for form in districts.values()),
        themes=tuple(Theme(**form.model_dump()) for form in themes.values()),
        ballot=BallotRules(**ballot.model_dump()),
        supports=supports.phases,
        comments=comments.phases,
        faq=faq,
        surveys=surveys,
        campaigns=reminders.campaigns(),
        meetings=meetings,
        projects=tuple(form.project() for form in projects.values()),
    )


def _rules(reading: Reading, name: str, form: type[Form], kind: type[Any]) -> Any:
    """What the table [*name*] says, as a *kind*; None if something is wrong with it."""
    filled = reading.table(form, name)
    return kind(**filled.model_dump()) if filled else None


def _calendar(reading: Reading, phases: Mapping[int, PhaseForm], zone: tzinfo) -> tuple[Span, ...]:
    """The phases as spans, in *zone*; those back to front, out of order or overlapping are reported."""
    spans: list[Span] = []
    for index, form in phases.items():
        hours = reading.hours(form, zone, "phases", index)
        if hours is None:
            continue
        opens, closes = hours
        span = Span(form.phase, opens, closes)
        if wrong := trouble(span, spans):
            key, what = wrong
            reading.complain(what, "phases", index, key)
        spans.append(span)
    return tuple(spans)


def _check_references(reading: Reading, field: str, table: str, projects: Mapping[int, ProjectForm]) -> None:
    """Report projects of a district or a theme which the file does not describe."""
    known = {str(entry.get("id")) for entry in reading.listed(table) if isinstance(entry, dict)}
    for index, form in projects.items():
        if (name := getattr(form, field)) and name not in known:
            reading.complain(f"is '{name}', the id of no [[{table}]]: {which(name, known)}", "projects", index, field)


def _check_languages(reading: Reading, wanted: tuple[str, ...], spoken: Collection[str]) -> None:
    for index, language in enumerate(wanted):
        if language not in spoken:
            what = f"has '{language}', which the bot does not speak: {which(language, spoken)}"
            reading.complain(what, "edition", "languages", index)


def _check_most(reading: Reading, ballot: BallotForm, projects: Mapping[int, ProjectForm]) -> None:
    """Report a ballot nobody could fill. A file without projects may come before the ballot is known."""
    if ballot.most < ballot.least:
        reading.complain(f"is less than least: write {ballot.least} or more", "ballot", "most")
    offered = sum(form.status == Status.ON_BALLOT for form in projects.values())
    if len(projects) == len(reading.listed("projects")) and 0 < offered < ballot.most:
        listed = so_many(offered, "project")
        what = f"is {ballot.most}, more than the {listed} on the ballot: write {offered} or less, or add some"
        reading.complain(what, "ballot", "most")


def _check_highest(reading: Reading, budget: Decimal, rules: ProposalRules) -> None:
    if rules.max_cost and rules.max_cost > budget:
        what = f"is {rules.max_cost}, more than the whole budget: write {budget} or less"
        reading.complain(what, "proposals", "max_cost")


AMOUNTS = (
    ("edition", "budget"),
    ("ballot", "max_cost"),
    ("proposals", "max_cost"),
    ("reminders", "ceiling"),
    ("reminders", "day_ceiling"),
)
AMOUNTS_OF_EACH = (("districts", "envelope"), ("projects", "cost"))


def _check_units(reading: Reading, currency: str) -> None:
    """Report amounts with more decimals than the currency has: of a franc CFP there are none, and no sum would fit."""
    listed = [(table, i, key) for table, key in AMOUNTS_OF_EACH for i in range(len(reading.listed(table)))]
    for place in (*AMOUNTS, *listed):
        amount = _found(reading.tables, place)
        if not isinstance(amount, Decimal) or not amount.is_finite() or amount * 100 % 1:
            continue  # a whole number, or one that was reported already
        if not is_payable(amount, currency):
            reading.complain(f"is {amount}: {decimals_told(currency)}", *place)


def _found(tables: object, place: Iterable[str | int]) -> object:
    """What stands at *place*; None if nothing does."""
    for part in place:
        if isinstance(tables, dict):
            tables = tables.get(part)
        elif isinstance(tables, list) and isinstance(part, int):
            tables = tables[part]
    return tables


def _check_reminders(reading: Reading, reminders: RemindersForm) -> None:
    """Report hours back to front, a day that may cost more than all days, and words for what is never said."""
    if reminders.to_hour <= reminders.from_hour:
        what = f"is not after from_hour: write {reminders.from_hour + 1} or more"
        reading.complain(what, "reminders", "to_hour")
    if reminders.ceiling and reminders.day_ceiling and reminders.day_ceiling > reminders.ceiling:
        what = f"is {reminders.day_ceiling}, more than the ceiling of the edition: write {reminders.ceiling} or less"
        reading.complain(what, "reminders", "day_ceiling")
    for index, wording in enumerate(reminders.wordings):
        if wording.rule not in reminders.rules:
            what = f"is '{wording.rule}', which is not among the rules in use: add it to rules, or take this away"
            reading.complain(what, "reminders", "wordings", index, "rule")
    rules = {index: wording.rule for index, wording in enumerate(reminders.wordings)}
    reading.each_once(rules, "reminders", "wordings", name="rule")


def _check_envelopes(
    reading: Reading, budget: Decimal, districts: Mapping[int, DistrictForm], projects: Mapping[int, ProjectForm]
) -> None:
    """Report districts without an envelope, envelopes beyond the budget, and projects that none would pay for."""
    for index, project in projects.items():
        if not project.district:
            what = 'is missing, while ballot.envelopes is "district": say whose envelope pays for it'
            reading.complain(what, "projects", index, "district")
    if not reading.listed("districts"):
        reading.complain(
            "is 'district', but there is none: add [[districts]], or write \"town\"", "ballot", "envelopes"
        )
    for index, form in districts.items():
        if form.envelope is None:
            reading.complain('is missing, while ballot.envelopes is "district": add it', "districts", index, "envelope")
    promised = sum(form.envelope or 0 for form in districts.values())
    if promised > budget:
        what = f"is less than the {promised} of all the districts' envelopes: raise it, or lower them"
        reading.complain(what, "edition", "budget")
