"""The deeds and looks of questions: the town's own answers, and what only the team can answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.talk.deed import Deed, Done, Look, Refused

MOST_WAITING = 5
"""Questions of one person that may wait for the team at the same time."""


class TicketState(StrEnum):
    """Whose turn it is."""

    OPEN = "open"  # the team's
    ANSWERED = "answered"  # the person's: does that answer it?
    CLOSED = "closed"  # nobody's


@dataclass(frozen=True, slots=True)
class TicketWords:
    """Something that was said in a ticket, by the team or by the person."""

    id: int
    by_team: bool
    words: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question to the team, as its person sees it; *thread* is what was said, oldest first."""

    number: int
    state: TicketState
    asked_at: datetime
    thread: tuple[TicketWords, ...]

    @property
    def question(self) -> str:
        """What was asked first."""
        return self.thread[0].words if self.thread else ""

    @property
    def last(self) -> TicketWords | None:
        """What was said last."""
        return self.thread[-1] if self.thread else None


@dataclass(frozen=True, slots=True)
class MyTickets(Look[tuple[Ticket, ...]]):
    """The person's questions to the team: those that wait first, then the newest."""


@dataclass(frozen=True, slots=True)
class FindTicket(Look[Ticket | None]):
    """The person's question of that *number*; None if they have none.

    With *words_id*, that of an answer which we told this very address, it is found whoever of those who share the
    telephone asked it.
    """

    number: int
    words_id: int = 0


@dataclass(frozen=True, slots=True)
class OwnProject:
    """A project of the person's, as far as their questions may be about it; *refused* against their wish or not."""

    number: int
    title: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class OwnProjects(Look[tuple[OwnProject, ...]]):
    """What the person proposed, also what nobody else sees yet."""


@dataclass(frozen=True, slots=True)
class TicketOpened:
    """The question is with the team, under that number; *days* are the working days they promise."""

    number: int
    days: int


@dataclass(frozen=True, slots=True)
class OpenTicket(Deed[TicketOpened | Refused]):
    """Pass a question on to the team; *project* is the number of the one that it is about, or 0."""

    words: str
    project: int = 0


@dataclass(frozen=True, slots=True)
class AddToTicket(Deed[Done | Refused]):
    """The person's further words on a question, which make it the team's turn again."""

    number: int
    words: str
    words_id: int = 0


@dataclass(frozen=True, slots=True)
class CloseTicket(Deed[Done | Refused]):
    """The person has their answer."""

    number: int
    words_id: int = 0
