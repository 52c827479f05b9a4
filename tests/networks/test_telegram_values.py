"""Telegram's values, read and written without a network: updates, commands, the order of things."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from aiogram.types import Message, Update

from bot.languages.words import languages, lexicon
from bot.networks.telegram.order import Order
from bot.networks.telegram.setup import COMMANDS, commands, webhook_secret
from bot.networks.telegram.updates import Barred, GroupCommand, Ignored, Remark, incoming, own_contact
from bot.practice.phone import Phone
from bot.settings import Settings
from bot.turn.message import Incoming
from flows.talk import doors
from flows.talk.keywords import To
from flows.understanding.senses import Sense

DATE = 1_793_869_200
ADA = {"id": 1, "is_bot": False, "first_name": "Ada", "language_code": "pt-BR"}
ROBOT = {"id": 2, "is_bot": True, "first_name": "Robot"}
PRIVATE = {"id": 1, "type": "private", "first_name": "Ada"}
PICTURE = {"file_id": "f", "file_unique_id": "u", "width": 90, "height": 60}
LARGE = {"file_id": "large", "file_unique_id": "v", "width": 900, "height": 600}
FILE = {"file_id": "f", "file_unique_id": "u", "mime_type": "image/png"}
SPOT = {"latitude": 45.78, "longitude": 3.08}
PHONE = "+33639980001"
GROUP = {"id": -100, "type": "supergroup", "title": "Quartier"}


def message(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] = ADA, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": DATE, "chat": chat, "from": sender, **content}


def read(**update: Any) -> object:
    return incoming(Update.model_validate({"update_id": 9, **update}), "portevoix_bot")


def moved(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    member = {"user": ROBOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    before = {"user": ROBOT, "status": "left"}
    return {"chat": chat, "from": ADA, "date": DATE, "old_chat_member": before, "new_chat_member": member}


def test_a_text_is_heard_with_its_language_and_the_last_moment_it_can_have_been_written() -> None:
    expected = Incoming("telegram", "9", "telegram", "1", "bonjour", at=DATE + 1.0, language="pt")

    assert read(message=message(text="bonjour")) == expected


def test_a_tap_names_the_message_it_was_made_on() -> None:
    query = {"id": "3", "from": ADA, "message": message(text="?"), "chat_instance": "1", "data": "7:yes"}
    expected = Incoming("telegram", "9", "telegram", "1", tap="7:yes", on="5", language="pt")

    assert read(callback_query=query) == expected


@pytest.mark.parametrize(
    ("content", "brings"),
    [
        pytest.param({"photo": [PICTURE, LARGE]}, {"photo": "large"}, id="a photo in its largest size"),
        pytest.param(
            {"photo": [LARGE, PICTURE], "caption": "Un banc"}, {"photo": "large", "text": "Un banc"}, id="its caption"
        ),
        pytest.param({"location": SPOT}, {"place": (45.78, 3.08)}, id="a position"),
        pytest.param(
            {"location": SPOT, "venue": {"location": SPOT, "title": "Le Café", "address": "1 rue des Lys"}},
            {"place": (45.78, 3.08), "text": "Le Café, 1 rue des Lys"},
            id="a place with a name",
        ),
        pytest.param(
            {"venue": {"location": SPOT, "title": "Le Café", "address": ""}},
            {"place": (45.78, 3.08), "text": "Le Café"},
            id="a place without an address",
        ),
        pytest.param(
            {"contact": {"phone_number": PHONE[1:], "first_name": "A", "user_id": 1}},
            {"contact": PHONE},
            id="own number",
        ),
    ],
)
def test_what_is_not_words_reaches_the_conversation(content: dict[str, Any], brings: dict[str, Any]) -> None:
    expected = Incoming("telegram", "9", "telegram", "1", at=DATE + 1.0, language="pt")

    assert read(message=message(**content)) == replace(expected, **brings)


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        pytest.param({"message": message(contact={"phone_number": PHONE, "first_name": "B"})}, Remark, id="contact"),
        pytest.param({"message": message(document=FILE)}, Remark, id="a picture as a file"),
        pytest.param({"message": message(dice={"emoji": "🎲", "value": 3})}, Remark, id="dice"),
        pytest.param({"message": message(delete_chat_photo=True)}, Ignored, id="Telegram's own news"),
        pytest.param({"message": message(sender=ROBOT, text="bonjour")}, Ignored, id="another bot"),
        pytest.param({"edited_message": message(text="bonsoir")}, Remark, id="correction"),
        pytest.param({"edited_message": message(sender=ROBOT, text="bonsoir")}, Ignored, id="a bot's correction"),
        pytest.param(
            {"edited_message": message(location={"latitude": 1, "longitude": 2})}, Ignored, id="moving position"
        ),
        pytest.param({"edited_message": message(GROUP, text="/vote")}, Ignored, id="correction in a group"),
        pytest.param({"my_chat_member": moved("kicked")}, Barred, id="blocked"),
        pytest.param({"my_chat_member": moved("member")}, Barred, id="unblocked"),
        pytest.param({"my_chat_member": moved("member", GROUP)}, Ignored, id="added to a group"),
        pytest.param({"message": message(GROUP, text="bonjour")}, Ignored, id="talk in a group"),
        pytest.param({"message": message(GROUP, text="/vote@other_bot")}, Ignored, id="command to another bot"),
        pytest.param({"message": message(GROUP, text="/vote")}, GroupCommand, id="command in a group"),
        pytest.param({"message": message(GROUP, photo=[PICTURE])}, Ignored, id="photo in a group"),
        pytest.param({"channel_post": message(GROUP, text="bonjour")}, Ignored, id="kind not asked for"),
    ],
)
def test_what_is_no_message_for_a_conversation(update: dict[str, Any], kind: type) -> None:
    assert isinstance(read(**update), kind)


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        pytest.param("/vote", "vote", id="command"),
        pytest.param("/vote@Portevoix_Bot 12  34", "vote_12_34", id="to us, with numbers"),
        pytest.param("/start amb-7", "amb-7", id="start with a payload"),
        pytest.param("/start", "groupe", id="start"),
        pytest.param("/projets " + "é" * 20 + "x" * 90, "projets_" + "x" * 56, id="too long"),
    ],
)
def test_a_command_in_a_group_travels_in_a_link(text: str, payload: str) -> None:
    command = read(message=message(GROUP, text=text))

    assert isinstance(command, GroupCommand)
    assert command.begins(command.link) == f"https://t.me/portevoix_bot?start={payload}"
    assert len(payload) <= 64


AT_SEA = "+870773111632"
NOBODYS = (
    ("+88801234567", "Telegram's anonymous number"),
    ("+883510012345678", "an international network's"),
    ("+878101111111111", "a number for life, behind which is any line"),
    ("+33937123456", "a machine"),
    ("33938123456", "a machine, without +"),
    ("36180", "a short code"),
    ("+33899123456", "a premium line"),
    ("+33800123456", "a free line"),
    ("", "none at all"),
)


@pytest.mark.parametrize(
    ("content", "phone"),
    [
        pytest.param({"contact": {"phone_number": PHONE, "first_name": "A", "user_id": 1}}, PHONE, id="own"),
        pytest.param({"contact": {"phone_number": PHONE[1:], "first_name": "A", "user_id": 1}}, PHONE, id="without +"),
        pytest.param({"contact": {"phone_number": AT_SEA, "first_name": "A", "user_id": 1}}, AT_SEA, id="by satellite"),
        pytest.param({"contact": {"phone_number": PHONE, "first_name": "B", "user_id": 2}}, None, id="other's"),
        pytest.param({"contact": {"phone_number": PHONE, "first_name": "B"}}, None, id="not on Telegram"),
        pytest.param({"text": PHONE}, None, id="typed"),
        *(
            pytest.param({"contact": {"phone_number": number, "first_name": "A", "user_id": 1}}, None, id=why)
            for number, why in NOBODYS
        ),
        pytest.param(
            {
                "contact": {"phone_number": PHONE, "first_name": "A", "user_id": 1},
                "forward_origin": {"type": "hidden_user", "date": DATE, "sender_user_name": "Bob"},
            },
            None,
            id="forwarded",
        ),
    ],
)
def test_only_ones_own_contact_counts(content: dict[str, Any], phone: str | None) -> None:
    assert own_contact(Message.model_validate(message(**content))) == phone


@pytest.mark.parametrize("number", [pytest.param(number, id=why) for number, why in NOBODYS if number])
def test_a_phone_held_by_a_program_shares_no_more_than_telegram_lets_through(number: str) -> None:
    assert Phone("telegram", "7001").shares_contact(number).contact == ""
    assert Phone("telegram", "7001").shares_contact(PHONE).contact == PHONE


@pytest.mark.parametrize("language", languages())
def test_every_command_of_the_menu_opens_a_door_of_its_own(language: str) -> None:
    listed = commands(language)

    opened = [doors.command(f"/{name}", lexicon()) for name, _what in listed]
    assert len(listed) == len(COMMANDS)
    assert [door.flow if isinstance(door, To) else Sense(str(door)) for door in opened] == [
        name for name, _what in COMMANDS
    ]


def test_a_language_that_is_not_spoken_has_the_commands_of_the_source() -> None:
    assert [name for name, _what in commands("xx")] == [name for name, _what in commands("fr")]


def test_what_happened_before_but_comes_after_was_overtaken() -> None:
    order = Order(most=2)

    assert [order.overtaken("a", id) for id in (5, 7, 6, 7, 8)] == [False, False, True, False, False]
    assert not order.overtaken("b", 1)
    assert not order.overtaken("c", 1)
    assert not order.overtaken("a", 2), "the chat heard longest ago is forgotten"


def test_the_webhooks_secret_is_the_one_set_or_made_from_the_key_and_allowed_by_telegram() -> None:
    made = webhook_secret(Settings(secret_key="k" * 32, telegram_webhook_secret=""))

    assert webhook_secret(Settings(secret_key="k" * 32, telegram_webhook_secret="ours")) == "ours"
    assert made == webhook_secret(Settings(secret_key="k" * 32, telegram_webhook_secret=""))
    assert made != webhook_secret(Settings(secret_key="l" * 32, telegram_webhook_secret=""))
    assert made.isalnum()
