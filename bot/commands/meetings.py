"""`portevoix meetings`: when and where people meet, and how many come. Counts only: nobody is named."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from bot.clock import Clock
from bot.commands.shared import Slug, out, tell
from bot.turn.house import open_store
from flows.town.edition import Edition
from flows.town.meeting import Meeting
from storage.town import editions
from storage.town import meetings as storage
from storage.town.meetings import Turnout


def meetings(slug: Slug = "") -> None:
    """List the meetings of the edition file, and how many people said that they come; guests are counted in."""
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        turnouts = storage.turnouts(tx, edition.id)
    if not edition.meetings:
        tell("There is no meeting yet: announce them under [[meetings]] in the edition file.")
    else:
        out.print(_table(edition.meetings, turnouts, edition))
    for id in sorted(turnouts.keys() - edition.meeting_by_id.keys()):
        people = turnouts[id].people
        tell(f"{people} signed up for «{id}», which the edition file no longer has: `portevoix reminders` tells them.")


def _table(listed: tuple[Meeting, ...], turnouts: dict[str, Turnout], edition: Edition) -> Table:
    now = Clock().now()
    table = Table("no", "when", "meeting", "where", "signed up", "places", "left")
    for meeting in sorted(listed, key=lambda each: each.starts):
        turnout = turnouts.get(meeting.id, Turnout())
        when = f"{meeting.starts.astimezone(edition.zone):%a %Y-%m-%d %H:%M}{' (over)' if meeting.ends <= now else ''}"
        left = str(max(meeting.capacity - turnout.places, 0)) if meeting.capacity else "as many as come"
        places = f"{turnout.places}/{meeting.capacity}" if meeting.capacity else str(turnout.places)
        number, title, place = str(meeting.number), escape(meeting.title), escape(meeting.place)
        table.add_row(number, when, title, place, str(turnout.people), places, left)
    return table
