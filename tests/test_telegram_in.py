"""Telegram in: a vote by webhook and by polling, whatever the network does meanwhile, and what strangers may not do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import orjson
import pytest
from sqlalchemy.exc import OperationalError

from bot.turn import Heard, Incoming
from storage import people
from storage.inbox import INBOX
from storage.people import SILENCES
from storage.store import Store
from storage.votes import BALLOTS
from tests.fakes.faults import Answer
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_people import Person
from tests.telegram_bot import SECRET, Bot, VoteClock, button, by_polling, by_webhook


@pytest.fixture
def vote_clock() -> VoteClock:
    return VoteClock()


@pytest.fixture
def telegram(vote_clock: VoteClock) -> Iterator[FakeTelegram]:
    with FakeTelegram(pace=0.02, clock=lambda: vote_clock.now().timestamp()) as fake:
        yield fake
        assert fake.oddities == []


@pytest.fixture
async def web(sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock) -> AsyncIterator[Bot]:
    async with by_webhook(sqlite, telegram, vote_clock) as bot:
        yield bot


@pytest.fixture(params=["webhook", "polling"])
async def bot(
    request: pytest.FixtureRequest, sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> AsyncIterator[Bot]:
    way = by_webhook if request.param == "webhook" else by_polling
    async with way(sqlite, telegram, vote_clock) as found:
        yield found


async def votes_by_taps(ada: Person) -> None:
    """From the first word to the receipt, by taps."""
    ada.starts()
    await ada.hears("budget participatif")
    ada.taps(await button(ada, "Voter"))
    ada.taps(await button(ada, "3 ·"))
    await ada.hears("1 choix sur 3 : 3")
    ada.taps(await button(ada, "Valider mon choix"))
    ada.taps(await button(ada, "Oui, je confirme"))
    await ada.hears("Votre vote est dans l'urne")


async def test_a_whole_vote_by_taps(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)

    await votes_by_taps(ada)

    assert bot.rows(BALLOTS) == 1
    assert telegram.calls_of("editMessageText"), "a choice is ticked in place"
    await eventually(lambda: len(telegram.calls_of("answerCallbackQuery")) == 4)
    assert all(call.answer["ok"] for call in telegram.calls)


async def test_a_whole_vote_while_everything_arrives_twice(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)

    with telegram.deliver(twice=True):
        await votes_by_taps(ada)
    await eventually(lambda: telegram.undelivered == 0)

    assert bot.rows(BALLOTS) == 1
    assert bot.rows(INBOX) == 5


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")  # Raised by its own code.
@pytest.mark.parametrize("fault", [429, 500, "drop"])
async def test_a_polling_bot_loses_nothing_to_an_unwell_telegram(
    fault: Answer, sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    telegram.will(fault, method="getMe")
    telegram.will(fault, method="deleteWebhook")
    telegram.will(fault, method="getUpdates")
    async with by_polling(sqlite, telegram, vote_clock):
        ada.starts()

        await ada.hears("budget participatif")


async def test_a_polling_bot_goes_on_after_another_one_polled(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    telegram.will(409, method="getUpdates", times=2)
    async with by_polling(sqlite, telegram, vote_clock):
        ada.starts()

        await ada.hears("budget participatif")


async def test_what_was_written_during_an_outage_is_heard_after_it(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    ada.starts()
    ada.writes("vote 3 12")

    async with by_webhook(sqlite, telegram, vote_clock):
        await ada.hears("Est-ce bien votre vote ?")


async def test_while_the_store_is_away_telegram_is_asked_to_come_back(
    web: Bot, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, hear, times = telegram.person(1), web.house.writer.heard, iter(range(2))

    async def away(message: Incoming) -> Heard:
        if next(times, None) is None:
            return await hear(message)
        raise OperationalError("select", {}, Exception("database is locked"))

    monkeypatch.setattr(web.house.writer, "heard", away)
    ada.starts()

    await ada.hears("budget participatif")
    assert telegram.webhook_info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert web.rows(INBOX) == 1


async def test_a_stale_tap_is_answered_and_does_nothing_else(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("vote")
    old = await button(ada, "3 ·")
    ada.writes("vote 12")
    await ada.hears("Est-ce bien votre vote ?")

    ada.taps(old)

    await ada.hears("Ce bouton n'est plus d'actualité.")
    await eventually(lambda: len(telegram.calls_of("answerCallbackQuery")) == 1)


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


async def test_a_courtesy_that_fails_costs_nothing(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    telegram.will(400, method="answerCallbackQuery", times=None)

    await votes_by_taps(ada)

    assert web.rows(BALLOTS) == 1


async def test_words_overtaken_by_a_tap_do_not_answer_what_the_tap_brought(web: Bot, telegram: FakeTelegram) -> None:
    """«12» was written to the list; the tap on «Valider» came after it, but reached us first."""
    ada = telegram.person(1)
    ada.writes("vote")
    ada.taps(await button(ada, "3 ·"))
    done = await button(ada, "Valider mon choix")
    with telegram.deliver(late=15.0):
        ada.writes("12")
    ada.taps(done)
    await ada.hears("Est-ce bien votre vote ?")

    await ada.hears("Votre message est arrivé avant ma question. La voici :")


async def test_a_tap_overtaken_by_words_is_out_of_date(web: Bot, telegram: FakeTelegram) -> None:
    """A tap on «3» came before «vote 12», but reached us after it."""
    ada = telegram.person(1)
    ada.writes("vote")
    label = await button(ada, "3 ·")
    with telegram.deliver(late=15.0):
        ada.taps(label)
    ada.writes("vote 12")
    await ada.hears("Est-ce bien votre vote ?")

    await ada.hears("Ce bouton n'est plus d'actualité.")
    assert "3" not in (await ada.hears("Votre vote :")).text.split("Votre vote :")[1].split("\n")[1]


async def test_words_that_follow_at_once_are_heard_though_telegram_tells_whole_seconds(
    web: Bot, telegram: FakeTelegram
) -> None:
    ada = telegram.person(1)
    ada.writes("vote")
    await ada.hears("projets")
    ada.writes("3 12")

    await ada.hears("Est-ce bien votre vote ?")


async def test_blocking_is_silence_and_unblocking_ends_it(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.starts()
    await ada.hears("budget participatif")

    ada.blocks()
    await eventually(lambda: stopped(bot, "1"))
    ada.unblocks()
    await eventually(lambda: not stopped(bot, "1"))

    ada.writes("menu")
    await button(ada, "Voter")


async def test_unblocking_does_not_undo_a_stop(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("STOP")
    await ada.hears("nous ne vous écrirons plus")
    ada.blocks()
    ada.unblocks()
    await eventually(lambda: telegram.undelivered == 0)

    assert stopped(web, "1")
    assert web.rows(SILENCES) == 1


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")  # Raised by its own code.
async def test_someone_who_blocked_the_bot_before_its_reply_is_left_alone(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    telegram.will(403, method="sendMessage", saying="Forbidden: bot was blocked by the user")
    async with by_polling(sqlite, telegram, vote_clock) as bot:
        ada.starts()

        await eventually(lambda: stopped(bot, "1"))


@pytest.mark.parametrize(
    ("act", "remark"),
    [
        pytest.param(lambda ada: ada.sends_photo(), "Je ne lis pas encore les photos", id="photo"),
        pytest.param(lambda ada: ada.sends_location(), "Je ne lis pas encore les positions", id="location"),
        pytest.param(lambda ada: ada.shares_contact(), "Je n'ai pas besoin de votre numéro", id="own contact"),
        pytest.param(lambda ada: ada.shares_contact(own=False), "le numéro de quelqu'un d'autre", id="other contact"),
        pytest.param(lambda ada: ada.edits_last("vote 12"), "Je ne vois pas les corrections", id="correction"),
    ],
)
async def test_what_is_not_read_gets_a_sentence_and_leaves_the_question_open(
    act: Any, remark: str, bot: Bot, telegram: FakeTelegram
) -> None:
    ada = telegram.person(1)
    ada.writes("vote")
    await ada.hears("projets")
    act(ada)
    await ada.hears(remark)

    ada.writes("3")

    await ada.hears("Est-ce bien votre vote ?")


async def test_ten_photos_get_one_sentence(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    for _photo in range(10):
        ada.sends_photo()
    await eventually(lambda: telegram.undelivered == 0)

    assert len(telegram.calls_of("sendMessage")) == 1


async def test_who_wants_silence_gets_no_remark(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("STOP")
    await ada.hears("nous ne vous écrirons plus")
    ada.sends_photo()
    await eventually(lambda: telegram.undelivered == 0)

    assert len(telegram.calls_of("sendMessage")) == 1


async def test_in_a_group_the_bot_keeps_quiet_until_a_command_is_put_to_it(web: Bot, telegram: FakeTelegram) -> None:
    ada, group = telegram.person(1), telegram.group(-100, privacy=False)
    group.adds_bot(ada)
    ada.writes("bonjour tout le monde", to=group)
    ada.writes("/vote@another_bot", to=group)
    await eventually(lambda: telegram.undelivered == 0)
    assert telegram.calls_of("sendMessage") == []

    ada.writes("/vote@Portevoix_test_bot 12 34", to=group)
    await eventually(lambda: len(telegram.calls_of("sendMessage")) == 1)

    [said] = [message for message in group.chat if message.is_by_bot]
    assert "Écrivez-moi en privé" in said.text
    assert said.buttons == [
        {"text": "Ouvrir la conversation", "url": "https://t.me/portevoix_test_bot?start=vote_12_34"}
    ]
    assert web.rows(INBOX) == 0


async def test_a_link_from_a_group_opens_what_its_command_named(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)

    ada.starts("vote_3_12")

    await ada.hears("Est-ce bien votre vote ?")


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
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    async with httpx.AsyncClient() as client:
        return await client.post(f"{bot.url}/telegram/webhook", content=content, headers=headers)


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
    ]
    assert call.values["secret_token"] == SECRET
    assert call.values["max_connections"] in (40, "40")


async def eventually(found: Any, seconds: float = 5.0) -> None:
    """Wait until *found* says yes."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not found():
        assert asyncio.get_running_loop().time() < deadline, "it never came true"
        await asyncio.sleep(0.01)


def stopped(bot: Bot, address: str) -> bool:
    """Whether the address is silenced."""
    store = bot.house.store
    with store.writing() as tx:
        hash = people.hash_of(store, "telegram", address)
        return people.lock(tx, store, {hash: people.Caller("telegram", address)}, bot.house.clock.now())[hash].stopped
