"""What people fear: that somebody votes in their name, reads what they chose, or is handed their number."""

from __future__ import annotations

from flows.facts.contacts import by_sms, reach
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.words import Joined, _, n_


def number_given(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That the number is used for answers here and goes nowhere else, and how long it is kept."""
    only = (
        _("Votre numéro ne sert qu'à vous répondre : ce service ne le donne ni ne le vend à personne.")
        if by_sms(scene)
        else _("Votre compte ne sert qu'à vous répondre : ce service ne le donne ni ne le vend à personne.")
    )
    kept = n_(
        "Effacé {n} jour après la fin. Vos droits : INFOS.",
        "Effacé {n} jours après la fin. Vos droits : INFOS.",
        scene.edition.retention.numbers_days,
    )
    return Said(Joined((only, kept), " "))


def vote_stolen(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """To who fears that somebody voted in their name, or has their telephone: a person at once."""
    person = _("C'est sérieux : dites-le tout de suite à une personne de la ville, {reach}.", reach=reach(scene))
    blocked = _("Téléphone perdu ou volé : faites-le aussi bloquer par votre opérateur.")
    return Said(Joined((person, blocked), " "))


def vote_content(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That nobody is told again what they chose; what is not sent yet is read back by its question."""
    if "vote" in scene.me.secrets:
        return Said(_("Rien n'est encore envoyé."))
    told = _("Votre choix est dans l'urne sans votre nom : je ne peux pas vous le relire.")
    if scene.phase is not Phase.VOTE:
        return Said(told)
    if scene.me.voted_on is None:
        return Said(_("Je ne vois pas de vote de vous ici. Et un vote envoyé ne se relit pas : il n'a pas de nom."))
    again = (_("Le refaire : VOTE."),) if scene.edition.ballot.may_change else ()
    return Said(Joined((told, _("Vérifier qu'il est arrivé : RECU."), *again), " "))


def vote_of_other(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That nobody is told of the vote of anybody else, and how everyone sees to their own."""
    return Said(
        _(
            "Je ne dis à personne si quelqu'un d'autre a voté, ni pour quoi. "
            "Chacun vérifie son propre vote, de son téléphone : RECU."
        )
    )


def vote_kept(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That a vote counts whatever becomes of the telephone it came from, and is not given twice."""
    told = _("Un vote confirmé reste dans l'urne et compte, même si vous changez de téléphone ou de numéro.")
    once = _("Ne votez pas une seconde fois. Une question : {reach}.", reach=reach(scene))
    return Said(Joined((told, once), " "))


FACTS: dict[str, Fact] = {
    "number_given": number_given,
    "vote_stolen": vote_stolen,
    "vote_content": vote_content,
    "vote_of_other": vote_of_other,
    "vote_kept": vote_kept,
}
"""Each by its topic."""
