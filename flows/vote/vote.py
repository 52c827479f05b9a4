"""The vote: choose, read back, confirm, receive a receipt; change until the end if the rules allow."""

from __future__ import annotations

from flows.facts.moments import about_the_vote
from flows.people.join_deeds import MyPlaces, ShareNumber
from flows.people.profile import is_known, keep_declared, old_enough
from flows.projects.states import by_calendar
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Confirm, OwnNumber, YesNo
from flows.talk.scene import Scene
from flows.town.calendar import closing, now_and_next
from flows.town.edition import Edition, Phase, Status
from flows.vote.corrections import is_of_the_choice
from flows.vote.deeds import Cast, NumberHasVoted
from flows.vote.papers import paper_of
from flows.words import Day, Joined, Say, Verbatim, _


def vote(chat: Chat, scene: Scene) -> None:
    """Guide one person through the ballot, if it is open to them."""
    edition = scene.edition
    if scene.phase is not Phase.VOTE:
        return _not_open(chat, scene)
    if not edition.on_ballot:
        return chat.say(_("Il n'y a pas de projet à voter pour l'instant. Pour nous joindre : CONTACT."))
    if not is_known(chat, scene) or not may_vote(chat, scene):
        return None
    if scene.me.voted_on and not _again(chat, scene):
        return keep_declared(chat, scene)

    paper = paper_of(edition)
    choice = chat.ask("choice", paper.question(edition), opening=True)
    chat.say(read_back(choice, edition, scene.me.name))
    chat.ask("sure", _sure(choice, scene))

    keep_declared(chat, scene)
    match chat.do(paper.vote(choice, edition)):
        case Cast(receipt, changed):
            return chat.say(thanks(receipt, changed, scene), thanks_by_sms(receipt, changed, scene))
        case Refused(why):
            return chat.say(why)


def _not_open(chat: Chat, scene: Scene) -> None:
    """When the vote opens, or that it is over; someone who had not confirmed yet must not think they have voted."""
    if chat.begun:
        chat.say(_("Le vote s'est terminé avant votre confirmation : ce choix n'est pas enregistré."))
    now = now_and_next(scene.edition, scene.now)
    opens = by_calendar(Status.ON_BALLOT, None, scene) if scene.phase in _LONG_BEFORE else None
    over = about_the_vote(scene) if scene.phase in _OVER else ()
    after = _("Où en est un projet : SUIVI. Le reste : MENU.") if scene.phase in _LONG_AFTER else None
    chat.say(Joined(tuple(part for part in (opens, *over, now, after) if part), " "))


_OVER = (Phase.WORKS, Phase.CLOSED)
"""Phases whose own sentence does not say that the vote is over."""

_LONG_BEFORE = (Phase.PREPARATION, Phase.IDEAS)
"""Phases whose own sentence says nothing of the vote yet."""


_LONG_AFTER = (Phase.RESULTS, Phase.WORKS, Phase.CLOSED)
"""Phases in which nothing of the vote is to come, so that what one may write instead is said."""


def may_vote(chat: Chat, scene: Scene) -> bool:
    """Whether this person can vote, by their age and by what a vote is tied to; told why not before any effort."""
    if scene.edition.ballot.identity == "phone" and not _has_number(chat, scene):
        return False
    return old_enough(chat, scene, scene.edition.ages.vote)


def read_back(choice: tuple[str, ...], edition: Edition, name: str = "") -> Say:
    """The choice, a line for each project; *name* is whose it is, where a telephone is shared."""
    return Joined((_whose(name), *paper_of(edition).read_back(choice, edition)))


def thanks(receipt: str, changed: bool, scene: Scene) -> Say:
    """The vote is in the urn: the receipt, and until when it can be changed."""
    done = _("Merci ! Votre nouveau vote remplace l'ancien.") if changed else _("Merci ! Votre vote est dans l'urne.")
    kept = _("Votre reçu : {receipt}. Il prouve que vous avez voté, sans dire pour quoi.", receipt=receipt)
    return Joined((done, kept, *_change_until(scene)))


def thanks_by_sms(receipt: str, changed: bool, scene: Scene) -> Say:
    """The same in one SMS."""
    if changed:
        return _("Merci ! Votre nouveau vote remplace l'ancien. Reçu : {receipt}.", receipt=receipt)
    return Joined(
        (_("Merci ! Votre vote est dans l'urne. Reçu : {receipt}.", receipt=receipt), *_change_until(scene)), " "
    )


def _has_number(chat: Chat, scene: Scene) -> bool:
    """Whether the vote can be tied to a telephone number that has no other: who has none here is asked to share it."""
    if all(place.channel != "sms" for place in chat.look(MyPlaces())):
        number = chat.ask("number", _which_number())
        match chat.do(ShareNumber(number)):
            case Refused(why):
                chat.say(why)
                return False
        chat.go("vote", chat.opening)
    if chat.look(NumberHasVoted()):
        chat.say(NUMBER_HAS_VOTED)
        return False
    return True


def _which_number() -> OwnNumber:
    return OwnNumber(
        _("Ici, un numéro de téléphone vaut une voix. Partagez le vôtre avec le bouton ci-dessous."),
        help=_("Le bouton « Partager mon numéro » est sous la conversation. Ainsi, chacun ne vote qu'une fois."),
        topic=_("Mon numéro"),
    )


def _whose(name: str) -> Say:
    return _("Votre vote, {name} :", name=Verbatim(name)) if name else _("Votre vote :")


def _again(chat: Chat, scene: Scene) -> bool:
    """Whether someone who has voted wants to, and may, vote anew; if not, they are told how things stand."""
    day = Day(scene.me.voted_on) if scene.me.voted_on else ""
    if not scene.edition.ballot.may_change:
        chat.say(_("Vous avez déjà voté, le {day}. Dans cette ville, un vote ne se change pas.", day=day))
        return False
    question = YesNo(
        _("Vous avez déjà voté, le {day}. Voulez-vous remplacer votre vote ?", day=day),
        help=_(
            "OUI : vous choisissez de nouveau, et l'ancien vote n'est effacé qu'à la fin. NON : il reste comme il est."
        ),
        topic=_("Remplacer mon vote"),
    )
    if chat.ask("again", question):
        return True
    chat.say(_("Votre vote reste comme il est."))
    return False


def _sure(choice: tuple[str, ...], scene: Scene) -> Confirm:
    """Confirms this choice; numbers correct it."""
    edition = scene.edition
    paper = paper_of(edition)
    return Confirm(
        _IS_THIS_IT,
        of=paper.named(choice),
        avoid=paper.avoid(edition),
        corrects=paper.corrections("choice", choice, edition),
        otherwise=paper.otherwise(choice, edition),
        declined=_UNCHANGED if scene.me.voted_on else _NOT_SENT,
        wrong=_NEITHER,
        help=paper.help(),
    )


_IS_THIS_IT = _("Est-ce bien votre vote ?")
_NEITHER = _("Ce n'est ni le code, ni un projet de la liste.")
_NOT_SENT = _("D'accord, rien n'est envoyé. Pour voter : VOTE.")
_UNCHANGED = _("D'accord, rien ne change : votre vote reste comme il est.")


def _change_until(scene: Scene) -> tuple[Say, ...]:
    span = scene.edition.span_of(Phase.VOTE)
    if span is None or not scene.edition.ballot.may_change:
        return ()
    return (_("Pour en changer, jusqu'au {end} : VOTE.", end=closing(span, scene.edition)),)


NUMBER_HAS_VOTED: Say = _("Ce numéro a déjà voté. Ici, un numéro de téléphone vaut une voix. Votre reçu : RECU.")

VOTE = Flow("vote", vote, secret=True, word="VOTE", goes_on=is_of_the_choice)
