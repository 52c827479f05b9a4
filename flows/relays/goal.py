"""«OBJECTIF 120»: how many voters an ambassador wants to see around them; their groups read how far it is."""

from __future__ import annotations

from flows.people.profile import is_known, keep_declared
from flows.relays.deeds import SetGoal
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Number
from flows.talk.scene import Scene
from flows.words import Joined, Say, Verbatim, _

LEAST, MOST = 20, 100_000
"""Voters: fewer would tell of each of them."""

TEN = 10
"""Voters are told in tens, rounded down, from ten on."""


def goal(chat: Chat, scene: Scene) -> None:
    """Hear the number, and keep it; 0 for none."""
    if not is_known(chat, scene):
        return None
    said = chat.opening.strip()
    wanted = int(said) if said.isdecimal() and _is_goal(int(said)) else chat.ask("goal", _how_many())
    keep_declared(chat, scene)
    match chat.do(SetGoal(wanted or 0)):
        case Refused(why):
            return chat.say(why)
    if not wanted:
        return chat.say(_("C'est noté : plus d'objectif. Pour en donner un : OBJECTIF."))
    return chat.say(
        _(
            "C'est noté : {n} votants. Dans vos groupes, /bp dit où l'on en est, sans noms. Pour changer : OBJECTIF.",
            n=wanted,
        ),
        _("Noté : {n} votants. Dans vos groupes, /bp dit où l'on en est. Pour changer : OBJECTIF.", n=wanted),
    )


def progress(target: int, voted: int, district: str) -> Say:
    """The goal as a group reads it, with the voters so far in tens, from ten on; in the town where no *district* is."""
    wanted = (
        _("Objectif : {n} votants dans le quartier {district}.", n=target, district=Verbatim(district))
        if district
        else _("Objectif : {n} votants dans la ville.", n=target)
    )
    tens = voted // TEN * TEN
    so_far = _("C'est atteint, bravo !") if voted >= target else _("Déjà {n}.", n=tens)
    return Joined((wanted, so_far), " ") if tens else wanted


def _is_goal(number: int) -> bool:
    return number == 0 or LEAST <= number <= MOST


def _how_many() -> Number:
    return Number(
        _("Combien de votants voulez-vous atteindre autour de vous ? Par exemple 120. PASSER : pas d'objectif."),
        short=_("Combien de votants visez-vous ? Par exemple 120. PASSER : aucun."),
        help=_("Un nombre de personnes, 20 au moins. Vos groupes liront seulement combien ont voté, par dizaines."),
        topic=_("L'objectif"),
        least=LEAST,
        most=MOST,
        skippable=True,
    )


GOAL = Flow("goal", goal, word="OBJECTIF")
