"""`portevoix announce`: what the town writes to people in its own words; told like a reminder, armed by a person."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.clock import Clock
from bot.commands import reminders
from bot.commands.campaign_screen import moment, show_campaign, state_of
from bot.commands.reminders import Number, opened, price
from bot.commands.shared import Slug, out, tell
from bot.edition.phases import read_date
from bot.languages.plurals import so_many
from bot.reminders import announcing
from bot.reminders.announcing import EXAMPLES, lasts
from bot.reminders.preview import preview
from flows.reminders.announcement import ANNOUNCEMENT
from flows.reminders.audiences import NAMED, Audience
from flows.town.edition import Edition
from storage.database.store import Store
from storage.reminders import announcements, drawn, spending
from storage.reminders import campaigns as kept
from storage.reminders.announcements import Announced
from storage.reminders.campaigns import Campaign

EVERY = ", ".join(f"{one}:{EXAMPLES[one]}" if one in NAMED else str(one) for one in Audience)

announce = typer.Typer(
    no_args_is_help=True,
    help=f"""Write to people in the town's own words: `new` prepares, `test` tries it on your phone, `arm` lets it go.

    It is told like a reminder: at good hours, within the week's cap and the ceilings, to nobody who said STOP or
    RAPPELS NON, each once. It begins with the town's short name by itself.

    To whom: {EVERY}. Never to fewer than five people (ambassadors apart), nor to voters before the result is public.

    Dates are best left blank, as in the FAQ: «Votez jusqu'au {{vote.closes}}».
    """,
)


def _text(language: str) -> typer.models.OptionInfo:
    """The option for the words in a language."""
    option: typer.models.OptionInfo = typer.Option(
        f"--{language}", metavar="TEXT", help=f"The words in «{language}».", show_default=False
    )
    return option


@announce.command()
def new(  # noqa: PLR0913  # each option is one of the command line's
    to: Annotated[str, typer.Option("--to", metavar="AUDIENCE", help=f"One of {EVERY}.")],
    fr: Annotated[str, _text("fr")] = "",
    fr_simple: Annotated[str, _text("fr-simple")] = "",
    en: Annotated[str, _text("en")] = "",
    ar: Annotated[str, _text("ar")] = "",
    es: Annotated[str, _text("es")] = "",
    pt: Annotated[str, _text("pt")] = "",
    tr: Annotated[str, _text("tr")] = "",
    at: Annotated[str, typer.Option("--at", metavar="DATE", help="From when: 2026-11-20T10:00; else once armed.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="No more from then on; else a week.")] = "",
    slug: Slug = "",
) -> None:
    """Prepare an announcement, and show whom it reaches, what they read on both phones, and what it costs.

    Nobody is told before `portevoix announce arm N`. Who has no text of their language reads the edition's first.
    """
    texts = {"fr": fr, "fr-simple": fr_simple, "en": en, "ar": ar, "es": es, "pt": pt, "tr": tr}
    with opened(slug) as (store, edition):
        now = Clock().now()
        begins = read_date(at, "--at", edition.zone) if at else now
        ends = read_date(until, "--until", edition.zone) if until else lasts(begins)
        wanted = Announced(announcing.read_audience(to, edition), texts, begins, ends)
        with store.writing() as tx:
            number = announcing.announce(tx, store, edition, wanted, now)
        _show(store, edition, number, now)
    tell(f"Nobody is told yet. Try it: `portevoix announce test {number} --to +336…`, or telegram:ID.")
    tell(f"Let it go: `portevoix announce arm {number} --by NAME`. Drop it: `portevoix announce stop {number}`.")


@announce.command("list")
def list_(slug: Slug = "") -> None:
    """List the announcements of the edition: to whom, when, in which state, and how many were told."""
    with opened(slug) as (store, edition), store.reading() as tx:
        listed = kept.which(tx, *_announcements(edition))
        texts = {one.id: announcements.with_texts(tx, store, one).texts for one in listed}
        told, segments = drawn.states(tx, edition.id), spending.of_campaigns(tx, edition.id)
    if not listed:
        return tell('No announcement yet: `portevoix announce new --to all --fr "…"`.')
    table = Table("N", "to", "from", "until", "state", "told", "waiting", "passed", "segments", "words")
    for one in listed:
        counts = Counter(told.get(one.id, {}))
        figures = (str(counts[state]) for state in ("told", "waiting", "passed"))
        moments = (moment(at, edition) for at in (one.due_at, one.until))
        words = escape(texts[one.id].get(edition.languages[0], ""))
        sms = str(segments.get(one.id, 0))
        table.add_row(str(one.number), one.about, *moments, state_of(one), *figures, sms, words)
    out.print(table)
    return None


@announce.command()
def report(number: Number, slug: Slug = "") -> None:
    """Say how many of announcement N were told, wait or were passed over and why, and what it cost."""
    with opened(slug) as (store, edition), store.reading() as tx:
        campaign = _announcement(kept.which(tx, *_announcements(edition)), number)
        became = drawn.reasons(tx, campaign.id)
        segments = spending.of_campaigns(tx, edition.id).get(campaign.id, 0)
    tell(f"Announcement {number} to {campaign.about}: {state_of(campaign)}{_noted(campaign)}.")
    if not became:
        tell("Nobody was looked at yet: it is told once it is armed and due, if a worker runs.")
    for (state, reason), count in sorted(became.items()):
        tell(f"{so_many(count, 'person', 'people')}: {state}{f', {reason}' if reason else ''}.")
    tell(f"{so_many(segments, 'SMS segment')}: {segments * price():,.2f} {edition.currency}.")


announce.command("show")(reminders.show)
announce.command("test")(reminders.trial)
announce.command("arm")(reminders.arm)
announce.command("stop")(reminders.stop)


def _show(store: Store, edition: Edition, number: int, now: datetime) -> None:
    with store.reading() as tx:
        campaign = _announcement(kept.which(tx, *_announcements(edition)), number)
        campaign = announcements.with_texts(tx, store, campaign)
        show_campaign(preview(tx, edition, campaign, now, price()), edition)


def _announcements(edition: Edition) -> tuple[object, object]:
    return kept.CAMPAIGNS.c.edition_id == edition.id, kept.CAMPAIGNS.c.rule == ANNOUNCEMENT.name


def _announcement(listed: list[Campaign], number: int) -> Campaign:
    found = next((one for one in listed if one.number == number), None)
    if found is None:
        raise typer.BadParameter(f"there is no announcement {number}: `portevoix announce list` lists them.")
    return found


def _noted(campaign: Campaign) -> str:
    return f" ({campaign.note})" if campaign.note else ""
