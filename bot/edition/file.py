"""Reads an edition from its TOML file, or says all that is wrong with it: which line, which key, what to write instead.

1. All or nothing: either every table is right, or nothing is read.
2. All at once: a clerk corrects the file in one go. A check waits only for the entries it needs to be right.
3. Nothing is ignored: a key we do not know is a slip, not a comment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.edition.blanks import check_blanks
from bot.edition.checks import check
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
    TeamForm,
    ThemeForm,
)
from bot.edition.meetings import read_meetings
from bot.edition.phases import trouble
from bot.edition.reading import EditionFileError, Reading
from bot.edition.surveys import read_surveys
from bot.edition.tables import EditionTables
from bot.languages.words import languages as spoken
from bot.languages.words import lexicon
from flows.town.edition import Contact, District, Edition, Span, Theme
from flows.town.good_times import with_days_off
from flows.town.rules import Ages, BallotRules, ProposalRules, Retention, Service

__all__ = ["EditionFileError", "read_edition"]

TABLES = (
    *("edition", "contact", "sms", "team", "ballot", "proposals", "supports", "comments", "ages", "service"),
    *("retention", "phases", "districts", "themes", "projects", "faq", "surveys", "reminders", "meetings"),
)
RULES: Mapping[str, tuple[type[Form], type[Any]]] = {
    "proposals": (ProposalsForm, ProposalRules),
    "ages": (AgesForm, Ages),
    "service": (ServiceForm, Service),
    "retention": (RetentionForm, Retention),
}
"""The tables that are named like what they give an edition."""


def read_edition(path: Path, languages: Collection[str] | None = None) -> Edition:
    """The edition which the file at *path* describes; its id, version and projects' ids are 0 until stored.

    *languages* are those the bot speaks, if not all that we have words in. A time without an offset is local to the
    edition; in the hour which autumn repeats, it is the first of the two. Raises EditionFileError, with every problem
    of the file.
    """
    reading = Reading(path, TABLES)
    told = _told(reading)
    check(reading, told, spoken() if languages is None else languages)
    edition = _edition(reading, told)
    check_blanks(reading, edition)
    if reading.problems:
        raise EditionFileError(*reading.problems)
    return edition


def _told(reading: Reading) -> EditionTables:
    """What each table of the file says; what is wrong within one of them is reported."""
    head, contact = reading.table(EditionForm, "edition"), reading.table(ContactForm, "contact")
    sms, ballot = reading.table(SmsForm, "sms"), reading.table(BallotForm, "ballot")
    rules = {name: _rules(reading, name, form, kind) for name, (form, kind) in RULES.items()}
    supports, comments = reading.table(SupportsForm, "supports"), reading.table(CommentsForm, "comments")
    phases = reading.entries(PhaseForm, "phases", unique="phase")
    zone = ZoneInfo(head.timezone) if head else UTC
    return EditionTables(
        head=head,
        contact=contact,
        sms=sms,
        team=reading.table(TeamForm, "team"),
        ballot=ballot,
        rules=rules,
        supports=supports,
        comments=comments,
        districts=reading.entries(DistrictForm, "districts"),
        themes=reading.entries(ThemeForm, "themes"),
        projects=reading.entries(ProjectForm, "projects", unique="number"),
        spans=_calendar(reading, phases, zone),
        faq=faq_of(reading, head.faq_file if head else ""),
        surveys=read_surveys(reading, zone, rules["ages"], lexicon()),
        reminders=reading.table(RemindersForm, "reminders"),
        meetings=read_meetings(reading, zone),
    )


def _edition(reading: Reading, told: EditionTables) -> Edition:
    """The edition that was told. Raises EditionFileError if anything is wrong with it."""
    head, contact, sms, ballot = told.head, told.contact, told.sms, told.ballot
    supports, comments, reminders = told.supports, told.comments, told.reminders
    team = told.team
    if reading.problems or not (head and contact and sms and team and ballot and supports and comments and reminders):
        raise EditionFileError(*reading.problems)
    return Edition(
        id=0,
        version=0,
        **head.model_dump(exclude={"faq_file"}),
        **told.rules,
        contact=Contact(**contact.model_dump()),
        sms_number=sms.number,
        team_phone=team.phone,
        spans=told.spans,
        districts=tuple(District(**form.model_dump()) for form in told.districts.values()),
        themes=tuple(Theme(**form.model_dump()) for form in told.themes.values()),
        ballot=BallotRules(**ballot.model_dump()),
        supports=supports.phases,
        comments=comments.phases,
        faq=told.faq,
        surveys=told.surveys,
        campaigns=with_days_off(reminders.campaigns(head.timezone), _years(told.spans)),
        meetings=told.meetings,
        projects=tuple(form.project() for form in told.projects.values()),
    )


def _years(spans: Sequence[Span]) -> range:
    """The years of the calendar, and the one after: its end may be put off."""
    return range(spans[0].opens.year, spans[-1].closes.year + 2) if spans else range(0)


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
