"""Making two persons one, when they turn out to be the same: everything of the one becomes the other's, or nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Table, delete, select, true, update

from flows.talk.memory import MOST_ASIDE, MOST_CODES, Memory, Thread
from storage.database.store import Store
from storage.leaving.keeping import is_settled
from storage.messages import conversations
from storage.messages.conversations import CONVERSATIONS
from storage.people.consents import CONSENTS
from storage.people.people import ADDRESSES, PEOPLE, PROFILES, used_by
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.newcomers import RELAYS
from storage.reminders.campaigns import REMINDERS
from storage.sending import unasked
from storage.town.authors import AUTHORS
from storage.town.comments import COMMENTS
from storage.town.follows import FOLLOWS
from storage.town.meetings import SIGN_UPS
from storage.town.supports import SUPPORTS
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL
from storage.town.tickets import TICKETS
from storage.votes import votes

ONCE: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (PROFILES, ("address_id",)),
    (AUTHORS, ("project_id",)),
    (FOLLOWS, ("project_id",)),
    (SUPPORTS, ("project_id",)),
    (SURVEY_ROLL, ("edition_id", "survey")),
    (CONSENTS, ("kind",)),
    (RELAYS, ()),
    (REMINDERS, ("campaign_id",)),
    (SIGN_UPS, ("edition_id", "meeting")),
)
"""What a person has once for each of these columns: of two, the survivor's stays."""

MANY: tuple[Table, ...] = (ADDRESSES, COMMENTS, TICKETS, SURVEY_PAPERS, AMBASSADORS)
"""What a person may have any number of."""


class Conflict(StrEnum):
    """Why two persons cannot be made one."""

    BOTH_VOTED = "both voted"  # in the current edition: two ballots in the urn, and nobody may tell which is whose
    BOTH_ANSWERED = "both answered"  # the same survey, each under their own name
    TAKEN = "taken"  # one of them is reached on the other's channel by another address already


def conflict(tx: Connection, edition_id: int, person: int, other: int, now: datetime) -> Conflict | None:
    """Why *person* and *other* cannot be the same person, None if they can.

    Once nobody can vote any more, it does not matter that both did.
    """
    if _channels(tx, person) & _channels(tx, other):
        return Conflict.TAKEN
    if len(votes.voted(tx, edition_id, (person, other))) > 1 and not is_settled(tx, edition_id, now):
        return Conflict.BOTH_VOTED
    return Conflict.BOTH_ANSWERED if _signed(tx, person) & _signed(tx, other) else None


def survivor(tx: Connection, edition_id: int, person: int, other: int) -> int:
    """The one whose name stays: who has voted in this edition, since nobody moves a ballot; else the older."""
    voted = votes.voted(tx, edition_id, (person, other))
    return next(iter(voted), min(person, other))


def merge(tx: Connection, store: Store, gone: int, stays: int, now: datetime) -> None:
    """Everything of *gone* becomes that of *stays*; there was no conflict, and nobody else can hear either meanwhile.

    Votes of earlier editions stay where they are: their urns are sealed, and their rolls only count.
    """
    for table, columns in ONCE:
        _move_once(tx, table, columns, gone, stays)
    for table in MANY:
        tx.execute(update(table).where(table.c.person_id == gone).values(person_id=stays))
    _move_conversations(tx, store, gone, stays, now)
    unasked.merge(tx, gone, stays)
    _complete(tx, gone, stays)
    tx.execute(delete(PEOPLE).where(PEOPLE.c.id == gone))


def answer_elsewhere(tx: Connection, address_id: int, elsewhere: int | None, person_id: int = 0) -> None:
    """What the team owes an answer at this address (to this person, or to all) is answered *elsewhere*, or nowhere."""
    mine = TICKETS.c.person_id == person_id if person_id else true()
    tx.execute(update(TICKETS).where(TICKETS.c.address_id == address_id, mine).values(address_id=elsewhere))


def combined(mine: Memory, theirs: Memory) -> Memory:
    """Both memories in one: *mine* stays open. Of two that were begun of the same conversation, the longer is kept."""
    kept: dict[str, Thread] = {}
    for thread in (*mine.aside, *theirs.put_aside().aside):
        before = kept.get(thread.flow)
        if before is None or len(thread.answers) > len(before.answers):
            kept[thread.flow] = thread
    aside = [thread for flow, thread in kept.items() if mine.open is None or mine.open.flow != flow]
    codes, tongue = (*mine.codes, *theirs.codes)[:MOST_CODES], max(mine.tongue, theirs.tongue)
    return Memory(mine.open, tuple(aside[:MOST_ASIDE]), mine.misses, codes, tongue=tongue)


def _channels(tx: Connection, person_id: int) -> set[str]:
    """The channels on which a person is reached, or shares an address."""
    theirs = ADDRESSES.c.id.in_(used_by([person_id]))
    return set(tx.execute(select(ADDRESSES.c.channel).where(theirs)).scalars())


def _signed(tx: Connection, person_id: int) -> set[tuple[int, str]]:
    """The surveys that a person answered under their own name."""
    query = select(SURVEY_PAPERS.c.edition_id, SURVEY_PAPERS.c.survey).where(SURVEY_PAPERS.c.person_id == person_id)
    return {(row.edition_id, row.survey) for row in tx.execute(query)}


def _move_once(tx: Connection, table: Table, columns: Collection[str], gone: int, stays: int) -> None:
    theirs = table.alias("theirs")
    same = [theirs.c[name] == table.c[name] for name in columns]
    has = select(theirs.c.person_id).where(theirs.c.person_id == stays, *same).exists()
    tx.execute(update(table).where(table.c.person_id == gone, ~has).values(person_id=stays))
    tx.execute(delete(table).where(table.c.person_id == gone))


def _move_conversations(tx: Connection, store: Store, gone: int, stays: int, now: datetime) -> None:
    memories = conversations.memories(tx, store, (gone, stays))
    if gone in memories:
        both = combined(memories.get(stays, Memory()), memories[gone])
        conversations.remember(tx, store, {stays: both}, now, spoke=(stays,))
        tx.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.person_id == gone))


def _complete(tx: Connection, gone: int, stays: int) -> None:
    """What only *gone* had declared, or had been told, now holds for *stays*."""
    theirs = tx.execute(select(PEOPLE).where(PEOPLE.c.id == gone)).one()
    mine = tx.execute(select(PEOPLE).where(PEOPLE.c.id == stays)).one()
    changes = {name: mine._mapping[name] or theirs._mapping[name] for name in ("district", "age_band", "noticed_at")}
    tx.execute(update(PEOPLE).where(PEOPLE.c.id == stays).values(**changes))
