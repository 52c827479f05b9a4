"""`portevoix prolong`: a phase lasts longer, for a reason that people read; who was told the old date is told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bot.clock import Clock
from bot.commands.out_of_date import tell_who_was_told
from bot.commands.phase import held, hint_of_moving, phase_named, tell_changes
from bot.commands.project import By, name_of
from bot.commands.shared import Slug
from bot.edition import phases
from bot.edition.phases import PhaseError
from bot.reminders import campaigns
from bot.team import calendar
from bot.team.calendar import MoveReason
from bot.turn.house import open_store
from flows.town.edition import Edition, Phase
from flows.town.prolonged import LONGEST_WHY, TAKEN_PART_IN
from storage.town import editions


def prolong(  # noqa: PLR0913  # each option is one of the command line's
    name: Annotated[str, typer.Argument(help="The phase: ideas or vote.")],
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="Its new end: 2026-12-06, or 2026-12-06T20:00.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in words that residents read.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    by: By = "",
    slug: Slug = "",
) -> None:
    """Let a phase that is open last longer, say why, and tell those who were told the old date.

    What comes after it follows. The new date, and that it is one, is said wherever a date is said. Who was reminded of
    the old one can be told: the message is prepared, and leaves once it is armed.
    """
    phase, why = phase_named(name), _checked(name, reason)
    with open_store() as store, store.writing() as tx:
        edition = held(tx, slug)
        now = Clock().now().replace(second=0, microsecond=0).astimezone(edition.zone)
        old = phases.local(edition.spans, edition.zone)
        new = phases.moved(old, phase, None, _end(edition, phase, to, now), and_after=True)
        phases.check(old, new, now)
        if not dry_run:
            calendar.move(tx, edition, new, MoveReason(name_of(by), why), now)
            campaigns.prepare(tx, store, editions.find(tx, edition.slug), now)
        tell_changes(old, new, dry_run=dry_run)
        if not dry_run:
            tell_who_was_told(tx, edition, phase)


def _checked(name: str, reason: str) -> str:
    """The reason. Raises PhaseError if there is none, or it is too long for a phone, or the phase is none of those."""
    if name not in TAKEN_PART_IN:
        raise PhaseError(f"Only what people take part in is prolonged: {' or '.join(TAKEN_PART_IN)}, not {name}.")
    why = " ".join(reason.split())
    if not why:
        raise PhaseError('Say why, for the people who read it: --reason "une panne du site a empêché de voter".')
    if len(why) > LONGEST_WHY:
        raise PhaseError(f"The reason has {len(why)} letters, and people read it on a phone: {LONGEST_WHY} at most.")
    return why


def _end(edition: Edition, phase: Phase, to: str, now: datetime) -> datetime:
    """The new end. Raises PhaseError if the phase is not open, or would not last longer."""
    span, closes = edition.span_of(phase), phases.read_date(to, "closes", edition.zone)
    if span is None or not span.opens <= now < span.closes:
        raise PhaseError(f"{phase} is not open, so it cannot last longer. {hint_of_moving(phase)}")
    if closes <= span.closes:
        ends = span.closes.astimezone(edition.zone)
        raise PhaseError(f"{phase} ends on {ends:%Y-%m-%d %H:%M}: write a later date. {hint_of_moving(phase)}")
    return closes
