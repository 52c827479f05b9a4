"""When a message goes to an ambassador's groups by itself: told, set for one of them, and from now on."""

from __future__ import annotations

from datetime import datetime

from flows.relays.deeds import GoByItself, RelayAt, Relayed
from flows.relays.hours import time_of
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.words import Hour, Joined, Moment, Say, _, n_


def told_by_itself(hours: int, own_hour: str) -> Say:
    if own_hour:
        return _("Sans réponse de vous, un message part à {hour}.", hour=Hour(time_of(own_hour)))
    if not hours:
        return _("Rien ne part sans votre accord.")
    return n_(
        "Sans réponse de vous, un message part après {n} heure.",
        "Sans réponse de vous, un message part après {n} heures.",
        hours,
    )


def by_itself_from_now_on(chat: Chat, deed: GoByItself) -> Say:
    """Set it; what to say of it, or why not."""
    match chat.do(deed):
        case Refused(why):
            return why
    told = told_by_itself(deed.hours, deed.own_hour)
    return Joined((_("C'est noté."), told, _("Pour changer : AMBASSADEUR.")), " ")


def goes_on(at: datetime) -> Say:
    """When a message goes that was given an hour."""
    return _("Il part le {at}.", at=Moment(at))


def sent_at(chat: Chat, deed: RelayAt) -> Say:
    """Give one message its hour; what to say of it, or why not."""
    match chat.do(deed):
        case Refused(why):
            return why
        case Relayed(_groups, at):
            assert at is not None, "an hour was asked for"
            first = _("C'est noté.") if at == deed.at else _("À cette heure-là, on laisse les gens tranquilles.")
            return Joined((first, goes_on(at), _("Pour changer : RELAYER.")), " ")
