"""Which projects a message names: by number, or by the telling words of their titles. Strict: nothing is invented."""

from __future__ import annotations

from flows.town.edition import Edition, Project
from flows.understanding.lexicon import Lexicon


def projects_in(words: str, edition: Edition, lexicon: Lexicon) -> tuple[Project, ...]:
    """The projects that *words* name, in the order of their numbers."""
    return ()
