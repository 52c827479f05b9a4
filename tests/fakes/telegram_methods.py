"""The other methods of the Bot API: about the bot, its chats and its files; and a plausible answer to all the rest."""

from __future__ import annotations

import re

from tests.fakes.bodies import Json
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_errors import bad_request, missing
from tests.fakes.telegram_guests import answer_guest_query
from tests.fakes.telegram_messages import MESSAGES, Method, say
from tests.fakes.telegram_spec import TelegramSpec
from tests.fakes.telegram_world import NOT_A_MEMBER, World


def get_me(world: World, call: Call) -> Json:
    """`getMe`."""
    return world.me


def get_chat(world: World, call: Call) -> Json:
    """`getChat`, with what every chat has."""
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return world.chat(call.text("chat_id")).info | full


def get_chat_member(world: World, call: Call) -> Json:
    """`getChatMember`: the bot itself, or a person in a private chat or a group."""
    chat = world.chat(call.text("chat_id"))
    user_id = call.integer("user_id")
    if user_id == world.me["id"]:
        return {"status": "left" if chat.barred else "member", "user": world.bot}
    person = world.chats.get(user_id)
    if person is None:
        raise bad_request("invalid user_id specified")
    user = {key: value for key, value in person.info.items() if key != "type"}
    if user_id in chat.runners:
        return {"status": "creator", "user": user | {"is_bot": False}, "is_anonymous": False}
    return {"status": "member", "user": user | {"is_bot": False}}


def leave_chat(world: World, call: Call) -> bool:
    """`leaveChat`."""
    chat = world.chat_to_write(call.text("chat_id"))
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.barred = NOT_A_MEMBER
    world.bell.ring()
    return True


def send_chat_action(world: World, call: Call) -> bool:
    """`sendChatAction`: nothing lasts of it."""
    world.chat_to_write(call.text("chat_id"))
    if not _ACTIONS.fullmatch(call.text("action")):
        raise bad_request("wrong parameter action in request")
    return True


def get_file(world: World, call: Call) -> Json:
    """`getFile`."""
    file_id = call.text("file_id")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[:8],
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def set_my_commands(world: World, call: Call) -> bool:
    """`setMyCommands`."""
    commands = call.structure("commands")
    if commands is None:
        raise missing("commands")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(call)] = commands
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """`getMyCommands`."""
    return world.commands.get(_scope(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """`deleteMyCommands`."""
    world.commands.pop(_scope(call), None)
    return True


def set_my_description(world: World, call: Call) -> bool:
    """`setMyDescription` and `setMyShortDescription`."""
    key, most = _described(call.method)
    told = call.text(key, "")
    if len(told) > most:
        raise bad_request(f"{key.upper()}_TOO_LONG")
    world.described[call.text("language_code", ""), key] = told
    return True


def get_my_description(world: World, call: Call) -> Json:
    """`getMyDescription` and `getMyShortDescription`: in the language asked for, else the one for everybody."""
    key, _most = _described(call.method)
    told = world.described.get((call.text("language_code", ""), key)) or world.described.get(("", key), "")
    return {key: told}


def _described(method: str) -> tuple[str, int]:
    """How the description is called that *method* is about, and how long it may be."""
    return ("short_description", 120) if "Short" in method else ("description", 512)


def log_out(world: World, call: Call) -> bool:
    """`close` and `logOut`: the fake stays."""
    return True


def plausible(world: World, call: Call, spec: TelegramSpec) -> object:
    """What a method that has no code of its own answers, by its description alone."""
    kind = spec.returns(call.method)[0]
    if kind == "Message":
        return _plausible_message(world, call, spec)
    if call.has("chat_id"):
        world.chat_to_write(call.text("chat_id"))
    return spec.example(kind)


def _plausible_message(world: World, call: Call, spec: TelegramSpec) -> Json:
    """A new message with an example of what is sent, or the one that is named."""
    if not call.method.startswith(("send", "forward")):
        return _named(world, call)
    what = call.method.removeprefix("send")
    medium = what[:1].lower() + what[1:]
    return say(world, call, {medium: spec.example(what)} if what in spec.types else {})


def _named(world: World, call: Call) -> Json:
    message = world.chat_to_write(call.text("chat_id")).messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    return message


def _scope(call: Call) -> str:
    return f"{call.values.get('scope', '')} {call.text('language_code', '')}"


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
_ACTIONS = re.compile(
    "typing|upload_photo|(record|upload)_(video|voice|video_note)|upload_document|choose_sticker|find_location"
)

METHODS: dict[str, Method] = MESSAGES | {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
    "answerGuestQuery": answer_guest_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_description,
    "getMyShortDescription": get_my_description,
    "close": log_out,
    "logOut": log_out,
}
"""By the names of the API; those about updates are the fake's own."""
