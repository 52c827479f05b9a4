"""The page of all that is sent as one file of HTML, whole by itself: opened anywhere, printed, or sent by mail."""

from __future__ import annotations

from pathlib import Path

from bot.sends.cards import Cards
from bot.web import pages

STYLE = Path(pages.__file__).parent / "static" / "sends.css"
"""How it looks; it is written into the page."""


def as_html(cards: Cards) -> str:
    """The whole page."""
    template = pages.templates.get_template("sends.html")
    return template.render(cards=cards, words=cards.words, style=STYLE.read_text("utf-8"))
