"""Several projects beside one another: two that are named, the cheapest, near a place, for children, of a theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from flows.talk.chat import Chat, Said
from flows.talk.flow import Flow
from flows.talk.questions.figures import figures_in
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase, Project
from flows.understanding.features import features_in
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.naming import projects_in
from flows.understanding.telling import HOLLOW, SHORTEST, based, telling_of
from flows.understanding.town_nouns import in_french
from flows.words import Joined, Money, Say, Text, Verbatim, _, n_

MOST = 5
"""Projects that are told at once: two segments by SMS, and what one can hold in mind."""

EXTREMES = 3
"""Of the cheapest, and of the dearest."""

LEAST_SUM = 500
"""The least sum that projects are chosen by: smaller numbers are theirs."""

HEADINGS: dict[str, Text] = {
    "cheapest": _("Les moins chers :"),
    "dearest": _("Les plus chers :"),
    "children": _("Pour les enfants et les jeunes :"),
    "elders": _("Pour les aînés :"),
    "access": _("En fauteuil ou à mobilité réduite :"),
    "light": _("Avec de la lumière :"),
    "free": _("Gratuits :"),
    "green": _("Pour la nature :"),
}
"""What is told, before the projects of which it is true."""


def compare(chat: Chat, scene: Scene) -> None:
    """Tell the projects that the opening asks for; nothing is asked."""
    told, projects = _told(chat.opening, scene, chat.lexicon)
    chat.say(told.text, told.short)
    chat.listed_all(project.number for project in projects)


Listed: TypeAlias = tuple[Said, Sequence[Project]]
"""What is told, and the projects it tells of."""

Line: TypeAlias = Callable[[Project, Scene], Say]
"""What a line tells of one of them."""


def compared(words: str, scene: Scene, lexicon: Lexicon) -> Said:
    """The projects that *words* ask for, beside one another; all of them if they ask for none."""
    return _told(words, scene, lexicon)[0]


def _told(words: str, scene: Scene, lexicon: Lexicon) -> Listed:
    edition = scene.edition
    named = projects_in(words, edition, lexicon)
    if len(named) > 1:
        where = features_in(words, lexicon)["where"]
        return _listed(_("Côte à côte :"), named, scene, telling=_with_place if where else _with_cost)
    among = _offered(edition)
    asked = features_in(words, lexicon)
    words = _in_french(words, edition, lexicon)
    if asked["below"] and (most := _amount_in(words, lexicon)):
        return _up_to(most, _within(words, among, edition) or among, scene)
    for extreme, dearest in (("cheapest", False), ("dearest", True)):
        if asked[extreme]:
            some = _within(words, among, edition) or among
            ranked = sorted((one for one in some if one.cost), key=lambda one: one.cost, reverse=dearest)
            return _listed(HEADINGS[extreme], ranked[:EXTREMES], scene, telling=_with_cost)
    return _of_place_or_feature(words, among, scene, lexicon)


def _amount_in(words: str, lexicon: Lexicon) -> int:
    """The largest sum that *words* hold, in whole units; 0 if there is none that a project might cost."""
    return max((int(one) for one in figures_in(words, lexicon) if one >= LEAST_SUM), default=0)


def _up_to(most: int, among: Sequence[Project], scene: Scene) -> Listed:
    """The projects that cost no more than *most*, the dearest first."""
    found = sorted((one for one in among if 0 < one.cost <= most), key=lambda one: one.cost, reverse=True)
    heading = _("À {sum} au plus :", sum=Money(Decimal(most), scene.edition.currency))
    return _listed(heading, found, scene, telling=_with_cost) if found else _none(scene)


def _of_place_or_feature(words: str, among: Sequence[Project], scene: Scene, lexicon: Lexicon) -> Listed:
    within = _within(words, among, scene.edition)
    asked = [feature for feature in HEADINGS if features_in(words, lexicon)[feature]]
    if asked:
        found = [one for one in within or among if _speaks_of(one, asked[0], scene.edition, lexicon)]
        found.sort(key=lambda one: -_how_much(one, asked[0], scene.edition, lexicon))
        return _listed(HEADINGS[asked[0]], found, scene) if found else _none(scene)
    if within:
        return _listed(_("J'ai trouvé :"), within, scene)
    if features_in(words, lexicon)["near"] and scene.me.district:
        here = [one for one in among if one.district == scene.me.district]
        return _listed(_("Dans votre quartier :"), here, scene) if here else _none(scene)
    wanted = _telling(words, lexicon)
    found = [one for one in among if wanted & _words_of(one)]
    if found:
        return _listed(_("J'ai trouvé :"), found, scene)
    return _none(scene) if wanted else _listed(_("Les projets :"), among, scene)


def _in_french(words: str, edition: Edition, lexicon: Lexicon) -> str:
    """*words*, those for what towns build in French, where a district, a theme or a project is told in it."""
    told = {word for name in (*edition.district_names.values(), *edition.theme_names.values()) for word in _words(name)}
    french = in_french(
        lexicon.spell(words).split(), lambda word: based(word) in told or telling_of(edition).meant(word), lexicon
    )
    return f"{words} {' '.join(french)}"


def _offered(edition: Edition) -> Sequence[Project]:
    """What one chooses from, else what there is to read."""
    return edition.on_ballot or tuple(sorted(edition.projects, key=lambda project: project.number))


def _within(words: str, among: Sequence[Project], edition: Edition) -> list[Project]:
    """Those of the district or the theme whose name is said."""
    said = {based(word) for word in fold(words).split() if len(word) >= SHORTEST}
    districts = {id for id, name in edition.district_names.items() if said & _words(name)}
    themes = {id for id, name in edition.theme_names.items() if said & _words(name)}
    here = [project for project in among if project.district in districts]
    if districts and themes:
        return [project for project in here if project.theme in themes]
    return here if districts else [project for project in among if project.theme in themes]


def _speaks_of(project: Project, feature: str, edition: Edition, lexicon: Lexicon) -> bool:
    return _how_much(project, feature, edition, lexicon) > 0


def _how_much(project: Project, feature: str, edition: Edition, lexicon: Lexicon) -> int:
    """How much a project's text, and before all its theme, is about *feature*."""
    theme = features_in(edition.theme_names.get(project.theme, ""), lexicon)[feature]
    title = features_in(project.title, lexicon)[feature]
    return 4 * theme + 2 * title + features_in(f"{project.summary} {project.whom}", lexicon)[feature]


def _telling(words: str, lexicon: Lexicon) -> set[str]:
    """The words that may stand in a project's text."""
    hollow = HOLLOW.union(lexicon.fillers, lexicon.asking, lexicon.speaking, lexicon.features)
    spelled = lexicon.spell(words).split()
    return {based(word) for word in spelled if len(word) >= SHORTEST and word not in hollow}


def _words_of(project: Project) -> set[str]:
    return _words(f"{project.title} {project.short} {project.summary} {project.place}")


def _words(text: str) -> set[str]:
    return {based(word) for word in fold(text).split() if len(word) >= SHORTEST and word not in HOLLOW}


def _none(scene: Scene) -> Listed:
    return Said(_("Je n'en trouve pas dans la liste. Tous les projets : PROJETS.")), ()


def _listed(heading: Say, found: Sequence[Project], scene: Scene, *, telling: Line | None = None) -> Listed:
    """At most five of them, a line each, how many more there are, and what to write."""
    lines = [telling(one, scene) if telling else _line(one) for one in found[:MOST]]
    more = len(found) - len(lines)
    rest = (n_("… et {n} autre : PROJETS", "… et {n} autres : PROJETS", more),) if more > 0 else ()
    return Said(Joined((heading, *lines, *rest, _what_to_write(scene)))), found[:MOST]


def _line(project: Project) -> Say:
    return _("{number} {title}", number=project.number, title=project.named)


def _with_cost(project: Project, scene: Scene) -> Say:
    cost = Money(project.cost, scene.edition.currency)
    return _("{number} {title} : {cost}", number=project.number, title=project.named, cost=cost)


def _with_place(project: Project, scene: Scene) -> Say:
    place = project.place or scene.edition.district_names.get(project.district, "")
    return _("{number} {title} : {place}", number=project.number, title=project.named, place=Verbatim(place))


def _what_to_write(scene: Scene) -> Say:
    if scene.phase is Phase.VOTE:
        return _("Pour en choisir : VOTE et leurs numéros.")
    return _("Pour en lire un : PROJET et son numéro.")


COMPARE = Flow("compare", compare, gives_back=True, anew=True, beside=compare)
