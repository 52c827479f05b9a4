"""What networks know that a store does not, once it went back in time: what they brought it, and what it answered.

It is known also where nothing was kept beside the key. Who voted or was erased since, no network tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.languages.words import lexicon
from bot.turn.house import House
from flows.understanding.senses import Sense
from storage.messages import inbox
from storage.restoring import marks, restores
from storage.restoring.restores import Noticed

log = structlog.get_logger()

GAP = 300
"""Updates of Telegram's that may be missing between two that we know: of what is no message we note one a minute."""

RANDOM = timedelta(days=6)
"""After a week without any, Telegram numbers updates anew, at random; then their numbers tell nothing."""

LATE = timedelta(minutes=10)
"""How long after the newest text that we know nothing is concluded: clocks differ, and some may be on their way."""

_THEIRS = frozenset({"stopall", "unsubscribe", "cancel", "end", "quit", "start", "yes", "unstop", "help", "info"})
"""What Twilio itself answers, besides STOP."""


def by_update(house: House, channel: str, number: int, until: int) -> None:
    """Notice by the first update that came since we started, at *until* (an id of ours): many before it are missing."""
    try:
        with house.store.writing() as tx:
            known = _newest_update(tx, channel, until, house.clock.now())
            if known is None or number <= known + GAP or restores.under_way(tx):
                return
            restores.notice(tx, house.store, Noticed(channel, house.clock.now(), blind=True, outbox_id=until))
    except SQLAlchemyError as error:  # this is done beside hearing, which tells of it
        log.warning("not looked", action="went_back", error=type(error).__name__)
        return
    log.error("the store went back in time", action="went_back", by=channel, known=known, update=number)


def note_update(house: House, channel: str, number: int) -> None:
    """The network has come so far, with something that leaves nothing else."""
    try:
        with house.store.writing() as tx:
            marks.note_update(tx, channel, number)
    except SQLAlchemyError as error:  # this is done beside hearing, which tells of it
        log.warning("not noted", action="went_back", error=type(error).__name__)


def _newest_update(tx: Connection, channel: str, until: int, now: datetime) -> int | None:
    """The newest that this store knows of; None if it knows of none, or of none for so long that it tells nothing."""
    before = inbox.newest(tx, channel, until)
    if before is None or before.heard_at < now - RANDOM:
        return None
    return max(marks.last_update(tx, channel), int(before.provider_id))


def by_answers(house: House, provider: str, listed: Sequence[Any], since: datetime, started: datetime) -> None:
    """Notice by the texts that Twilio *listed*: some came before we *started*, were answered, and are not known here.

    Only those that came later than *since*, the newest that this store heard.
    """
    store, now = house.store, house.clock.now()
    answered = [text for text in _answered(listed) if since + LATE < _at(text) < started]
    with store.writing() as tx:
        known = inbox.known(tx, [(provider, str(text.sid)) for text in answered])
        lost = [text for text in answered if (provider, str(text.sid)) not in known]
        if not lost or restores.under_way(tx):
            return
        restores.notice(tx, store, Noticed(provider, now, blind=True, heard_until=max(map(_at, lost))))
    log.error("the store went back in time", action="went_back", by=provider, texts=len(lost))


def heard_before(house: House) -> datetime | None:
    """Until when texts were heard by a store that is gone: they had their answers, and are not heard again."""
    with house.store.reading() as tx:
        last = restores.newest(tx)
    return last.heard_until if last else None


def _answered(listed: Sequence[Any]) -> Iterator[Any]:
    """The texts that we answered: not Twilio itself, as it does to STOP, and not to say that we read no pictures."""
    newest: dict[str, Any] = {}
    oldest_first = reversed(listed)  # Twilio lists the newest first, and drops the fractions of seconds
    for message in sorted(oldest_first, key=lambda message: (_at(message), message.direction != "inbound")):
        if message.direction == "inbound":
            newest[str(message.from_)] = message
        text = newest.get(str(message.to)) if message.direction == "outbound-reply" else None
        if text is not None and not int(text.num_media or 0) and not _is_for_twilio(str(text.body or "")):
            yield text


def _is_for_twilio(words: str) -> bool:
    return words.strip().casefold() in _THEIRS or lexicon().meant(words) in (Sense.STOP, Sense.START)


def _at(message: Any) -> datetime:
    at = message.date_sent or message.date_created
    return at.astimezone(UTC) if at else datetime.min.replace(tzinfo=UTC)
