"""Ephemeral messages of groups (Bot API 10.3): one person's command, and the bot's answer that they alone see.

The published description at hand is 10.1 and does not know them. So this part of a call is checked here, against what
aiogram 3.31 documents: the *fields* below. An older server reads none of it (`world.knows_ephemeral`), and shows the
message to the whole group.
"""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.bodies import Json
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_errors import bad_request
from tests.fakes.telegram_world import Chat, World

PARAMETERS = "ephemeral_message_parameters"
_FIELDS = {"receiver_user_id": int, "callback_query_id": str, "replace_callback_query_message": bool}

ANSWERED_WITHIN = 15
"""Seconds in which an ephemeral message may be replied to."""


def checked_elsewhere(world: World, call: Call) -> tuple[Call, list[str]]:
    """The call without what the description of 10.1 does not know, and what is odd about that.

    A server that knows it refuses nonsense; an older one passes over it in silence.
    """
    if PARAMETERS not in call.values or not world.knows_ephemeral:
        return replace(call, values={key: value for key, value in call.values.items() if not _is_new(key, call)}), []
    alone = call.structure(PARAMETERS)
    odd = [f"EphemeralMessageParameters has no {name!r}." for name in sorted(alone.keys() - _FIELDS.keys())]
    for name, kind in _FIELDS.items():
        if name in alone and not isinstance(alone[name], kind):
            raise bad_request(f"can't parse {PARAMETERS}: {name!r} must be of type {kind.__name__}")
    if "receiver_user_id" not in alone:
        raise bad_request(f"can't parse {PARAMETERS}: receiver_user_id is not specified")
    return replace(call, values={key: value for key, value in call.values.items() if not _is_new(key, call)}), odd


def whispered(world: World, call: Call, content: Json) -> Json | None:
    """The bot's message to one person, in a group; None if the call is for all to see."""
    asked = (call.structure("reply_parameters") or {}).get("ephemeral_message_id")
    if not world.knows_ephemeral or PARAMETERS not in call.values:
        if asked and world.knows_ephemeral:
            raise bad_request("a reply to an ephemeral message must be ephemeral")
        return None
    chat, to = world.chat_to_write(call.text("chat_id")), call.structure(PARAMETERS)["receiver_user_id"]
    if asked:
        _may_reply(world, chat, asked, to)
    elif chat.is_private or world.me["id"] not in chat.runners:
        raise bad_request("BOT_NOT_ADMIN")
    return post_alone(
        world, chat, world.bot, content | {"receiver_user": {"id": to, "is_bot": False, "first_name": "-"}}
    )


def _may_reply(world: World, chat: Chat, asked: int, to: int) -> None:
    command = chat.ephemeral.get(asked)
    if command is None or world.now() - command["date"] > ANSWERED_WITHIN:
        raise bad_request("message to be replied not found")
    if command["from"]["id"] != to:
        raise bad_request("an ephemeral message is answered to who sent it")


def post_alone(world: World, chat: Chat, sender: Json, content: Json) -> Json:
    """It has no number among the messages of the group, and one of its own."""
    number = len(chat.ephemeral) + 1
    message = {"message_id": 0, "ephemeral_message_id": number, "from": sender, "chat": chat.info, "date": world.now()}
    chat.ephemeral[number] = message | content
    world.bell.ring()
    return chat.ephemeral[number]


def _is_new(key: str, call: Call) -> bool:
    """Whether the description of 10.1 would not know it: a reply to an ephemeral message names none of the others."""
    reply = call.structure("reply_parameters") if key == "reply_parameters" else None
    return key == PARAMETERS or (reply is not None and "ephemeral_message_id" in reply)
