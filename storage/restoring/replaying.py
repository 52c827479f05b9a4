"""Doing again, in a store that went back, what people were promised for good; twice is as good as once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from storage.database.keepsake import Trace, What, Written
from storage.database.store import Store
from storage.leaving import erasure, sweeps
from storage.leaving.sweeps import Why
from storage.people import consents, silences
from storage.people.people import ADDRESSES
from storage.people.silences import Proof
from storage.people.traces import ALONE, YES, person_hash, users_of

PROOF = "said before the store was restored"
"""The words kept as proof of a silence whose own words are lost."""


def votes_lost(traces: Iterable[Trace]) -> dict[tuple[int, bytes], date]:
    """The last day on which each address voted in each edition; who asked to be erased after it is not to be found."""
    lost: dict[tuple[int, bytes], date] = {}
    for trace in traces:
        hash = bytes.fromhex(trace.address)
        if trace.what is What.VOTED:
            edition, day = trace.about
            lost[int(edition), hash] = date.fromisoformat(day)
        if trace.what is What.ERASED and trace.about[1] == ALONE:
            lost = {key: day for key, day in lost.items() if key[1] != hash}
    return lost


def erase_again(tx: Connection, store: Store, traces: Iterable[Trace], now: datetime) -> int:
    """Erase who asked for it, as far as this store knows them; how many people that was. No goodbye waits to leave."""
    asked = [trace for trace in traces if trace.what is What.ERASED]
    users = users_of(tx, hashes={bytes.fromhex(trace.address) for trace in asked})
    places = ((trace, users.get(bytes.fromhex(trace.address), set())) for trace in asked)
    gone = {person for trace, there in places for person in _meant(store, trace, there)}
    rows = erasure.erase(tx, store, erasure.Leavers(gone, Why.ASKED), now)
    sweeps.log(tx, Why.ASKED, rows + erasure.leave(tx, gone, now), now)
    return len(gone)


def silence_again(tx: Connection, store: Store, lost: Sequence[Written], now: datetime) -> int:
    """The last word of each address on its silence, and on each kind of message; how many addresses that changed."""
    hashes = {bytes.fromhex(trace.address) for line in lost for trace in line.traces}
    query = select(ADDRESSES.c.hash, ADDRESSES.c.id, ADDRESSES.c.person_id).where(ADDRESSES.c.hash.in_(hashes))
    ids = {bytes(row.hash).hex(): row for row in tx.execute(query)}
    changed = set()
    for line in lost:
        for trace in line.traces:
            row = ids.get(trace.address)
            if row is None:
                continue
            if trace.what is What.SILENT:
                silences.say(tx, store, row.id, Proof(trace.about[0] == YES, PROOF, line.at))
                changed.add(trace.address)
            if trace.what is What.WANTED:
                consents.say(tx, row.person_id, trace.about[0], trace.about[1] == YES, line.at)
                changed.add(trace.address)
    return len(changed)


def _meant(store: Store, trace: Trace, users: set[int]) -> set[int]:
    """Who of those who use the address was erased; all, if nobody else did when it was."""
    who, alone = trace.about
    return users if alone == ALONE else {person for person in users if person_hash(store, person) == who}
