"""What people do on Telegram besides writing and tapping: block, send pictures, correct, talk in groups."""

from __future__ import annotations

from typing import Any

import pytest

from storage.database.store import Store
from storage.messages.inbox import INBOX
from storage.people.silences import SILENCES
from tests.fakes.faults import Fault
from tests.fakes.telegram import FakeTelegram
from tests.support.telegram_bot import Bot, VoteClock, button, by_polling, eventually


async def test_blocking_is_silence_and_unblocking_ends_it(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.starts()
    await ada.hears("budget participatif")

    ada.blocks()
    await eventually(lambda: bot.is_stopped("1"))
    ada.unblocks()
    await eventually(lambda: not bot.is_stopped("1"))

    ada.writes("menu")
    await button(ada, "Voter")


async def test_unblocking_does_not_undo_a_stop(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("STOP")
    await ada.hears("nous ne vous écrirons plus")
    ada.blocks()
    ada.unblocks()
    await eventually(lambda: telegram.undelivered == 0)

    assert web.is_stopped("1")
    assert web.rows(SILENCES) == 1


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")  # Raised by its own code.
async def test_someone_who_blocked_the_bot_before_its_reply_is_left_alone(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(403, method="sendMessage", saying="Forbidden: bot was blocked by the user"))
    async with by_polling(sqlite, telegram, vote_clock) as bot:
        ada.starts()

        await eventually(lambda: bot.is_stopped("1"))


@pytest.mark.parametrize(
    ("act", "remark"),
    [
        pytest.param(lambda ada: ada.sends_photo(), "Je ne lis les photos que quand", id="photo"),
        pytest.param(lambda ada: ada.sends_location(), "Je ne lis les positions que quand", id="location"),
        pytest.param(lambda ada: ada.shares_contact(), "écrivez RELIER", id="own contact"),
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


async def test_ten_numbers_of_others_get_one_sentence(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    for _number in range(10):
        ada.shares_contact(own=False)
    await eventually(lambda: telegram.undelivered == 0)

    assert len(telegram.calls_of("sendMessage")) == 1


async def test_of_an_album_one_photo_is_heard(web: Bot) -> None:
    now = int(web.house.clock.now().timestamp()) + 60

    def photo(id: int, album: str) -> dict[str, Any]:
        ada = {"id": 1, "is_bot": False, "first_name": "Ada"}
        picture = {"file_id": f"f{id}", "file_unique_id": f"u{id}", "width": 90, "height": 60}
        chat = {"id": 1, "type": "private", "first_name": "Ada"}
        content = {"photo": [picture], "media_group_id": album}
        return {"update_id": id, "message": {"message_id": id, "date": now, "chat": chat, "from": ada, **content}}

    said = [await web.listener.hear(photo(id, "album"), carries=1) for id in (11, 12, 13)]
    again = await web.listener.hear(photo(11, "album"), carries=1)
    other = await web.listener.hear(photo(14, "other"), carries=1)

    assert [len(calls) for calls in said] == [1, 1, 0]
    assert "je n'ai regardé que la première" in said[1][0].values["text"]
    assert again == said[0], "a delivery that Telegram repeats gets the same answer"
    assert "quand je vous en demande une" in other[0].values["text"]
    assert web.rows(INBOX) == 2


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
