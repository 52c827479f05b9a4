"""What came of it: the result, how many voted, why something was refused, and other years."""

from __future__ import annotations

from flows.facts.contacts import a_person, reach
from flows.facts.dates import are_known, result_dates
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, start_of
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Phase, Status
from flows.town.stood import was_decided
from flows.words import Joined, Verbatim, _, n_

WON = frozenset({Status.WINNER, Status.WORKS, Status.DELIVERED})

FIRST = 2
"""Winners told in one SMS."""


def results(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How many projects won and which came first, once that is public; else when it will be."""
    won = [project for project in scene.edition.projects if project.status in WON and was_decided(project)]
    if not won:
        return result_dates(scene)
    first = sorted(won, key=lambda project: (-(project.votes or 0), project.number))[:FIRST]
    named = Joined(tuple(_("{number} {title}", number=one.number, title=one.named) for one in first), ", ")
    told = n_("{n} projet est retenu : {named}.", "{n} projets sont retenus, dont {named}.", len(won), named=named)
    return Said(Joined((told, _("Tous les résultats : RESULTATS.")), " "))


def turnout(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That it is published with the result, and when."""
    if are_known(scene):
        told = _("Le nombre de votants est sur la page des résultats. Pour le demander à l'équipe : QUESTION.")
        return Said(told)
    span = scene.edition.span_of(Phase.RESULTS)
    if span is None or span.opens <= scene.now:
        return Said(_("Le nombre de votants et de voix sera publié avec les résultats, pas avant."))
    when = start_of(span, scene)
    return Said(_("Le nombre de votants et de voix sera publié avec les résultats, le {when}, pas avant.", when=when))


def last_year(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That other years are not known here, and who knows them."""
    name = Verbatim(scene.edition.name)
    told = _(
        "Je ne connais que cette édition : {name}. Pour les autres années : {reach}.", name=name, reach=reach(scene)
    )
    return Said(told)


def my_refusal(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Where the reason is told, and how to object."""
    told = _("La raison d'un refus : SUIVI et le numéro du projet. Pas d'accord ? Écrivez QUESTION et ce numéro.")
    return Said(Joined((told, a_person(scene)), " "))


FACTS: dict[str, Fact] = {
    "results": results,
    "turnout": turnout,
    "last_year": last_year,
    "my_refusal": my_refusal,
    "why_refused": my_refusal,
}
