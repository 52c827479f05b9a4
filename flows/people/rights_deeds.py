"""What people may ask about their own data: all that is kept of them, and that it be erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flows.talk.deed import Deed, Done, Look
from flows.talk.memory import Thread


@dataclass(frozen=True, slots=True)
class KeptAddress:
    """An address: its channel, the number or name on it, the day it last wrote, whether it asked for silence."""

    channel: str
    address: str
    heard_on: date | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """An idea the person sent, whole: whether others can see it, in whose name it came, and with which contact."""

    number: int
    title: str
    public: bool
    kind: str
    name: str = ""
    contact: str = ""
    summary: str = ""
    district: str = ""
    place: str = ""
    whom: str = ""
    cost: Decimal = Decimal(0)  # 0: not known
    photo: bool = False
    akin: str = ""  # the number and title of the idea it was to be joined with
    adult: bool = False  # an adult agreed
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person said of a kind of messages: wanted or not, and when."""

    kind: str
    wanted: bool
    said: datetime


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Words kept with their date: a comment, a message, something said in a question to the team."""

    at: datetime
    words: str
    about: int = 0  # the number of a project or a question
    ours: bool = False  # said by the team
    note: bool = False  # said by the team to itself


@dataclass(frozen=True, slots=True)
class Filled:
    """A survey that was answered; *answers* by the question's id, none if it was anonymous."""

    survey: str
    day: date
    answers: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of one person. Times are in the edition's time zone; *ballots* are days, never choices."""

    since: datetime
    addresses: tuple[KeptAddress, ...] = ()
    shared: bool = False  # the telephone is other people's too, so its messages are not told apart
    ideas: tuple[OwnIdea, ...] = ()
    supports: tuple[tuple[int, str], ...] = ()  # number and title
    follows: tuple[tuple[int, str], ...] = ()
    comments: tuple[KeptWords, ...] = ()
    questions: tuple[KeptWords, ...] = ()
    surveys: tuple[Filled, ...] = ()
    ballots: tuple[date, ...] = ()
    drafts: tuple[Thread, ...] = ()  # the conversations left unfinished in which something was answered
    messages: tuple[KeptWords, ...] = ()
    replies: int = 0  # how many of our messages to them are kept in words
    silences: tuple[KeptWords, ...] = ()  # when they asked for silence or its end
    consents: tuple[Consent, ...] = ()  # what they said of reminders
    reminded: int = 0  # how often they were reminded of something
    meetings: tuple[tuple[str, int], ...] = ()  # the ids of the meetings they come to, and with how many companions
    relayed: str = ""  # who they are to their groups, as an ambassador: name, whom they reach, word
    through: bool = False  # whether they came by the word of an ambassador


@dataclass(frozen=True, slots=True)
class WhatIsKept(Look[Kept]):
    """All that is kept of the person who asks, and of nobody else who shares their telephone."""


@dataclass(frozen=True, slots=True)
class Erase(Deed[Done]):
    """Erase the person who asks; only what keeps them from voting twice stays, until their vote is settled."""
