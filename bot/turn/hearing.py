"""What a message is to the conversation that it comes into: a reply, and maybe part of a vote."""

from __future__ import annotations

from bot.channels.base import Channel, read_tap
from bot.languages.words import lexicon
from bot.turn.message import Incoming
from flows.registry import BY_NAME as FLOWS
from flows.talk.keywords import keyword
from flows.talk.memory import Memory
from flows.talk.questions import Reply

KEEPING = frozenset(name for name, flow in FLOWS.items() if flow.keeps)
SECRET = frozenset(name for name, flow in FLOWS.items() if flow.secret)
"""The conversations whose drafts are kept, and those of which nothing that is said is kept."""


def reply_of(message: Incoming, channel: Channel, serial: int) -> Reply:
    """The message as the question hears it that it may answer."""
    token, tap = read_tap(message.tap) if message.tap else (0, "")
    photo, place, contact = message.photo, message.place, message.contact
    return Reply(message.text, tap, token, channel.vouched, message.at, serial, photo, place, contact)


def is_secret(message: Incoming, memory: Memory) -> bool:
    """Whether the message is part of a vote, or begins one."""
    to = keyword(message.text, lexicon()) if message.text else None
    flows = (memory.open.flow if memory.open else "", to.flow if to else "")
    return not SECRET.isdisjoint(flows)


def drafts(memory: Memory) -> tuple[str, ...]:
    """The conversations that the person began and may take up again, newest first."""
    threads = (memory.open, *memory.aside)
    return tuple(thread.flow for thread in threads if thread and thread.answers and thread.flow in KEEPING)


def draft_title(memory: Memory) -> str:
    """The title of the idea that the person began; empty if there is none, or it has none yet."""
    ideas = (thread for thread in (memory.open, *memory.aside) if thread and thread.flow == "propose")
    titles = (str(answer) for thread in ideas for name, answer in thread.answers if name == "title")
    return next(titles, "")


def kept_secret(memory: Memory) -> tuple[str, ...]:
    """The conversations under way of which nothing that is said is kept, as a vote."""
    return tuple(thread.flow for thread in (memory.open, *memory.aside) if thread and thread.flow in SECRET)
