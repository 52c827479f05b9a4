"""`portevoix phase`: the calendar and its log; a phase opened or closed early, or moved with all that follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Connection

from bot.clock import Clock
from bot.commands.out_of_date import tell_who_was_told
from bot.commands.project import By, name_of
from bot.commands.shared import Slug, out, tell, warn
from bot.edition import phases
from bot.edition.phases import ORDER, PhaseError
from bot.edition.remedies import which
from bot.reminders import campaigns
from bot.reminders.forgotten import wants_somebody
from bot.team import calendar
from bot.team.calendar import MoveReason
from bot.turn.house import open_store
from flows.town.edition import Edition, Phase, Span
from storage.restoring import logbook
from storage.town import calendar as storage
from storage.town import editions

LINES = 30
"""Lines of the log that are shown, the newest."""


class Now(StrEnum):
    """What can be done at once."""

    OPEN = "open-now"
    CLOSE = "close-now"


def phase(  # noqa: PLR0913  # each option is one of the command line's
    name: Annotated[str, typer.Argument(help="The phase, as the calendar names it: ideas, vote …")] = "",
    at_once: Annotated[Now | None, typer.Argument(metavar="open-now|close-now", help="Open or close it early.")] = None,
    opens: Annotated[str, typer.Option("--opens", metavar="DATE", help="Another opening: 2026-11-09T09:00.")] = "",
    closes: Annotated[str, typer.Option("--closes", metavar="DATE", help="Another end; a day lasts to midnight.")] = "",
    by_days: Annotated[int, typer.Option("--by-days", metavar="N", help="Later by N days; earlier with -N.")] = 0,
    and_after: Annotated[
        bool, typer.Option("--and-after/--alone", help="Move the later phases too, or leave their dates.")
    ] = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    by: By = "",
    slug: Slug = "",
) -> None:
    """Show the calendar and its log; with a phase, move it: what comes later follows, at the same hours of the day.

    Reminders follow by themselves. Surveys and meetings have dates of their own and do not.
    """
    wish = _DateWish(opens, closes, by_days, at_once, and_after)
    if not name:
        return _show(slug)
    return _move(slug, phase_named(name), wish, name_of(by), dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _DateWish:
    """What an operator wants to do with a phase. Raises PhaseError unless it is one thing, or nothing."""

    opens: str
    closes: str
    by_days: int
    at_once: Now | None
    and_after: bool

    def __post_init__(self) -> None:
        """One thing, or nothing."""
        if sum(self._wanted) > 1:
            raise PhaseError("One thing at a time: --opens and --closes, or --by-days, or open-now, or close-now.")

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not any(self._wanted)

    @property
    def _wanted(self) -> tuple[bool, ...]:
        return bool(self.opens or self.closes), self.by_days != 0, self.at_once is not None

    def done(self, edition: Edition, phase: Phase, now: datetime) -> tuple[Span, ...]:
        """The calendar of *edition* once it is done. Raises PhaseError."""
        spans = phases.local(edition.spans, edition.zone)
        match self.at_once:
            case Now.OPEN:
                return phases.opened_now(spans, phase, now)
            case Now.CLOSE:
                return phases.closed_now(spans, phase, now)
        if self.by_days:
            return phases.moved_by(spans, phase, self.by_days, now, and_after=self.and_after)
        opens = phases.read_date(self.opens, "opens", edition.zone) if self.opens else None
        closes = phases.read_date(self.closes, "closes", edition.zone) if self.closes else None
        return phases.moved(spans, phase, opens, closes, and_after=self.and_after)


def phase_named(name: str) -> Phase:
    """The phase of that *name*. Raises PhaseError."""
    if name not in ORDER:
        raise PhaseError(f"There is no phase '{name}': {which(name, ORDER)}")
    return Phase(name)


def _show(slug: str) -> None:
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        log, own = storage.logged(tx, edition.id, LINES), logbook.noted(tx, LINES)
        now = Clock().now().astimezone(edition.zone)
        wanting = list(wants_somebody(tx, edition, now))
    out.print(_calendar(edition, now))
    tell(f"Now, {now:%Y-%m-%d %H:%M} ({edition.timezone}): {edition.phase_at(now)}{_between(edition, now)}.")
    for sentence in wanting:
        warn(sentence)
    _show_log("The log", log, edition)
    _show_log("Of the installation", own, edition)


def _show_log(title: str, entries: Sequence[storage.CalendarEntry | logbook.Decided], edition: Edition) -> None:
    """What was decided and by whom; nothing if nothing was."""
    lines = Table("when", "who", "what", title=title)
    for entry in entries:
        lines.add_row(f"{entry.at.astimezone(edition.zone):%Y-%m-%d %H:%M}", escape(entry.by), escape(entry.what))
    if entries:
        out.print(lines)


def _calendar(edition: Edition, now: datetime) -> Table:
    table = Table("", "phase", "opens", "closes", title=escape(f"{edition.town}, {edition.name}"))
    for span in phases.local(edition.spans, edition.zone):
        mark = "→" if span.opens <= now < span.closes else ""
        table.add_row(mark, span.phase, f"{span.opens:%a %Y-%m-%d %H:%M}", f"{span.closes:%a %Y-%m-%d %H:%M}")
    return table


def _between(edition: Edition, now: datetime) -> str:
    inside = any(span.opens <= now < span.closes for span in edition.spans)
    return "" if inside else " (between two phases of the calendar)"


def _move(slug: str, phase: Phase, wish: _DateWish, by: str, *, dry_run: bool) -> None:
    """Move the phase, under a lock, and show what became of the calendar."""
    if wish.is_nothing:
        raise PhaseError(
            f"Say what to do: `portevoix phase {phase} --closes DATE`, --by-days N, open-now or close-now."
        )
    with open_store() as store, store.writing() as tx:
        edition = held(tx, slug)
        now = _minute(Clock().now(), wish).astimezone(edition.zone)
        old = phases.local(edition.spans, edition.zone)
        try:
            new = wish.done(edition, phase, now)
            phases.check(old, new, now)
        except PhaseError as error:
            raise PhaseError(f"{error}{_hint(wish, str(error))}") from error
        if not dry_run:
            calendar.move(tx, edition, new, MoveReason(by), now)
            campaigns.prepare(tx, store, editions.find(tx, edition.slug), now)
        tell_changes(old, new, dry_run=dry_run)
        if not dry_run and any(change.key == "closes" for change in phases.changes(old, new)):
            tell_who_was_told(tx, edition, phase)


def _minute(now: datetime, wish: _DateWish) -> datetime:
    """The whole minute that is written: what is closed now stays open until its minute is over."""
    minute = now.replace(second=0, microsecond=0)
    return minute + timedelta(minutes=1) if wish.at_once is Now.CLOSE and minute < now else minute


def hint_of_moving(phase: Phase) -> str:
    """How a date is moved that no prolongation moves."""
    return f"To give it other dates: `portevoix phase {phase} --opens DATE --closes DATE`."


def held(tx: Connection, slug: str) -> Edition:
    """The edition as it stands once nobody else can change it."""
    storage.hold(tx, editions.find(tx, slug).id)
    return editions.find(tx, slug)


def _hint(wish: _DateWish, trouble: str) -> str:
    if "overlap" not in trouble or wish.and_after:
        return ""
    return "\nOr leave out --alone: the later phases then move too."


def tell_changes(old: Sequence[Span], new: Sequence[Span], *, dry_run: bool) -> None:
    """Print what becomes of the calendar."""
    changes = phases.changes(old, new)
    if not changes:
        return tell("Those are the dates already: nothing was changed.")
    for change in changes:
        tell(str(change))
    tell("Surveys and meetings have dates of their own: they did not move. Check the answers that name a date, too.")
    if dry_run:
        return tell("Nothing was changed: this was a rehearsal.")
    return tell("Done. Put the new dates into the edition file as well, before you load it again.")
