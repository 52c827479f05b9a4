"""Blocking the bot on Telegram is silence; unblocking ends that silence, and no other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.networks.telegram.blocked import mirror
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.messages import outbox
from storage.messages.outbox import OUTBOX, State
from storage.people import silences
from storage.people.people import ADDRESSES
from storage.people.silences import Proof, standing
from tests.conftest import HandClock

ADA = "1001"


def writes(turns: Turns, words: str) -> None:
    id = f"{words} at {turns.clock.now()}"
    turns.hear([Incoming("telegram", id, "telegram", ADA, words)])


def blocks(turns: Turns, *, late: int = 0) -> bool:
    return news(turns, True, turns.clock.now() - timedelta(seconds=late))


def unblocks(turns: Turns, *, late: int = 0) -> bool:
    return news(turns, False, turns.clock.now() - timedelta(seconds=late))


def news(turns: Turns, blocked: bool, at: datetime) -> bool:
    with turns.store.writing() as tx:
        return mirror(tx, turns.store, ADA, blocked, at)


def is_silent(turns: Turns) -> bool:
    with turns.store.reading() as tx:
        known = standing(tx, turns.store, "telegram", ADA)
    assert known is not None
    return known.silent


def test_a_block_silences_and_what_waits_is_not_sent(turns: Turns) -> None:
    writes(turns, "bonjour")

    assert blocks(turns)
    assert is_silent(turns)
    with turns.store.reading() as tx:
        assert tx.execute(select(OUTBOX.c.state)).scalars().all() == [State.STOPPED]


def test_a_block_told_twice_changes_nothing_the_second_time(turns: Turns) -> None:
    writes(turns, "bonjour")

    assert [blocks(turns), blocks(turns)] == [True, False]


def test_unblocking_ends_the_silence_of_a_block(turns: Turns, clock: HandClock) -> None:
    writes(turns, "bonjour")
    blocks(turns)
    clock.pass_(minutes=1)

    assert unblocks(turns)
    assert not is_silent(turns)


def test_unblocking_ends_the_silence_that_a_refused_message_brought(turns: Turns, clock: HandClock) -> None:
    writes(turns, "bonjour")
    with turns.store.writing() as tx:
        address = tx.execute(select(ADDRESSES.c.id)).scalar_one()
        proof = Proof(True, "OptedOut: bot was blocked by the user", clock.now())
        silences.say(tx, turns.store, address, proof)
        outbox.stop_all(tx, address, "blocked")
    clock.pass_(minutes=1)

    assert unblocks(turns)
    assert not is_silent(turns)


def test_a_stop_outlives_a_block_and_an_unblocking(turns: Turns, clock: HandClock) -> None:
    writes(turns, "STOP")
    clock.pass_(minutes=1)
    blocks(turns)
    clock.pass_(minutes=1)

    assert not unblocks(turns)
    assert is_silent(turns)


@pytest.mark.parametrize("late", [pytest.param(30, id="half a minute"), pytest.param(86_400, id="a day")])
def test_news_of_a_block_that_comes_after_a_start_changes_nothing(late: int, turns: Turns, clock: HandClock) -> None:
    writes(turns, "STOP")
    clock.pass_(days=2)
    writes(turns, "/start")

    assert not blocks(turns, late=late)
    assert not is_silent(turns)


def test_of_someone_who_never_wrote_nothing_is_kept(turns: Turns) -> None:
    assert not blocks(turns)
    with turns.store.reading() as tx:
        assert standing(tx, turns.store, "telegram", ADA) is None
