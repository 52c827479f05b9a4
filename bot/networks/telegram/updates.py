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
    Poll,
    Update,
    User,
)

from bot.networks.sms.phone_numbers import own_number
from bot.networks.telegram.guest_question import GuestQuestion, guest_question
from bot.turn.message import Incoming
from flows.words import Text, _

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member", "poll")
"""The kinds of updates that we ask Telegram for."""

SECOND = 1.0
"""Telegram dates messages in whole seconds, cut off: one was written within the second that begins at its date."""

_PAYLOAD = 64
"""Letters that a deep link may carry, of A-Z, a-z, 0-9, _ and -."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)

_CORRECTED = _("Je ne vois pas les corrections : envoyez-moi un nouveau message.")
_ONLY_WORDS = _("Je ne lis que les mots ici : écrivez-moi.")
_NOT_AS_A_FILE = _("Envoyez l'image comme une photo, pas comme un fichier.")
_OTHERS_NUMBER = _("Je ne garde pas le numéro de quelqu'un d'autre : écrivez-moi.")
_NO_PERSONS_NUMBER = _("Ce numéro n'est pas celui d'un téléphone : je ne peux pas le relier. Écrivez-moi.")

_UNREAD: dict[str, Text] = {
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
"""What to say of what no question takes. Anything else is Telegram's own news (a pinned message …)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence to say in *chat* at once, which leaves the conversation where it is."""

    chat: str
    text: Text
    language: str = ""


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


@dataclass(frozen=True, slots=True)
class GroupCommand:
    """A command put to us in a group, by the account *by*; by none, where an administrator speaks as the group.

    *link* is the payload that takes it along into a private chat with *me*, the bot. *forum_topic* is where it was
    written; 0: in the general one, or in a group that has none. *ephemeral* is its number where nobody else saw it.
    """

    id: int
    chat: str
    name: str
    rest: str
    by: str
    link: str
    me: str
    forum_topic: int = 0
    ephemeral: int = 0

    def begins(self, payload: str) -> str:
        """The link that opens a private chat begun with *payload*."""
        return f"https://t.me/{self.me}?start={payload[:_PAYLOAD]}"


@dataclass(frozen=True, slots=True)
class GroupLeft:
    """The *account* left a group, or was removed from it; if there is none, that was us."""

    chat: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """A group has another number from now on."""

    chat: str
    to: str


@dataclass(frozen=True, slots=True)
class PollCounted:
    """How many have voted in a poll of ours, and the votes of each choice in the order in which they are shown."""

    id: str
    voters: int
    votes: tuple[int, ...]
    closed: bool


GroupNews: TypeAlias = GroupCommand | GroupLeft | GroupMoved | PollCounted
Other: TypeAlias = Remark | Barred | Ignored | GroupNews | GuestQuestion


def incoming(update: Update, me: str) -> Incoming | Other:
    """What *update* is to the bot whose username is *me*."""
    if update.callback_query:
        return _tap(update.update_id, update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    if update.chat_member:
        return _member(update.chat_member)
    if update.poll:
        return _poll(update.poll)
    if update.guest_message:
        return guest_question(update.guest_message, me) or Ignored("guest")
    if update.edited_message:
        return _correction(update.edited_message)
    if update.message is None:
        return Ignored("unknown_kind")
    if update.message.chat.type != "private":
        return _in_a_group(update.update_id, update.message, me)
    if update.message.from_user is None or update.message.from_user.is_bot:
        return Ignored("bot")  # two bots must never talk to each other
    return _message(update.update_id, update.message)


def own_contact(message: Message) -> str | None:
    """The phone number that the sender shared as their own, which Telegram vouches for; None for anyone else's.

    None too where no person answers at that number.
    """
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id or message.forward_origin:
        return None
    return own_number(contact.phone_number) or None


def _message(id: int, message: Message) -> Incoming | Other:
    """A person's message in their own chat with us; `at` is the latest moment at which it can have been written."""
    chat, language, place = str(message.chat.id), _language(message.from_user), _place(message)
    photo, contact = _photo(message), own_contact(message)
    if message.text is None and not (photo or place or contact):
        return _unread(message, chat, language)
    return Incoming(
        provider="telegram",
        id=str(id),
        channel="telegram",
        address=chat,
        text=_words(message),
        at=message.date.timestamp() + SECOND,
        language=language,
        photo=photo,
        place=place,
        contact=contact or "",
    )


def _words(message: Message) -> str:
    """The text, the caption of a photo, or the name and address of a shared place."""
    if message.venue:
        return f"{message.venue.title}, {message.venue.address}".strip(" ,")
    return message.text or (message.caption if message.photo else "") or ""


def _photo(message: Message) -> str:
    """The id under which Telegram keeps the photo, in its largest size; "" if there is none."""
    largest = max(message.photo or (), key=lambda size: size.width * size.height, default=None)
    return largest.file_id if largest else ""


def _place(message: Message) -> tuple[float, float] | None:
    """The latitude and longitude shared; Telegram fills `location` for a venue too."""
    shared = message.location or (message.venue.location if message.venue else None)
    return (shared.latitude, shared.longitude) if shared else None


def _unread(message: Message, chat: str, language: str) -> Other:
    if message.contact:
        ones_own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return Remark(chat, _NO_PERSONS_NUMBER if ones_own else _OTHERS_NUMBER, language)
    if message.document and (message.document.mime_type or "").startswith("image/") and not message.animation:
        return Remark(chat, _NOT_AS_A_FILE, language)
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


def _membership(moved: ChatMemberUpdated) -> Barred | GroupLeft | Ignored:
    """Added to a group, the bot keeps quiet until a command is put to it; thrown out, it is tied no more."""
    if moved.chat.type == "private":
        return Barred(str(moved.chat.id), moved.new_chat_member.status == "kicked", moved.date)
    return GroupLeft(str(moved.chat.id)) if moved.new_chat_member.status in _GONE else Ignored("group_membership")


_GONE = ("left", "kicked")


def _member(moved: ChatMemberUpdated) -> GroupLeft | Ignored:
    """Telegram tells this only where the bot runs the group too; elsewhere there is a message when someone leaves."""
    gone = moved.chat.type != "private" and moved.new_chat_member.status in _GONE
    return GroupLeft(str(moved.chat.id), str(moved.new_chat_member.user.id)) if gone else Ignored("member")


def _poll(poll: Poll) -> PollCounted:
    votes = tuple(option.voter_count for option in poll.options)
    return PollCounted(poll.id, poll.total_voter_count, votes, poll.is_closed)


def _in_a_group(id: int, message: Message, me: str) -> GroupNews | Ignored:
    """Quiet unless a command is put to us, the group moves, or somebody leaves it."""
    chat = str(message.chat.id)
    if message.migrate_to_chat_id:
        return GroupMoved(chat, str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id:
        return GroupMoved(str(message.migrate_from_chat_id), chat)
    if message.left_chat_member:
        return GroupLeft(chat, str(message.left_chat_member.id))
    command = _COMMAND.fullmatch(message.text or "")
    if command is None or not me or (command[2] and command[2].casefold() != me.casefold()):
        return Ignored("group_talk")
    return _command(id, message, command, me)


def _command(id: int, message: Message, found: re.Match[str], me: str) -> GroupCommand | Ignored:
    as_group = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    sender = message.from_user
    if not as_group and (sender is None or sender.is_bot):
        return Ignored("bot")  # two bots must never talk to each other
    name, rest = found[1], found[3] or ""
    by = "" if as_group or sender is None else str(sender.id)
    link, ephemeral = _payload(name, rest), message.ephemeral_message_id or 0
    return GroupCommand(id, str(message.chat.id), name, rest, by, link, me, _topic(message), ephemeral)


def _topic(message: Message) -> int:
    """The topic of a forum it is in; a thread of replies has a number too, and is none."""
    return message.message_thread_id or 0 if message.is_topic_message else 0


def _payload(name: str, rest: str) -> str:
    """«/vote 12 34» as a deep link carries it: «vote_12_34»."""
    words = rest if name == "start" else f"{name} {rest}"
    return re.sub(r"[^A-Za-z0-9-]+", "_", words).strip("_")[:_PAYLOAD] or "groupe"


def _language(sender: User | None) -> str:
    """The language of the sender's Telegram, without its country."""
    return ((sender.language_code if sender else None) or "").partition("-")[0]
