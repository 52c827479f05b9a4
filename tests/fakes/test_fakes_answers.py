"""What the fakes answer and send has the form that the published descriptions give, where they are at hand."""

from __future__ import annotations

import ssl
from typing import Any

import httpx
import pytest

from tests.fakes.specs import TELEGRAM_SPEC, TWILIO_SPEC, note
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_forum_topics import ForumTopic
from tests.fakes.telegram_methods import METHODS
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, NUMBER, FakeTwilio

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ADA = "+33639980001"
BASE = "/2010-04-01/Accounts/{AccountSid}"

needs_telegram_spec = pytest.mark.skipif(not TELEGRAM_SPEC.is_file(), reason=note(TELEGRAM_SPEC))
needs_twilio_spec = pytest.mark.skipif(not TWILIO_SPEC.is_file(), reason=note(TWILIO_SPEC))

PICTURE = "https://example.org/a.png"
KEYBOARD = {"inline_keyboard": [[{"text": "Oui", "callback_data": "1"}]]}


@needs_telegram_spec
@pytest.mark.parametrize(
    ("method", "values"),
    [
        pytest.param("getMe", {}, id="getMe"),
        pytest.param("getWebhookInfo", {}, id="getWebhookInfo"),
        pytest.param("getChat", {"chat_id": 1}, id="getChat"),
        pytest.param("getChatMember", {"chat_id": 1, "user_id": 1}, id="getChatMember"),
        pytest.param("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": KEYBOARD}, id="sendMessage"),
        pytest.param("sendPhoto", {"chat_id": 1, "photo": PICTURE, "caption": "x"}, id="sendPhoto"),
        pytest.param("sendDocument", {"chat_id": 1, "document": PICTURE}, id="sendDocument"),
        pytest.param("sendLocation", {"chat_id": 1, "latitude": 45.7, "longitude": 3}, id="sendLocation"),
        pytest.param("sendContact", {"chat_id": 1, "phone_number": ADA, "first_name": "Ada"}, id="sendContact"),
        pytest.param("sendPoll", {"chat_id": 1, "question": "?", "options": [{"text": "Oui"}]}, id="sendPoll"),
        pytest.param("sendDice", {"chat_id": 1}, id="sendDice"),
        pytest.param("getUpdates", {}, id="getUpdates"),
        pytest.param("getStickerSet", {"name": "x"}, id="getStickerSet"),
    ],
)
def test_telegrams_answers_are_as_described(method: str, values: dict[str, Any]) -> None:
    with FakeTelegram(Staging(pace=0.01)) as telegram:
        ada, spec = telegram.person(1), telegram.spec
        assert spec is not None
        crowd = telegram.group(-5)
        crowd.adds_bot(by=ada)
        ForumTopic(crowd, ada, "Budget").closes(ada)
        telegram.elsewhere(-9).hears(ada, f"@{telegram.world.me['username']} où en est le projet 12 ?")
        ada.starts()
        ada.shares_contact()
        ada.sends_photo()
        ada.edits_last("x")
        ada.blocks()
        ada.unblocks()
        url = f"{telegram.url}/bot{telegram.token}/{method}"
        result = httpx.post(url, json=values, trust_env=False, verify=NO_TLS, timeout=30).json()["result"]

    assert spec.trouble(spec.returns(method), result) == ""


@needs_telegram_spec
def test_every_method_that_is_described_is_answered() -> None:
    with FakeTelegram(Staging(pace=0.01)) as telegram, httpx.Client(trust_env=False, verify=NO_TLS) as client:
        assert telegram.spec is not None
        answers = {
            method: client.post(f"{telegram.url}/bot{telegram.token}/{method}").status_code
            for method in telegram.spec.methods
        }

    assert telegram.spec.methods.keys() >= METHODS.keys()
    assert set(answers.values()) == {200, 400}


@needs_twilio_spec
def test_twilios_answers_are_as_described() -> None:
    auth = (ACCOUNT_SID, AUTH_TOKEN)
    with (
        FakeTwilio(Staging(pace=0.01)) as twilio,
        httpx.Client(base_url=twilio.url, auth=auth, trust_env=False, verify=NO_TLS) as client,
    ):
        assert twilio.spec is not None
        twilio.person(ADA).writes("Bonjour")
        here = BASE.format(AccountSid=ACCOUNT_SID)
        message = {"To": ADA, "From": NUMBER, "Body": "x"}
        sent = client.post(f"{here}/Messages.json", data=message).json()
        answers = [
            (f"{BASE}/Messages.json", "post", 201, sent),
            (f"{BASE}/Messages.json", "get", 200, client.get(f"{here}/Messages.json").json()),
            (f"{BASE}/Messages/{{Sid}}.json", "get", 200, client.get(f"{here}/Messages/{sent['sid']}.json").json()),
            (f"{BASE}/IncomingPhoneNumbers.json", "get", 200, client.get(f"{here}/IncomingPhoneNumbers.json").json()),
            ("/2010-04-01/Accounts/{Sid}.json", "get", 200, client.get(f"{here}.json").json()),
        ]

    troubles = {
        (path, verb): twilio.spec.trouble(twilio.spec.answer(path, verb, status), answer)
        for path, verb, status, answer in answers
    }
    assert troubles == dict.fromkeys(troubles, "")
