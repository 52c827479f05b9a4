"""People and groups on the fake Telegram: what they do, and what they see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.fakes.bodies import Json
from tests.fakes.listener import Listener
from tests.fakes.telegram_messages import as_photo
from tests.fakes.telegram_text import entities_typed
from tests.fakes.telegram_world import BLOCKED, KICKED, NOT_A_MEMBER, NOT_STARTED, Chat, Tap, World

Happen = Callable[[str, Json], None]
"""Tell the bot of an update: the kind, the content."""

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""A PNG of one point, for who sends a photo and does not care which."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as people see it now."""

    raw: Json  # the API's Message
    change: int  # the bell's number when it came, or was last edited

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Its words, or its caption, or the question of a poll."""
        return str(self.raw.get("text") or self.raw.get("caption") or self.raw.get("poll", {}).get("question", ""))

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons under it, in order."""
        return [str(button["text"]) for button in self.buttons]

    @property
    def buttons(self) -> list[Json]:
        """The buttons under it, as the API has them."""
        return [button for row in self.raw.get("reply_markup", {}).get("inline_keyboard", []) for button in row]

    @property
    def is_by_bot(self) -> bool:
        """Whether the bot said it."""
        return bool(self.raw["from"]["is_bot"])


class Group:
    """A group of people; *privacy* is the bot's setting: it hears only commands, and what mentions or answers it."""

    def __init__(self, world: World, chat: Chat, happen: Happen, privacy: bool) -> None:
        """The bot is not in it yet. *within* is what a message says that is written into a topic of it."""
        self.shared, self.privacy = chat, privacy
        self.within: Json = {}
        self._world, self._happen = world, happen

    @property
    def chat(self) -> list[Seen]:
        """All its messages, in order."""
        return seen(self._world, self.shared)

    def adds_bot(self, by: Person) -> None:
        """*by* brings the bot in."""
        with self._world.bell.lock:
            self.shared.barred = ""
            self._happen("my_chat_member", membership(self._world, self.shared, by.user, "left", "member"))

    def is_run_by(self, person: Person) -> None:
        """*person* is one of those who run the group."""
        self.shared.runners.add(int(person.user["id"]))

    def loses(self, person: Person) -> None:
        """*person* leaves; a bot that runs the group too is told so in another way as well."""
        with self._world.bell.lock:
            gone = self._world.post(self.shared, person.user, {"left_chat_member": person.user})
            self._happen("message", gone)

    def becomes(self, other: Group) -> None:
        """The group is upgraded: from now on it is *other*, with another number."""
        with self._world.bell.lock:
            moved = {"migrate_to_chat_id": other.shared.id}
            self._happen("message", self._world.post(self.shared, self._world.bot, moved))
            self.shared.moved_to, other.shared.barred = other.shared.id, ""

    def votes(self, *labels: str) -> None:
        """Someone votes in the newest poll; the bot is told the totals, never who it was."""
        with self._world.bell.lock:
            message = next(message.raw for message in reversed(self.chat) if "poll" in message.raw)
            poll = message["poll"]
            assert {option["text"] for option in poll["options"]} >= set(labels), f"no such choice: {labels}"
            options = [
                option | {"voter_count": option["voter_count"] + (option["text"] in labels)}
                for option in poll["options"]
            ]
            voted = poll | {"options": options, "total_voter_count": poll["total_voter_count"] + 1}
            self._world.change(self.shared, message["message_id"], {"poll": voted}, message.get("reply_markup"))
            self._happen("poll", voted)

    def removes_bot(self, by: Person) -> None:
        """*by* throws the bot out."""
        with self._world.bell.lock:
            self.shared.barred = KICKED
            self._happen("my_chat_member", membership(self._world, self.shared, by.user, "member", "kicked"))


class Person(Listener[Seen]):
    """Someone with Telegram; whatever they do takes a group in *to*, and is in the chat with the bot without."""

    def __init__(self, world: World, user: Json, private: Chat, happen: Happen) -> None:
        """*private* is their chat with the bot."""
        super().__init__(str(user["first_name"]), world.bell)
        self.user, self.private = user, private
        self._world, self._happen = world, happen
        self._last: tuple[Chat, int] | None = None

    @property
    def chat(self) -> list[Seen]:
        """The chat with the bot, in order, as it looks now."""
        return seen(self._world, self.private)

    @property
    def notices(self) -> list[str]:
        """What popped up after their taps, in order."""
        with self._world.bell.lock:
            answers = [tap.answer for tap in self._world.taps.values() if tap.by == self.user["id"] and tap.answer]
            return [str(answer["text"]) for answer in answers if answer["text"]]

    def said_to_me(self) -> Sequence[Seen]:
        """What the bot said in the chat with this person."""
        return [message for message in self.chat if message.is_by_bot]

    def starts(self, payload: str = "") -> int:
        """Press «Start», as from a link with *payload*."""
        return self.writes(f"/start {payload}".strip())

    def writes(self, text: str, to: Group | None = None) -> int:
        """Send a text; its id."""
        entities = entities_typed(text)
        return self._sends({"text": text} | ({"entities": entities} if entities else {}), to)

    def forwards(self, text: str, origin: Json, to: Group | None = None) -> int:
        """Send on a text that came from elsewhere; *origin* is given as it is, be it of a kind nobody knows yet."""
        return self._sends({"text": text, "forward_origin": origin}, to)

    def edits_last(self, text: str) -> None:
        """Correct the last text sent."""
        with self._acting():
            assert self._last is not None, f"{self.name} has written nothing yet."
            chat, message_id = self._last
            self._happen("edited_message", self._world.change(chat, message_id, {"text": text}, None))

    def sends_location(self, latitude: float = 45.7772, longitude: float = 3.087, to: Group | None = None) -> int:
        """Send a place; Clermont-Ferrand if none is named."""
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}}, to)

    def sends_photo(self, content: bytes = PICTURE, caption: str = "", to: Group | None = None) -> int:
        """Send a photo; the bot can get its content with getFile."""
        with self._world.bell.lock:
            stored = self._world.keep("photos", "photo.png", content)
        return self._sends({"photo": [as_photo(stored)]} | ({"caption": caption} if caption else {}), to)

    def shares_contact(self, phone: str = "+33639980001", own: bool = True) -> int:
        """Share a contact: their own, that Telegram vouches for, or that of someone without Telegram."""
        contact: Json = {"phone_number": phone, "first_name": self.name if own else "Quelqu'un"}
        return self._sends({"contact": contact | ({"user_id": self.user["id"]} if own else {})})

    def taps(self, label: str, to: Group | None = None) -> str:
        """Tap the newest button with this label, on a message or the keyboard; the id of the tap, if it makes one."""
        with self._acting():
            chat = self._place(to)
            for message in reversed(seen(self._world, chat)):
                for button in message.buttons:
                    if button["text"] == label:
                        return self._taps_button(message, button)
            return self._taps_key(chat, label)

    def blocks(self) -> None:
        """Block the bot: it may not write any more."""
        self._bars(BLOCKED, "member", "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._bars("", "kicked", "member")

    def _bars(self, why: str, before: str, now: str) -> None:
        with self._acting():
            self.private.barred = why
            self._happen("my_chat_member", membership(self._world, self.private, self.user, before, now))

    def _sends(self, content: Json, to: Group | None = None) -> int:
        with self._acting():
            chat = self._place(to)
            message = self._world.post(chat, self.user, content | (to.within if to else {}))
            self._last = (chat, message["message_id"])
            if to is None or not to.privacy or _reaches_a_private_bot(self._world, content):
                self._happen("message", message)
            return int(message["message_id"])

    def _place(self, to: Group | None) -> Chat:
        if to is not None:
            return to.shared
        if self.private.barred == BLOCKED:
            raise RuntimeError(f"{self.name} has blocked the bot: let them call `unblocks()` first.")
        if self.private.barred == NOT_STARTED:
            self.private.barred = ""
        return self.private

    def _taps_button(self, message: Seen, button: Json) -> str:
        if "callback_data" not in button:
            raise AssertionError(f"The button {button['text']!r} opens something else than the bot: {button}.")
        tap = self._world.new_id()
        self._world.taps[tap] = Tap(by=self.user["id"])
        query = {"id": tap, "from": self.user, "message": message.raw, "chat_instance": str(message.raw["chat"]["id"])}
        self._happen("callback_query", query | {"data": button["callback_data"]})
        return tap

    def _taps_key(self, chat: Chat, label: str) -> str:
        keys = [key for row in (chat.keyboard or {}).get("keyboard", []) for key in row]
        for key in keys:
            if key == label or (isinstance(key, dict) and key["text"] == label):
                if isinstance(key, dict) and key.get("request_contact"):
                    self.shares_contact()
                elif isinstance(key, dict) and key.get("request_location"):
                    self.sends_location()
                else:
                    self.writes(label)
                return ""
        labels = [each for message in seen(self._world, chat) for each in message.labels]
        raise AssertionError(f"{self.name} sees no button {label!r}, only {labels + keys}.")

    @contextmanager
    def _acting(self) -> Iterator[None]:
        """While a person acts the world is theirs; what was said before is no answer to it."""
        with self._world.bell.lock:
            self.acts()
            yield


def seen(world: World, chat: Chat) -> list[Seen]:
    """The messages of *chat* in order, as they look now."""
    with world.bell.lock:
        return [Seen(dict(chat.messages[number]), chat.changes[number]) for number in sorted(chat.messages)]


def membership(world: World, chat: Chat, by: Json, before: str, now: str) -> Json:
    """The API's ChatMemberUpdated of the bot."""
    states = [
        {"user": world.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
        for status in (before, now)
    ]
    moved = {"chat": chat.info, "from": by, "date": world.now()}
    return moved | {"old_chat_member": states[0], "new_chat_member": states[1]}


def outside(group: bool) -> str:
    """Why the bot may not write where it has never been."""
    return NOT_A_MEMBER if group else NOT_STARTED


def _reaches_a_private_bot(world: World, content: Json) -> bool:
    text = str(content.get("text", ""))
    return text.startswith("/") or f"@{world.me['username']}" in text
