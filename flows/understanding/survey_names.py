"""Which survey people mean: by its id, its title, or the one word that the town gave it."""

from __future__ import annotations

from flows.town.edition import Edition
from flows.town.questionnaire import Survey
from flows.understanding.lexicon import fold


def called(words: str, edition: Edition) -> Survey | None:
    """The survey that *words* call by its id, its title, or its word among others; None if they call none."""
    wanted = fold(words)
    for one in edition.surveys:
        if wanted and wanted in (fold(one.id), fold(one.title)):
            return one
    return next((one for one in edition.surveys if one.word and fold(one.word) in wanted.split()), None)
