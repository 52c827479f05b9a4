"""After an outage, what Twilio could not deliver is heard: each text once, at its time, the oldest first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.networks.twilio import catch_up
from bot.networks.twilio.catch_up import CatchUp, heard_until
from bot.networks.twilio.rest import TwilioRest
from bot.turn.message import Incoming
from storage.database.store import Store
from storage.messages import inbox
from storage.messages.inbox import INBOX
from storage.messages.outbox import KEPT_WORDS, OUTBOX, WITH_WORDS, State
from tests.conftest import IN_THE_VOTE, HandClock
from tests.fakes.faults import Fault
from tests.support.twilio_town import ADA, BOB, Town, account, town

NOWHERE = "http://127.0.0.1:9/twilio/sms"
"""A webhook where nobody answers: the town is away."""

SERVICE = "MG0123456789abcdef0123456789abcdef"


@pytest.fixture
async def away(store: Store, clock: HandClock) -> AsyncIterator[Town]:
    """A town whose web process Twilio does not reach."""
    with town(store, clock, webhook=NOWHERE) as here:
        yield here


@pytest.fixture
async def rest(away: Town) -> AsyncIterator[TwilioRest]:
    rest = TwilioRest(away.account, patience=3.0)
    yield rest
    rest.close()


def words(here: Town) -> list[str]:
    """All that was heard, in the order of hearing."""
    store = here.house.store
    with store.reading() as tx:
        rows = tx.execute(select(INBOX.c.words).order_by(INBOX.c.id)).scalars()
        return [store.vault.open(sealed).decode() for sealed in rows if sealed]


def states(here: Town) -> list[str]:
    with here.house.store.reading() as tx:
        return list(tx.execute(select(OUTBOX.c.state)).scalars())


async def test_what_was_missed_is_heard_once_in_order_and_answered_by_the_outbox(
    away: Town, rest: TwilioRest, clock: HandClock
) -> None:
    catch_up = CatchUp(away.house, rest, away.account, clock.now())
    for number, text in ((ADA, "projets"), (BOB, "aide"), (ADA, "menu")):
        away.twilio.person(number).writes(text)
        clock.pass_(minutes=3)

    assert [await catch_up.once(), await catch_up.once()] == [3, 0]
    assert words(away) == ["projets", "aide", "menu"]
    assert states(away) == [State.WAITING] * 3
    assert await CatchUp(away.house, rest, away.account, IN_THE_VOTE).once() == 0
    assert away.twilio.oddities == []


async def test_a_text_of_before_the_question_does_not_answer_it(away: Town, rest: TwilioRest, clock: HandClock) -> None:
    catch_up = CatchUp(away.house, rest, away.account, clock.now())
    away.twilio.person(ADA).writes("12")
    clock.pass_(minutes=5)
    away.house.turns.hear([Incoming("test", "1", "sms", ADA, "vote", at=clock.now().timestamp())])
    await catch_up.once()

    with away.house.store.reading() as tx:
        said = list(tx.execute(select(KEPT_WORDS).select_from(WITH_WORDS).order_by(OUTBOX.c.id)).scalars())
    assert "avant ma question" in away.house.store.vault.open(said[-1] or b"").decode()


async def test_what_was_heard_at_the_webhook_is_not_heard_again(sqlite: Store, clock: HandClock) -> None:
    with town(sqlite, clock) as here:
        since = await heard_until(here.house)
        here.twilio.person(ADA).writes("projets")
        await here.twilio.person(ADA).hears("projet")
        rest = TwilioRest(here.account)
        try:
            assert await CatchUp(here.house, rest, here.account, since).once() == 0
        finally:
            rest.close()

        assert here.trace == (1, 0)


async def test_an_answer_that_died_with_us_on_its_way_is_said_again_once(
    away: Town, rest: TwilioRest, clock: HandClock
) -> None:
    catch_up = CatchUp(away.house, rest, away.account, clock.now())
    away.twilio.person(ADA).writes("projets")
    sid = away.twilio.messages[-1].sid
    away.house.turns.hear([Incoming("twilio", sid, "sms", ADA, "projets", carries=9)])
    assert states(away) == [State.SENT]

    await catch_up.once()
    assert states(away) == [State.SENT]  # the answer may still be on its way
    clock.pass_(minutes=1)
    await catch_up.once()
    await catch_up.once()

    assert states(away) == [State.WAITING]


async def test_an_answer_that_arrived_is_not_said_again(sqlite: Store, clock: HandClock) -> None:
    with town(sqlite, clock) as here:
        since = await heard_until(here.house)
        here.twilio.person(ADA).writes("projets")
        await here.twilio.person(ADA).hears("projet")
        clock.pass_(minutes=1)
        rest = TwilioRest(here.account)
        try:
            await CatchUp(here.house, rest, here.account, since).once()
        finally:
            rest.close()

        assert states(here) == [State.SENT]


async def test_photos_machines_and_other_numbers_of_the_account_are_passed_over(
    away: Town, rest: TwilioRest, clock: HandClock
) -> None:
    catch_up = CatchUp(away.house, rest, away.account, clock.now())
    for sender in ("36179", "MAIRIE", "+33938000001"):
        away.twilio.person(sender).writes("menu")
    away.twilio.person(ADA).writes("menu", to="+33937000009")

    assert await catch_up.once() == 0
    assert away.trace == (0, 0)


async def test_a_machine_that_went_on_while_we_were_away_is_answered_thirty_times_at_most(
    away: Town, rest: TwilioRest, clock: HandClock
) -> None:
    catch_up = CatchUp(away.house, rest, away.account, clock.now())
    machine = away.twilio.person(ADA)
    for _text in range(40):
        machine.writes("menu")
        clock.pass_(seconds=5)
    heard = await catch_up.once()
    for _text in range(40):
        machine.writes("menu")
        clock.pass_(seconds=5)

    assert [heard, await catch_up.once()] == [30, 0]


async def test_behind_a_messaging_service_the_whole_account_is_listed(sqlite: Store, clock: HandClock) -> None:
    with town(sqlite, clock, webhook=NOWHERE) as here:
        here.twilio.person(ADA).writes("projets")
        here.twilio.messages[0].service = SERVICE
        here.twilio.person(BOB).writes("aide", to="+33937000009")
        by_service = account(here.twilio.url, service=SERVICE)
        rest = TwilioRest(by_service)
        try:
            assert await CatchUp(here.house, rest, by_service, clock.now()).once() == 1
        finally:
            rest.close()


async def test_a_look_that_fails_is_made_up_for_by_the_next(away: Town, rest: TwilioRest, clock: HandClock) -> None:
    catch_up = CatchUp(away.house, rest, away.account, clock.now())
    away.twilio.person(ADA).writes("projets")
    away.twilio.will(Fault(500, method="messages.list"))
    looking = asyncio.create_task(catch_up.run(every=0.05))
    async with asyncio.timeout(5):
        while not words(away):  # noqa: ASYNC110  # a store that was written to sets no event
            await asyncio.sleep(0.02)
    looking.cancel()

    assert words(away) == ["projets"]
    assert away.twilio.faults.next_for("messages.list") is None


async def test_texts_were_surely_heard_until_the_newest_of_this_provider(away: Town, clock: HandClock) -> None:
    assert await heard_until(away.house) == clock.now()
    heard_at = clock.now()
    away.house.turns.hear([Incoming("twilio", "SM1", "sms", ADA, "menu")])
    clock.pass_(days=1)
    away.house.turns.hear([Incoming("telegram", "1", "telegram", "1001", "menu")])

    assert await heard_until(away.house) == heard_at
    with away.house.store.reading() as tx:
        assert inbox.last_heard(tx, "nobody") is None


async def test_a_look_that_is_stopped_on_its_way_is_the_last(
    away: Town, rest: TwilioRest, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was taken for done, and the next one waited for: the process went on until it was killed."""
    looks = []

    def slow(*_words: object) -> list[object]:
        time.sleep(0.2)
        looks.append(clock.now())
        return []

    monkeypatch.setattr(catch_up, "_listed", slow)
    looking = asyncio.create_task(CatchUp(away.house, rest, away.account, clock.now()).run(every=60))
    await asyncio.sleep(0.05)
    looking.cancel()
    done, _going_on = await asyncio.wait([looking], timeout=5)

    assert done == {looking}
    assert looking.cancelled()
    assert len(looks) == 1  # the call on its way was waited for
