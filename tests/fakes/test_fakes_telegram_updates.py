"""Updates reach the bot from the fake Telegram by polling and by webhook; well, or as badly as asked for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from tests.fakes.bare_calls import KEYBOARD, call
from tests.fakes.bodies import Json
from tests.fakes.ear import Ear, Posted
from tests.fakes.faults import Answer, Fault
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram(Staging(pace=0.01)) as fake:
        yield fake


@pytest.fixture
def ear() -> Iterator[Ear]:
    with Ear() as ear:
        yield ear


def texts(updates: list[Json]) -> list[str]:
    """What was written, in the order the bot gets it."""
    return [update["message"]["text"] for update in updates]


def posted_texts(posted: list[Posted]) -> list[str]:
    """The same, by webhook."""
    return texts([post.values for post in posted])


def test_an_update_comes_again_until_a_higher_offset_confirms_it(telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("un")
    ada.writes("deux")

    [first, _] = call(telegram, "getUpdates")
    again = call(telegram, "getUpdates", offset=first["update_id"])
    then = call(telegram, "getUpdates", offset=first["update_id"] + 1)

    assert texts(again) == ["un", "deux"]
    assert texts(then) == ["deux"]
    assert telegram.undelivered == 1


def test_a_negative_offset_keeps_only_the_last(telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    for text in ("un", "deux", "trois"):
        ada.writes(text)

    assert texts(call(telegram, "getUpdates", offset=-1)) == ["trois"]
    assert texts(call(telegram, "getUpdates", limit=1)) == ["trois"]


def test_a_long_poll_answers_as_soon_as_someone_writes() -> None:
    with FakeTelegram() as telegram:
        ada = telegram.person(1)
        writes = threading.Timer(0.1, ada.writes, ["enfin"])
        writes.start()

        updates = call(telegram, "getUpdates", timeout=4)
        writes.join()

    assert texts(updates) == ["enfin"]


def test_a_long_poll_ends_empty_handed(telegram: FakeTelegram) -> None:
    assert call(telegram, "getUpdates", timeout=5) == []


async def test_of_two_polls_at_once_the_older_is_turned_away() -> None:
    with FakeTelegram() as telegram:
        older = asyncio.create_task(asyncio.to_thread(call, telegram, "getUpdates", timeout=4))
        await asyncio.sleep(0.2)

        newer = asyncio.create_task(asyncio.to_thread(call, telegram, "getUpdates", timeout=4))
        refused = await older
        telegram.person(1).writes("pour le second")

        assert refused["error_code"] == 409
        assert texts(await newer) == ["pour le second"]


def test_the_bot_gets_only_the_kinds_it_asked_for(telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    call(telegram, "getUpdates", allowed_updates=["message"])
    ada.writes("un")
    ada.edits_last("une")

    assert [list(update)[1] for update in call(telegram, "getUpdates")] == ["message"]


def test_polling_is_refused_while_there_is_a_webhook(telegram: FakeTelegram, ear: Ear) -> None:
    call(telegram, "setWebhook", url=f"{ear.url}/telegram")

    assert call(telegram, "getUpdates")["error_code"] == 409
    assert call(telegram, "deleteWebhook") is True
    assert call(telegram, "getUpdates") == []


def test_a_webhook_gets_each_update_with_the_secret(telegram: FakeTelegram, ear: Ear) -> None:
    call(telegram, "setWebhook", url=f"{ear.url}/telegram", secret_token="s3cret")
    telegram.person(1).writes("Bonjour")

    [posted] = ear.gets(1)

    assert posted.url == f"{ear.url}/telegram"
    assert posted.headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
    assert posted.values["message"]["text"] == "Bonjour"


def test_what_was_written_before_the_webhook_comes_with_it_unless_dropped(telegram: FakeTelegram, ear: Ear) -> None:
    ada = telegram.person(1)
    ada.writes("laissé de côté")
    call(telegram, "setWebhook", url=ear.url, drop_pending_updates=True)
    call(telegram, "deleteWebhook")
    ada.writes("gardé")

    call(telegram, "setWebhook", url=ear.url)

    assert posted_texts(ear.gets(1)) == ["gardé"]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        pytest.param('{"method":"sendMessage","chat_id":1,"text":"Bonjour Ada"}', "application/json", id="JSON"),
        pytest.param("method=sendMessage&chat_id=1&text=Bonjour+Ada", "application/x-www-form-urlencoded", id="form"),
        pytest.param(
            "".join(
                f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                for name, value in (("method", "sendMessage"), ("chat_id", "1"), ("text", "Bonjour Ada"))
            )
            + "--b--\r\n",
            "multipart/form-data; boundary=b",
            id="multipart, as aiogram does",
        ),
    ],
)
def test_a_reply_in_the_webhooks_answer_is_said(
    content: str, content_type: str, telegram: FakeTelegram, ear: Ear
) -> None:
    call(telegram, "setWebhook", url=ear.url)
    ear.answers(content, content_type)
    ada = telegram.person(1)

    ada.writes("Bonjour")

    assert ada.waits_for("Bonjour Ada").is_by_bot


def test_a_reply_in_the_answer_that_is_refused_shows_only_in_the_calls(telegram: FakeTelegram, ear: Ear) -> None:
    call(telegram, "setWebhook", url=ear.url)
    ear.answers('{"method":"sendMessage","chat_id":99,"text":"Bonjour"}')
    telegram.person(1).writes("Bonjour")

    made = telegram.bell.wait(lambda: telegram.calls_of("sendMessage") or None, 5)

    assert made is not None
    assert made[0].answer["description"] == "Bad Request: chat not found"


@pytest.mark.parametrize("answer", [500, 403, "drop", "timeout"])
def test_an_update_the_webhook_did_not_take_comes_again(answer: Answer, telegram: FakeTelegram, ear: Ear) -> None:
    call(telegram, "setWebhook", url=ear.url)
    ear.will(Fault(answer, times=2 if answer != "timeout" else 1))
    ada = telegram.person(1)

    ada.writes("un")
    ada.writes("deux")

    assert posted_texts(ear.gets(2)) == ["un", "deux"]
    assert call(telegram, "getWebhookInfo")["last_error_message"]


def test_a_webhook_that_asks_to_be_left_alone_is(ear: Ear) -> None:
    with FakeTelegram(Staging(pace=0.05)) as telegram:
        call(telegram, "setWebhook", url=ear.url)
        ear.will(Fault(429, retry_after=10))
        telegram.person(1).writes("un")
        asked = telegram.bell.wait(lambda: telegram.webhook_info.get("last_error_message"), 5)

        [posted] = ear.gets(1)

    assert asked == "Wrong response from the webhook: 429 Too Many Requests"
    assert posted.values["message"]["text"] == "un"


def test_a_tap_overtakes_a_text_that_the_webhook_is_slow_to_take(telegram: FakeTelegram, ear: Ear) -> None:
    ada = telegram.person(1)
    call(telegram, "sendMessage", chat_id=1, text="Envoyer ?", reply_markup=KEYBOARD)
    call(telegram, "setWebhook", url=ear.url)
    ear.will("timeout")

    ada.writes("un texte")
    ear.bell.wait(lambda: ear.met or None, 5)
    ada.taps("Oui")
    first, second = ear.gets(2)

    assert first.values["callback_query"]["data"] == "1:oui"
    assert second.values["message"]["text"] == "un texte"
    assert first.values["update_id"] > second.values["update_id"]


def test_an_unknown_method_in_the_webhooks_answer_harms_nothing(telegram: FakeTelegram, ear: Ear) -> None:
    call(telegram, "setWebhook", url=ear.url)
    ear.answers('{"method":"sendTelepathy"}')
    ada = telegram.person(1)

    ada.writes("un")
    ada.writes("deux")

    assert posted_texts(ear.gets(2)) == ["un", "deux"]
    assert telegram.calls_of("sendTelepathy")[0].answer["error_code"] == 404
    assert telegram.oddities == []


def test_everything_comes_twice_on_demand(telegram: FakeTelegram, ear: Ear) -> None:
    ada = telegram.person(1)
    with telegram.deliver(twice=True):
        ada.writes("poll")
    [first] = call(telegram, "getUpdates")
    [second] = call(telegram, "getUpdates", offset=first["update_id"] + 1)
    none = call(telegram, "getUpdates", offset=first["update_id"] + 1)

    call(telegram, "setWebhook", url=ear.url)
    with telegram.deliver(twice=True):
        ada.writes("webhook")
    posted = ear.gets(2)

    assert first == second
    assert none == []
    assert posted[0].values == posted[1].values


def test_what_comes_late_is_overtaken(telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    with telegram.deliver(late=20):
        ada.writes("parti le premier")
    ada.writes("arrivé le premier")

    first = call(telegram, "getUpdates")
    telegram.bell.wait(lambda: True if telegram.undelivered == 2 else None, 5)
    [second] = call(telegram, "getUpdates", offset=-1)

    assert texts(first) == ["arrivé le premier"]
    assert second["update_id"] in {update["update_id"] for update in call(telegram, "getUpdates")}


def test_what_is_shuffled_comes_in_another_order_with_ids_that_grow_for_who_polls(telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    with telegram.deliver(shuffled=True):
        for text in ("un", "deux", "trois"):
            ada.writes(text)
        held = telegram.undelivered

    updates = call(telegram, "getUpdates")

    assert held == 0
    assert sorted(texts(updates)) == ["deux", "trois", "un"]
    assert texts(updates) != ["un", "deux", "trois"]
    assert [update["update_id"] for update in updates] == sorted(update["update_id"] for update in updates)


def test_by_webhook_the_ids_tell_the_true_order(telegram: FakeTelegram, ear: Ear) -> None:
    call(telegram, "setWebhook", url=ear.url)
    ada = telegram.person(1)
    with telegram.deliver(shuffled=True):
        ada.writes("un")
        ada.writes("deux")

    posted = ear.gets(2)

    assert posted_texts(posted) == ["deux", "un"]
    assert posted[0].values["update_id"] > posted[1].values["update_id"]
