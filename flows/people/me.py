"""What we know of who writes: shown in a few lines, each of which can be corrected or forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from flows.people.deeds import Declare
from flows.people.join import called
from flows.people.join_deeds import MyPlaces, Reached
from flows.people.name import tidy, which_name
from flows.people.name_deeds import CallMe
from flows.people.profile import age_question, district_question, is_known, keep_declared
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.town.rules import band_of
from flows.words import Joined, Say, Text, Tongue, Verbatim, _


def me(chat: Chat, scene: Scene) -> None:
    """Show what is known, and change what is picked."""
    if not is_known(chat, scene):
        return None
    places = chat.look(MyPlaces())
    wish: Declare | CallMe
    match chat.ask("what", _what(scene, places)):
        case "district":
            wish = Declare(district=chat.ask("new_district", district_question(scene)))
        case "age":
            age = chat.ask("new_age", age_question())
            wish = Declare(band="" if age is None else band_of(age, scene.edition.ages))
        case "name":
            wish = CallMe(tidy(chat.ask("new_name", which_name(forgettable=True))))
        case other:
            keep_declared(chat, scene)
            chat.go(other)
    keep_declared(chat, scene)
    match chat.do(wish):
        case Refused(why):
            return chat.say(why)
    forgotten = _("C'est oublié. Vos informations : MOI. La suite : MENU.")
    return chat.say(_("C'est noté. Vos informations : MOI. La suite : MENU.") if _says(wish) else forgotten)


def _says(wish: Declare | CallMe) -> bool:
    return bool(wish.name if isinstance(wish, CallMe) else wish.district or wish.band)


def _what(scene: Scene, places: tuple[Reached, ...]) -> Pick:
    known = tuple(_known(scene, places))
    return Pick(
        Joined(
            (
                _("Ce que vous nous avez dit de vous :"),
                *(_("· {known}", known=fact) for fact in known),
                _("Pour tout lire : MESDONNEES. Pour tout effacer : EFFACER."),
                _("Que voulez-vous changer ?"),
            )
        ),
        short=_("Vous : {known}.", known=Joined(known, ", ")),
        help=_("Répondez par le chiffre de ce qui change. Pour oublier ce que vous avez dit : PASSER ensuite."),
        topic=_("À changer"),
        options=tuple(_lines(scene, places)),
    )


def _known(scene: Scene, places: tuple[Reached, ...]) -> Iterator[Say]:
    """What is known, most personal first; what is not known yet is left out."""
    if scene.me.name:
        yield Verbatim(scene.me.name)
    if scene.me.district in scene.edition.district_names:
        yield Verbatim(scene.edition.district_names[scene.me.district])
    if scene.me.band:
        yield years(scene.me.band)
    yield Text("{language}", {"language": Tongue(scene.me.language)})
    for place in places:
        yield called(place)


def _lines(scene: Scene, places: tuple[Reached, ...]) -> Iterator[Option]:
    """At most five."""
    if len(scene.edition.languages) > 1:
        yield Option("language", _("Langue"))
    if scene.edition.districts:
        yield Option("district", _("Quartier"))
    yield Option("age", _("Âge"))
    if "taps" not in scene.me.can:
        yield Option("name", _("Prénom"), words="prenom, nom")
    if len(places) > 1:
        yield Option("unjoin", _("Séparer ce téléphone"))
    else:
        yield Option("join", _("Relier un autre téléphone"), words="relier")


def years(band: str) -> Say:
    """An age band as people read it: «15-17 ans», «66 ans et plus»."""
    low, _dash, high = band.partition("-")
    return _("{low}-{high} ans", low=low, high=high) if high else _("{low} ans et plus", low=low)


ME = Flow("me", me, word="MOI")
