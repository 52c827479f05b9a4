"""What surrounds a text on Telegram may be of a kind nobody knows yet: the text, its sender and the tap are heard."""

from __future__ import annotations

from typing import Any

import pytest

from bot.networks.telegram.reading import read_update
from bot.networks.telegram.updates import Ignored, incoming
from bot.turn.message import Incoming
from tests.fakes.specs import TELEGRAM_SPEC, load, note
from tests.fakes.telegram import FakeTelegram
from tests.support.telegram_bot import Bot

ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "fr"}
CHAT = {"id": 7, "type": "private", "first_name": "Ada"}
BEFORE = {"message_id": 1, "date": 1_790_000_000, "chat": CHAT, "from": ADA}
POLL_OF_BEFORE_9_6 = {
    "id": "p1",
    "question": "Quel jour ?",
    "options": [{"text": "samedi", "voter_count": 0}, {"text": "dimanche", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
"""Without what version 9.6 of the Bot API added."""

AROUND: dict[str, dict[str, Any]] = {
    "an unknown origin": {"forward_origin": {"type": "planet", "date": 1_790_000_000, "planet": "Mars"}},
    "an origin that lacks what it needs": {"forward_origin": {"type": "user", "date": 1_790_000_000}},
    "a reply to an unknown origin": {"external_reply": {"origin": {"type": "planet", "date": 1_790_000_000}}},
    "a reply to paid media of an unknown kind": {
        "reply_to_message": {**BEFORE, "paid_media": {"star_count": 3, "paid_media": [{"type": "hologram"}]}}
    },
    "a reply to an old poll": {"reply_to_message": {**BEFORE, "poll": POLL_OF_BEFORE_9_6}},
    "an old poll elsewhere": {
        "external_reply": {"origin": {"type": "user", "date": 1, "sender_user": ADA}, "poll": POLL_OF_BEFORE_9_6}
    },
    "a reply to something unknown in something unknown": {
        "reply_to_message": {**BEFORE, "forward_origin": {"type": "planet"}, "external_reply": {"origin": {"type": 3}}}
    },
    "a pinned message of an unknown origin": {"pinned_message": {**BEFORE, "forward_origin": {"type": "planet"}}},
    "an entity that is none": {"entities": [{"type": "bold", "offset": "here", "length": 2}]},
    "a keyboard of another kind": {"reply_markup": {"inline_keyboard": [[{"label": "no text"}]]}},
    "a field nobody knows": {"telepathy": {"type": "clear"}},
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND.keys())
def test_a_text_is_heard_whatever_is_around_it(around: dict[str, Any]) -> None:
    raw = {"update_id": 1, "message": {**BEFORE, "message_id": 2, "text": "VOTE 12", **around}}
    kept = repr(raw)

    update = read_update(raw)

    assert update is not None
    heard = incoming(update, "ville_bot")
    assert isinstance(heard, Incoming)
    assert (heard.text, heard.address, heard.language) == ("VOTE 12", "7", "fr")
    assert repr(raw) == kept  # what Telegram sent stays as it was


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND.keys())
def test_a_tap_is_heard_whatever_is_around_its_message(around: dict[str, Any]) -> None:
    tapped = {**BEFORE, "message_id": 2, "text": "Quels projets ?", **around}
    raw = {
        "update_id": 1,
        "callback_query": {"id": "1", "from": ADA, "chat_instance": "1", "data": "5:yes", "message": tapped},
    }

    update = read_update(raw)

    assert update is not None
    heard = incoming(update, "ville_bot")
    assert isinstance(heard, Incoming)
    assert (heard.tap, heard.on, heard.address) == ("5:yes", "2", "7")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param({"update_id": 1, "message": {"text": "VOTE 12"}}, id="nobody wrote it"),
        pytest.param({"update_id": 1, "message": "VOTE 12"}, id="no message"),
        pytest.param({"update_id": "one"}, id="no number"),
        pytest.param(
            {
                "update_id": 1,
                "my_chat_member": {
                    "chat": CHAT,
                    "from": ADA,
                    "date": 1,
                    "old_chat_member": {"status": "member", "user": ADA},
                    "new_chat_member": {"status": "ghost", "user": ADA},
                },
            },
            id="a membership of an unknown kind",
        ),
    ],
)
def test_what_makes_no_sense_is_nothing(raw: dict[str, Any]) -> None:
    update = read_update(raw)

    assert update is None or not isinstance(incoming(update, "ville_bot"), Incoming)


@pytest.mark.parametrize(
    "reaction",
    [
        pytest.param({"type": "emoji", "emoji": "👍"}, id="a thumb"),
        pytest.param({"type": "paid"}, id="paid"),
        pytest.param({"type": "hologram", "hologram": "👍"}, id="of an unknown kind"),
        pytest.param({"type": "emoji"}, id="without its sign"),
    ],
)
def test_a_reaction_whatever_its_kind_changes_nothing(reaction: dict[str, Any]) -> None:
    changed = {"chat": CHAT, "user": ADA, "message_id": 1, "date": 1, "old_reaction": [], "new_reaction": [reaction]}

    update = read_update({"update_id": 1, "message_reaction": changed})

    assert update is None or isinstance(incoming(update, "ville_bot"), Ignored)


KINDS = {
    "an unknown origin": "MessageOrigin",
    "a reply to an unknown origin": "MessageOrigin",
    "a reply to paid media of an unknown kind": "PaidMedia",
}
"""The cases above that hold a kind which Telegram does not have."""


@pytest.mark.skipif(not TELEGRAM_SPEC.is_file(), reason=note(TELEGRAM_SPEC))
def test_what_the_cases_take_for_unknown_is_not_described_and_the_rest_is() -> None:
    types = (load(TELEGRAM_SPEC) or {})["types"]
    fields = {
        name: {field["name"] for field in types[name]["fields"]} for name in ("Message", "MessageReactionUpdated")
    }

    known = [around for name, around in AROUND.items() if name != "a field nobody knows"]
    assert {name for around in known for name in around} <= fields["Message"]
    assert "telepathy" not in fields["Message"]
    assert {"user", "message_id", "old_reaction", "new_reaction"} <= fields["MessageReactionUpdated"]
    kinds = {name: " ".join(types[name]["subtypes"]).lower() for name in {*KINDS.values(), "ReactionType"}}
    assert not any(made_up in told for told in kinds.values() for made_up in ("planet", "hologram"))
    added = {field["name"] for field in types["Poll"]["fields"] if field["required"]}
    assert added - POLL_OF_BEFORE_9_6.keys()


async def test_a_forwarded_text_of_unknown_origin_is_answered_by_webhook_and_by_polling(
    bot: Bot, telegram: FakeTelegram
) -> None:
    ada = telegram.person(1)
    ada.starts()
    await ada.hears("budget participatif")

    ada.forwards("vote 3", AROUND["an unknown origin"]["forward_origin"])

    await ada.hears("Est-ce bien votre vote ?")
