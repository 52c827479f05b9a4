"""What is known of a batch before anything in it is heard: three values, each made from the one before.

remembered: which arrivals are new  →  locked: who is behind them, and nobody else hears them meanwhile
→  scenes: what they had under way, and whether they have voted
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.channels import BY_NAME as CHANNELS
from bot.turn.message import Arrival, Incoming, Key, Push, key_of
from flows.talk.memory import Memory
from flows.town.edition import Edition
from storage.database.ids import new_id
from storage.database.store import Store
from storage.leaving import erasure
from storage.messages import conversations, inbox
from storage.people import people, speakers
from storage.people.speakers import Caller, Known
from storage.votes import votes


@dataclass(frozen=True, slots=True)
class Remembered:
    """The arrivals that are *new*, in their order; by what serial each is kept, and the hash of each address."""

    new: Sequence[Arrival]
    serials: Mapping[Key, int]
    hashes: Mapping[tuple[str, str], bytes]

    def serial(self, arrival: Arrival) -> int:
        """By what the inbox keeps it."""
        return self.serials[key_of(arrival)]

    def hash(self, arrival: Arrival) -> bytes:
        """By what its address is found."""
        return self.hashes[arrival.channel, arrival.address]


@dataclass(frozen=True, slots=True)
class Locked:
    """Who is behind each address, by its hash; an address that we would speak to first may have nobody any more."""

    known: Mapping[bytes, Known]
    met: Sequence[int]  # who wrote for the first time


@dataclass(frozen=True, slots=True)
class Scenes:
    """What each person had under way, and the day they voted."""

    memories: Mapping[int, Memory]
    voted_on: Mapping[int, date]


def remember(tx: Connection, store: Store, arrivals: Sequence[Arrival], now: datetime) -> Remembered:
    """Tell the new arrivals from those received before; of two alike in the batch, the first is the new one."""
    firsts: dict[Key, Arrival] = {}
    for arrival in arrivals:
        firsts.setdefault(key_of(arrival), arrival)
    hashes = {
        (arrival.channel, arrival.address): people.hash_of(store, arrival.channel, arrival.address)
        for arrival in firsts.values()
    }
    receipts = [
        inbox.Receipt(new_id(), arrival.provider, arrival.id, hashes[arrival.channel, arrival.address])
        for arrival in firsts.values()
    ]
    fresh = inbox.remember(tx, store, receipts, now)
    serials = {(receipt.provider, receipt.provider_id): receipt.id for receipt in receipts if receipt.id in fresh}
    return Remembered([arrival for key, arrival in firsts.items() if key in serials], serials, hashes)


def lock(tx: Connection, store: Store, edition: Edition, remembered: Remembered, now: datetime) -> Locked:
    """Make sure nobody else hears these people until we are done, and note that they wrote."""
    wrote = {remembered.hash(message): message for message in remembered.new if isinstance(message, Incoming)}
    told = {remembered.hash(push): push.channel for push in remembered.new if isinstance(push, Push)}
    callers = {
        hash: Caller(message.channel, message.address, _language(message, edition)) for hash, message in wrote.items()
    }
    known = speakers.lock(tx, store, callers, now, told) if callers or told else {}
    for hash, caller in callers.items():
        if known[hash].erased:  # who was erased and writes again is a newcomer
            erasure.come_back(tx, store, known[hash], caller)
    _notice_silences(tx, edition, {hash: (known[hash], message) for hash, message in wrote.items()}, now)
    return Locked(known, [person.person_id for person in known.values() if person.new])


def take_scenes(tx: Connection, store: Store, edition: Edition, locked: Locked) -> Scenes:
    """Read what is personal: each person's conversation, and whether they have voted."""
    ids = [known.person_id for known in locked.known.values()]
    if not ids:
        return Scenes({}, {})
    return Scenes(conversations.memories(tx, store, ids), votes.voted(tx, edition.id, ids))


def _language(message: Incoming, edition: Edition) -> str:
    """The language of a newcomer: their phone's, if the edition speaks it."""
    return message.language if message.language in edition.languages else edition.languages[0]


def _notice_silences(
    tx: Connection, edition: Edition, wrote: Mapping[bytes, tuple[Known, Incoming]], now: datetime
) -> None:
    """The day each address last wrote; a number that was silent for very long may be someone else's by now."""
    today = now.astimezone(edition.zone).date()
    long_ago = today - timedelta(days=edition.service.silent_days)
    heard = [known.address_id for known, _message in wrote.values() if known.heard_on != today]
    lapsed = [
        known for known, message in wrote.values() if not CHANNELS[message.channel].vouched and _lapsed(known, long_ago)
    ]
    for known in lapsed:
        known.doubtful = True
    if heard:
        people.heard(tx, heard, today)
    if lapsed:
        people.doubt(tx, [known.address_id for known in lapsed], True)


def _lapsed(known: Known, long_ago: date) -> bool:
    """Whether the address was last heard before *long_ago*, and nobody has noticed yet."""
    return not known.doubtful and known.heard_on is not None and known.heard_on < long_ago
