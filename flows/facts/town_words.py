"""What the town wrote in its own language, said in the person's where each word of it is understood; else as it is.

A sentence is put into other words only if it is whole one of those that towns write of who takes part and where one
votes: what is half understood would be half said. Anything else is quoted, and called what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.talk.scene import Scene
from flows.words import Joined, Say, Text, Verbatim, _

_DOES: dict[str, Text] = {
    "vit": _("vit"),
    "habite": _("vit"),
    "réside": _("vit"),
    "travaille": _("travaille"),
    "étudie": _("étudie"),
}
"""What people do in a town, as the town says it of one of them."""

_CONDITION = (
    r"(?:carte d'électeur|(?:aucune )?conditions? de nationalité|(?:être )?inscription sur les listes électorales)"
)
_WHO = re.compile(
    r"(?:toute personne|toutes les personnes|celles et ceux|les personnes|les gens) qui "
    r"(?P<acts>[a-zéè]+(?:(?:, | ou | et )[a-zéè]+){0,2}) "
    r"(?P<where>ici|(?:à|dans|en) (?P<place>[^,]+?))"
    rf"(?:,? sans (?P<first>{_CONDITION})(?:(?: ni|,? ni| et sans) (?:de )?(?P<second>{_CONDITION}))?"
    r"|,? (?P<any>quelle que soit (?:sa|leur|la) nationalité))?"
)
_HERE = frozenset({"la commune", "la ville", "notre ville", "notre commune"})
_HALL = re.compile(r"(?:à l'accueil de la mairie|à la mairie|en mairie|à l'hôtel de ville)(?:, (?P<address>.+))?")


def is_foreign(scene: Scene) -> bool:
    """Whether the person is spoken to in another language than the town's."""
    return scene.me.language.partition("-")[0] != scene.edition.languages[0].partition("-")[0]


def quoted(words: str, scene: Scene) -> Say:
    """The town's own *words*; to who speaks another language, with the one that they are in."""
    return _("« {words} » (en français)", words=Verbatim(words)) if is_foreign(scene) else Verbatim(words)


def who_is(words: str, scene: Scene) -> Say:
    """Who takes part, as the town says in *words*: «toute personne qui vit ou travaille à Montreval»."""
    told = _WHO.fullmatch(_plain(words)) if is_foreign(scene) else None
    acts = [_DOES.get(_one(act)) for act in re.split(r", | ou | et ", told["acts"])] if told else []
    known = [act for act in acts if act is not None]
    if told is None or len(known) < len(acts) or not (told["place"] is None or _is_a_place(told["place"])):
        return quoted(words, scene)
    return Joined((_whoever(known, told["place"] or ""), *_without(told)), ", ")


def where_is(words: str, scene: Scene) -> Say:
    """Where one votes on paper, as the town says in *words*; an address stays as it is."""
    told = _HALL.fullmatch(_plain(words)) if is_foreign(scene) else None
    if told is None:
        return Verbatim(words)
    address = (Verbatim(told["address"]),) if told["address"] else ()
    return Joined((_("à la mairie"), *address), ", ")


def _plain(words: str) -> str:
    """*words* as a part of a sentence, their apostrophes alike."""
    words = words.strip().rstrip(".").replace("’", "'")
    return words[:1].lower() + words[1:]


def _one(act: str) -> str:
    """*act* as it is said of one person: «travaillent» → «travaille»; «vivent» is «vit»."""
    return "vit" if act == "vivent" else act.removesuffix("nt")


def _is_a_place(place: str) -> bool:
    """Whether it is the town by its name, or this one."""
    return place in _HERE or (place[:1].isupper() and len(place.split()) == 1)


def _whoever(acts: Sequence[Text], place: str) -> Say:
    *some, last = acts
    does: Say = _("{some} ou {last}", some=Joined(tuple(some), ", "), last=last) if some else last
    if place in _HERE or not place:
        return _("toute personne qui {does} ici", does=does)
    return _("toute personne qui {does} à {place}", does=does, place=Verbatim(place))


def _without(told: re.Match[str]) -> list[Say]:
    """What is not asked of anyone."""
    conditions = " ".join(filter(None, (told["first"], told["second"], told["any"])))
    register: list[Say] = [_("sans carte d'électeur")] if "élect" in conditions else []
    return register + ([_("sans condition de nationalité")] if "nationalité" in conditions else [])
