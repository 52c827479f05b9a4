"""A town where people have voted, for the tests of what may be changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.practice.phone import Phone
from bot.turn.turns import Turns
from flows.town.edition import Edition, Status
from storage.database.store import Store
from storage.town import editions
from tests.conftest import PARIS

IN_THE_COUNT = datetime(2026, 12, 2, 10, tzinfo=PARIS)


def all_vote(turns: Turns, ballots: Sequence[str], first: int = 0) -> list[Phone]:
    """A person by SMS for each of *ballots*, the numbers of their choice; their telephones."""
    phones = [Phone("sms", f"+3363998{number:04}") for number in range(first, first + len(ballots))]
    for phone, numbers in zip(phones, ballots, strict=True):
        phone.sees(turns.hear([phone.writes(f"vote {numbers}")])[0].replies)
        phone.sees(turns.hear([phone.confirms()])[0].replies)
        assert "Votre vote est dans l'urne" in phone.heard
    return phones


def set_status(store: Store, status: Status, *numbers: int) -> None:
    """The projects of these numbers stand so, however that came."""
    with store.writing() as tx:
        edition = editions.find(tx)
        for number in numbers:
            editions.correct(tx, edition.id, edition.by_number[number].id, {"status": str(status)})


def edition_in(store: Store) -> Edition:
    """The edition that people talk to."""
    with store.reading() as tx:
        return editions.find(tx)
