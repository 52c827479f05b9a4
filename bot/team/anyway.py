"""What touches what people did, or were told: refused with the figures, unless someone wants it anyway and says why.

Who wanted it, what it touched and the reason are then in the edition's log (`portevoix phase` shows it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.languages.plurals import so_many
from bot.team.stamp import Stamp
from bot.team.touched import Touched, before, note_lotteries, touched
from storage.database.ids import new_id
from storage.database.store import Store
from storage.town import calendar, editions, publications
from storage.town.calendar import CalendarEntry
from storage.votes import ballot_changes, votes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who wants something, and when; *anyway*, although it touches people, and for which *reason*.

    *hears* is called, before it is done, with how many people will be told of it.
    """

    stamp: Stamp
    anyway: bool = False
    reason: str = ""
    hears: Callable[[str], None] = lambda _sentence: None


class TouchesPeopleError(ValueError):
    """What is wanted touches what people did or were told; the message has the figures, and how to do it anyway."""


@contextmanager
def changing(tx: Connection, store: Store, slug: str, what: str, wanted: Wanted) -> Iterator[None]:
    """Around a change of the edition called *slug* ("": the open one): if it touches what people did, it is undone.

    It stands if nothing is touched, or if it is wanted anyway: then it is logged, and who has voted will be told what
    became of the ballot. Raises TouchesPeopleError, upon which the transaction has to be rolled back.
    """
    if slug and slug not in {row.slug for row in editions.listed(tx)}:
        yield  # it is new: nobody has done anything in it
        return
    calendar.hold(tx, editions.find(tx, slug).id)
    was = before(tx, editions.find(tx, slug))
    yield
    now = wanted.stamp.at
    becomes = editions.snapshot(tx, was.edition.id)
    touching = touched(tx, store, was, becomes, now)
    to_tell = _voters_to_tell(tx, store, was.edition.id) if touching.ballot else ""
    insist(tx, was.edition.id, what, replace(touching, to_tell=to_tell), wanted)
    note_lotteries(tx, was.edition, becomes, wanted.stamp)
    if touching.ballot:
        day = now.astimezone(was.edition.zone).date()
        ballot_changes.note(tx, was.edition.id, replace(touching.ballot, day=day), now)


def insist(tx: Connection, edition_id: int, what: str, touching: Touched, wanted: Wanted) -> None:
    """Let *what* pass if it touches nothing; else only if it is wanted anyway, which is logged.

    How many people will be told is said before anything is done. Raises TouchesPeopleError, also if it is wanted
    anyway but would give people a vote that they did not cast.
    """
    if touching.never:
        raise TouchesPeopleError(f"{what}: nothing was changed, and --anyway does not help: {touching.never}")
    if not touching.clauses:
        return
    to_tell = touching.to_tell
    lines = "\n".join((*(f"  - {clause}" for clause in touching.clauses), *((to_tell,) if to_tell else ())))
    if not wanted.anyway:
        raise TouchesPeopleError(
            f"{what}: nothing was changed, since people would be touched by it.\n{lines}\n"
            'If it is meant, say so and why: --anyway --reason "…".'
        )
    if not wanted.reason.strip():
        raise TouchesPeopleError(f'{what}: --anyway is kept in the log with who and why: add --reason "…".\n{lines}')
    if to_tell:
        wanted.hears(to_tell)
    told = f"{what}, anyway: {'; '.join(touching.clauses)}. Reason: {wanted.reason.strip()}"
    write_down(tx, edition_id, told, wanted.stamp)


def _voters_to_tell(tx: Connection, store: Store, edition_id: int) -> str:
    """How many of those on the roll can be written to: all of them are told alike."""
    reached = len(publications.readers(tx, store, votes.voters_of(tx, edition_id)))
    return f"{so_many(reached, 'voter')} will be told that the ballot changed."


def write_down(tx: Connection, edition_id: int, what: str, stamp: Stamp) -> None:
    """A line of the edition's log."""
    calendar.log(tx, edition_id, [CalendarEntry(stamp.at, stamp.by, f"anyway:{edition_id}:{new_id()}", what)])
