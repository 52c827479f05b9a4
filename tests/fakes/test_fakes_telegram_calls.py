"""The fake Telegram refuses what the real one refuses, in its words, and keeps its limits on request."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fakes.bodies import Json
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
DATA_TOO_LONG = {"inline_keyboard": [[{"text": "Oui", "callback_data": "é" * 33}]]}
NO_ACTION = {"inline_keyboard": [[{"text": "Oui"}]]}
TOO_MANY = {"inline_keyboard": [[{"text": str(n), "callback_data": str(n)}] for n in range(101)]}


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram(Staging(pace=0.01)) as fake:
        fake.person(1)
        yield fake


def call(telegram: FakeTelegram, method: str, **values: Any) -> Json:
    """What the API answers to a call in JSON."""
    answer = httpx.post(
        f"{telegram.url}/bot{telegram.token}/{method}", json=values, trust_env=False, verify=NO_TLS, timeout=30
    ).json()
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param({"text": "Bonjour"}, "chat_id is empty", id="no chat"),
        pytest.param({"chat_id": 1}, "message text is empty", id="no text"),
        pytest.param({"chat_id": 1, "text": " "}, "message text is empty", id="blank text"),
        pytest.param({"chat_id": 99, "text": "Bonjour"}, "chat not found", id="nobody there"),
        pytest.param({"chat_id": 1, "text": "x" * 4097}, "message is too long", id="text too long"),
        pytest.param(
            {"chat_id": 1, "text": "x", "reply_markup": DATA_TOO_LONG}, "BUTTON_DATA_INVALID", id="66 bytes on a button"
        ),
        pytest.param(
            {"chat_id": 1, "text": "x", "reply_markup": NO_ACTION},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            id="a button that does nothing",
        ),
        pytest.param(
            {"chat_id": 1, "text": "x", "reply_markup": TOO_MANY}, "reply markup is too long", id="101 buttons"
        ),
        pytest.param(
            {"chat_id": 1, "text": "<b>Oui", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
            id="a tag left open",
        ),
        pytest.param(
            {"chat_id": 1, "text": "é <b>Oui</i>", "parse_mode": "HTML"},
            'can\'t parse entities: Unmatched end tag at byte offset 9, expected "</b>", found "</i>"',
            id="tags that cross",
        ),
        pytest.param(
            {"chat_id": 1, "text": "<p>Oui</p>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
            id="a tag Telegram has not",
        ),
        pytest.param(
            {"chat_id": 1, "text": "Oui</b>", "parse_mode": "HTML"},
            "can't parse entities: Unexpected end tag at byte offset 3",
            id="a tag that was not open",
        ),
        pytest.param({"chat_id": 1, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode", id="parse mode"),
        pytest.param(
            {"chat_id": 1, "text": "x", "reply_parameters": {"message_id": 999}},
            "message to be replied not found",
            id="answers nothing",
        ),
    ],
)
def test_a_message_is_refused(values: Json, why: str, telegram: FakeTelegram) -> None:
    assert call(telegram, "sendMessage", **values) == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: {why}",
    }


@pytest.mark.parametrize(
    ("method", "values", "why"),
    [
        pytest.param("editMessageText", {"text": "x", "message_id": 9}, "chat_id is empty", id="edit: no chat"),
        pytest.param(
            "editMessageText", {"chat_id": 1, "text": "x"}, "message identifier is not specified", id="edit: no message"
        ),
        pytest.param(
            "editMessageReplyMarkup", {"chat_id": 1, "message_id": 999}, "message to edit not found", id="edit: gone"
        ),
        pytest.param(
            "deleteMessage", {"chat_id": 1, "message_id": 999}, "message to delete not found", id="delete: gone"
        ),
        pytest.param(
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or query ID is invalid",
            id="a tap nobody made",
        ),
        pytest.param("sendPhoto", {"chat_id": 1}, "there is no photo in the request", id="photo: none"),
        pytest.param(
            "sendPhoto",
            {"chat_id": 1, "photo": "https://example.org/a.png", "caption": "x" * 1025},
            "message caption is too long",
            id="photo: caption",
        ),
        pytest.param(
            "sendPhoto",
            {"chat_id": 1, "photo": "nonsense"},
            "wrong file identifier/HTTP URL specified",
            id="photo: unknown",
        ),
        pytest.param("getFile", {"file_id": "nonsense"}, "invalid file_id", id="file: unknown"),
        pytest.param(
            "setMyCommands",
            {"commands": [{"command": "Où", "description": "x"}]},
            "BOT_COMMAND_INVALID",
            id="a command in capitals",
        ),
        pytest.param(
            "setMyShortDescription",
            {"short_description": "x" * 121},
            "SHORT_DESCRIPTION_TOO_LONG",
            id="a short description that is long",
        ),
        pytest.param(
            "setWebhook",
            {"url": "ftp://example.org"},
            "bad webhook: An HTTPS URL must be provided for webhook",
            id="webhook: not the web",
        ),
        pytest.param(
            "setWebhook",
            {"url": "https://example.org", "secret_token": "é"},
            "secret token contains unallowed characters",
            id="webhook: secret",
        ),
        pytest.param(
            "sendChatAction",
            {"chat_id": 1, "action": "dancing"},
            "wrong parameter action in request",
            id="an action unknown",
        ),
        pytest.param(
            "leaveChat",
            {"chat_id": 1},
            "chat member status can't be changed in private chats",
            id="nobody leaves a private chat",
        ),
    ],
)
def test_a_call_is_refused(method: str, values: Json, why: str, telegram: FakeTelegram) -> None:
    assert call(telegram, method, **values)["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(
    ("method", "values", "why"),
    [
        pytest.param("sendVenue", {"chat_id": 1}, 'parameter "latitude" is required', id="a parameter is missing"),
        pytest.param(
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "1"}]]}},
            "can't parse reply_markup: 'inline_keyboard' of InlineKeyboardMarkup: InlineKeyboardButton has no 'text'",
            id="a field is missing, deep down",
        ),
        pytest.param(
            "sendVenue",
            {"chat_id": 1, "latitude": "north", "longitude": 3, "title": "x", "address": "y"},
            "can't parse latitude: expected a JSON-serialized value",
            id="a number is none",
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": 1, "text": "x", "disable_notification": "maybe"},
            "can't parse disable_notification: Boolean expected",
            id="neither yes nor no",
        ),
    ],
)
def test_a_call_is_checked_against_the_description(method: str, values: Json, why: str, telegram: FakeTelegram) -> None:
    if telegram.spec is None:
        pytest.skip("Needs the published description of the Bot API, which is not beside the project.")

    assert call(telegram, method, **values)["description"] == f"Bad Request: {why}"


def test_a_parameter_that_does_not_exist_is_let_pass_but_noted(telegram: FakeTelegram) -> None:
    if telegram.spec is None:
        pytest.skip("Needs the published description of the Bot API, which is not beside the project.")

    assert call(telegram, "sendMessage", chat_id=1, text="x", reply_markups={})["ok"]
    assert telegram.oddities == ["sendMessage has no parameter 'reply_markups'."]


def test_without_the_description_the_known_methods_work_and_others_are_not_found(tmp_path: Any) -> None:
    with FakeTelegram(spec=tmp_path / "absent.json") as telegram:
        telegram.person(1)

        assert call(telegram, "sendMessage", chat_id=1, text="x")["ok"]
        assert call(telegram, "sendMessage", text="x")["description"] == "Bad Request: chat_id is empty"
        assert call(telegram, "sendDice", chat_id=1)["error_code"] == 404


def test_a_wrong_token_and_a_method_that_does_not_exist(telegram: FakeTelegram) -> None:
    wrong = httpx.get(f"{telegram.url}/bot1:nonsense/getMe", trust_env=False, verify=NO_TLS, timeout=30)

    assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
    assert call(telegram, "sendTelepathy")["error_code"] == 404


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"params": {"chat_id": "1", "text": "é à"}}, id="query"),
        pytest.param({"data": {"chat_id": "1", "text": "é à"}}, id="form"),
        pytest.param({"json": {"chat_id": 1, "text": "é à"}}, id="JSON"),
        pytest.param({"files": {"chat_id": (None, "1"), "text": (None, "é à")}}, id="multipart"),
    ],
)
def test_parameters_come_in_any_of_the_four_ways(sent: Json, telegram: FakeTelegram) -> None:
    url = f"{telegram.url}/bot{telegram.token}/SENDMESSAGE"

    answer = httpx.post(url, trust_env=False, verify=NO_TLS, **sent, timeout=30).json()

    assert answer["result"]["text"] == "é à"


def test_formatting_counts_in_the_units_telegram_counts_in(telegram: FakeTelegram) -> None:
    words = '🌳 <b>Vote</b> &amp; <a href="https://example.org">lien</a>'

    sent = call(telegram, "sendMessage", chat_id=1, text=words, parse_mode="HTML")["result"]

    assert sent["text"] == "🌳 Vote & lien"
    assert sent["entities"] == [
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "text_link", "offset": 10, "length": 4, "url": "https://example.org"},
    ]


def test_the_limits_are_one_a_second_in_a_chat_and_thirty_in_all() -> None:
    now = [1_000_000.0]
    with FakeTelegram(Staging(clock=lambda: now[0]), limits=True) as telegram:
        for number in range(1, 33):
            telegram.person(number)
        first = [call(telegram, "sendMessage", chat_id=1, text="x") for _ in range(2)]
        others = [call(telegram, "sendMessage", chat_id=number, text="x") for number in range(2, 32)]
        now[0] += 1

        again = call(telegram, "sendMessage", chat_id=1, text="x")

    assert [answer["ok"] for answer in first] == [True, False]
    assert first[1]["parameters"] == {"retry_after": 1}
    assert [answer["ok"] for answer in others] == [True] * 29 + [False]
    assert again["ok"]


def test_the_limit_in_a_group_is_twenty_a_minute() -> None:
    now = [1_000_000.0]
    with FakeTelegram(Staging(clock=lambda: now[0]), limits=True) as telegram:
        telegram.group(-5).adds_bot(by=telegram.person(1))
        answers = []
        for _ in range(21):
            answers.append(call(telegram, "sendMessage", chat_id=-5, text="x"))
            now[0] += 1

    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert answers[-1]["parameters"] == {"retry_after": 40}
