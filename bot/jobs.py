"""What the clock does: to add a job, a function that may run at any time and as often as it likes, and a line here."""

from __future__ import annotations

import structlog

from bot.relays import relays
from bot.reminders import campaigns, team_phone
from bot.sending import unasked
from bot.team import calendar, retention
from bot.telling import answers, ballot_news, lost_votes, news
from bot.turn.holds import Cause, holds
from bot.turn.ticker import Job, Room
from storage.people import joins
from storage.restoring import hours

log = structlog.get_logger()

OFTEN, MINUTE, TEN_MINUTES, HOUR = 5, 60, 600, 3_600


def write_hour(room: Room) -> int:
    """Write the hour into the store and what is kept beside the key, or tell the operator what holds."""
    if room.store.journal:
        room.store.journal.tick()
    with room.store.writing() as tx:
        held = holds(tx, room.clock)
        if not held:
            hours.write(tx, room.clock.now())
    for hold in held:
        log.error(hold.told, action="held", cause=hold.cause)
    return 0


def tell_news(room: Room) -> int:
    """Write to those who follow a project of which something was published."""
    return news.tell(room.store, room.turns.hear, room.clock.now())


def tell_ballot_changes(room: Room) -> int:
    """Write to everyone who has voted that the ballot changed since."""
    return ballot_news.tell(room.store, room.turns.hear, room.clock.now())


def tell_answers(room: Room) -> int:
    """Write what the team answered to those who asked."""
    return answers.tell(room.store, room.turns.hear, room.clock.now())


def tell_lost_votes(room: Room) -> int:
    """Write to those whose vote was lost when a backup was restored."""
    return lost_votes.tell(room)


def sweep(room: Room) -> int:
    """Erase what was kept long enough, and codes that are too old."""
    with room.store.writing() as tx:
        codes = joins.sweep(tx, room.clock.now())
    return codes + sum(rows.total() for rows in retention.sweep(room.store, room.clock).values())


def renew(room: Room) -> int:
    """Have no file of the database hold what was erased, or in which order ballots came."""
    return retention.renew(room.store, room.clock)


WRITES_HOUR = Job("hour", TEN_MINUTES, write_hour, despite=frozenset(Cause))
"""The one job of every process that serves, also of those which do no other."""

JOBS: tuple[Job, ...] = (
    WRITES_HOUR,
    Job("answers", OFTEN, tell_answers, despite=frozenset({Cause.CLOCK})),  # at any hour, and by no date
    Job("news", MINUTE, tell_news),
    Job("ballot", MINUTE, tell_ballot_changes),
    Job("lost", MINUTE, tell_lost_votes),
    Job("plan", MINUTE, campaigns.plan),
    Job("fill", MINUTE, campaigns.fill),
    Job("tell", OFTEN, campaigns.tell),
    Job("anew", MINUTE, unasked.tell_anew),
    Job("team", MINUTE, team_phone.warn),
    Job("relays", MINUTE, relays.relays_due),
    Job("phases", MINUTE, calendar.note_phases),
    Job("sweep", HOUR, sweep),
    Job("renew", HOUR, renew, despite=frozenset(Cause)),  # goes by no date, and loses nothing
)
