"""Who has a copy of the files and no key: which choices do the lengths of what is sealed tell?

The thief has the program, and the edition from the public pages: they vote each possible choice in a town of their own,
and note what its rows look like.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from bot.practice.phone import Phone
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages.conversations import CONVERSATIONS
from storage.messages.outbox import KEPT_WORDS, OUTBOX, WITH_WORDS
from storage.people.people import ADDRESSES, hash_of
from tests.attacks.guess import Guess
from tests.conftest import HandClock, load_sample

PROJECTS, TOGETHER = 24, 200

Numbers = tuple[int, ...]
Look = tuple[object, ...]


def lengths(store: Store, own: Store, victims: int, most: int) -> list[Guess]:
    """How many of the *victims* of each channel chose what nobody else's rows look like; *own* is the thief's town."""
    chance = random.Random(victims)
    candidates = [
        numbers for size in range(1, most + 1) for numbers in itertools.combinations(range(1, PROJECTS + 1), size)
    ]
    load_sample(store)
    load_sample(own)
    guesses = []
    for channel in ("sms", "telegram"):
        chosen = chance.choices(candidates, k=victims)
        alike: dict[Look, list[Numbers]] = defaultdict(list)
        for numbers, look in zip(candidates, _looks(own, channel, candidates), strict=True):
            alike[look].append(numbers)
        told = [alike[look] for look in _looks(store, channel, chosen)]
        right = sum(choices == [numbers] for choices, numbers in zip(told, chosen, strict=True))
        made = sum(len(choices) == 1 for choices in told)
        guesses.append(Guess(f"choices told by lengths, {channel}", store.engine.dialect.name, made, right, victims))
    return guesses


def _looks(store: Store, channel: str, chosen: Sequence[Numbers]) -> list[Look]:
    """What the rows of each voter look like before they confirm."""
    turns = Turns(store, HandClock())
    phones = [Phone(channel, _address(channel, place)) for place in range(len(chosen))]
    for begin in range(0, len(phones), TOGETHER):
        some = range(begin, min(begin + TOGETHER, len(phones)))
        turns.hear([phones[place].writes(f"vote {' '.join(map(str, chosen[place]))}") for place in some])
    with store.reading() as tx:
        return [_look(tx, hash_of(store, channel, phone.address)) for phone in phones]


def _address(channel: str, place: int) -> str:
    return f"+336{place:08}" if channel == "sms" else str(7_000_000 + place)


def _look(tx: Connection, hash: bytes) -> Look:
    """All that is not sealed of a voter's rows, and how long the rest is."""
    said = (
        select(OUTBOX.c.kind, OUTBOX.c.rank, OUTBOX.c.weight, OUTBOX.c.state, func.length(KEPT_WORDS))
        .select_from(WITH_WORDS)
        .join(ADDRESSES, ADDRESSES.c.id == OUTBOX.c.address_id)
        .where(ADDRESSES.c.hash == hash)
        .order_by(OUTBOX.c.id)
    )
    kept = (
        select(CONVERSATIONS.c.flow, CONVERSATIONS.c.aside, func.length(CONVERSATIONS.c.memory))
        .join(ADDRESSES, ADDRESSES.c.person_id == CONVERSATIONS.c.person_id)
        .where(ADDRESSES.c.hash == hash)
    )
    return tuple(tuple(row) for query in (said, kept) for row in tx.execute(query))
