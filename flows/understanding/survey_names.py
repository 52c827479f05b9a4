"""Which survey people mean: by its id, its title, or the one word that the town gave it."""

from __future__ import annotations

from flows.town.edition import Edition
from flows.town.questionnaire import Survey
from flows.understanding.folding import fold


def called(words: str, edition: Edition) -> Survey | None:
    """The survey that *words* call by its id, its title, or its word among others; None if they call none."""
    wanted = fold(words)
    for survey in edition.surveys:
        if wanted and wanted in (fold(survey.id), fold(survey.title)):
            return survey
    return next((survey for survey in edition.surveys if survey.word and fold(survey.word) in wanted.split()), None)
