"""Asking a question: the town's own answers first, never an invented one; then a person of the team."""

from __future__ import annotations

from collections.abc import Sequence

from flows.facts.blanks import filled
from flows.facts.moments import about_the_vote, is_over
from flows.facts.town_words import is_foreign
from flows.hotline.answers import Answer, answers_to, both_asked, is_sure, near
from flows.hotline.deeds import OwnProjects
from flows.hotline.inquiry import A_QUESTION, Inquiry
from flows.hotline.own_words import MORE, NO, YES, Reaction, in_parts, yes_or_no
from flows.hotline.passing_on import offer, pass_on
from flows.hotline.what import what, what_about
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.questions import Option
from flows.talk.scene import Scene
from flows.talk.subject import about_of, as_read_before
from flows.town.faq import FaqEntry
from flows.understanding.asking import TOPIC
from flows.words import Joined, Say, Verbatim, _

PART = 240
"""Letters of an answer that are said at a time by SMS: with its rule and the question after it, two segments."""

NEAR = 3
"""Answers offered by their question when none is sure: with «something else», a short menu."""

A_LINE = 24
"""Letters of an answer's question that a line of an SMS surely shows."""

AGAIN = 0.02
"""The least score of an answer that is read out after another was none."""

OF_VOTING = ("vote_", "who_votes")
"""How the topics begin of which towns write while there is a vote: once it is over, that is said too."""

TOLD = ""
"""What is said to an answer that was given amid a form: nothing is asked but the form's own question."""

ELSE = "=else"
"""That it is none of the questions that come near."""


def ask(chat: Chat, scene: Scene) -> None:
    """Answer from what the town has written; what it does not answer goes to the team."""
    own = () if scene.me.doubtful else chat.look(OwnProjects())
    heard_as, read = as_read_before(chat.opening)
    about = about_of(read or chat.ask("question", what(own), opening=True))
    if about.words:
        amid = bool(chat.noted("amid", lambda: scene.me.secrets))  # a vote that was hardly begun is soon forgotten
        aside = bool(chat.noted("aside", lambda: ("form",) if chat.interrupts else ()))
        inquiry = Inquiry((about.words,), about.number, about.guessed, amid=amid, aside=aside, heard_as=heard_as)
        return _look_up(chat, scene, inquiry)
    words = chat.ask(f"about-{about.number}", what_about(about.number))
    return _to_the_team(chat, scene, Inquiry((words,), about.number, about.guessed))


def _look_up(chat: Chat, scene: Scene, inquiry: Inquiry) -> None:
    """The answers that are sure, one after the other until one is right; those that come near; then the team."""
    if inquiry.about and not inquiry.guessed:
        return _to_the_team(chat, scene, inquiry)
    found = _heard_first(answers_to(chat, scene, inquiry.said[-1]), inquiry)
    answers = [answer for answer in found if answer.id not in inquiry.seen]
    told = [] if inquiry.seen else both_asked(chat, scene, inquiry.said[-1])
    if told:
        return _tell(chat, scene, told)
    if not is_sure(answers):
        close = [] if inquiry.about else _told_apart(near(answers, NEAR))
        guesses = close or not inquiry.seen
        return _choose(chat, scene, inquiry, close) if guesses else _to_the_team(chat, scene, inquiry)
    if is_sure(answers) and answers[0].entry is None:
        return _tell(chat, scene, [answers[0]])
    for answer in answers:
        if answer.entry is None or answer.score < AGAIN:
            continue
        reaction = _read_out(chat, scene, answer, inquiry)
        if reaction != NO:
            return _after(chat, scene, reaction, inquiry)
        inquiry = inquiry.seeing(answer.id)
    return _to_the_team(chat, scene, inquiry)


def _heard_first(answers: list[Answer], inquiry: Inquiry) -> list[Answer]:
    """*answers*, before the others what the first words were heard as: the hearing knows what they stand beside."""
    heard_as = inquiry.heard_as if len(inquiry.said) == 1 else ""
    return sorted(answers, key=lambda answer: heard_as not in (answer.id, TOPIC + answer.topic))


def _tell(chat: Chat, scene: Scene, answers: Sequence[Answer]) -> None:
    """Say what the edition knows, or both things that were asked at once."""
    for answer in answers:
        if answer.said:
            chat.say(answer.said.text, answer.said.short)
        elif answer.entry:
            chat.say(Joined((*_in_french(scene), filled(answer.entry.answer, scene)), " "))


def _told_apart(answers: list[Answer]) -> list[Answer]:
    """Those whose questions begin differently: as lines of an SMS, the others would read alike."""
    firsts: dict[str, Answer] = {}
    for answer in answers:
        firsts.setdefault(answer.entry.question[:A_LINE] if answer.entry else answer.id, answer)
    return list(firsts.values())


def _choose(chat: Chat, scene: Scene, inquiry: Inquiry, answers: list[Answer]) -> None:
    """Which of *answers* the question is, by their titles; something else is for the team."""
    if not answers:
        return _unknown(chat, scene, inquiry)
    choice = chat.ask(inquiry.name("which"), _which(answers))
    chosen = next((answer for answer in answers if answer.id == choice.removeprefix("=")), None)
    if chosen is None:
        return _unknown(chat, scene, inquiry) if choice == ELSE else _look_up(chat, scene, inquiry.saying(choice))
    if chosen.entry is None:
        return _tell(chat, scene, [chosen])
    seen = inquiry.seeing(chosen.id)
    reaction = _read_out(chat, scene, chosen, inquiry)
    return _to_the_team(chat, scene, seen) if reaction == NO else _after(chat, scene, reaction, seen)


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


def _unknown(chat: Chat, scene: Scene, inquiry: Inquiry) -> None:
    """Nothing answers it: it is for the team, once its author says so if it is about a guess or amid what is secret."""
    return _to_the_team(chat, scene, inquiry) if inquiry.guessed or inquiry.amid else pass_on(chat, inquiry)


def _to_the_team(chat: Chat, scene: Scene, inquiry: Inquiry) -> None:
    """Offer to pass it on; what is asked instead is looked up."""
    instead = offer(chat, scene, inquiry)
    if instead:
        _look_up(chat, scene, instead)


def _after(chat: Chat, scene: Scene, reaction: str, inquiry: Inquiry) -> None:
    """What follows an answer: it was right, or the question is put in other words. Amid a form, that goes on."""
    if reaction == TOLD:
        return None
    if reaction == YES:
        return chat.say(_("Tant mieux ! Une autre question ? Écrivez-la. Pour le reste : MENU."))
    return _look_up(chat, scene, inquiry.saying(reaction))


def _read_out(chat: Chat, scene: Scene, found: Answer, inquiry: Inquiry) -> str:
    """Say an answer with its rule, part by part where each letter costs; what the person says to it."""
    entry = found.entry
    assert entry is not None, "what is read out was written by the town"
    over = about_the_vote(scene) if found.topic.startswith(OF_VOTING) and is_over(scene) else ()
    answer = chat.spoken(Joined((filled(entry.answer, scene), *over), " "))
    parts = (answer,) if "taps" in scene.me.can else in_parts(answer, PART)
    again = bool(inquiry.seen)
    reaction = MORE
    for place, part in enumerate(parts, 1):
        whole = place == len(parts)
        heading = (Verbatim(entry.question),) if again and place == 1 else ()
        rule = (Verbatim(f"({entry.rule})"),) if entry.rule and whole else ()
        chat.say(Joined((*(_in_french(scene) if place == 1 else ()), *heading, Verbatim(part), *rule), " "))
        if whole and inquiry.aside:
            return TOLD
        reaction = chat.ask(inquiry.name("helps", f"{entry.id}.{place}"), _does_it_help(entry, whole=whole))
        if reaction != MORE:
            break
    return reaction


def _in_french(scene: Scene) -> tuple[Say, ...]:
    """That what follows is the town's own text, to who speaks another language than that."""
    return (_("Réponse de la ville, en français :"),) if is_foreign(scene) else ()


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


ASK = Flow("ask", ask, gives_back=True, word="QUESTION")
