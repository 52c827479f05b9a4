"""What an update from Telegram is to us: a message to hear, a remark to make, a block to mirror, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    Message,
    Update,
    User,
)

from bot.turn import Incoming
from flows.words import Text, _

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that we ask Telegram for."""

SECOND = 1.0
"""Telegram dates messages in whole seconds, cut off: one was written within the second that begins at its date."""

_PAYLOAD = 64
"""Letters that a deep link may carry, of A-Z, a-z, 0-9, _ and -."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)

_CORRECTED = _("Je ne vois pas les corrections : envoyez-moi un nouveau message.")
_ONLY_WORDS = _("Je ne lis que les mots ici : écrivez-moi.")
_OWN_NUMBER = _("Je n'ai pas besoin de votre numéro ici : écrivez-moi.")
_OTHERS_NUMBER = _("Je ne garde pas le numéro de quelqu'un d'autre : écrivez-moi.")
_IN_A_GROUP = _("Ici je reste discret. Écrivez-moi en privé : personne d'autre ne lira vos réponses.")

_UNREAD: dict[str, Text] = {
    "photo": _("Je ne lis pas encore les photos ici : écrivez-moi."),
    "location": _("Je ne lis pas encore les positions ici : écrivez-moi."),
    "venue": _("Je ne lis pas encore les positions ici : écrivez-moi."),
    "voice": _("Je n'écoute pas encore les messages vocaux : écrivez-moi."),
    "audio": _("Je n'écoute pas encore les messages vocaux : écrivez-moi."),
    "sticker": _ONLY_WORDS,
    "animation": _ONLY_WORDS,
    "video": _ONLY_WORDS,
    "video_note": _ONLY_WORDS,
    "document": _ONLY_WORDS,
    "poll": _ONLY_WORDS,
    "dice": _ONLY_WORDS,
    "story": _ONLY_WORDS,
    "game": _ONLY_WORDS,
}
"""What to say of what people send instead of words. Anything else is Telegram's own news (a pinned message …)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence to say in *chat* at once, which leaves the conversation where it is.

    *link*, if there is one, is where its button leads. *group* says that others read it.
    """

    chat: str
    text: Text
    language: str = ""
    link: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """A person blocked the bot, or lets it write again."""

    address: str
    blocked: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing to do, for the reason given in a word."""

    why: str


Other: TypeAlias = Remark | Barred | Ignored


def incoming(update: Update, me: str) -> Incoming | Other:
    """What *update* is to the bot whose username is *me*."""
    if update.callback_query:
        return _tap(update.update_id, update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    if update.edited_message:
        return _correction(update.edited_message)
    if update.message is None:
        return Ignored("unknown_kind")
    if update.message.from_user is None or update.message.from_user.is_bot:
        return Ignored("bot")  # two bots must never talk to each other
    if update.message.chat.type != "private":
        return _in_a_group(update.message, me)
    return _message(update.update_id, update.message)


def own_contact(message: Message) -> str | None:
    """The phone number that the sender shared as their own, which Telegram vouches for; None for anyone else's."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id or message.forward_origin:
        return None
    return "+" + contact.phone_number.lstrip("+")


def _message(id: int, message: Message) -> Incoming | Other:
    """A person's message in their own chat with us; `at` is the latest moment at which it can have been written."""
    chat, language = str(message.chat.id), _language(message.from_user)
    if message.text is None:
        return _unread(message, chat, language)
    at = message.date.timestamp() + SECOND
    return Incoming("telegram", str(id), "telegram", chat, message.text, at=at, language=language)


def _unread(message: Message, chat: str, language: str) -> Other:
    if message.contact:
        return Remark(chat, _OWN_NUMBER if own_contact(message) else _OTHERS_NUMBER, language)
    text = _UNREAD.get(message.content_type)
    return Remark(chat, text, language) if text else Ignored("service_message")


def _tap(id: int, query: CallbackQuery) -> Incoming | Ignored:
    """A tap. It needs no time, which Telegram does not tell: its data says which question it answers.

    A message too old for Telegram to show us cannot be edited either, nor does a text take the place of a picture.
    """
    message = query.message
    if not query.data or message is None or message.chat.type != "private":
        return Ignored("tap_elsewhere")
    on = str(message.message_id) if isinstance(message, Message) and message.text is not None else ""
    language = _language(query.from_user)
    return Incoming("telegram", str(id), "telegram", str(message.chat.id), tap=query.data, on=on, language=language)


def _correction(message: Message) -> Other:
    """Said of words only: a shared position that moves is «edited» every few seconds."""
    by_person = message.from_user is not None and not message.from_user.is_bot
    if message.chat.type != "private" or message.text is None or not by_person:
        return Ignored("correction")
    return Remark(str(message.chat.id), _CORRECTED, _language(message.from_user))


def _membership(moved: ChatMemberUpdated) -> Barred | Ignored:
    """Only private chats are mirrored; added to a group, the bot keeps quiet until a command is put to it."""
    if moved.chat.type != "private":
        return Ignored("group_membership")
    return Barred(str(moved.chat.id), moved.new_chat_member.status == "kicked", moved.date)


def _in_a_group(message: Message, me: str) -> Remark | Ignored:
    """Quiet unless a command is put to us: then the way to a private chat, which takes the command along."""
    command = _COMMAND.fullmatch(message.text or "")
    if command is None or not me or (command[2] and command[2].casefold() != me.casefold()):
        return Ignored("group_talk")
    link = f"https://t.me/{me}?start={_payload(command[1], command[3] or '')}"
    return Remark(str(message.chat.id), _IN_A_GROUP, _language(message.from_user), link, group=True)


def _payload(name: str, rest: str) -> str:
    """«/vote 12 34» as a deep link carries it: «vote_12_34»."""
    words = rest if name == "start" else f"{name} {rest}"
    return re.sub(r"[^A-Za-z0-9-]+", "_", words).strip("_")[:_PAYLOAD] or "groupe"


def _language(sender: User | None) -> str:
    """The language of the sender's Telegram, without its country."""
    return ((sender.language_code if sender else None) or "").partition("-")[0]
