"""`portevoix sends`: all that is sent to many, on one page: when, to whom, for how much; what was missed too."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer

from bot.clock import Clock
from bot.commands.campaign_trial import try_season
from bot.commands.reminders import opened, price
from bot.commands.shared import Slug, err, out, tell
from bot.languages.plurals import so_many
from bot.sends.as_html import as_html
from bot.sends.as_json import as_json
from bot.sends.as_text import as_text
from bot.sends.cards import Cards, in_words
from bot.sends.gather import SendsPage, gather
from bot.sends.moments import SendKind, Tense
from bot.sends.words import WORDS
from storage.database.store import Store
from storage.reminders import campaigns as kept


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
    test: Annotated[
        str, typer.Option("--test", metavar="ADDRESS", help="Send what is to come to +336… or telegram:ID, to try it.")
    ] = "",
    slug: Slug = "",
) -> None:
    """Show all that will be sent, and what was: to whom, through whom, how much it costs, when the last one leaves.

    Numbers of what is to come are those of today; nothing is sent or changed by looking. With --test each reminder to
    come is sent to one address only, that wrote before, as its phone will show it, marked as a test with its day.
    """
    if sum(map(bool, (html, json, test))) > 1:
        raise typer.BadParameter("--html, --json and --test do different things: choose one.")
    with opened(slug) as (store, edition):
        now = Clock().now()
        with err.status("Counting people…"), store.reading() as tx:
            page = gather(tx, store, edition, now, price())
        if test:
            return _try(store, page, test)
    cards = in_words(page, WORDS[language])
    if json:
        return typer.echo(orjson.dumps(as_json(page), option=orjson.OPT_INDENT_2).decode())
    if html:
        html.write_text(as_html(cards), "utf-8")
        return tell(f"Written to {html}: open it in a browser, and print it from there.")
    return _show(cards)


def _try(store: Store, page: SendsPage, to: str) -> None:
    """Send the reminders that are to come to one address. Raises BadParameter if there are none, or it may not be."""
    to_come = {one.number for one in page.ahead if one.kind is SendKind.REMINDER and one.when is Tense.AHEAD}
    with store.reading() as tx:
        season = [campaign for campaign in kept.listed(tx, page.edition.id) if campaign.number in to_come]
    if not season:
        raise typer.BadParameter("no reminder is to come: there is nothing to try.")
    count = try_season(store, page.edition, season, to, page.at)
    tell(f"{so_many(count, 'message waits', 'messages wait')} in the outbox for {to}.")


def _show(cards: Cards) -> None:
    for line in as_text(cards, out.width):
        out.print(line.text, style="dim" if line.is_past else None, soft_wrap=True, highlight=False, markup=False)
