"""Passing a question on to a person of the team: at once where nothing answers it, else once its author says so."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from flows.hotline.deeds import MOST_WAITING, MyTickets, OpenTicket, TicketOpened, TicketState
from flows.hotline.inquiry import A_QUESTION, Inquiry
from flows.hotline.own_words import Reaction, is_elsewhere, yes_or_no
from flows.hotline.what import project_named_in
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.words import Joined, Say, Verbatim, _, n_

READ_BACK = 300
"""Letters of a question that are read back before it is passed on."""

LONGEST_TICKET = 4000
"""Letters of all that was said of one question."""

A_WHOLE_QUESTION = 4
"""Words from which on a question that nothing answers is passed on at once."""

OTHER = "=other"
"""That the question is not about the project it was taken to be about."""


def pass_on(chat: Chat, inquiry: Inquiry) -> None:
    """What nothing answers: a whole question goes to the team at once, of a few words one asks before."""
    waiting = _waiting(chat)
    if waiting >= MOST_WAITING:
        return chat.say(_enough(waiting))
    words = inquiry.said[-1]
    votes = is_elsewhere(words, chat.lexicon, or_votes=True)
    if len(words.split()) >= A_WHOLE_QUESTION and not votes:
        return _send(chat, inquiry, _("Je ne sais pas répondre à cela."))
    if chat.ask(inquiry.name("unknown"), _pass_on_or_menu()) == "=menu":
        chat.go("menu")
    return _send(chat, inquiry)


def offer(chat: Chat, scene: Scene, inquiry: Inquiry) -> Inquiry | None:
    """Offer to pass the question on; what is asked instead, if that is what the person says to it."""
    waiting = _waiting(chat)
    if waiting >= MOST_WAITING:
        chat.say(_enough(waiting))
        return None
    if not inquiry.about:
        sorry = _("Je n'ai pas d'autre réponse.") if inquiry.seen else _("Je n'ai pas de réponse sûre à cela.")
        chat.say(sorry)
    choice = chat.ask(inquiry.name("offer", " ".join(inquiry.seen)), _whether_to_pass_on(scene, inquiry))
    match choice:
        case "=yes":
            _send(chat, inquiry)
        case "=no":
            chat.say(_("D'accord, rien n'est envoyé. Pour poser une autre question : QUESTION."))
        case "=other":
            return replace(inquiry, about=0, guessed=False, apart=True)
        case words:
            return inquiry.saying(words)
    return None


def _send(chat: Chat, inquiry: Inquiry, why: Say | None = None) -> None:
    """Pass it on to the team; *why* it goes there, where nobody said yes to that: then how to take it back too."""
    words = "\n".join(inquiry.said)[:LONGEST_TICKET]
    about = inquiry.about or (0 if inquiry.apart else project_named_in(words))
    match chat.do(OpenTicket(words, about)):
        case TicketOpened(number, days):
            sent = n_(
                "Votre question n° {number} est transmise. Réponse sous {n} jour ouvré, ici même.",
                "Votre question n° {number} est transmise. Réponse sous {n} jours ouvrés, ici même.",
                days,
                number=number,
            )
            more = _("Pour la compléter : REPONSE {number}.", number=number)
            back = _("Pour la retirer : ANNULER QUESTION {number}.", number=number)
            chat.say(Joined((why, sent, back) if why else (sent, more), " "))
        case Refused(why):
            chat.say(why)


def _pass_on_or_menu() -> Pick:
    return Pick(
        _("Je ne sais pas répondre à cela. Que voulez-vous faire ?"),
        short=_("Je ne sais pas répondre."),
        help=_("1 : une personne de l'équipe vous répondra ici. 2 : voir tout ce que l'on peut faire."),
        options=(
            Option("=yes", _("Transmettre à l'équipe"), words="oui, equipe, transmettre"),
            Option("=menu", _("Menu"), words="non"),
        ),
    )


def _whether_to_pass_on(scene: Scene, inquiry: Inquiry) -> Reaction:
    days = scene.edition.service.answer_days
    promise = n_(
        "L'équipe répond ici même, sous {n} jour ouvré. Lui transmettre votre question ?",
        "L'équipe répond ici même, sous {n} jours ouvrés. Lui transmettre votre question ?",
        days,
    )
    brief = n_(
        "La transmettre à l'équipe ? Réponse ici sous {n} jour ouvré.",
        "La transmettre à l'équipe ? Réponse ici sous {n} jours ouvrés.",
        days,
    )
    return Reaction(
        Joined((_read_back(inquiry), promise)),
        short=Joined((_brief_read_back(inquiry.about), brief), " ") if inquiry.about else brief,
        help=_("OUI : une personne vous répondra. NON : rien n'est envoyé. MODIFIER 1 : reformuler la question."),
        topic=_("Transmettre à l'équipe"),
        options=(
            *yes_or_no(_("Oui, la transmettre"), _("Non merci")),
            *((Option(OTHER, _("Elle n'est pas sur ce projet"), short=_("Pas sur ce projet")),) * inquiry.guessed),
        ),
        least=A_QUESTION,
        remark=_("Répondez OUI ou NON. Pour reformuler : MODIFIER 1."),
    )


def _read_back(inquiry: Inquiry) -> Say:
    words = Verbatim(textwrap.shorten(" ".join(inquiry.said), READ_BACK, placeholder="..."))
    if inquiry.about:
        return _("Votre question sur le projet n° {number} : « {words} ».", number=inquiry.about, words=words)
    return _("Votre question : « {words} ».", words=words)


def _brief_read_back(about: int) -> Say:
    return _("Question sur le projet {number}.", number=about)


def _enough(waiting: int) -> Say:
    return n_(
        "Vous avez déjà {n} question en attente. L'équipe y répond d'abord. Pour les voir : QUESTIONS.",
        "Vous avez déjà {n} questions en attente. L'équipe y répond d'abord. Pour les voir : QUESTIONS.",
        waiting,
    )


def _waiting(chat: Chat) -> int:
    """How many of the person's questions wait for the team."""
    return sum(ticket.state is TicketState.OPEN for ticket in chat.look(MyTickets()))
