"""One person, several telephones: joining an address to another by codes that each side says, and parting them again.

A code said from a number proves nothing, since the sender of an SMS can be forged. So the other side shows a second
one, and only who reads what is sent to both can finish.
"""

from __future__ import annotations

import re

from flows.people.join_deeds import (
    AddressesJoined,
    BeginJoin,
    FinishJoin,
    JoinCode,
    Leave,
    MyPlaces,
    Reached,
    SayBack,
    SayCode,
    ShareNumber,
    WrongCode,
)
from flows.people.profile import is_known, keep_declared
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import OwnNumber, YesNo
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.words import Joined as Lines
from flows.words import Say, Verbatim, _

STILL_VOTING: Say = _("Vous avez voté : vous pourrez délier quand le résultat sera publié. Une personne, une voix !")

LONG, SHORT = 6, 4
"""Digits of the code that is said on the other telephone, and of the one said back, unless someone was guessing."""


def join(chat: Chat, scene: Scene) -> None:
    """Give the code to say on the other telephone, unless it is being said here."""
    if digits_in(chat.opening):
        chat.go("joining", chat.opening)
    match chat.do(BeginJoin()):
        case JoinCode(code):
            chat.say(*_code(code, scene))
            chat.go("joining")
        case Refused(why):
            chat.say(why)


def joining(chat: Chat, scene: Scene) -> None:
    """Hear a code of either side, or the number that Telegram vouches for."""
    if not is_known(chat, scene):
        return
    said = chat.ask("code", _which_code(scene), opening=True)
    keep_declared(chat, scene)
    match chat.do(_deed(said)):
        case SayBack(reply):
            chat.say(*_say_back(reply))
        case AddressesJoined():
            chat.say(
                _(
                    "C'est fait, tout est relié : ce que vous commencez ici continue là-bas, "
                    "et vous avez une seule voix. MOI : vos informations."
                ),
                _("C'est fait ! Ce que vous commencez sur un téléphone continue sur l'autre. La suite : MENU."),
            )
        case WrongCode():
            chat.say(
                _("Ce code n'est pas le bon, ou il est trop vieux : il vaut 15 minutes. Un nouveau : RELIER."),
                _("Ce n'est pas le bon code, ou il a plus de 15 minutes. Un nouveau : RELIER."),
            )
            chat.go("joining")
        case Refused(why):
            chat.say(why)


def unjoin(chat: Chat, scene: Scene) -> None:
    """This address leaves the others, once it is clear what stays with whom."""
    if not is_known(chat, scene):
        return None
    others = [place for place in chat.look(MyPlaces()) if not place.here]
    if others and scene.me.voted_on and scene.phase is Phase.VOTE:
        return chat.say(STILL_VOTING)
    if others and not chat.ask("sure", _sure(others)):
        keep_declared(chat, scene)
        return chat.say(_("Rien ne change : tout reste relié."))
    keep_declared(chat, scene)
    match chat.do(Leave()):
        case Refused(why):
            return chat.say(why)
    return chat.say(_("C'est fait : ici, vous repartez de zéro. Tout le reste est sur l'autre. La suite : MENU."))


def called(place: Reached) -> Say:
    """An address as its person knows it: «tél. … 12 34», «Telegram»."""
    if place.ending:
        return _("tél. … {end}", end=Verbatim(place.ending))
    return Verbatim(place.channel.capitalize())


def digits_in(words: str) -> str:
    """The one code in *words*, however it is spaced: «482 913», «relier 482913»; empty if there is none."""
    codes = [re.sub(r"\D", "", digits) for digits in _DIGITS.findall(words)]
    fit = [code for code in codes if len(code) in (LONG, SHORT)]
    return fit[0] if len(codes) == len(fit) == 1 else ""


_DIGITS = re.compile(r"\d[\d .-]*")


def _deed(said: str) -> ShareNumber | SayCode | FinishJoin:
    if said.startswith("+"):
        return ShareNumber(said)
    return SayCode(said) if len(said) == LONG else FinishJoin(said)


def _code(code: str, scene: Scene) -> tuple[Say, Say]:
    """How to go on with the code, on the other channel."""
    number = scene.edition.sms_number
    if "taps" in scene.me.can:
        to = _("par SMS, au {number}", number=Verbatim(number)) if number else _("par SMS")
        told = _(
            "Pour relier votre téléphone à ce compte, envoyez-nous {to} : RELIER {code}. "
            "Vous y recevrez d'autres chiffres. Le code vaut 15 minutes.",
            to=to,
            code=Verbatim(code),
        )
        return told, told
    told = _("Sur Telegram, écrivez à notre compte : RELIER {code} (bon 15 minutes).", code=Verbatim(code))
    return told, told


def _say_back(reply: str) -> tuple[Say, Say]:
    return (
        _(
            "Presque fini ! Là où vous avez reçu le premier code, tapez : {reply}. "
            "Vous n'avez rien demandé ? Ne faites rien, et ne donnez ce code à personne.",
            reply=Verbatim(reply),
        ),
        _(
            "Là où vous avez eu le premier code, tapez : {reply}. Rien demandé ? Ne donnez ce code à personne.",
            reply=Verbatim(reply),
        ),
    )


def _which_code(scene: Scene) -> OwnNumber:
    prompt = _("Tapez ensuite ici les chiffres que vous aurez reçus.")
    number = _("Plus simple : touchez « Partager mon numéro », sous la conversation.")
    return OwnNumber(
        Lines((prompt, number)) if "contact" in scene.me.can else prompt,
        short=_("Puis tapez ici les chiffres reçus là-bas."),
        help=_(
            "RELIER donne un code de 6 chiffres à envoyer de l'autre téléphone, qui en reçoit d'autres à taper ici. "
            "ANNULER : ne rien relier."
        ),
        topic=_("Le code"),
        also=digits_in,
        missed=_("J'attends un code de 4 ou de 6 chiffres."),
    )


def _sure(others: list[Reached]) -> YesNo:
    names = Lines(tuple(called(place) for place in others), ", ")
    return YesNo(
        _(
            "Vos idées, vos questions et vos votes resteront avec : {others}. Ici, vous repartirez de zéro. "
            "Voulez-vous vraiment délier ?",
            others=names,
        ),
        short=_("Tout restera avec : {others}. Ici, vous repartirez de zéro. Délier ?", others=names),
        help=_("OUI : ce téléphone devient celui de quelqu'un de nouveau. NON : rien ne change."),
        topic=_("Délier"),
    )


JOIN = Flow("join", join, secret=True, word="RELIER")
JOINING = Flow("joining", joining, secret=True, word="RELIER")
UNJOIN = Flow("unjoin", unjoin, word="DELIER")
