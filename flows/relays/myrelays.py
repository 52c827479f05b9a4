"""«MESRELAIS»: how many people came, proposed and voted through an ambassador, never who; and what is to come."""

from __future__ import annotations

from datetime import datetime

from flows.people.profile import is_known, keep_declared
from flows.relays.by_itself import by_itself_from_now_on
from flows.relays.deeds import CountMine, Counts, GoByItself, MeAsAmbassador, ToCome, WhatGoesWhen, WhatIsToCome
from flows.relays.hours import SendOrWhen, is_hour
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.questions import Option
from flows.talk.scene import Scene
from flows.words import Day, Joined, Moment, Say, Verbatim, _

MOST = 3
"""Moments to come that are told at once."""

THANKS = Opening("myrelays", ("thanks",))
"""What has an ambassador thanked at the end."""


def myrelays(chat: Chat, scene: Scene) -> None:
    """The numbers, as of now; what people did is told once five have come."""
    if chat.opening == THANKS.text and not scene.me.doubtful:
        return _thanks(chat)
    if not is_known(chat, scene):
        return None
    keep_declared(chat, scene)
    counts = chat.look(CountMine())
    if counts is None:
        return chat.say(_("Ces chiffres sont ceux des ambassadeurs. Pour le devenir : AMBASSADEUR."))
    lines = (_("Venues par vous : {n}", n=_told(counts.came)), *_did(counts))
    more = _("Des nombres, jamais des noms. Merci de relayer !")
    moments, going = chat.look(WhatIsToCome()), _going(chat.look(WhatGoesWhen()))
    heading = _("Les personnes qui ont écrit votre mot ou suivi votre lien :")
    chat.say(Joined((heading, *lines, *going, *_in_lines(moments), more)), Joined((*lines, *going, *_next(moments))))
    me = chat.look(MeAsAmbassador())
    return _mine_at(chat) if me and me.groups and moments else None


def _mine_at(chat: Chat) -> None:
    """Hear «la mienne à 18 h», for all that is to come."""
    chosen = chat.ask("hour", _hour())
    told = by_itself_from_now_on(chat, GoByItself.at(chosen)) if is_hour(chosen) else _UNCHANGED
    chat.say(told)


_UNCHANGED = _("Rien ne change, merci de relayer !")


def _hour() -> SendOrWhen:
    return SendOrWhen(
        _("À quelle heure partent les prochains ? Par exemple : la mienne à 18 h."),
        help=_("Chaque message vous est montré d'abord. Sans réponse de vous, il part dans vos groupes à cette heure."),
        topic=_("L'heure"),
        options=(Option("same", _("Rien à changer"), words=_("rien non pareil meme")),),
    )


def _did(counts: Counts) -> tuple[Say, ...]:
    """What they did then; of pupils nobody counts it."""
    if counts.of_class:
        return (_("Pour une classe, on ne compte que les venues."),)
    did = (_("Ont proposé : {n}", n=_told(counts.proposed)), _("Ont voté : {n}", n=_told(counts.voted)))
    return did if counts.came else ()


def _going(hours: tuple[datetime, ...]) -> tuple[Say, ...]:
    """When the next message goes that they have seen; nothing if none does by itself."""
    return tuple(_("Un message part le {at}. Pour changer : RELAYER.", at=Moment(at)) for at in hours[:1])


def _in_lines(moments: tuple[ToCome, ...]) -> tuple[Say, ...]:
    """The next moments, a line each, under a heading; nothing if there are none."""
    lines = (_("{day} : {what}", day=Day(moment.at.date()), what=moment.what) for moment in moments[:MOST])
    return (_("À relayer bientôt :"), *lines) if moments else ()


def _next(moments: tuple[ToCome, ...]) -> tuple[Say, ...]:
    """The next moment in a line; nothing if there is none."""
    told = (_("À relayer le {day} : {what}.", day=Day(one.at.date()), what=one.what) for one in moments[:1])
    return tuple(told)


def _thanks(chat: Chat) -> None:
    """With the numbers that tell nobody from the others, if there are some."""
    counts = chat.look(CountMine())
    came, voted = (counts.came, counts.voted) if counts else (None, None)
    lines = (
        *((_("Venues par vous : {n}", n=_told(came)),) if came else ()),
        *((_("Ont voté : {n}", n=_told(voted)),) if voted else ()),
    )
    chat.say(Joined((_("Le résultat est là, et c'est aussi grâce à vous. Merci d'avoir relayé !"), *lines)))


def _told(count: int | None) -> Say:
    return _("moins de 5") if count is None else Verbatim(str(count))


MYRELAYS = Flow("myrelays", myrelays, word="MESRELAIS")
