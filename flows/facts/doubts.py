"""What is told to who doubts the vote or a project: who has more than one vote, what is settled, what to choose."""

from __future__ import annotations

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, to_do
from flows.facts.taking_part import give_opinion
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.words import Joined, _


def fraud(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """That each has one vote, and where somebody tells what they know."""
    rules = scene.edition.ballot
    if rules.identity == "phone":
        one = _("Chaque numéro de téléphone n'a qu'un vote.")
    elif rules.may_change:
        one = _("Chaque personne n'a qu'un vote : voter de nouveau remplace le premier.")
    else:
        one = _("Chaque personne n'a qu'un vote, et ne le change pas.")
    told = _("Vous savez quelque chose ? Écrivez QUESTION et ce que vous avez vu : l'équipe vérifie.")
    return Said(Joined((one, told), " "))


def rigged(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """That the votes decide, and how anybody can make sure that theirs is counted."""
    decided = _("Ce sont les votes des habitants qui décident.")
    proof = _("Chacun reçoit un code, pour vérifier qu'il est bien dans l'urne : RECU. Un doute ? QUESTION.")
    return Said(Joined((decided, proof), " "))


def what_to_choose(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """That nobody here recommends a project, and what helps to choose."""
    told = _("C'est à vous de choisir : je ne conseille aucun projet.")
    near = (_("Ceux de votre quartier : QUARTIERS."),) if scene.edition.districts else ()
    return Said(Joined((told, _("Les voir tous : PROJETS."), *near), " "))


def against(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """That one votes for projects, not against them, and where an opinion goes."""
    told = _("On ne vote pas contre un projet : on choisit ceux que l'on veut.")
    opinion = give_opinion(scene, asked)
    return Said(Joined((told, opinion.text if opinion else to_do(scene)), " "))


FACTS: dict[str, Fact] = {
    "fraud": fraud,
    "rigged": rigged,
    "what_to_choose": what_to_choose,
    "against": against,
}
