"""Telegram out: what the outbox hands over appears once, in its place, and what goes wrong says what follows."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.networks.base import NotSent, OptedOut, Rejected, Throttled, Unavailable, Unreachable
from bot.networks.telegram.network import TelegramNetwork
from storage.messages.outgoing import Button, Outgoing, Parcel
from tests.fakes.faults import Answer, Fault
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning"  # Raised by its own code.
)

KEYS = ((Button("Oui", "7:yes"), Button("Non", "7:no")), (Button("☰ Menu", "menu"),))


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


def parcel(text: str = "Bonjour", edits: str = "", chat: int = 1) -> Parcel:
    return Parcel(1, "telegram", str(chat), Outgoing(text, KEYS, edits))


async def test_a_message_appears_with_its_buttons(telegram: FakeTelegram, network: TelegramNetwork) -> None:
    ada = telegram.person(1)

    ref = await network.send(parcel("Un <b>budget</b> & vous"))

    [shown] = ada.chat
    assert ref == str(shown.id)
    assert shown.text == "Un <b>budget</b> & vous"
    assert shown.raw["reply_markup"]["inline_keyboard"] == [
        [{"text": "Oui", "callback_data": "7:yes"}, {"text": "Non", "callback_data": "7:no"}],
        [{"text": "☰ Menu", "callback_data": "menu"}],
    ]


async def test_an_edit_takes_the_place_of_what_it_edits(telegram: FakeTelegram, network: TelegramNetwork) -> None:
    ada = telegram.person(1)
    first = await network.send(parcel("Un"))

    second = await network.send(parcel("Deux", edits=first))

    assert second == first
    assert [message.text for message in ada.chat] == ["Deux"]


async def test_an_edit_that_changes_nothing_counts_as_sent(telegram: FakeTelegram, network: TelegramNetwork) -> None:
    ada = telegram.person(1)
    first = await network.send(parcel("Un"))

    assert await network.send(parcel("Un", edits=first)) == first
    assert len(ada.chat) == 1


@pytest.mark.parametrize("saying", ["message to edit not found", "message can't be edited"])
async def test_what_cannot_be_edited_is_said_anew(
    saying: str, telegram: FakeTelegram, network: TelegramNetwork
) -> None:
    ada = telegram.person(1)
    first = await network.send(parcel("Un"))
    telegram.will(Fault(400, method="editMessageText", saying=f"Bad Request: {saying}"))

    second = await network.send(parcel("Deux", edits=first))

    assert second != first
    assert [message.text for message in ada.chat] == ["Un", "Deux"]


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        pytest.param((429, ""), Throttled, "asks us to wait", id="too many"),
        pytest.param((403, "Forbidden: bot was blocked by the user"), OptedOut, "blocked", id="blocked"),
        pytest.param((403, "Forbidden: bot was kicked from the supergroup chat"), OptedOut, "kicked", id="thrown out"),
        pytest.param((403, "Forbidden: user is deactivated"), Unreachable, "account is closed", id="closed account"),
        pytest.param((400, "Bad Request: chat not found"), Unreachable, "no such chat", id="no such chat"),
        pytest.param((400, "Bad Request: BUTTON_DATA_INVALID"), Rejected, "Button_data_invalid", id="bad message"),
        pytest.param((401, ""), Unavailable, "TELEGRAM_TOKEN", id="token revoked"),
        pytest.param((500, ""), Unavailable, "does not answer", id="unwell"),
        pytest.param((502, ""), Unavailable, "does not answer", id="restarting"),
        pytest.param(("timeout", ""), Unavailable, "does not answer", id="silent"),
        pytest.param(("drop", ""), Unavailable, "does not answer", id="hangs up"),
    ],
)
async def test_an_error_says_what_follows(
    answer: tuple[Answer, str], error: type[NotSent], words: str, telegram: FakeTelegram, network: TelegramNetwork
) -> None:
    ada = telegram.person(1)
    status, saying = answer
    telegram.will(Fault(status, method="sendMessage", saying=saying))

    with pytest.raises(error, match=words) as refused:
        await network.send(parcel())
    await network.send(parcel("Encore"))

    assert telegram.token not in str(refused.value)
    assert [message.text for message in ada.chat] == ["Encore"]


@pytest.mark.parametrize(
    ("chat", "everyone"), [pytest.param(1, True, id="person"), pytest.param(-5, False, id="group")]
)
async def test_a_429_names_its_seconds_and_a_groups_is_its_own(
    chat: int, everyone: bool, telegram: FakeTelegram, network: TelegramNetwork
) -> None:
    telegram.will(Fault(429, retry_after=7))

    with pytest.raises(Throttled) as refused:
        await network.send(parcel(chat=chat))

    assert (refused.value.seconds, refused.value.everyone) == (7, everyone)


async def test_words_that_were_wiped_are_not_sent(telegram: FakeTelegram, network: TelegramNetwork) -> None:
    with pytest.raises(Rejected, match="wiped"):
        await network.send(Parcel(1, "telegram", "1", Outgoing.from_json(b"")))

    assert telegram.calls == []


async def test_no_log_has_the_token_or_the_words(
    telegram: FakeTelegram, network: TelegramNetwork, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.person(1)
    telegram.will(Fault(500, method="sendMessage"))

    with pytest.raises(Unavailable):
        await network.send(parcel("une opinion"))
    await network.send(parcel("une opinion"))

    assert telegram.token not in caplog.text
    assert "opinion" not in caplog.text


async def test_what_it_cannot_reach_is_named_without_the_token() -> None:
    network = TelegramNetwork("1:AAAA-secret", "http://127.0.0.1:1")

    with pytest.raises(Unavailable) as refused:
        await network.send(parcel())
    await network.close()

    assert "secret" not in str(refused.value)
