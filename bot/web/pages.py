"""The templates of our pages, and how they write money, dates and texts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from starlette.templating import Jinja2Templates

from bot.languages.words import SOURCE, voice
from flows.town.edition import Edition, Phase
from flows.words import Moment, Money, Say

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


def money(amount: Decimal, edition: Edition) -> str:
    """An amount as the edition's people write it."""
    return voice(SOURCE).figure(Money(amount, edition.currency))


def moment(at: datetime, edition: Edition) -> str:
    """A date and an hour in the edition's time zone."""
    return voice(SOURCE).figure(Moment(at.astimezone(edition.zone)))
