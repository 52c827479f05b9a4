"""Campaigns of reminders tried at one address, before they are armed: the very words, marked as a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import typer
from sqlalchemy import Connection

from bot.languages.figures import moment
from bot.languages.manners import base_of
from bot.networks.sms.phone_numbers import person_number
from bot.reminders.preview import Readership, Sample, sample
from flows.reminders.remind import wording_for
from flows.town.edition import Edition
from flows.town.good_times import next_good
from storage.database.ids import new_id
from storage.database.store import Store
from storage.messages import to_send
from storage.messages.outgoing import Outgoing
from storage.messages.to_send import ToSend
from storage.people import speakers
from storage.people.speakers import Known
from storage.reminders.campaigns import Campaign

TRIAL = "[essai] "
"""Before the words of a test."""


def try_at(store: Store, edition: Edition, campaign: Campaign, to: str, now: datetime) -> int:
    """Put the words of the campaign into the outbox for the address *to*, in each wording; how many messages.

    Raises BadParameter for what is no address, or none that may be written to.
    """
    return _try(store, edition, to, now, lambda readers: _words(edition, campaign, readers, now))


def try_season(store: Store, edition: Edition, campaigns: Sequence[Campaign], to: str, now: datetime) -> int:
    """The same of all *campaigns*, in their order, each with the day it would come; the first as a season's first is.

    Raises BadParameter.
    """

    def words(readers: Readership) -> Iterator[Outgoing]:
        for place, campaign in enumerate(campaigns):
            at = next_good(max(now, campaign.due_at), edition).astimezone(edition.zone)
            mark = f"[essai, {moment(at, base_of(readers.language))}] "
            yield from _words(edition, campaign, replace(readers, first=place == 0), now, mark)

    return _try(store, edition, to, now, words)


def _try(
    store: Store, edition: Edition, to: str, now: datetime, words: Callable[[Readership], Iterator[Outgoing]]
) -> int:
    channel, address = _address(to)
    with store.writing() as tx:
        known = _known(tx, store, channel, address)
        messages = list(words(Readership(channel, known.language)))
        rows = [
            ToSend(new_id(), None, known.address_id, channel, message.as_json(), secret=False, handed_over=False)
            for message in messages
        ]
        to_send.put(tx, store, rows, now)
    return len(messages)


def _address(to: str) -> tuple[str, str]:
    if to.startswith("telegram:"):
        return "telegram", to.removeprefix("telegram:")
    number = person_number(to)
    if not number:
        raise typer.BadParameter(f"'{to}' is no telephone number: write +336… or telegram:ID.")
    return "sms", number


def _known(tx: Connection, store: Store, channel: str, address: str) -> Known:
    """Who speaks at the address. Raises BadParameter for one that never wrote to us, or asked for silence."""
    known = speakers.found(tx, store, channel, address)
    if known is None or known.erased:
        raise typer.BadParameter("this address never wrote to us: write to the service from it first.")
    if known.stopped:
        raise typer.BadParameter("this address asked for silence: send START from it first.")
    return known


def _words(
    edition: Edition, campaign: Campaign, readers: Readership, now: datetime, mark: str = TRIAL
) -> Iterator[Outgoing]:
    """The messages in the language of the address, in each wording."""
    wordings = (False, True) if wording_for(campaign.rule, edition).text else (False,)
    begins = max(now, campaign.due_at)
    for other in wordings:
        shown = sample(edition, campaign, replace(readers, other=other), begins)
        yield from _marked(shown, mark)


def _marked(sample: Sample, mark: str) -> list[Outgoing]:
    first, *rest = sample.messages
    return [replace(first, text=mark + first.text, buttons=()), *rest]
