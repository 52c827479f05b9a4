"""What the tables of an edition file say, before it is known whether they agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.edition.forms import (
    BallotForm,
    CommentsForm,
    ContactForm,
    DistrictForm,
    EditionForm,
    ProjectForm,
    RemindersForm,
    SmsForm,
    SupportsForm,
    TeamForm,
    ThemeForm,
)
from flows.town.edition import Span
from flows.town.faq import FaqEntry
from flows.town.meeting import Meeting
from flows.town.questionnaire import Survey


@dataclass(frozen=True, slots=True)
class EditionTables:
    """Each table of the file; None, or missing from its list by place, where something is wrong with it."""

    head: EditionForm | None
    contact: ContactForm | None
    sms: SmsForm | None
    team: TeamForm | None
    ballot: BallotForm | None
    rules: Mapping[str, Any]
    supports: SupportsForm | None
    comments: CommentsForm | None
    districts: Mapping[int, DistrictForm]
    themes: Mapping[int, ThemeForm]
    projects: Mapping[int, ProjectForm]
    spans: tuple[Span, ...]
    faq: tuple[FaqEntry, ...]
    surveys: tuple[Survey, ...]
    reminders: RemindersForm | None
    meetings: tuple[Meeting, ...]
