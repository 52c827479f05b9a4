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


def meetings(edition: Slug = "") -> None:
    """List the meetings of the edition file, and how many people said that they come; guests are counted in."""
    with open_store() as store, store.reading() as tx:
        found = editions.find(tx, edition)
        turnouts = storage.turnouts(tx, found.id)
    if not found.meetings:
        tell("There is no meeting yet: announce them under [[meetings]] in the edition file.")
    else:
        out.print(_table(found.meetings, turnouts, found))
    for id in sorted(turnouts.keys() - found.meeting_by_id.keys()):
        people = turnouts[id].people
        tell(f"{people} signed up for «{id}», which the edition file no longer has: nobody reminds them of it.")


def _table(listed: tuple[Meeting, ...], turnouts: dict[str, Turnout], edition: Edition) -> Table:
    now = Clock().now()
    table = Table("no", "when", "meeting", "where", "signed up", "places", "left")
    for one in sorted(listed, key=lambda meeting: meeting.starts):
        turnout = turnouts.get(one.id, Turnout())
        when = f"{one.starts.astimezone(edition.zone):%a %Y-%m-%d %H:%M}{' (over)' if one.ends <= now else ''}"
        left = str(max(one.capacity - turnout.places, 0)) if one.capacity else "as many as come"
        places = f"{turnout.places}/{one.capacity}" if one.capacity else str(turnout.places)
        row = (str(one.number), when, escape(one.title), escape(one.place), str(turnout.people), places, left)
        table.add_row(*row)
    return table
