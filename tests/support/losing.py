"""A backup is put back, for transcripts: one person's vote is gone from the store, and the keepsake tells."""

from __future__ import annotations

from sqlalchemy import delete

from bot.telling import lost_votes
from bot.turn.ticker import Room
from storage.database.keepsake import Trace, What, Written
from storage.people import speakers
from storage.restoring import restores
from storage.restoring.restores import Noticed
from storage.town import editions
from storage.votes.votes import BALLOTS, ROLL


def goes_back(room: Room, channel: str, address: str) -> None:
    """The store goes back to before the vote from this address; the operator goes on, and who lost theirs is told."""
    store, now = room.store, room.clock.now()
    with store.writing() as tx:
        edition, known = editions.find(tx), speakers.found(tx, store, channel, address)
        assert known, "nobody voted from there"
        tx.execute(delete(ROLL).where(ROLL.c.person_id == known.person_id))
        tx.execute(delete(BALLOTS).where(BALLOTS.c.slot == store.vault.slot(edition.id, known.person_id)))
        voted = Trace(What.VOTED, known.hash.hex(), (str(edition.id), now.astimezone(edition.zone).date().isoformat()))
        restores.notice(tx, store, Noticed("keepsake", now), [Written(1, now, traces=(voted,))])
        restores.end(tx, now)
    lost_votes.tell(room)
