"""Telling people what the team answered: once each, on the address the question came from, whatever dies meanwhile.

An answer is kept first, and told by a push whose id is the answer's own: heard a second time, it changes nothing. What
was kept and not yet told is found again at the next look; so is what waits for the end of a silence.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.telling.pushing import Hear, tell_each
from bot.turn.message import Push
from flows.hotline.ticket import answer_to
from storage.database.store import Store
from storage.town import desk
from storage.town.desk import UntoldAnswer

log = structlog.get_logger()


def tell(store: Store, hear: Hear, now: datetime) -> int:
    """Tell every answer that can be told and was not yet; how many were told. *hear* is that of `Turns`."""
    with store.reading() as tx:
        waiting = desk.untold(tx, store)
    if not waiting:
        return 0
    told = tell_each(hear, {answer.words_id: _push(answer) for answer in waiting}).done
    with store.writing() as tx:
        desk.told(tx, told, now)
    log.info("answers told", action="tell_answers", count=len(told))
    return len(told)


def _push(answer: UntoldAnswer) -> Push:
    return Push(
        id=f"ticket:{answer.ticket_id}:{answer.words_id}",
        channel=answer.channel,
        address=answer.address,
        opens=answer_to(answer.number, answer.words_id),
        whom=answer.whom,
    )
