"""The text that an ambassador forwards from their own phone: what is going on, and how to come through them."""

from __future__ import annotations

from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Edition, Phase
from flows.town.short_name import short_name
from flows.words import Joined, Say, Verbatim, _


def forwardable(scene: Scene, word: str, link: str) -> Say:
    """The text where letters cost nothing: by SMS and on Telegram, whichever people have."""
    on_telegram = (_("Sur Telegram : {link}", link=Verbatim(link)),) if link else ()
    by_sms = (_("Par SMS : {way}", way=way(scene.edition, word)),) if scene.edition.sms_number or not link else ()
    town = _("Budget participatif de {town}", town=Verbatim(scene.edition.town))
    return Joined((town, now_and_next(scene.edition, scene.now), *on_telegram, *by_sms))


def forwardable_by_sms(scene: Scene, word: str, link: str) -> Say:
    """The text in one segment, to be forwarded as it is: it says whose it is, and what to do with it."""
    town = Verbatim(short_name(scene.edition))
    head = _("{town}, budget participatif. Faites passer :", town=town)
    by_link = bool(link) and not scene.edition.sms_number
    how = Verbatim(link) if by_link else _("Par SMS : {way}", way=way(scene.edition, word))
    return Joined((head, _what_counts(scene), how), " ")


def way(edition: Edition, word: str) -> Say:
    """What to write, and to which number if there is one."""
    number = edition.sms_number
    if not number:
        return _("AVEC {word}", word=Verbatim(word))
    return _("AVEC {word} au {number}", word=Verbatim(word), number=Verbatim(number))


def _what_counts(scene: Scene) -> Say:
    """What is open now, else what comes next: there is no room for both."""
    told = now_and_next(scene.edition, scene.now)
    if scene.phase in (Phase.IDEAS, Phase.VOTE) or not isinstance(told, Joined):
        return told
    return told.parts[-1]
