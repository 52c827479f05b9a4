"""Asking a question: the town's own answers first, never an invented one; then a person of the team."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from zlib import crc32

from flows.hotline.deeds import MOST_WAITING, AnswersTo, MyTickets, OpenTicket, OwnProjects, TicketOpened, TicketState
from flows.hotline.own_words import MORE, NO, YES, Reaction, in_parts, yes_or_no
from flows.hotline.what import project_named_in, what, what_about
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Option
from flows.talk.scene import Scene
from flows.talk.subject import about_of
from flows.town.faq import FaqEntry
from flows.words import Joined, Say, Verbatim, _, n_

PART = 240
"""Letters of an answer that are said at a time by SMS: with its rule and the question after it, two segments."""

NEAR = 2
"""Answers offered by their question when none is sure: with the other two lines, a short menu."""

A_LINE = 24
"""Letters of an answer's question that a line of an SMS surely shows."""

A_QUESTION = 3
"""Words from which on a reply to an answer is taken for another question."""

READ_BACK = 300
"""Letters of a question that are read back before it is passed on."""

LONGEST_TICKET = 4000
"""Letters of all that was said of one question."""

OTHER = "=other"
"""That the question is not about the project it was taken to be about."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the person asks, in all the ways they said it; the answers they saw; the project's number, or 0.

    It is *guessed* until they say that it is so; *apart* once they said that it is not.
    """

    said: tuple[str, ...]
    about: int = 0
    guessed: bool = False
    apart: bool = False
    seen: tuple[str, ...] = ()

    def name(self, what: str, of: str = "") -> str:
        """The name of an answer that belongs to these very words: with other words, it is asked anew."""
        return f"{what}-{crc32(chr(10).join((*self.said, of)).encode()):x}"

    def saying(self, words: str) -> _Asked:
        """The same, said in other words."""
        return replace(self, said=(*self.said, words))


def ask(chat: Chat, scene: Scene) -> None:
    """Answer from what the town has written; what it does not answer goes to the team."""
    own = () if scene.me.doubtful else chat.look(OwnProjects())
    about = about_of(chat.ask("question", what(own), opening=True))
    if about.words:
        return _look_up(chat, scene, _Asked((about.words,), about.number, about.guessed))
    words = chat.ask(f"about-{about.number}", what_about(about.number))
    return _offer(chat, scene, _Asked((words,), about.number, about.guessed))


def _look_up(chat: Chat, scene: Scene, asked: _Asked) -> None:
    """The town's answers, one after the other until one is right; then the team."""
    if asked.about and not asked.guessed:
        return _offer(chat, scene, asked)
    answers = chat.look(AnswersTo(asked.said[-1]))
    if not answers.sure or answers.entries[0].id in asked.seen:
        near = [entry for entry in answers.entries if entry.id not in asked.seen]
        return _offer(chat, scene, asked, [] if asked.about else _told_apart(near)[:NEAR])
    for entry in answers.entries:
        if entry.id in asked.seen:
            continue
        reaction = _read_out(chat, scene, entry, asked)
        if reaction != NO:
            return _after(chat, scene, reaction, asked)
        asked = replace(asked, seen=(*asked.seen, entry.id))
    return _offer(chat, scene, asked)


def _told_apart(entries: list[FaqEntry]) -> list[FaqEntry]:
    """Those whose questions begin differently: as lines of an SMS, the others would read alike."""
    firsts: dict[str, FaqEntry] = {}
    for entry in entries:
        firsts.setdefault(entry.question[:A_LINE], entry)
    return list(firsts.values())


def _after(chat: Chat, scene: Scene, reaction: str, asked: _Asked) -> None:
    """What follows an answer: it was right, or the question is put in other words."""
    if reaction == YES:
        return chat.say(_("Tant mieux ! Une autre question ? Écrivez-la. Pour le reste : MENU."))
    return _look_up(chat, scene, asked.saying(reaction))


def _read_out(chat: Chat, scene: Scene, entry: FaqEntry, asked: _Asked) -> str:
    """Say an answer with its rule, part by part where each letter costs; what the person says to it."""
    parts = (entry.answer,) if "taps" in scene.me.can else in_parts(entry.answer, PART)
    again = bool(asked.seen)
    reaction = MORE
    for place, part in enumerate(parts, 1):
        whole = place == len(parts)
        heading = Verbatim(f"{entry.question} ") if again and place == 1 else Verbatim("")
        rule = Verbatim(f" ({entry.rule})" if entry.rule and whole else "")
        chat.say(Joined((heading, Verbatim(part), rule), ""))
        reaction = chat.ask(asked.name("helps", f"{entry.id}.{place}"), _does_it_help(entry, whole=whole))
        if reaction != MORE:
            break
    return reaction


def _offer(chat: Chat, scene: Scene, asked: _Asked, near: list[FaqEntry] | None = None) -> None:
    """Offer to pass the question on to the team, or one of the answers that come *near*."""
    near = near or []
    waiting = sum(ticket.state is TicketState.OPEN for ticket in chat.look(MyTickets()))
    if waiting >= MOST_WAITING:
        return chat.say(_enough(waiting))
    if not asked.about:
        sorry = _("Je n'ai pas d'autre réponse.") if asked.seen else _("Je n'ai pas de réponse sûre à cela.")
        chat.say(sorry)
    choice = chat.ask(asked.name("offer", " ".join(asked.seen)), _pass_on(scene, asked, near))
    chosen = next((entry for entry in near if _id(entry) == choice), None)
    if chosen:
        reaction = _read_out(chat, scene, chosen, asked)
        seen = replace(asked, seen=(*asked.seen, chosen.id))
        return _offer(chat, scene, seen) if reaction == NO else _after(chat, scene, reaction, seen)
    match choice:
        case "=yes":
            return _send(chat, asked)
        case "=no":
            return chat.say(_("D'accord, rien n'est envoyé. Pour poser une autre question : QUESTION."))
        case "=other":
            return _look_up(chat, scene, replace(asked, about=0, guessed=False, apart=True))
    return _look_up(chat, scene, asked.saying(choice))


def _send(chat: Chat, asked: _Asked) -> None:
    words = "\n".join(asked.said)[:LONGEST_TICKET]
    about = asked.about or (0 if asked.apart else project_named_in(words))
    match chat.do(OpenTicket(words, about)):
        case TicketOpened(number, days):
            sent = n_(
                "Votre question n° {number} est transmise. Réponse sous {n} jour ouvré, ici même.",
                "Votre question n° {number} est transmise. Réponse sous {n} jours ouvrés, ici même.",
                days,
                number=number,
            )
            chat.say(Joined((sent, _("Pour la compléter : REPONSE {number}.", number=number)), " "))
        case Refused(why):
            chat.say(why)


def _does_it_help(entry: FaqEntry, *, whole: bool) -> Reaction:
    more = () if whole else (Option(MORE, _("Lire la suite"), words="suite"),)
    return Reaction(
        _("Est-ce que cela répond à votre question ?"),
        short=_("Cela répond-il ?"),
        help=_("OUI : c'est clair. NON : je cherche autre chose. Ou posez votre question avec d'autres mots."),
        topic=Verbatim(entry.question),
        options=(*yes_or_no(), *more),
        least=A_QUESTION,
        remark=_("Répondez OUI ou NON, ou posez votre question avec d'autres mots."),
    )


def _pass_on(scene: Scene, asked: _Asked, near: list[FaqEntry]) -> Reaction:
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
        Joined((_read_back(asked), promise)),
        short=Joined((_brief_read_back(asked.about), brief), " ") if asked.about else brief,
        help=_("OUI : une personne vous répondra. NON : rien n'est envoyé. MODIFIER 1 : reformuler la question."),
        topic=_("Transmettre à l'équipe"),
        options=(
            *yes_or_no(_("Oui, la transmettre"), _("Non merci")),
            *((Option(OTHER, _("Elle n'est pas sur ce projet"), short=_("Pas sur ce projet")),) * asked.guessed),
            *(Option(_id(entry), Verbatim(entry.question)) for entry in near),
        ),
        least=A_QUESTION,
        remark=_("Répondez OUI ou NON. Pour reformuler : MODIFIER 1."),
    )


def _read_back(asked: _Asked) -> Say:
    words = Verbatim(textwrap.shorten(" ".join(asked.said), READ_BACK, placeholder="..."))
    if asked.about:
        return _("Votre question sur le projet n° {number} : « {words} ».", number=asked.about, words=words)
    return _("Votre question : « {words} ».", words=words)


def _brief_read_back(about: int) -> Say:
    return _("Question sur le projet {number}.", number=about)


def _enough(waiting: int) -> Say:
    return n_(
        "Vous avez déjà {n} question en attente. L'équipe y répond d'abord. Pour les voir : QUESTIONS.",
        "Vous avez déjà {n} questions en attente. L'équipe y répond d'abord. Pour les voir : QUESTIONS.",
        waiting,
    )


def _id(entry: FaqEntry) -> str:
    return f"={entry.id}"


ASK = Flow("ask", ask, gives_back=True, word="QUESTION")
