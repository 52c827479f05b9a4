"""A way to a person: for who wants one, for the press, for who finds this too hard or cannot read well."""

from __future__ import annotations

from flows.facts.contacts import a_person, in_plainer_words, reach
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, to_do
from flows.facts.town_words import where_is
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.words import Joined, Say, Verbatim, _, n_


def reach_a_person(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """All the ways there are, and how to be answered in writing; in brief, the way that is asked for, or the place."""
    contact = scene.edition.contact
    who = Verbatim(contact.who)
    ways = ", ".join(way for way in (contact.phone, contact.email, contact.address) if way)
    told = _("{who} : {reach}.", who=who, reach=Verbatim(ways) if ways else reach(scene))
    shortest = _("{who} : {reach}.", who=who, reach=_wanted(scene, asked))
    days = scene.edition.service.answer_days
    written = n_(
        "Ou écrivez QUESTION et votre question : réponse ici sous {n} jour ouvré.",
        "Ou écrivez QUESTION et votre question : réponse ici sous {n} jours ouvrés.",
        days,
    )
    brief = _the_place(scene, who) if asked.of_a_visit and not asked.of_mail else None
    return Said(Joined((told, written), " "), brief or Joined((shortest, written), " "))


def _the_place(scene: Scene, who: Verbatim) -> Say | None:
    """Where they are, and whom to ask from when to when; nothing where the edition does not say both."""
    contact = scene.edition.contact
    if not (contact.address and contact.phone):
        return None
    place = _("{who} : {reach}.", who=who, reach=Verbatim(contact.address))
    return Joined((place, _("Horaires, accès : {reach}.", reach=reach(scene))), " ")


def _wanted(scene: Scene, asked: InWords) -> Verbatim:
    """The way that is asked for, if there is that one; else the shortest."""
    contact = scene.edition.contact
    if contact.email and asked.of_mail:
        return Verbatim(contact.email)
    return reach(scene)


def call_me(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That nobody calls from here, and what works instead."""
    told = _("Je ne peux pas vous appeler, mais une personne vous répond : {reach}.", reach=reach(scene))
    return Said(Joined((told, _("Ou écrivez QUESTION et votre demande.")), " "))


def journalist(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Who speaks with the press."""
    contact = scene.edition.contact
    ways = ", ".join(way for way in (contact.phone, contact.email) if way) or str(reach(scene).words)
    return Said(_("Pour la presse : {who}, {ways}.", who=Verbatim(contact.who), ways=Verbatim(ways)))


def too_hard(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """One simple thing to write, and a person."""
    return Said(
        Joined(
            (
                _("Pas de souci, on va faire simple, une chose à la fois."),
                to_do(scene),
                a_person(scene),
                *in_plainer_words(scene),
            ),
            " ",
        )
    )


def too_hard_again(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """To who still does not understand: that it is not their fault, and somebody who does it with them."""
    told = _(
        "C'est moi qui explique mal, pardon. Une personne fait tout avec vous, pas à pas : {reach}.", reach=reach(scene)
    )
    paper = scene.edition.ballot.paper
    also: tuple[Say, ...] = (_("Ou venez {paper}.", paper=where_is(paper, scene)),) if paper else ()
    return Said(Joined((told, *also), " "))


def cannot_read(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """A voice instead of writing, and paper with help; to who cannot hear one, that all of this is in writing."""
    if asked.of_deafness:
        written = _("Ici, tout se fait par écrit, sans téléphoner. Une question ? QUESTION et vos mots.")
        return Said(Joined((written, to_do(scene)), " "))
    told = _("Une personne peut tout vous expliquer de vive voix : {reach}.", reach=reach(scene))
    paper = scene.edition.ballot.paper
    also: tuple[Say, ...] = (_("Ou venez {paper}.", paper=where_is(paper, scene)),) if paper else ()
    plain = in_plainer_words(scene)
    return Said(Joined((told, *also, *plain), " "), Joined((told, *(plain or also)), " "))


def new_number(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How what is followed goes on by another telephone."""
    told = _("Écrivez RELIER : je vous donne un code à envoyer de l'autre téléphone.")
    return Said(Joined((told, _("Il ne marche plus ? {reach}.", reach=reach(scene))), " "))


FACTS: dict[str, Fact] = {
    "new_number": new_number,
    "reach_a_person": reach_a_person,
    "call_me": call_me,
    "journalist": journalist,
    "too_hard": too_hard,
    "too_hard_again": too_hard_again,
    "cannot_read": cannot_read,
}
