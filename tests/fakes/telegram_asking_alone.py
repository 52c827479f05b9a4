"""People who ask something in a group so that nobody else there sees it (Bot API 10.3), and what each of them sees."""

from __future__ import annotations

from tests.fakes.bodies import Json
from tests.fakes.telegram_ephemeral import post_alone
from tests.fakes.telegram_people import Group, Person, Seen, seen
from tests.fakes.telegram_text import entities_typed


def asks_alone(person: Person, text: str, to: Group) -> None:
    """*person* gives a command in *to* that the menu there lists as an ephemeral one: nobody else sees it."""
    world = to._world
    with world.bell.lock:
        named = {command["command"] for listed in world.commands.values() for command in listed if _is_alone(command)}
        assert text[1:].split()[0] in named, f"{text} is no ephemeral command: {named}"
        content = {"text": text, "entities": entities_typed(text), "receiver_user": world.bot, **to.within}
        to._happen("message", post_alone(world, to.shared, person.user, content))


def seen_by(person: Person, group: Group) -> list[Seen]:
    """What the bot said in *group* as *person* sees it: to all, and to them alone."""
    with group._world.bell.lock:
        mine = [
            Seen(message, 0)
            for message in group.shared.ephemeral.values()
            if message["receiver_user"]["id"] == person.user["id"]
        ]
        return [message for message in seen(group._world, group.shared) if message.is_by_bot] + mine


def _is_alone(command: Json) -> bool:
    return bool(command.get("is_ephemeral"))
