"""Taking a question back that went to the team: «ANNULER QUESTION 3»."""

from __future__ import annotations

from flows.hotline.deeds import CloseTicket, MyTickets, TicketState
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.words import _


def unask(chat: Chat, scene: Scene) -> None:
    """Take back the question of that number: «je n'ai plus de question» takes none back."""
    waiting = [ticket.number for ticket in chat.look(MyTickets()) if ticket.state is TicketState.OPEN]
    named = chat.opening.strip()
    number = int(named) if named.isdecimal() and len(named) < A_NUMBER else 0
    if not (number or waiting):
        return chat.say(_("D'accord, rien n'est fait. Pour la suite : MENU."))
    if not number:
        return chat.say(_("Quelle question ? Pour les voir : QUESTIONS. Puis écrivez ANNULER QUESTION et son numéro."))
    match chat.do(CloseTicket(number)):
        case Refused(why):
            return chat.say(why)
    return chat.say(_("Votre question n° {number} est retirée.", number=number))


A_NUMBER = 9
"""Digits that the number of a question never has."""

UNASK = Flow("unask", unask, gives_back=True)
