"""The outbox: every message ends somewhere, and nobody sends one that another is sending."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.networks.base import OptedOut, Rejected, Throttled, Unreachable
from bot.sending.sender import Sender
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages import outbox
from storage.messages.buckets import Pace
from storage.messages.outbox import LEASE, OUTBOX, WAITS, Ration, State
from storage.messages.outgoing import Parcel
from storage.people.people import ADDRESSES
from storage.people.silences import SILENCES
from storage.sending import outbox_view
from tests.conftest import HandClock
from tests.support.posting import FAST, Post, states, write


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def sender(turns: Turns, clock: HandClock, post: Post) -> Sender:
    return Sender(turns.store, clock, [post])


async def test_replies_are_sent_once_and_in_order(turns: Turns, sender: Sender, post: Post) -> None:
    write(turns, "projets", "5", "menu")
    while await sender.send_due():
        pass

    assert ["Quel projet" in post.sent[0][1], "skatepark" in post.sent[1][1], "Voir les" in post.sent[2][1]] == [
        True
    ] * 3
    assert states(turns.store) == [State.SENT] * 3
    assert await sender.send_due() == 0


async def test_one_address_is_sent_one_message_at_a_time(turns: Turns, sender: Sender, post: Post) -> None:
    write(turns, "projets", "5")
    write(turns, "bonjour", address="+33639980002")

    assert await sender.send_due() == 2
    assert [address for address, _text in post.sent] == ["+33639980001", "+33639980002"]


async def test_what_fails_is_tried_again_later_then_given_up_with_its_reason(
    turns: Turns, sender: Sender, post: Post, clock: HandClock
) -> None:
    post.errors = [ConnectionError("the network is down") for _try in range(99)]
    write(turns, "bonjour")
    for wait in (*WAITS, timedelta(hours=1)):
        assert await sender.send_due() == 1
        assert await sender.send_due() == 0
        clock.at += wait - timedelta(seconds=1)
        assert await sender.send_due() == 0
        clock.at += timedelta(seconds=2)

    assert states(turns.store) == [State.FAILED]
    with turns.store.reading() as tx:
        assert "network is down" in tx.execute(select(OUTBOX.c.reason)).scalar_one()
    assert await sender.send_due() == 0


async def test_a_failure_that_passes_loses_nothing(turns: Turns, sender: Sender, post: Post, clock: HandClock) -> None:
    post.errors = [ConnectionError("the network is down")]
    write(turns, "bonjour")
    await sender.send_due()
    clock.pass_(minutes=5)
    await sender.send_due()

    assert len(post.sent) == 1
    assert states(turns.store) == [State.SENT]


def test_what_a_sender_leased_no_other_sender_gets_until_the_lease_lapses(turns: Turns, clock: HandClock) -> None:
    write(turns, "bonjour")
    store = turns.store

    def lease(at: timedelta) -> int:
        with store.writing() as tx:
            return len(outbox.lease(tx, store, Ration(FAST, 10), clock.now() + at))

    assert lease(timedelta()) == 1
    assert lease(LEASE / 2) == 0
    assert lease(LEASE * 2) == 1


def test_what_is_given_back_is_free_at_once(turns: Turns, clock: HandClock) -> None:
    write(turns, "bonjour")
    with turns.store.writing() as tx:
        [leased] = outbox.lease(tx, turns.store, Ration(FAST, 10), clock.now())
        outbox.give_back(tx, [leased.id])
        [again] = outbox.lease(tx, turns.store, Ration(FAST, 10), clock.now())
        tries = tx.execute(select(OUTBOX.c.tries)).scalar_one()

    assert (again, tries) == (leased, 1)


def address(store: Store) -> tuple[bool, bool]:
    """Whether the only address wants silence, and whether it is gone."""
    with store.reading() as tx:
        row = tx.execute(ADDRESSES.select()).one()
    return row.stopped_at is not None, row.gone_at is not None


async def test_a_network_that_asks_for_patience_is_left_alone_by_all_and_no_try_is_counted(
    turns: Turns, sender: Sender, post: Post, clock: HandClock
) -> None:
    post.errors = [Throttled("429", 30)]
    write(turns, "bonjour")
    await sender.send_due()
    write(turns, "bonjour", address="+33639980002")
    assert await sender.send_due() == 0

    clock.pass_(seconds=31)
    assert await sender.send_due() == 2
    with turns.store.reading() as tx:
        assert set(tx.execute(select(OUTBOX.c.tries)).scalars()) == {1}


async def test_an_address_that_is_throttled_alone_keeps_nobody_else_waiting(
    turns: Turns, sender: Sender, post: Post
) -> None:
    post.errors = [Throttled("429", 30, everyone=False)]
    write(turns, "bonjour")
    await sender.send_due()
    write(turns, "bonjour", address="+33639980002")

    assert await sender.send_due() == 1
    assert [to for to, _text in post.sent] == ["+33639980002"]


async def test_who_opted_out_at_the_network_hears_nothing_more_and_the_proof_is_kept(
    turns: Turns, sender: Sender, post: Post
) -> None:
    post.errors = [OptedOut("21610")]
    write(turns, "projets", "5")
    await sender.send_due()
    await sender.send_due()

    assert post.sent == []
    assert states(turns.store) == [State.STOPPED] * 2
    assert address(turns.store) == (True, False)
    with turns.store.reading() as tx:
        assert b"21610" in turns.store.vault.open(tx.execute(SILENCES.select()).one().words)


async def test_an_address_that_takes_nothing_is_gone_until_it_writes(turns: Turns, sender: Sender, post: Post) -> None:
    post.errors = [Unreachable("a landline")]
    write(turns, "projets")
    await sender.send_due()
    assert address(turns.store) == (False, True)

    write(turns, "bonjour")
    assert address(turns.store) == (False, False)


async def test_a_message_that_is_refused_is_dead_at_once_visible_and_can_be_tried_again(
    turns: Turns, sender: Sender, post: Post, clock: HandClock
) -> None:
    post.errors = [Rejected("400: chat_id is empty")]
    write(turns, "bonjour")
    await sender.send_due()
    with turns.store.writing() as tx:
        [(id, channel, to, reason)] = outbox_view.dead(tx, turns.store, 10)
        assert outbox.try_again(tx, id, clock.now())
    await sender.send_due()

    assert (channel, to) == ("sms", "…01")
    assert "chat_id is empty" in reason
    assert len(post.sent) == 1


async def test_replies_go_before_campaigns(turns: Turns, sender: Sender, post: Post, clock: HandClock) -> None:
    write(turns, "bonjour")
    write(turns, "bonjour", address="+33639980002")
    with turns.store.writing() as tx:
        first = tx.execute(select(OUTBOX.c.id).order_by(OUTBOX.c.id)).scalars().first()
        tx.execute(OUTBOX.update().where(OUTBOX.c.id == first).values(rank=outbox.CAMPAIGN, kind="campaign"))
        [reply, reminder] = outbox.lease(tx, turns.store, Ration(FAST, 10), clock.now())

    assert (reply.kind, reminder.kind) == ("service", "campaign")


def test_segments_are_paced_and_the_pace_is_shared(turns: Turns, clock: HandClock) -> None:
    for number in range(10):
        write(turns, "projets", address=f"+336399800{number:02}")
    slow = {("sms", "service"): Pace(rate=2, burst=4)}

    def leased() -> int:
        with turns.store.writing() as tx:
            return len(outbox.lease(tx, turns.store, Ration(slow, 10), clock.now()))

    first, at_once, a_second_later = leased(), leased(), 0
    clock.pass_(seconds=1)
    a_second_later = leased()

    assert (first, at_once) == (2, 0)  # two segments each
    assert a_second_later == 1


async def test_two_senders_share_the_work_and_double_none_of_it(turns: Turns, clock: HandClock, post: Post) -> None:
    for number in range(40):
        write(turns, "bonjour", address=f"+336399800{number:02}")
    fast = {"sms": Pace(rate=1000, burst=1000)}
    senders = [Sender(turns.store, clock, [post], fast) for _sender in range(2)]
    while sum(await asyncio.gather(*(sender.send_due() for sender in senders))):
        pass

    assert len(post.sent) == len(set(post.sent)) == 40


@pytest.mark.parametrize("error", [OptedOut("blocked"), Unreachable("closed"), Rejected("no"), TimeoutError()])
async def test_who_was_erased_while_it_was_under_way_is_not_silenced(
    turns: Turns, clock: HandClock, error: Exception
) -> None:
    class Late(Post):
        async def send(self, parcel: Parcel) -> str:
            """Fail once nothing is kept of it."""
            with turns.store.writing() as tx:
                tx.execute(OUTBOX.delete())
            raise error

    write(turns, "bonjour")

    assert await Sender(turns.store, clock, [Late()]).send_due() == 1
    assert address(turns.store) == (False, False)
    with turns.store.reading() as tx:
        assert tx.execute(SILENCES.select()).first() is None
