"""The templates of our pages, and how they write texts."""

from __future__ import annotations

from pathlib import Path

from starlette.templating import Jinja2Templates

from bot.languages.words import SOURCE, voice
from flows.town.edition import Phase
from flows.words import Say

templates = Jinja2Templates(directory=Path(__file__).parent / "pages")

PHASES: dict[Phase, str] = {
    Phase.PREPARATION: "Préparation",
    Phase.IDEAS: "Idées",
    Phase.ANALYSIS: "Analyse",
    Phase.SELECTION: "Sélection",
    Phase.BEFORE_VOTE: "Avant le vote",
    Phase.VOTE: "Vote",
    Phase.COUNT: "Dépouillement",
    Phase.RESULTS: "Résultats",
    Phase.WORKS: "Réalisation",
    Phase.CLOSED: "Terminé",
}
"""The phases as our pages call them."""


def said(text: Say) -> str:
    """A text in the pages' language."""
    return voice(SOURCE).say(text)
