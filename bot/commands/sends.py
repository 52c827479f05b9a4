"""`portevoix sends`: all that is sent to many, on one page: when, to whom, for how much; what was missed too."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer

from bot.clock import Clock
from bot.commands.reminders import opened, price
from bot.commands.shared import Slug, err, out, tell
from bot.sends.as_html import as_html
from bot.sends.as_json import as_json
from bot.sends.as_text import as_text
from bot.sends.cards import Cards, in_words
from bot.sends.gather import gather
from bot.sends.words import WORDS


class PageLanguage(StrEnum):
    """The languages that the page is written in."""

    FRENCH = "fr"
    ENGLISH = "en"


def sends(
    language: Annotated[PageLanguage, typer.Option("--language", help="The page's.")] = PageLanguage.FRENCH,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the page to FILE instead, to be printed.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    slug: Slug = "",
) -> None:
    """Show all that will be sent, and what was: to whom, through whom, how much it costs, when the last one leaves.

    Numbers of what is to come are those of today; nothing is sent or changed by looking.
    """
    if html and json:
        raise typer.BadParameter("--html and --json are two ways to write it: choose one.")
    with opened(slug) as (store, edition), err.status("Counting people…"), store.reading() as tx:
        page = gather(tx, store, edition, Clock().now(), price())
    cards = in_words(page, WORDS[language])
    if json:
        return typer.echo(orjson.dumps(as_json(page), option=orjson.OPT_INDENT_2).decode())
    if html:
        html.write_text(as_html(cards), "utf-8")
        return tell(f"Written to {html}: open it in a browser, and print it from there.")
    return _show(cards)


def _show(cards: Cards) -> None:
    for line in as_text(cards, out.width):
        out.print(line.text, style="dim" if line.is_past else None, soft_wrap=True, highlight=False, markup=False)
