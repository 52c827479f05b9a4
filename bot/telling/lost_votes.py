"""Telling people that their vote is lost since a backup was restored: each once, at a good hour, whatever crashes."""

from __future__ import annotations

from bot.channels import BY_NAME as CHANNELS
from bot.telling.pushing import CHUNK, tell_each
from bot.turn.message import Push
from bot.turn.ticker import Room
from flows.talk.opening import Opening
from flows.town.good_times import is_good
from flows.vote.lost_vote import LOST_VOTE
from storage.town import editions
from storage.votes import lost_votes
from storage.votes.lost_votes import Loser


def tell(room: Room) -> int:
    """Tell those who are not told yet and can be reached; how many were told."""
    now = room.clock.now()
    with room.store.reading() as tx:
        waiting = lost_votes.untold(tx, room.store, CHANNELS)
        if not waiting or not is_good(now, editions.find(tx)):
            return 0
    for start in range(0, len(waiting), CHUNK):
        some = waiting[start : start + CHUNK]
        tell_each(room.turns.hear, {loser.hash: _push(loser) for loser in some})
        with room.store.writing() as tx:
            lost_votes.told(tx, some, now)
    return len(waiting)


def _push(loser: Loser) -> Push:
    key = f"lost:{loser.edition_id}:{loser.hash.hex()}:{loser.voted_on}"
    return Push(key, loser.channel, loser.address, Opening(LOST_VOTE.name), to=loser.person_id)
