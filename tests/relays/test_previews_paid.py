"""What ambassadors are shown by SMS is paid for like the campaign it relays, and keeps to the same ceilings."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from bot.relays import relays
from bot.team.spending import spent
from bot.turn.ticker import Room
from storage.database.store import Store
from storage.messages.outbox import OUTBOX
from storage.relays.post_rows import POSTS
from storage.relays.posts import ToRelay
from storage.reminders import spending
from storage.town import editions
from tests.conftest import HandClock
from tests.support.relaying import Town, decides, ties
from tests.support.reminding import MONDAY, OPENS, crowd, one, passes, room_of, sets, someone, ticks

BOB = "+33639980040"


def relaying(store: Store, **rules: object) -> tuple[Room, Town]:
    """Bob relays by SMS, and has a group since he joined Telegram; Ada relays on Telegram."""
    room = room_of(store, MONDAY, rules=OPENS, **rules)
    assert isinstance(room.clock, HandClock)
    town = Town(room, room.clock)
    someone(store, 40)
    town.says(BOB, "ambassadeur", "40", "proches", "Bob", "le quartier", "oui", channel="sms")
    decides(room, "approves", 1, "BOB")
    ties(room)
    town.asks("4000", "Ada")
    decides(room, "approves", 2, "ADA")
    passes(room, minutes=5)
    return room, town


def paid(room: Room) -> int:
    """The segments that the opening of the vote has cost."""
    with room.store.reading() as tx:
        return spending.of_campaigns(tx, editions.find(tx).id).get(one(room.store, "phase_opens").id, 0)


def shown(room: Room) -> list[tuple[str, int]]:
    """By which channels ambassadors were shown something, and what each message weighs."""
    with room.store.reading() as tx:
        query = select(OUTBOX.c.channel, OUTBOX.c.weight).where(OUTBOX.c.wish.startswith("relay post"))
        return [(channel, weight) for channel, weight in tx.execute(query.order_by(OUTBOX.c.channel))]


def test_what_an_ambassador_is_shown_by_sms_is_counted_with_its_campaign(store: Store) -> None:
    room, _town = relaying(store)
    ticks(room)

    weights = dict(shown(room))
    assert weights.keys() == {"sms", "telegram"}
    weight = weights["sms"]
    assert weight > 1
    assert paid(room) == weight
    with store.reading() as tx:
        assert spent(tx, editions.find(tx), room.clock.now(), Decimal(1)).all == weight


def test_over_a_ceiling_it_is_not_shown_by_sms_until_the_ceiling_is_raised(store: Store) -> None:
    room, _town = relaying(store, ceiling=Decimal(0))
    ticks(room)
    assert {channel for channel, _weight in shown(room)} == {"telegram"}

    sets(store, ceiling=Decimal(10))
    relays.relays_due(room)
    assert {channel for channel, _weight in shown(room)} == {"sms", "telegram"}


def test_what_was_shown_leaves_less_for_the_others(store: Store) -> None:
    room, _town = relaying(store, ceiling=Decimal("0.35"))  # five segments
    crowd(store, 9)
    ticks(room, 5)

    assert paid(room) == 5
    [weight] = [weight for channel, weight in shown(room) if channel == "sms"]
    assert weight > 1


def test_what_did_not_leave_is_not_paid(store: Store) -> None:
    room, town = relaying(store)
    ticks(room)
    assert paid(room) > 0

    town.says(BOB, "stop", channel="sms")
    assert paid(room) == 0


def test_what_no_campaign_relays_is_paid_by_none(sqlite: Store) -> None:
    room, _town = relaying(sqlite)
    with sqlite.reading() as tx:
        words = dict.fromkeys(editions.find(tx).languages, "La fête est samedi.")
    relays.relay(room, ToRelay("test:1", words))
    ticks(room, 0)

    assert {channel for channel, _weight in shown(room)} == {"sms", "telegram"}
    with sqlite.reading() as tx:
        assert tx.execute(select(POSTS.c.id)).first()
        assert not spending.of_campaigns(tx, editions.find(tx).id)
