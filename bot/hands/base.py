"""The hands of a turn: what they know while they do what a conversation asks, and what is written at the end.

A deed is settled at once on what the turn knows. What many turns do at the same time (votes) is noted, and written with
a statement a table at the end of the batch; what is rare is written at once, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from flows.talk.deed import Deed, Look
from flows.talk.memory import Memory
from flows.town.edition import Edition
from storage.database.store import Store
from storage.people import people, silences, traces
from storage.people.silences import Proof
from storage.people.speakers import Known
from storage.sending import unasked
from storage.votes import lost_votes, votes

T = TypeVar("T")

SILENCE = "asked for silence"
"""Why what waited for an address is not sent any more."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Two people who turned out to be one, and what the store remembered of the conversations of each."""

    gone: int
    stays: int
    memories: Mapping[int, Memory]


@dataclass
class Writes:
    """What a batch of turns will write besides conversations and messages."""

    votes: list[votes.Vote] = field(default_factory=list)
    voted_from: list[tuple[bytes, int, date]] = field(default_factory=list)  # by the hash of the address
    looked_up: dict[str, Any] = field(default_factory=dict)  # what is the same for everybody, asked once a batch
    languages: dict[int, str] = field(default_factory=dict)
    silences: list[tuple[int, bool, str]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)  # for the batch, which holds what it remembers of them
    handed_over: bool = False  # whether someone else speaks at the address that is being heard
    erased: set[int] = field(default_factory=set)  # people to erase once everything else is written

    def write(self, tx: Connection, store: Store, now: datetime) -> None:
        """One statement a table, however many turns there were."""
        self.cast(tx, store, now)
        if self.languages:
            people.set_language(tx, self.languages)
        for address_id, silent, words in self.silences:
            silences.say(tx, store, address_id, Proof(silent, words, now))
            store.leave(tx, traces.of_silence(tx, store, address_id, silent))
            if silent:
                unasked.stop(tx, store, address_id, SILENCE, now)

    def once(self, name: str, look: Callable[[], T]) -> T:
        """What *look* finds, asked the first time in a batch only: it is the same for everybody."""
        if name not in self.looked_up:
            self.looked_up[name] = look()
        answer: T = self.looked_up[name]
        return answer

    def cast(self, tx: Connection, store: Store, now: datetime) -> None:
        """The votes that were noted; nobody who cast one is still reminded of it."""
        if self.votes:
            voters = [vote.person_id for vote in self.votes]
            votes.cast(tx, store, self.votes)
            unasked.take_back_from(tx, store, unasked.Recall("voted", now), voters)
            self._found_again(tx)
            store.leave(tx, traces.of_votes(store, self.voted_from))
            self.votes.clear()
            self.voted_from.clear()

    def _found_again(self, tx: Connection) -> None:
        """Whoever voted has no vote to miss."""
        if lost_votes.any_lost(tx):
            for vote in self.votes:
                lost_votes.voted_again(tx, vote.edition_id, [vote.person_id])


@dataclass
class Hands:
    """The hands of one turn: they know the person, the edition and the time, and note what is to be written."""

    tx: Connection
    store: Store
    edition: Edition
    now: datetime  # in the edition's time zone
    known: Known
    voted_on: dict[int, date]
    writes: Writes
    channel: str

    def hand_over(self, person_id: int) -> None:
        """Someone else speaks at this address from now on; `speakers.reload` follows, once all is said of them."""
        people.hand_over(self.tx, self.known.address_id, person_id)
        self.writes.handed_over = True


HANDS: dict[type[Deed[Any]] | type[Look[Any]], Callable[[Hands, Any], Any]] = {}
"""Who does which deed, and who looks what up: filled by `does`, a line above each function."""

Hand = TypeVar("Hand", bound=Callable[..., Any])


def does(wish: type[Deed[Any]] | type[Look[Any]]) -> Callable[[Hand], Hand]:
    """Have the function below be what does *wish*. Raises ValueError where another does it already."""

    def register(hand: Hand) -> Hand:
        if wish in HANDS:
            raise ValueError(f"{wish.__name__} is done by {HANDS[wish].__qualname__} already.")
        HANDS[wish] = hand
        return hand

    return register
