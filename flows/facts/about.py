"""What this is, how it works, who decides and runs it, and that it is a machine."""

from __future__ import annotations

from flows.ballots import ballot_of
from flows.counting.spoken import how
from flows.facts.contacts import a_person, reach
from flows.facts.dates import line_of
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, to_do
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Phase
from flows.words import Joined, Money, Say, Text, Tongue, Value, Verbatim, _, n_

STEPS = (Phase.IDEAS, Phase.VOTE, Phase.RESULTS)
"""The phases by which it is told how this works."""


def what_is_this(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """One sentence, and the stage it is at."""
    values: dict[str, Value] = {"town": Verbatim(scene.edition.town), "budget": _budget(scene)}
    told = _(
        "Le budget participatif de {town} : les habitants proposent des idées et votent pour celles que la ville "
        "réalise, avec {budget}.",
        **values,
    )
    brief = _(
        "Budget participatif de {town} : les habitants proposent des idées, votent, et la ville réalise.", **values
    )
    return Said(
        Joined((told, now_and_next(scene.edition, scene.now), to_do(scene)), " "), Joined((brief, to_do(scene)), " ")
    )


def how_it_works(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """The steps, each with its dates."""
    steps = [line_of(span, scene) for span in scene.edition.spans if span.phase in STEPS]
    if not steps:
        return what_is_this(scene)
    told = _("Vous proposez, vous votez, la ville réalise.")
    return Said(Joined((told, *steps, to_do(scene)), " "), Joined((told, *steps), " "))


def who_decides(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """The votes of the people, within the money there is; the town says what can be done."""
    rules = scene.edition.ballot
    told = Joined((_("Les habitants."), how(rules.rule, ballot_of(rules.kind).unit)), " ")
    study = _("Avant, les services de la ville disent ce qui est possible.")
    return Said(Joined((told, study), " "))


def why_missing(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """To who asks why there is no such project: where projects come from, and what to do about it."""
    told = _("Les projets viennent des idées des habitants, quand la ville peut les réaliser.")
    if scene.phase is Phase.IDEAS:
        return Said(Joined((told, to_do(scene)), " "))
    return Said(Joined((told, _("Demander pourquoi : QUESTION. La liste : PROJETS.")), " "))


def who_runs(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Who answers for it, and where they are."""
    contact = scene.edition.contact
    ways = [words for words in (contact.phone, contact.email, contact.address) if words]
    told = _("C'est un service de : {who}.", who=Verbatim(contact.who))
    said = [told, _("Pour les joindre : {ways}.", ways=Verbatim(", ".join(ways)))] if ways else [told]
    return Said(Joined(tuple(said), " "), Joined((told, a_person(scene)), " ") if ways else None)


def is_it_a_scam(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Who it is, how to make sure, and what is never asked for."""
    who = Verbatim(scene.edition.contact.who)
    return Said(
        _(
            "C'est bien {who}. Nous ne demandons jamais d'argent ni de mot de passe. Pour vérifier : {reach}. "
            "Pour ne plus rien recevoir : STOP.",
            who=who,
            reach=reach(scene),
        ),
        _("C'est bien {who}. Jamais d'argent ni de mot de passe. Vérifier : {reach}.", who=who, reach=reach(scene)),
    )


def is_it_a_robot(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That it is one, and where a person is."""
    told = _("Oui, je suis un automate : je réponds avec ce que la ville a écrit.")
    return Said(Joined((told, a_person(scene), _("Ou écrivez QUESTION.")), " "))


def languages_spoken(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """The languages of the edition, and how to change."""
    spoken = scene.edition.languages
    named: tuple[Say, ...] = tuple(Text("{language}", {"language": Tongue(code, told=True)}) for code in spoken)
    told = _("Je parle : {languages}.", languages=Joined(named, ", "))
    more = _("Pour en changer : LANGUE.") if len(spoken) > 1 else a_person(scene)
    return Said(Joined((told, more), " "))


def languages_other(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That one language is not spoken here, those that are, and a person."""
    named: tuple[Say, ...] = tuple(
        Text("{language}", {"language": Tongue(code, told=True)}) for code in scene.edition.languages
    )
    told = _("Cette langue, je ne la parle pas. Je parle : {languages}.", languages=Joined(named, ", "))
    return Said(Joined((told, a_person(scene)), " "))


def _budget(scene: Scene) -> Money:
    return Money(scene.edition.budget, scene.edition.currency)


def count_projects(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How many projects people choose from, or that there are to read."""
    on_ballot = len(scene.edition.on_ballot)
    told = (
        n_("{n} projet est soumis au vote.", "{n} projets sont soumis au vote.", on_ballot)
        if on_ballot
        else n_("Il y a {n} projet.", "Il y a {n} projets.", len(scene.edition.projects))
    )
    return Said(Joined((told, _("Les voir tous : PROJETS.")), " "))


FACTS: dict[str, Fact] = {
    "count_projects": count_projects,
    "what_is_this": what_is_this,
    "how_it_works": how_it_works,
    "who_decides": who_decides,
    "who_runs": who_runs,
    "why_missing": why_missing,
    "is_it_a_scam": is_it_a_scam,
    "is_it_a_robot": is_it_a_robot,
    "languages_spoken": languages_spoken,
    "languages_other": languages_other,
}
