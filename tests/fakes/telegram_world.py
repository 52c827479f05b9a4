"""What the fake Telegram remembers: chats and their messages, who has barred the bot, files, open taps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from random import Random

from tests.fakes.bell import Bell
from tests.fakes.bodies import Json
from tests.fakes.telegram_errors import bad_request, forbidden, upgraded

NOT_STARTED = "bot can't initiate conversation with a user"
BLOCKED = "bot was blocked by the user"
NOT_A_MEMBER = "bot is not a member of the supergroup chat"
KICKED = "bot was kicked from the supergroup chat"
"""Why the bot may not write somewhere, in Telegram's words."""


@dataclass
class Chat:
    """A conversation with a person, or a group."""

    info: Json  # the API's Chat
    barred: str = ""  # why the bot may not write here
    messages: dict[int, Json] = field(default_factory=dict)  # those not deleted, by id
    changes: dict[int, int] = field(default_factory=dict)  # the bell's number when each came, or was last edited
    newest: int = 0
    keyboard: Json | None = None  # the reply keyboard now shown
    runners: set[int] = field(default_factory=set)  # the people who run a group
    moved_to: int = 0  # the number of the supergroup that a group has become
    ephemeral: dict[int, Json] = field(default_factory=dict)  # messages that one person sees, by their own numbers
    topics: dict[int, bool] = field(default_factory=dict)  # of a forum, by number, and whether each is open
    is_general_shut: bool = False  # whether the topic without a number is closed

    @property
    def id(self) -> int:
        """Negative for a group."""
        number: int = self.info["id"]
        return number

    @property
    def is_private(self) -> bool:
        """Whether it is with one person."""
        return bool(self.info["type"] == "private")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on Telegram's servers."""

    path: str
    content: bytes


@dataclass
class Tap:
    """A button pressed, by the person of this number, and what popped up then."""

    by: int
    answer: Json | None = None


@dataclass
class GuestAsked:
    """The bot was named in a chat that it is not in, and what it answered there."""

    chat: Chat
    answer: Json | None = None


class World:
    """All of it; whoever reads or writes holds the bell's lock."""

    def __init__(self, bell: Bell, clock: Callable[[], float], chance: Random, token: str) -> None:
        """Nobody has written to the bot of *token* yet."""
        self.bell, self.clock, self.chance = bell, clock, chance
        self.knows_ephemeral = True  # a server older than 10.3 passes over all of it
        self.me: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Porte-voix",
            "username": "portevoix_test_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "supports_guest_queries": True,
        }
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Stored] = {}
        self.taps: dict[str, Tap] = {}  # by the id of the callback query
        self.guests: dict[str, GuestAsked] = {}  # by the id of the guest query
        self.described: dict[tuple[str, str], str] = {}  # what the bot says of itself, by language and kind
        self.commands: dict[str, list[Json]] = {}  # by scope and language, as the client wrote them

    @property
    def bot(self) -> Json:
        """The bot as its messages show it."""
        return {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")}

    def now(self) -> int:
        """Unix time, in whole seconds as Telegram has it."""
        return int(self.clock())

    def new_id(self) -> str:
        """An identifier such as Telegram gives to files and taps."""
        return f"{self.chance.getrandbits(62):019d}"

    def chat(self, chat_id: str) -> Chat:
        """The chat of a number, or of an `@username`; ApiError if the bot knows none."""
        for chat in self.chats.values():
            if chat_id in (str(chat.id), f"@{chat.info.get('username', '')}"):
                return chat
        raise bad_request("chat not found")

    def chat_to_write(self, chat_id: str) -> Chat:
        """The same, if the bot may write there."""
        chat = self.chat(chat_id)
        if chat.moved_to:
            raise upgraded(chat.moved_to)
        if chat.barred:
            raise forbidden(chat.barred)
        return chat

    def post(self, chat: Chat, sender: Json, content: Json) -> Json:
        """A new message in *chat*; its ids grow by one."""
        chat.newest += 1
        message: Json = {"message_id": chat.newest, "from": sender, "chat": chat.info, "date": self.now(), **content}
        chat.messages[chat.newest] = message
        chat.changes[chat.newest] = self.bell.ring()
        return message

    def change(self, chat: Chat, message_id: int, content: Json, markup: Json | None) -> Json:
        """Give a message other *content* and another keyboard."""
        message = {k: v for k, v in chat.messages[message_id].items() if k != "reply_markup"} | content
        message |= {"edit_date": self.now()} | ({"reply_markup": markup} if markup else {})
        chat.messages[message_id] = message
        chat.changes[message_id] = self.bell.ring()
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message away; its id is not used again."""
        del chat.messages[message_id]
        self.bell.ring()

    def keep(self, folder: str, name: str, content: bytes) -> Json:
        """Store a file; the API's File."""
        file_id, path = self.new_id(), f"{folder}/file_{len(self.files)}{PurePath(name).suffix}"
        self.files[file_id] = Stored(path, content)
        return {"file_id": file_id, "file_unique_id": file_id[:8], "file_size": len(content), "file_path": path}
