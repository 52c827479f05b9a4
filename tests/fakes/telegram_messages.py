"""The methods of the Bot API that write, change and take away messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.fakes.bodies import Json, Upload
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_ephemeral import whispered
from tests.fakes.telegram_errors import bad_request, missing
from tests.fakes.telegram_text import CAPTION, TEXT, read_markup, read_text
from tests.fakes.telegram_world import Chat, World

Method: TypeAlias = Callable[[World, Call], object]

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "reply_markup")
"""What an edit can change."""

_OPTIONS = range(1, 13)
"""How many answers a poll may have."""


def send_message(world: World, call: Call) -> Json:
    """`sendMessage`."""
    words = read_text(call, "text", TEXT, "message is too long")
    if not words:
        raise missing("text")
    return say(world, call, words)


def send_photo(world: World, call: Call) -> Json:
    """`sendPhoto`; every picture is 90 by 60."""
    stored = _stored(world, call, "photo", "photos")
    return say(world, call, {"photo": [as_photo(stored)], **_caption(call)})


def send_document(world: World, call: Call) -> Json:
    """`sendDocument`."""
    file = call.file("document")
    named = {"file_name": file.name} if isinstance(file, Upload) else {}
    return say(world, call, {"document": _stored(world, call, "document", "documents") | named, **_caption(call)})


def send_location(world: World, call: Call) -> Json:
    """`sendLocation`."""
    location = {name: float(call.text(name)) for name in ("latitude", "longitude")}
    return say(world, call, {"location": location})


def send_contact(world: World, call: Call) -> Json:
    """`sendContact`."""
    contact = {name: call.text(name) for name in ("phone_number", "first_name", "last_name") if call.has(name)}
    return say(world, call, {"contact": contact})


def send_poll(world: World, call: Call) -> Json:
    """`sendPoll`."""
    options = call.structure("options", [])
    if len(options) not in _OPTIONS:
        raise bad_request("poll must have at least 1 answer option and at most 12")
    if len(call.text("question")) > 300:
        raise bad_request("poll question length must not exceed 300")
    return say(world, call, {"poll": _poll(world, call, options)})


def edit_message_text(world: World, call: Call) -> Json:
    """`editMessageText`; a keyboard that is not named again goes away."""
    chat, message = _mine(world, call)
    words = read_text(call, "text", TEXT, "message is too long")
    if not words:
        raise missing("text")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, message, words, read_markup(call))


def edit_message_caption(world: World, call: Call) -> Json:
    """`editMessageCaption`."""
    chat, message = _mine(world, call)
    return _edit(world, chat, message, _caption(call), read_markup(call))


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """`editMessageReplyMarkup`."""
    chat, message = _mine(world, call)
    kept = {key: message[key] for key in _CONTENT[:-1] if key in message}
    return _edit(world, chat, message, kept, read_markup(call))


def delete_message(world: World, call: Call) -> bool:
    """`deleteMessage`."""
    chat = world.chat_to_write(call.text("chat_id"))
    message_id = call.integer("message_id")
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    world.remove(chat, message_id)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """`deleteMessages`: those that are not there are skipped."""
    chat = world.chat_to_write(call.text("chat_id"))
    for message_id in call.structure("message_ids", []):
        if message_id in chat.messages:
            world.remove(chat, message_id)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """`answerCallbackQuery`; a tap is answered once."""
    tap = world.taps.get(call.text("callback_query_id"))
    if tap is None or tap.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(call.text("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answer = {"text": call.text("text", ""), "show_alert": call.flag("show_alert")}
    world.bell.ring()
    return True


def say(world: World, call: Call, content: Json) -> Json:
    """The bot posts *content*, under the keyboard and as the reply that *call* asks for."""
    chat = world.chat_to_write(call.text("chat_id"))
    markup = read_markup(call)
    content = content | _topic(call, chat) | _reply(call, chat)
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup:
        chat.keyboard = markup if "keyboard" in markup else None
    return whispered(world, call, content) or world.post(chat, world.bot, content)


def as_photo(stored: Json) -> Json:
    """A stored file as the API's PhotoSize."""
    return {key: stored[key] for key in ("file_id", "file_unique_id", "file_size")} | {"width": 90, "height": 60}


def _topic(call: Call, chat: Chat) -> Json:
    """What a message says that goes into a topic of a forum; the general one is never named."""
    number = call.integer("message_thread_id", 0)
    if number and number not in chat.topics:
        raise bad_request("message thread not found")
    if chat.is_general_shut if not number else not chat.topics[number]:
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": number, "is_topic_message": True} if number else {}


def _reply(call: Call, chat: Chat) -> Json:
    wanted = call.structure("reply_parameters") or {}
    message_id = wanted.get("message_id")
    if message_id is None:
        return {}
    if message_id in chat.messages:
        return {"reply_to_message": {k: v for k, v in chat.messages[message_id].items() if k != "reply_to_message"}}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _caption(call: Call) -> Json:
    return read_text(call, "caption", CAPTION, "message caption is too long")


def _stored(world: World, call: Call, name: str, folder: str) -> Json:
    """The file of the parameter *name*: new if it was sent along or is an address, else one Telegram has."""
    file = call.file(name)
    if isinstance(file, Upload):
        if not file.content:
            raise bad_request("file must be non-empty")
        return world.keep(folder, file.name, file.content)
    if file.startswith(("http://", "https://")):
        return world.keep(folder, file, b"fetched from " + file.encode())
    if file not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return {"file_id": file, "file_unique_id": file[:8], "file_size": len(world.files[file].content)}


def _poll(world: World, call: Call, options: list[str | Json]) -> Json:
    texts = [option if isinstance(option, str) else str(option["text"]) for option in options]
    return {
        "id": world.new_id(),
        "question": call.text("question"),
        "options": [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(texts)],
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.flag("is_anonymous") or not call.has("is_anonymous"),
        "type": call.text("type", "regular"),
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": call.flag("allows_revoting"),
        "members_only": call.flag("members_only"),
    }


def _mine(world: World, call: Call) -> tuple[Chat, Json]:
    """The bot's own message that is to be edited."""
    chat = world.chat_to_write(call.text("chat_id"))
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.me["id"]:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(world: World, chat: Chat, message: Json, content: Json, markup: Json | None) -> Json:
    now = {key: message[key] for key in _CONTENT if key in message}
    if now == content | ({"reply_markup": markup} if markup else {}):
        raise bad_request(_UNCHANGED)
    for key in now.keys() - content.keys() - {"reply_markup"}:
        del message[key]
    return world.change(chat, message["message_id"], content, markup)


MESSAGES: dict[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendPoll": send_poll,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
}
"""By the names of the API."""
