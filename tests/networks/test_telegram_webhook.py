"""The webhook: what it answers to Telegram, and what strangers may not do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest
from aiogram.methods import SetMyDescription

from bot.languages.words import languages
from bot.networks.telegram.api import TokenRefused, bot_of
from bot.networks.telegram.descriptions import descriptions
from bot.networks.telegram.setup import WebhookRefused, register
from bot.networks.telegram.webhook import webhook
from bot.turn.waiting_line import WaitingLine
from storage.messages.inbox import INBOX
from tests.fakes.faults import Fault
from tests.fakes.telegram import FakeTelegram
from tests.support.telegram_bot import SECRET, Bot


def private(id: int) -> dict[str, Any]:
    return {"id": id, "type": "private", "first_name": "Ada"}


def text_update(id: int, words: str) -> dict[str, Any]:
    sender = {"id": 1, "is_bot": False, "first_name": "Ada", "language_code": "fr"}
    message = {"message_id": 1, "date": 1_793_869_200, "chat": private(1), "from": sender, "text": words}
    return {"update_id": id, "message": message}


def tap_update(id: int, data: str, message: dict[str, Any]) -> dict[str, Any]:
    sender = {"id": 1, "is_bot": False, "first_name": "Ada"}
    query = {"id": "9", "from": sender, "message": message, "chat_instance": "1", "data": data}
    return {"update_id": id, "callback_query": query}


async def posted(bot: Bot, body: object, secret: str | None = SECRET) -> httpx.Response:
    """The answer to a request such as Telegram makes."""
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    headers = {} if secret is None else {b"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    async with httpx.AsyncClient() as client:
        return await client.post(f"{bot.url}/telegram/webhook", content=content, headers=headers)


async def test_a_tap_on_a_message_that_telegram_no_longer_shows_is_answered_by_a_new_one(
    web: Bot, telegram: FakeTelegram
) -> None:
    ada = telegram.person(1)
    ada.writes("vote")
    await ada.hears("projets")
    data = ada.chat[-1].buttons[0]["callback_data"]

    answer = await posted(web, tap_update(77, data, {"chat": private(1), "message_id": 2, "date": 0}))

    assert answer.json()["method"] == "sendMessage"
    assert "1 choix sur 3" in answer.json()["text"]


async def test_while_too_many_wait_telegram_is_asked_to_come_back(
    web: Bot, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that nobody waits for any more helps nobody; what was not taken is delivered again."""
    monkeypatch.setattr(WaitingLine, "is_full", True)
    refused = await posted(web, text_update(77, "aide"))
    monkeypatch.undo()
    taken = await posted(web, text_update(77, "aide"))

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert taken.status_code == 200
    assert web.rows(INBOX) == 1


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        pytest.param(text_update(1, "vote"), "guessed", 403, id="forged"),
        pytest.param(text_update(1, "vote"), "deviné", 403, id="forged, not ASCII"),
        pytest.param(text_update(1, "vote"), None, 403, id="without a secret"),
        pytest.param(text_update(1, "vote" * 300_000), SECRET, 413, id="oversized"),
        pytest.param(b"{", SECRET, 400, id="no JSON"),
        pytest.param([1], SECRET, 400, id="no object"),
        pytest.param({"message": {}}, SECRET, 400, id="no update"),
    ],
)
async def test_a_strangers_request_is_refused_without_a_word_and_leaves_no_trace(
    body: object, secret: str | None, status: int, web: Bot
) -> None:
    answer = await posted(web, body, secret)

    assert (answer.status_code, answer.content) == (status, b"")
    assert web.rows(INBOX) == 0


async def test_a_body_without_a_length_is_read_no_further_than_the_limit(web: Bot) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _piece in range(40):
            yield b" " * 65_536

    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{web.url}/telegram/webhook", content=endless(), headers=headers)

    assert answer.status_code == 413


async def test_an_update_that_makes_no_sense_is_not_asked_for_again(web: Bot) -> None:
    answer = await posted(web, {"update_id": 5, "message": {"message_id": "?"}})

    assert (answer.status_code, answer.content) == (200, b"")


async def test_the_same_update_gets_the_same_answer(web: Bot) -> None:
    first, second = [await posted(web, text_update(8, "vote 3")) for _delivery in range(2)]

    assert first.json() == second.json()
    assert first.json()["method"] == "sendMessage"
    assert "parse_mode" not in first.json()
    assert web.rows(INBOX) == 1


async def test_the_webhook_is_registered_with_its_secret_and_its_kinds(web: Bot, telegram: FakeTelegram) -> None:
    [call] = telegram.calls_of("setWebhook")

    assert telegram.webhook_info["url"] == f"{web.url}/telegram/webhook"
    assert telegram.webhook_info["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "poll",
    ]
    assert call.values["secret_token"] == SECRET
    assert call.values["max_connections"] in (40, "40")


async def test_a_webhook_that_telegram_refuses_is_named_with_the_remedy(telegram: FakeTelegram) -> None:
    bot = bot_of(telegram.token, telegram.url)
    telegram.will(Fault(400, method="setWebhook", saying="Bad Request: bad webhook: An HTTPS URL must be provided"))

    with pytest.raises(WebhookRefused, match=r"PUBLIC_URL: .* https only.*An HTTPS URL must be provided"):
        await register(bot, "http://town.example", SECRET)
    await bot.session.close()


async def test_a_token_that_telegram_refuses_is_named_with_the_remedy(telegram: FakeTelegram) -> None:
    bot = bot_of("1:AAAAAAAAAAAAAAAA", telegram.url)

    with pytest.raises(TokenRefused, match="TELEGRAM_TOKEN: ask @BotFather"):
        await register(bot, "https://town.example", SECRET)
    await bot.session.close()


async def test_the_commands_are_listed_in_each_language(web: Bot, telegram: FakeTelegram) -> None:
    listed = {
        call.values.get("language_code", ""): orjson.loads(call.values["commands"])
        for call in telegram.calls_of("setMyCommands")
    }

    assert listed[""] == listed["fr"]
    assert {"command": "projets", "description": "Voir les projets"} in listed["fr"]
    assert "projects" in [command["command"] for command in listed["en"]]


async def test_the_bot_describes_itself_in_each_language(web: Bot, telegram: FakeTelegram) -> None:
    told = {call.values.get("language_code", ""): call.values for call in telegram.calls_of("setMyDescription")}
    short = {call.values.get("language_code", ""): call.values for call in telegram.calls_of("setMyShortDescription")}

    assert told.keys() == short.keys() == {"", "fr", "en"}
    assert told[""]["description"] == told["fr"]["description"]
    assert "participatory budget" in told["en"]["description"]


@pytest.mark.parametrize("language", languages())
def test_telegram_takes_the_descriptions_of_every_language(language: str) -> None:
    for described in descriptions((language,)):
        told, most = (
            (described.description, 512)
            if isinstance(described, SetMyDescription)
            else (described.short_description, 120)
        )
        assert told
        assert len(told) <= most


def test_a_manner_of_speaking_is_described_as_its_language() -> None:
    assert {one.language_code for one in descriptions(("fr", "fr-simple"))} == {None, "fr"}


async def test_a_webhook_without_a_secret_cannot_be_made(web: Bot) -> None:
    with pytest.raises(ValueError, match="secret"):
        webhook(web.listener, "")
