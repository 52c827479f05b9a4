"""Surveys as they were put to those who have answered them: results keep their labels, whatever the file says now."""

from __future__ import annotations

from sqlalchemy import Connection

from flows.town.questionnaire import Survey
from storage.town import surveys


def with_former(
    tx: Connection, edition_id: int, former: tuple[Survey, ...], before: tuple[Survey, ...], now: tuple[Survey, ...]
) -> tuple[Survey, ...]:
    """*former* and those of *before* that were answered and are otherwise *now*, oldest first."""
    after = {survey.id: survey.questions for survey in now}
    changed = [survey for survey in before if after.get(survey.id) != survey.questions and survey not in former]
    answered = surveys.counts(tx, edition_id) if changed else {}
    return (*former, *(survey for survey in changed if answered.get(survey.id)))
