"""Proposing an idea: one question a message, what resembles it, the read-back, and what happens next."""

from __future__ import annotations

from hashlib import sha256

from flows.facts import fact
from flows.ideas.akin import AkinTo, akin_question
from flows.ideas.deeds import Author, HowManyIdeas, Idea, Propose, Proposed, Resembling
from flows.ideas.questions import cost, kind, most_ideas, organisation, photo, reach, title, what_and_why, where, whom
from flows.ideas.read_back import answers_by_number, read_back, read_back_by_sms, shown_of
from flows.people.profile import guardian_agrees, is_known, is_young, keep_declared, old_enough
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Confirm
from flows.talk.scene import Scene
from flows.town.calendar import closing, now_and_next
from flows.town.edition import Edition, Phase
from flows.words import Day, Joined, Money, Say, Verbatim, _, n_


def propose(chat: Chat, scene: Scene) -> None:
    """Help one person put an idea into words, and send it to the town."""
    if (chat.begun or scene.phase is Phase.IDEAS) and not is_known(chat, scene):  # before a word of a draft is shown
        return None
    if scene.phase is not Phase.IDEAS:
        keep_declared(chat, scene)
        return _closed(chat, scene)
    if most_ideas(chat.look(HowManyIdeas()), scene.edition):
        keep_declared(chat, scene)
        return chat.say(_too_many(scene.edition))
    if not chat.begun:
        chat.say(_rules(scene.edition), _rules_by_sms(scene.edition))
    if not (old_enough(chat, scene, scene.edition.ages.propose) and guardian_agrees(chat, scene)):
        return None

    idea = _idea(chat, scene)
    if idea is None:
        return None
    author = _author(chat, scene)
    young = is_young(chat, scene)
    chat.say(read_back(chat, scene, young), read_back_by_sms(chat, scene, young))
    chat.ask("sure", _sure(idea, author, young, shown_of(chat, scene.edition)))

    keep_declared(chat, scene)
    match chat.do(Propose(idea, author)):
        case Proposed(number):
            return chat.say(_thanks(number, scene, young), _thanks_by_sms(number, scene, young))
        case Refused(why):
            return chat.say(why)


def _idea(chat: Chat, scene: Scene) -> Idea | None:
    """The idea, question by question; None if the person would rather support one that is there already."""
    young = is_young(chat, scene)
    came_along = bool(chat.opening)
    named = chat.ask("title", title(young), opening=True)
    if came_along:
        chat.say(_("Titre : « {title} ».", title=Verbatim(named)), _("Titre : {title}.", title=Verbatim(named)))
    why = chat.ask("why", what_and_why(scene.edition, young))
    akin = _akin(chat, scene, f"{named} {why}")
    if akin is None:
        return None
    place = chat.ask("where", where(scene.edition))
    for_whom = chat.ask("whom", whom(scene.edition))
    price = chat.ask("cost", cost(scene.edition))
    # Asked where pictures can be sent; one that was sent stays with the idea if it goes on by SMS.
    picture = chat.ask("photo", photo()) if "photo" in scene.me.can or chat.given("photo") else ""
    return Idea(named, why, place, for_whom, price, picture, akin)


def _akin(chat: Chat, scene: Scene, text: str) -> int | None:
    """The project to join this idea with (0: none); None if the person supports one of those that resemble it."""
    alike = tuple(scene.edition.by_id[id] for id in chat.look(Resembling(text)))
    if not alike:
        return 0
    chosen = AkinTo.read(chat.ask("akin", akin_question(alike)))
    if chosen.support:
        chat.say(_("Votre brouillon reste là : écrivez PROPOSER pour le reprendre."), _("Votre brouillon : PROPOSER."))
        chat.go("support", str(chosen.support), keep="akin")
    return chosen.join


def _author(chat: Chat, scene: Scene) -> Author:
    """In whose name the idea comes; an organisation has a name and a contact."""
    adult = bool(chat.given("guardian"))
    if not scene.edition.proposals.organisations:
        return Author(adult=adult)
    which = chat.ask("kind", kind(is_young(chat, scene)))
    if which == "alone":
        return Author(which, adult=adult)
    return Author(which, chat.ask("organisation", organisation(which)), chat.ask("reach", reach()), adult)


def _sure(idea: Idea, author: Author, young: bool, answers: tuple[str, ...]) -> Confirm:
    """Confirms this very idea: any change of a word has it asked again. The number of an answer asks for that one."""
    kept = _("D'accord, rien n'est envoyé. Votre idée reste là : PROPOSER pour la reprendre.")
    yours = _("D'accord, rien n'est envoyé. Ton idée reste là : PROPOSER pour la reprendre.")
    return Confirm(
        _("C'est bien ton idée ? Une fois confirmée, elle part à la mairie.")
        if young
        else _("Est-ce bien votre idée ? Une fois confirmée, elle part à la mairie."),
        of=sha256(repr((idea, author)).encode()).hexdigest()[:16],
        avoid=frozenset(range(1, len(answers) + 1)),
        corrects=answers_by_number(answers),
        numbered=answers,
        otherwise=_("Pour changer : MODIFIER et un chiffre."),
        declined=yours if young else kept,
        outdated=_("Ce code était celui de votre texte d'avant."),
        help=_("Rien n'est envoyé pour l'instant. MODIFIER 3 change la réponse 3. NON : ne rien envoyer."),
    )


def _closed(chat: Chat, scene: Scene) -> None:
    """When ideas are taken; someone whose draft is too late gets their own words back."""
    draft = " - ".join(str(given) for given in map(chat.given, ("title", "why")) if given)
    if draft:
        chat.say(_("Votre idée n'a pas été envoyée à temps. La voici, gardez-la : {draft}", draft=Verbatim(draft)))
    now = now_and_next(scene.edition, scene.now)
    says_so = scene.phase in (Phase.PREPARATION, Phase.ANALYSIS)  # when ideas open, or that they are over
    dates = fact("idea_dates", scene)
    if says_so or dates is None:
        return chat.say(now if says_so else Joined((_("On ne dépose pas d'idée en ce moment."), now), " "))
    return chat.say(dates.text, dates.short)


def _too_many(edition: Edition) -> Say:
    return n_(
        "Vous avez déjà proposé {n} idée : c'est le maximum ici. SUIVI pour savoir où elle en est.",
        "Vous avez déjà proposé {n} idées : c'est le maximum ici. SUIVI pour savoir où elles en sont.",
        edition.proposals.most,
    )


def _rules(edition: Edition) -> Say:
    """What the town asks of an idea, before anyone makes an effort."""
    rules = edition.proposals
    terms = [Verbatim(term) for term in rules.terms]
    cap = _at_most(edition)
    where_to = _("Où : {territory}.", territory=Verbatim(rules.territory)) if rules.territory else None
    told = [rule for rule in (where_to, cap, *terms) if rule]
    intro = Joined((_("Proposons votre idée ensemble."), *_until(edition)), " ")
    return Joined((intro, *told, _("Votre brouillon se garde tout seul : vous pouvez le reprendre quand vous voulez.")))


def _rules_by_sms(edition: Edition) -> Say:
    """The same in a line or two."""
    cap = _at_most(edition)
    return Joined((_("Votre idée, pas à pas."), *_until(edition), *((cap,) if cap else ())), " ")


def _until(edition: Edition) -> tuple[Say, ...]:
    span = edition.span_of(Phase.IDEAS)
    return (_("Jusqu'au {end}.", end=closing(span, edition)),) if span else ()


def _at_most(edition: Edition) -> Say | None:
    cap = edition.proposals.max_cost
    return _("Coût : {most} au plus.", most=Money(cap, edition.currency)) if cap else None


def _thanks(number: int, scene: Scene, young: bool) -> Say:
    """The number, and what happens next and when."""
    if young:
        thanks = _("Merci ! Ton idée est à la mairie, sous le n° {number}.", number=number)
        later = _("Nous t'écrirons à chaque étape. Pour savoir où elle en est : SUIVI {number}.", number=number)
    else:
        thanks = _("Merci ! Votre idée est à la mairie, sous le n° {number}.", number=number)
        later = _("Nous vous écrirons à chaque étape. Pour savoir où elle en est : SUIVI {number}.", number=number)
    return Joined((thanks, _next(scene.edition), later))


def _thanks_by_sms(number: int, scene: Scene, young: bool) -> Say:
    yours = _("Merci ! Votre idée a le n° {number}.", number=number)
    return Joined(
        (
            _("Merci ! Ton idée a le n° {number}.", number=number) if young else yours,
            _next(scene.edition),
            _("Où en est-elle : SUIVI {number}.", number=number),
        ),
        " ",
    )


def _next(edition: Edition) -> Say:
    """When the town studies the ideas."""
    span = edition.span_of(Phase.ANALYSIS)
    if span is None:
        return _("La mairie va l'étudier.")
    day = Day(span.opens.astimezone(edition.zone).date())
    return _("La mairie étudie les idées à partir du {day}.", day=day)


PROPOSE = Flow("propose", propose, keeps=True, word="PROPOSER")
