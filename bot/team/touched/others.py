"""What else a change may touch: meetings people signed up for, ages they acted under, ideas only their authors see."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select

from bot.languages.plurals import so_many
from flows.town.edition import Edition
from storage.database.store import Store
from storage.town import comments, meetings, supports, surveys
from storage.town.projects import PROJECTS


def of_sign_ups(tx: Connection, was: Edition, now: Edition) -> Iterator[str]:
    """A clause for each meeting that is taken away from people who said that they come."""
    gone = [meeting for meeting in was.meetings if meeting.id not in now.meeting_by_id]
    turnouts = meetings.turnouts(tx, was.id) if gone else {}
    for meeting in gone:
        if meeting.id in turnouts:
            people = turnouts[meeting.id].people
            coming = so_many(people, "person comes", "people come")
            yield f"the meeting {meeting.id} «{meeting.title}» is taken away: {coming} to it"


def of_ages(tx: Connection, store: Store, was: Edition, now: Edition) -> Iterator[str]:
    """A clause for each age limit that becomes another after people acted under it; the vote's is with the ballots."""
    done: dict[str, Callable[[], tuple[int, str, str]]] = {
        "propose": lambda: (len(_ideas(tx, was)), "idea sent", "ideas sent"),
        "guardian": lambda: (len(_ideas(tx, was)), "idea sent", "ideas sent"),
        "survey": lambda: (surveys.counts(tx, was.id).total(), "answer given", "answers given"),
        "support": lambda: (supports.in_edition(tx, was.id), "support given", "supports given"),
        "comment": lambda: (len(comments.of_edition(tx, store, was.id, None)), "comment written", "comments written"),
    }
    for name, counted in done.items():
        old, new = getattr(was.ages, name), getattr(now.ages, name)
        count, word, words = counted() if old != new else (0, "", "")
        if count:
            yield f"ages.{name} becomes {new}, it was {old}; {so_many(count, word, words)} under the former age"


def hidden_ideas(tx: Connection, edition: Edition) -> dict[int, str]:
    """The titles of the residents' ideas that the edition does not show, by number."""
    return {number: title for number, title in _ideas(tx, edition).items() if number not in edition.by_number}


def of_ideas(tx: Connection, hidden: dict[int, str], now: Edition) -> Iterator[str]:
    """A clause for each of the *hidden* ideas that something else was written over: a file cannot have known of it."""
    titles = _ideas(tx, now)
    for number, title in hidden.items():
        if titles.get(number) != title and not title:
            yield f"{number} was the number of an idea that its author erased: give another to what the file names"
        elif titles.get(number) != title:
            yield f"the idea «{title}» of a resident has the number {number}: give another to what the file names"


def _ideas(tx: Connection, edition: Edition) -> dict[int, str]:
    ours = (PROJECTS.c.edition_id == edition.id) & (PROJECTS.c.origin == "person")
    return {row.number: row.title for row in tx.execute(select(PROJECTS.c.number, PROJECTS.c.title).where(ours))}
