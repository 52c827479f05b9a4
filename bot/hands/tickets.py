"""Doing the deeds of questions to the team."""

from __future__ import annotations

from bot.hands.base import Hands, does
from flows.hotline.deeds import (
    MOST_WAITING,
    AddToTicket,
    CloseTicket,
    FindTicket,
    MyTickets,
    OpenTicket,
    OwnProject,
    OwnProjects,
    Ticket,
    TicketOpened,
)
from flows.projects.states import REFUSED
from flows.talk.deed import Done, Refused
from flows.words import _, n_
from storage.town import authors, tickets
from storage.town.tickets import Asker, TicketEntry

MOST_LISTED = 20
"""A person's questions that are looked at; of older ones, the number has to be known."""

MOST_UNREAD = 10
"""Messages of one person that wait within a question: more would only bury the others'."""


@does(MyTickets)
def mine(hands: Hands, look: MyTickets) -> tuple[Ticket, ...]:
    """The person's questions to the team."""
    return tickets.of_person(hands.tx, hands.store, _whose(hands), MOST_LISTED)


@does(FindTicket)
def find(hands: Hands, look: FindTicket) -> Ticket | None:
    """One of the person's questions."""
    return tickets.find(hands.tx, hands.store, _whose(hands, look.words_id), look.number)


@does(OwnProjects)
def own(hands: Hands, _look: OwnProjects) -> tuple[OwnProject, ...]:
    """What the person proposed in this edition."""
    projects = authors.projects_of(hands.tx, hands.edition.id, hands.known.person_id)
    return tuple(OwnProject(project.number, project.title, project.status in REFUSED) for project in projects)


@does(OpenTicket)
def open_(hands: Hands, deed: OpenTicket) -> TicketOpened | Refused:
    """The question is with the team, unless too many of this person's are there already."""
    whose = _whose(hands)
    if tickets.waiting(hands.tx, whose) >= MOST_WAITING:
        return Refused(
            n_(
                "Vous avez déjà {n} question en attente. L'équipe y répond d'abord. Pour les voir : QUESTIONS.",
                "Vous avez déjà {n} questions en attente. L'équipe y répond d'abord. Pour les voir : QUESTIONS.",
                MOST_WAITING,
            )
        )
    number = tickets.put(hands.tx, hands.store, whose, _project(hands, deed), TicketEntry(deed.words, hands.now))
    return TicketOpened(number, hands.edition.service.answer_days)


def _project(hands: Hands, deed: OpenTicket) -> int | None:
    """The id of the project that a question is about, which may be one that only its author sees; None if of none."""
    seen = hands.edition.by_number.get(deed.project)
    if seen or not deed.project:
        return seen.id if seen else None
    own = authors.projects_of(hands.tx, hands.edition.id, hands.known.person_id)
    return next((project.id for project in own if project.number == deed.project), None)


@does(AddToTicket)
def add(hands: Hands, deed: AddToTicket) -> Done | Refused:
    """Further words for the team."""
    theirs = _whose(hands, deed.words_id)
    ticket = tickets.find(hands.tx, hands.store, theirs, deed.number)
    if ticket and _unanswered(ticket) >= MOST_UNREAD:
        return Refused(_("L'équipe a déjà tous vos mots, et elle y répondra ici. Merci de patienter un peu."))
    is_theirs = tickets.reply(hands.tx, hands.store, theirs, deed.number, TicketEntry(deed.words, hands.now))
    return Done() if is_theirs else _unknown(deed.number)


@does(CloseTicket)
def close(hands: Hands, deed: CloseTicket) -> Done | Refused:
    """The person has their answer."""
    is_theirs = tickets.done_with(hands.tx, _whose(hands, deed.words_id), deed.number, hands.now)
    return Done() if is_theirs else _unknown(deed.number)


def _unanswered(ticket: Ticket) -> int:
    """How often the person wrote since the team last did."""
    by_team = [words.by_team for words in reversed(ticket.thread)]
    return by_team.index(True) if True in by_team else len(by_team)


def _whose(hands: Hands, words_id: int = 0) -> Asker:
    return Asker(hands.edition.id, hands.known.person_id, hands.known.address_id, words_id)


def _unknown(number: int) -> Refused:
    return Refused(_("Vous n'avez pas de question n° {number}.", number=number))
