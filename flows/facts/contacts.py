"""Where a person is reached, as the end of a sentence."""

from __future__ import annotations

from flows.talk.scene import Scene
from flows.talk.tongues import plainer_than
from flows.words import Say, Text, Tongue, Verbatim, _


def reach(scene: Scene) -> Verbatim:
    """The shortest way to a person of the town: a telephone, else what there is."""
    contact = scene.edition.contact
    return Verbatim(contact.phone or contact.email or contact.address or contact.who)


def a_person(scene: Scene) -> Say:
    """Who else can be asked, in a few words."""
    return _("Une personne : {reach}.", reach=reach(scene))


def by_sms(scene: Scene) -> bool:
    """Whether the person reads each letter at a price, on a telephone without buttons."""
    return "taps" not in scene.me.can


def in_plainer_words(scene: Scene) -> tuple[Say, ...]:
    """How to have it in plainer words, where the edition has some of the language that is spoken."""
    plain = plainer_than(scene)
    if not plain:
        return ()
    return (_("Plus simple ? Écrivez : {language}.", language=Text("{language}", {"language": Tongue(plain)})),)
