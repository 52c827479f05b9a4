"""Asking a question: the town's own answers first, never an invented one; then a person of the team."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from flows.facts.blanks import filled
from flows.hotline.answers import Answer, answers_to, both_asked, is_sure, near
from flows.hotline.deeds import MOST_WAITING, MyTickets, OpenTicket, OwnProjects, TicketOpened, TicketState
from flows.hotline.own_words import MORE, NO, YES, Reaction, in_parts, is_a_ballot, is_elsewhere, yes_or_no
from flows.hotline.what import project_named_in, what, what_about
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.talk.subject import READ, about_of
from flows.town.faq import FaqEntry
from flows.words import Joined, Say, Verbatim, _, n_

PART = 240
"""Letters of an answer that are said at a time by SMS: with its rule and the question after it, two segments."""

NEAR = 3
"""Answers offered by their question when none is sure: with «something else», a short menu."""

A_LINE = 24
"""Letters of an answer's question that a line of an SMS surely shows."""

A_QUESTION = 3
"""Words from which on a reply to an answer is taken for another question."""

READ_BACK = 300
"""Letters of a question that are read back before it is passed on."""

LONGEST_TICKET = 4000
"""Letters of all that was said of one question."""

AGAIN = 0.02
"""The least score of an answer that is read out after another was none."""

A_WHOLE_QUESTION = 4
"""Words from which on a question that nothing answers is passed on at once."""

ELSE = "=else"
"""That it is none of the questions that come near."""

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
    read = chat.opening.removeprefix(READ) if chat.opening.startswith(READ) else ""
    about = about_of(read or chat.ask("question", what(own), opening=True))
    if about.words:
        return _look_up(chat, scene, _Asked((about.words,), about.number, about.guessed))
    words = chat.ask(f"about-{about.number}", what_about(about.number))
    return _offer(chat, scene, _Asked((words,), about.number, about.guessed))


def _look_up(chat: Chat, scene: Scene, asked: _Asked) -> None:
    """The answers that are sure, one after the other until one is right; those that come near; then the team."""
    if asked.about and not asked.guessed:
        return _offer(chat, scene, asked)
    answers = [answer for answer in answers_to(chat, scene, asked.said[-1]) if answer.id not in asked.seen]
    if not is_sure(answers) and not asked.seen:
        return _choose(chat, scene, asked, [] if asked.about else _told_apart(near(answers, NEAR)))
    if not asked.seen:
        told = both_asked(chat, scene, asked.said[-1])
        if told:
            return _tell(chat, scene, told)
    if answers and answers[0].entry is None:
        return _tell(chat, scene, [answers[0]])
    for answer in answers:
        if answer.entry is None or answer.score < AGAIN:
            continue
        reaction = _read_out(chat, scene, answer.entry, asked)
        if reaction != NO:
            return _after(chat, scene, reaction, asked)
        asked = replace(asked, seen=(*asked.seen, answer.id))
    return _offer(chat, scene, asked)


def _tell(chat: Chat, scene: Scene, answers: Sequence[Answer]) -> None:
    """Say what the edition knows, or both things that were asked at once."""
    for answer in answers:
        if answer.said:
            chat.say(answer.said.text, answer.said.short)
        elif answer.entry:
            chat.say(filled(answer.entry.answer, scene))


def _told_apart(answers: list[Answer]) -> list[Answer]:
    """Those whose questions begin differently: as lines of an SMS, the others would read alike."""
    firsts: dict[str, Answer] = {}
    for answer in answers:
        firsts.setdefault(answer.entry.question[:A_LINE] if answer.entry else answer.id, answer)
    return list(firsts.values())


def _choose(chat: Chat, scene: Scene, asked: _Asked, answers: list[Answer]) -> None:
    """Which of *answers* the question is, by their titles; something else is for the team."""
    if not answers:
        return _unknown(chat, scene, asked)
    choice = chat.ask(asked.name("which", " ".join(asked.seen)), _which(answers))
    chosen = next((answer for answer in answers if answer.id == choice.removeprefix("=")), None)
    if chosen is None:
        return _unknown(chat, scene, asked) if choice == ELSE else _look_up(chat, scene, asked.saying(choice))
    if chosen.entry is None:
        return _tell(chat, scene, [chosen])
    seen = replace(asked, seen=(*asked.seen, chosen.id))
    reaction = _read_out(chat, scene, chosen.entry, asked)
    return _offer(chat, scene, seen) if reaction == NO else _after(chat, scene, reaction, seen)


def _which(answers: list[Answer]) -> Reaction:
    return Reaction(
        _("Est-ce l'une de ces questions ?"),
        short=_("Est-ce cela ?"),
        help=_("Répondez par le chiffre d'une ligne. Ou posez votre question avec d'autres mots."),
        topic=_("Votre question"),
        options=(
            *(Option(f"={answer.id}", answer.title) for answer in answers),
            Option(ELSE, _("Autre chose"), words="autre, non, aucune"),
        ),
        least=A_QUESTION,
        remark=_("Répondez par un chiffre, ou posez votre question avec d'autres mots."),
    )


def _unknown(chat: Chat, scene: Scene, asked: _Asked) -> None:
    """Nothing answers it: a whole question goes to the team at once, of a few words one asks before."""
    if asked.guessed or asked.seen:
        return _offer(chat, scene, asked)
    waiting = _waiting(chat)
    if waiting >= MOST_WAITING:
        return chat.say(_enough(waiting))
    words = asked.said[-1]
    votes = is_elsewhere(words, chat.lexicon) or is_a_ballot(words, chat.lexicon)
    if len(words.split()) >= A_WHOLE_QUESTION and not votes:
        return _send(chat, asked, _("Je ne sais pas répondre à cela."))
    if chat.ask(asked.name("unknown"), _pass_on_or_menu()) == "=menu":
        chat.go("menu")
    return _send(chat, asked)


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


def _after(chat: Chat, scene: Scene, reaction: str, asked: _Asked) -> None:
    """What follows an answer: it was right, or the question is put in other words."""
    if reaction == YES:
        return chat.say(_("Tant mieux ! Une autre question ? Écrivez-la. Pour le reste : MENU."))
    return _look_up(chat, scene, asked.saying(reaction))


def _read_out(chat: Chat, scene: Scene, entry: FaqEntry, asked: _Asked) -> str:
    """Say an answer with its rule, part by part where each letter costs; what the person says to it."""
    answer = chat.spoken(filled(entry.answer, scene))
    parts = (answer,) if "taps" in scene.me.can else in_parts(answer, PART)
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


def _offer(chat: Chat, scene: Scene, asked: _Asked) -> None:
    """Offer to pass the question on to the team."""
    waiting = _waiting(chat)
    if waiting >= MOST_WAITING:
        return chat.say(_enough(waiting))
    if not asked.about:
        sorry = _("Je n'ai pas d'autre réponse.") if asked.seen else _("Je n'ai pas de réponse sûre à cela.")
        chat.say(sorry)
    choice = chat.ask(asked.name("offer", " ".join(asked.seen)), _pass_on(scene, asked))
    match choice:
        case "=yes":
            return _send(chat, asked)
        case "=no":
            return chat.say(_("D'accord, rien n'est envoyé. Pour poser une autre question : QUESTION."))
        case "=other":
            return _look_up(chat, scene, replace(asked, about=0, guessed=False, apart=True))
    return _look_up(chat, scene, asked.saying(choice))


def _send(chat: Chat, asked: _Asked, why: Say | None = None) -> None:
    """Pass it on to the team; *why* it goes there, where nobody said yes to that: then how to take it back too."""
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
            more = _("Pour la compléter : REPONSE {number}.", number=number)
            back = _("Pour la retirer : ANNULER QUESTION {number}.", number=number)
            chat.say(Joined((why, sent, back) if why else (sent, more), " "))
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


def _pass_on(scene: Scene, asked: _Asked) -> Reaction:
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


def _waiting(chat: Chat) -> int:
    """How many of the person's questions wait for the team."""
    return sum(ticket.state is TicketState.OPEN for ticket in chat.look(MyTickets()))


ASK = Flow("ask", ask, gives_back=True, word="QUESTION")
