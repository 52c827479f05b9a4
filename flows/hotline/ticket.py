"""The team's answer to a question, what the person says to it, and the questions they have with the team."""

from __future__ import annotations

import re
import textwrap

from flows.hotline.deeds import AddToTicket, CloseTicket, FindTicket, MyTickets, Ticket, TicketState, TicketWords
from flows.hotline.own_words import NO, YES, OwnWords, Reaction, yes_or_no
from flows.people.profile import is_known, keep_declared
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.scene import Scene
from flows.words import Day, Joined, Say, Title, Verbatim, _, n_

LISTED = 4
"""Questions that are listed: two segments by SMS."""

BRIEF = 100
"""Letters by which a question is recalled, where there is room for them: as many as a title has."""

_NUMBERS = re.compile(r"(?:n |no |num |numero )?(\d{1,9})(?: (\d{1,19}))?")


def answer_to(number: int, words_id: int) -> Opening:
    """What has the team's words of that id told, in answer to the question *number*."""
    return Opening("ticket", (str(number), str(words_id)))


def ticket(chat: Chat, scene: Scene) -> None:
    """Say the team's answer and hear what the person says to it; without a number, the questions they have."""
    number, words_id = _opened_with(chat.opening)
    ticket = chat.look(FindTicket(number, words_id)) if number else None
    told = _said(ticket, words_id)
    if told is None and not is_known(chat, scene):
        return None
    ticket = ticket if number else _the_one_meant(chat)
    if ticket is None:
        if number:
            chat.say(_("Vous n'avez pas de question n° {number}.", number=number))
        return _list(chat, scene)
    if told:
        return _told(chat, scene, ticket, told)
    return _come_back(chat, scene, ticket)


def _told(chat: Chat, scene: Scene, ticket: Ticket, told: TicketWords) -> None:
    """The answer, as it comes; whether it helps is asked only when it is the person's turn."""
    chat.say(_("L'équipe répond à votre question n° {number} : {words}", number=ticket.number, words=told.words))
    if ticket.state is TicketState.ANSWERED:
        return _hear_if_it_helps(chat, scene, ticket, told)
    if ticket.state is TicketState.OPEN:
        chat.say(_("L'équipe y travaille encore. Pour ajouter un mot : REPONSE {number}.", number=ticket.number))
    return None


def _come_back(chat: Chat, scene: Scene, ticket: Ticket) -> None:
    """The person comes back to a question by themselves: where it stands, and what they want to add."""
    chat.say(_recalled(ticket, scene))
    answers = [words for words in ticket.thread if words.by_team]
    if answers:
        chat.say(_("Réponse de l'équipe : {words}", words=Verbatim(answers[-1].words)))
    if answers and ticket.state is TicketState.ANSWERED:
        return _hear_if_it_helps(chat, scene, ticket, answers[-1])
    reaction = chat.ask(f"more-{ticket.number}", _anything_more())
    if reaction == NO:
        keep_declared(chat, scene)
        return chat.say(_("D'accord. L'équipe vous répondra ici.") if _waits(ticket) else _("D'accord. À bientôt !"))
    return _add(chat, scene, ticket, reaction, 0)


def _hear_if_it_helps(chat: Chat, scene: Scene, ticket: Ticket, told: TicketWords) -> None:
    reaction = chat.ask(f"helps-{told.id}", _does_it_help())
    if reaction != YES:
        return _add(chat, scene, ticket, reaction, told.id)
    keep_declared(chat, scene)
    match chat.do(CloseTicket(ticket.number, told.id)):
        case Refused(why):
            chat.say(why)
        case _done:
            chat.say(_("Merci de l'avoir dit ! Votre question n° {number} est close.", number=ticket.number))
    return None


def _add(chat: Chat, scene: Scene, ticket: Ticket, reaction: str, words_id: int) -> None:
    """The person's further words, asked for if they only said that there are some."""
    words = chat.ask("words", _what_is_missing()) if reaction in (YES, NO) else reaction
    keep_declared(chat, scene)
    match chat.do(AddToTicket(ticket.number, words, words_id)):
        case Refused(why):
            chat.say(why)
        case _done:
            days = scene.edition.service.answer_days
            chat.say(
                n_(
                    "C'est transmis à l'équipe. Réponse sous {n} jour ouvré, ici même.",
                    "C'est transmis à l'équipe. Réponse sous {n} jours ouvrés, ici même.",
                    days,
                )
            )


def _opened_with(opening: str) -> tuple[int, int]:
    """The number of the question, and the id of the answer that is told; 0 for what is not said."""
    numbers = _NUMBERS.fullmatch(opening.strip().lower())
    return (int(numbers[1]), int(numbers[2] or 0)) if numbers else (0, 0)


def _said(ticket: Ticket | None, words_id: int) -> TicketWords | None:
    """The team's words of that id."""
    thread = ticket.thread if ticket else ()
    return next((words for words in thread if words.by_team and words.id == words_id), None)


def _the_one_meant(chat: Chat) -> Ticket | None:
    """The question that has an answer, or the only one there is, for who did not say its number."""
    mine = chat.look(MyTickets())
    answered = [ticket for ticket in mine if ticket.state is TicketState.ANSWERED] or list(mine)
    return answered[0] if len(answered) == 1 else None


def questions(chat: Chat, scene: Scene) -> None:
    """The person's questions to the team, and where each stands."""
    if is_known(chat, scene):
        _list(chat, scene)


def _list(chat: Chat, scene: Scene) -> None:
    keep_declared(chat, scene)
    mine = chat.look(MyTickets())[:LISTED]
    if not mine:
        return chat.say(_("Vous n'avez pas de question en cours avec l'équipe. Pour en poser une : QUESTION."))
    how = _("Pour lire ou compléter : REPONSE {number}.", number=mine[0].number)
    return chat.say(Joined((*(_line(ticket) for ticket in mine), how)))


def _line(ticket: Ticket) -> Say:
    return _("{number} ({state}) {words}", number=ticket.number, state=_STATES[ticket.state], words=_recall(ticket))


_STATES: dict[TicketState, Say] = {
    TicketState.OPEN: _("en attente"),
    TicketState.ANSWERED: _("réponse reçue"),
    TicketState.CLOSED: _("close"),
}


def _recalled(ticket: Ticket, scene: Scene) -> Say:
    """Which question it is, since when, and whose turn it is."""
    return _(
        "Votre question n° {number}, posée le {day} ({state}) : « {words} ».",
        number=ticket.number,
        day=Day(ticket.asked_at.astimezone(scene.edition.zone).date()),
        state=_STATES[ticket.state],
        words=_recall(ticket),
    )


def _recall(ticket: Ticket) -> Title:
    return Title(textwrap.shorten(ticket.question, BRIEF, placeholder="..."))


def _waits(ticket: Ticket) -> bool:
    return ticket.state is TicketState.OPEN


def _does_it_help() -> Reaction:
    return Reaction(
        _("Est-ce que cela répond à votre question ? Vous pouvez aussi répondre avec vos mots."),
        short=_("Cela répond-il ? Ou écrivez-nous :"),
        help=_("OUI : la question est close. NON : dites ce qui manque. Tout autre mot part à l'équipe."),
        topic=_("La réponse de l'équipe"),
        options=yes_or_no(),
    )


def _anything_more() -> Reaction:
    return Reaction(
        _("Voulez-vous ajouter quelque chose ? Vous pouvez l'écrire tout de suite."),
        short=_("Ajouter quelque chose ? Écrivez-le, ou :"),
        help=_("NON : rien à ajouter. Tout autre mot part à l'équipe."),
        topic=_("Ce que vous ajoutez"),
        options=yes_or_no(),
    )


def _what_is_missing() -> OwnWords:
    return OwnWords(
        _("Écrivez ce qui manque, l'équipe le lira."),
        help=_("Une phrase suffit. ANNULER : ne rien envoyer."),
        topic=_("Ce que vous ajoutez"),
    )


TICKET = Flow("ticket", ticket, gives_back=True, word="REPONSE")
QUESTIONS = Flow("questions", questions, gives_back=True, word="QUESTIONS")
