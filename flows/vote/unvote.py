"""«Annuler mon vote», «je me suis trompé»: a vote in the urn has no name, so it is not taken back but cast anew."""

from __future__ import annotations

from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.town.calendar import closing
from flows.town.edition import Phase
from flows.words import Day, Joined, Say, _


def unvote(chat: Chat, scene: Scene) -> None:
    """Say what can be done about the person's vote; nothing is done."""
    if scene.phase is not Phase.VOTE:
        chat.go("vote")
    if scene.me.voted_on is None:
        return chat.say(nothing_to_take_back(scene))
    if not scene.edition.ballot.may_change:
        day = Day(scene.me.voted_on)
        return chat.say(_("Vous avez déjà voté, le {day}. Dans cette ville, un vote ne se change pas.", day=day))
    span = scene.edition.span_of(Phase.VOTE)
    kept = _("Votre vote est dans l'urne, sans votre nom : on ne le retire pas, on le remplace en entier.")
    if span is None:
        return chat.say(Joined((kept, _("Pour le refaire : VOTE.")), " "))
    how = _("Pour le refaire, jusqu'au {end} : VOTE.", end=closing(span, scene.edition))
    return chat.say(Joined((kept, how), " "))


def nothing_to_take_back(scene: Scene) -> Say:
    """That this person has no vote in the urn; and the rule, for who only asks for that."""
    none = _("Vous n'avez pas voté : rien n'est dans l'urne. Pour voter : VOTE.")
    rule = _("Un vote envoyé ne se retire pas, il se remplace.")
    return Joined((none, rule), " ") if scene.edition.ballot.may_change else none


UNVOTE = Flow("unvote", unvote, secret=True)
