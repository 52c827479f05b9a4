"""The key that shares a telephone number: shown by the outbox and in a webhook's answer alike."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.networks.telegram.calls import call_of
from bot.networks.telegram.network import TelegramNetwork
from bot.practice.phone import Phone
from bot.turn.turns import Turns
from storage.messages.outgoing import Outgoing, Parcel
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram

LABEL = "📱 Partager mon numéro"
ASKING = Outgoing("Votre numéro ?", asks_contact=LABEL)
KEYBOARD = {
    "keyboard": [[{"text": LABEL, "request_contact": True}]],
    "resize_keyboard": True,
    "one_time_keyboard": True,
}


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram(Staging(pace=0.02)) as fake:
        yield fake
        assert fake.oddities == []


@pytest.fixture
async def network(telegram: FakeTelegram) -> AsyncIterator[TelegramNetwork]:
    network = TelegramNetwork(telegram.token, telegram.url, patience=2.0)
    yield network
    await network.close()


async def test_the_outbox_shows_the_key(telegram: FakeTelegram, network: TelegramNetwork) -> None:
    ada = telegram.person(1)

    await network.send(Parcel(1, "telegram", "1", ASKING))

    assert ada.private.keyboard == KEYBOARD


def test_a_webhooks_answer_shows_the_key() -> None:
    call = call_of("1", ASKING)

    assert (call.method, call.values["reply_markup"]) == ("sendMessage", KEYBOARD)


def test_the_outbox_keeps_the_key() -> None:
    assert Outgoing.from_json(ASKING.as_json()) == ASKING


def test_joining_asks_for_the_number_on_telegram_alone(turns: Turns) -> None:
    shown = {
        channel: turns.hear([Phone(channel, address).writes("relier")])[0].replies[-1].asks_contact
        for channel, address in (("telegram", "77"), ("sms", "+33639980001"))
    }

    assert shown == {"telegram": LABEL, "sms": ""}
