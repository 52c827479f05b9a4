"""What the town asks of an idea, in its own words: where it may be, what it may be spent on, who carries it out."""

from __future__ import annotations

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, about_ideas
from flows.facts.town_words import quoted
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.words import Joined, _


def idea_terms(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What an idea may be: the edition's own sentences."""
    terms = scene.edition.proposals.terms
    if not terms:
        return None
    return Said(Joined((_("Ce que la ville demande d'une idée :"), quoted(" ".join(terms), scene)), " "))


def idea_place(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Where an idea may be; and the other rules, where an SMS has room for them."""
    territory = scene.edition.proposals.territory
    if not territory:
        return None
    where = _("Une idée se place {territory}.", territory=quoted(territory, scene))
    terms = scene.edition.proposals.terms
    told = (quoted(" ".join(terms), scene),) if terms else ()
    return Said(Joined((where, *told), " "), Joined((where, *(quoted(term, scene) for term in terms[:1])), " "))


def who_builds(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That the town carries out what wins."""
    told = _("C'est la ville qui réalise les projets choisis : vous n'avez rien à construire, ni à payer.")
    return Said(Joined((told, *about_ideas(scene)), " "), told)


def idea_photo(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That an idea needs no picture, if that is so; and of people on it, above all children, that they must agree."""
    if asked.of_people:
        return Said(
            _(
                "Une photo d'une personne : il faut son accord ; d'un enfant, celui de ses parents. "
                "Mieux vaut sans visage. Pour en retirer une : CONTACT."
            )
        )
    if "photo" not in scene.edition.proposals.optional:
        return None
    told = _(
        "Une photo ou un plan n'est pas obligatoire. Quelques mots suffisent ; sur Telegram, une photo est possible."
    )
    return Said(Joined((told, *about_ideas(scene)), " "), told)


def anonymous(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That no idea is shown with a name here; and who knows all the same."""
    return Said(
        _("Ici, une idée est montrée sans votre nom. L'équipe de la ville, elle, la lit et peut vous répondre.")
    )


FACTS: dict[str, Fact] = {
    "spending_kinds": idea_terms,
    "idea_time": idea_terms,
    "idea_place": idea_place,
    "private_land": idea_place,
    "school_project": idea_place,
    "who_builds": who_builds,
    "idea_photo": idea_photo,
    "anonymous": anonymous,
}
