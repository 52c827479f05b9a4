"""The calendar at work: phases open and close by themselves, which is written down here; and dates are moved by hand.

1. Which phase it is follows from the dates and the hour alone: nothing has to happen for one to open on time.
2. An opening has a line in the log, whose key is the phase and its date: however many clocks tick, late or twice.
3. What was moved by hand stays so until someone says otherwise: no file puts an old date back by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.edition import phases
from bot.edition.dates import as_toml
from bot.edition.phases import DateChange, PhaseError
from bot.turn.ticker import Room
from flows.town.edition import Edition, Phase, Span
from flows.town.prolonged import found
from storage.town import calendar, editions
from storage.town.calendar import CalendarEntry

CLOCK = "clock"
"""Who opens and closes phases at their time."""


@dataclass(frozen=True, slots=True)
class MoveReason:
    """Who moved a date, and the *reason*, which people read; empty, if none was given."""

    by: str
    reason: str = ""

    def told(self, change: DateChange) -> str:
        """*change*, as the log has it."""
        return f"{change}. Reason: {self.reason}" if self.reason else str(change)


def note_phases(room: Room) -> int:
    """Write down each phase that has opened or closed, with its own date, once; how many there were to write down."""
    now = room.clock.now()
    with room.store.reading() as tx:
        entries = [(id, entry) for id, spans in _calendars(tx) for entry in _openings(id, spans, now)]
        known = calendar.known(tx, [entry.key for _id, entry in entries])
    new = [(id, entry) for id, entry in entries if entry.key not in known]
    if not new:
        return 0
    with room.store.writing() as tx:
        return sum(calendar.log(tx, id, [entry]) for id, entry in new)


def move(tx: Connection, edition: Edition, spans: Sequence[Span], why: MoveReason, now: datetime) -> None:
    """Give the edition these dates, if they can be, and write down who moved what, and why. Raises PhaseError.

    What is open and lasts longer from now on is said to be prolonged.
    """
    old = phases.local(edition.spans, edition.zone)
    check_closed(tx, edition, spans, now)
    phases.check(old, spans, now)
    moved = [
        CalendarEntry(now, why.by, calendar.key_of_move(edition.id, change.phase), why.told(change))
        for change in phases.changes(old, spans)
    ]
    longer = tuple(found(edition.spans, spans, now, why.reason))
    calendar.set_dates(tx, edition.id, spans, (*edition.prolonged, *longer))
    calendar.log(tx, edition.id, moved)


def _note_prolonged(tx: Connection, was: Edition, loaded: Edition, now: datetime) -> None:
    """Have the edition, which *was* so until now, say what lasts longer by the file *loaded*."""
    longer = tuple(found(was.spans, loaded.spans, now))
    if longer:
        calendar.set_prolonged(tx, was.id, (*was.prolonged, *longer))


def close(tx: Connection, edition: Edition, by: str, now: datetime) -> None:
    """Have nobody vote in *edition* ever again, and write down who said so. Raises PhaseError in mid-vote."""
    if _votes_after(edition.spans, now):
        raise PhaseError(f"The vote of «{edition.slug}» is not over: it ends by its date, or by `portevoix phase`.")
    calendar.close(tx, edition.id, now)
    calendar.log(
        tx, edition.id, [CalendarEntry(now, by, calendar.key_of_closing(edition.id), "edition closed for good")]
    )


def check_closed(tx: Connection, kept: Edition, spans: Sequence[Span], now: datetime) -> None:
    """Raises PhaseError if these dates would have people vote in an edition that was closed: its roll is gone."""
    if _votes_after(spans, now) and calendar.closed_at(tx, kept.id):
        raise PhaseError(
            f"«{kept.slug}» was closed for good (`portevoix edition close`): nobody knows any more who voted, so "
            "nobody may vote in it again. Make a new edition."
        )


def check_file(tx: Connection, kept: Edition, loaded: Edition) -> None:
    """Raises PhaseError if the file *loaded* would put back a date that was moved by hand in *kept*."""
    by_hand = calendar.moved_by_hand(tx, kept.id)
    lost = [change for change in _differences(kept, loaded) if change.phase in by_hand]
    if not lost:
        return
    lines = (f"  {date.phase}: {date.key} = {as_toml(date.old) if date.old else 'not there'}" for date in lost)
    raise PhaseError(
        "Dates were moved with `portevoix phase` since the file was loaded, and the file still has the old ones. "
        "Nothing was changed. Put these into the file:\n" + "\n".join(lines) + "\n"
        "or, to go back to the dates of the file, load it with --dates-from-file."
    )


def note_file(tx: Connection, kept: Edition, loaded: Edition, by: str, now: datetime) -> None:
    """Write down the dates that the file *loaded* changes in *kept*."""
    changed = [str(change) for change in _differences(kept, loaded)]
    if not changed and calendar.moved_by_hand(tx, kept.id):
        changed = ["the file has the dates that were moved by hand"]
    lines = [CalendarEntry(now, by, calendar.key_of_file(kept.id), f"by the file: {what}") for what in changed]
    calendar.log(tx, kept.id, lines)
    _note_prolonged(tx, kept, loaded, now)


def _votes_after(spans: Sequence[Span], now: datetime) -> bool:
    return any(span.phase is Phase.VOTE and span.closes > now for span in spans)


def _calendars(tx: Connection) -> list[tuple[int, tuple[Span, ...]]]:
    """The phases of every edition but drafts: last year's goes on with its works."""
    opened = (editions.find(tx, row.slug) for row in editions.listed(tx) if not row.draft)
    return [(edition.id, edition.spans) for edition in opened]


def _openings(edition_id: int, spans: Sequence[Span], now: datetime) -> Iterator[CalendarEntry]:
    """What has happened by *now*, if the clock is right."""
    for span in spans:
        for what, at in (("opened", span.opens), ("closed", span.closes)):
            if at <= now:
                key = f"{what}:{edition_id}:{span.phase}:{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
                yield CalendarEntry(at, CLOCK, key, f"{span.phase} {what}")


def _differences(kept: Edition, loaded: Edition) -> tuple[DateChange, ...]:
    zone = loaded.zone
    return phases.changes(phases.local(kept.spans, zone), phases.local(loaded.spans, zone))
