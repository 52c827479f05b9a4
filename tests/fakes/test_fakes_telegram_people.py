"""The people of the fake Telegram tap what they see and hear what answers them, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import orjson
import pytest

from tests.fakes.bare_calls import KEYBOARD, NO_TLS, call
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram(Staging(pace=0.01)) as fake:
        yield fake


def test_buttons_of_a_reply_keyboard_write_or_share(telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    keyboard = {"keyboard": [["Plus tard", {"text": "Mon numéro", "request_contact": True}]]}
    call(telegram, "sendMessage", chat_id=1, text="Votre numéro ?", reply_markup=keyboard)

    ada.taps("Plus tard")
    ada.taps("Mon numéro")

    later, shared = call(telegram, "getUpdates")
    assert later["message"]["text"] == "Plus tard"
    assert shared["message"]["contact"]["user_id"] == 1


def test_a_tap_on_a_button_that_is_not_there_says_which_there_are(telegram: FakeTelegram) -> None:
    ada = telegram.person(1, first_name="Ada")
    call(telegram, "sendMessage", chat_id=1, text="Envoyer ?", reply_markup=KEYBOARD)

    with pytest.raises(AssertionError, match=r"Ada sees no button 'Non', only \['Oui'\]"):
        ada.taps("Non")


def test_a_wait_hears_only_what_answers_the_last_act(telegram: FakeTelegram) -> None:
    ada = telegram.person(1, first_name="Ada")
    ada.writes("un")
    call(telegram, "sendMessage", chat_id=1, text="Merci")
    ada.waits_for("Merci")
    ada.writes("deux")

    with pytest.raises(AssertionError, match=r"Ada waited 0\.1 s for 'Merci' and heard only \[\]"):
        ada.waits_for("Merci", timeout=0.1)


async def test_a_wait_in_a_coroutine_lets_the_loop_go_on(telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("un")
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"

    async with httpx.AsyncClient(trust_env=False, verify=NO_TLS) as client, asyncio.TaskGroup() as tasks:
        heard = tasks.create_task(ada.hears(lambda message: "Oui" in message.labels))
        await asyncio.sleep(0.05)
        markup = orjson.dumps(KEYBOARD).decode()
        await client.post(url, data={"chat_id": "1", "text": "Envoyer ?", "reply_markup": markup})

    assert heard.result().text == "Envoyer ?"


def test_who_has_never_written_cannot_be_written_to(telegram: FakeTelegram) -> None:
    ada = telegram.person(1, started=False)

    refused = call(telegram, "sendMessage", chat_id=1, text="Bonjour")
    ada.starts()

    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert call(telegram, "sendMessage", chat_id=1, text="Bonjour")["text"] == "Bonjour"
