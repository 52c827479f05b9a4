"""Guest mode (Bot API 10.0): people name the bot in a chat that it is not in, and it answers once, in that chat."""

from __future__ import annotations

from collections.abc import Callable

from tests.fakes.bodies import Json
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_errors import bad_request, missing
from tests.fakes.telegram_people import Person, Seen, seen
from tests.fakes.telegram_world import NOT_A_MEMBER, Chat, GuestAsked, World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Elsewhere:
    """A chat that the bot is not in."""

    def __init__(self, world: World, happen: Callable[[str, Json], None], id: int, title: str = "Les voisins") -> None:
        """*id* is negative, as a group's; the bot knows no such chat."""
        self._world, self._happen = world, happen
        self._chat = Chat({"id": id, "type": "supergroup", "title": title}, NOT_A_MEMBER)

    @property
    def chat(self) -> list[Seen]:
        """All its messages, in order."""
        return seen(self._world, self._chat)

    @property
    def answers(self) -> list[Seen]:
        """What the bot said there, in order."""
        return [message for message in self.chat if message.raw["from"]["id"] == self._world.me["id"]]

    def hears(self, person: Person, words: str) -> str:
        """*person* writes *words* there, in which the bot is named or is not; the id of the guest query, if it is."""
        with self._world.bell.lock:
            message = self._world.post(self._chat, person.user, {"text": words})
            if f"@{self._world.me['username']}" not in words.casefold():
                return ""
            query = self._world.new_id()
            self._world.guests[query] = GuestAsked(self._chat)
            self._happen("guest_message", message | {"guest_query_id": query})
            return query


def answer_guest_query(world: World, call: Call) -> Json:
    """`answerGuestQuery`, with a text: a query is answered once."""
    asked = world.guests.get(call.text("guest_query_id"))
    if asked is None or asked.answer is not None:
        raise bad_request(TOO_OLD)
    result = call.structure("result") or {}
    text = result.get("input_message_content", {}).get("message_text")
    if not text:
        raise missing("text")
    asked.answer = result
    keys = {"reply_markup": result["reply_markup"]} if "reply_markup" in result else {}
    world.post(asked.chat, world.bot, {"text": text, **keys})
    return {"inline_message_id": world.new_id()}
