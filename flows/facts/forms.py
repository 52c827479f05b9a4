"""What people ask of the questions themselves, amid an idea or a survey: if they must, how many, how to go back."""

from __future__ import annotations

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.words import Joined, _

SKIP = _("PASSER saute une question, là où on le peut.")


def form_skip(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That what can be skipped is, and how to leave."""
    return Said(Joined((SKIP, _("RETOUR : celle d'avant. ANNULER : arrêter, rien n'est envoyé.")), " "))


def form_length(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That there are few questions, and how to leave."""
    told = _("Quelques questions courtes, une par message.")
    return Said(Joined((told, SKIP, _("ANNULER : arrêter.")), " "))


def form_back(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How what was answered is answered anew."""
    return Said(
        _(
            "Écrivez RETOUR : je repose la question d'avant. À la fin, vous relisez tout avant l'envoi, "
            "et MODIFIER change une réponse."
        )
    )


def form_why(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What answers are for, and that one need not give them all."""
    told = _("C'est pour bien comprendre votre réponse : où, pour qui, et si un adulte doit être d'accord.")
    return Said(Joined((told, SKIP, _("Vos droits : INFOS.")), " "), Joined((told, SKIP), " "))


def change_idea(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How an idea is changed before it is sent, and after."""
    before = _("Avant l'envoi, MODIFIER change une réponse, et RETOUR revient en arrière.")
    after = _("Une idée déjà envoyée : écrivez QUESTION et ce qui change.")
    return Said(Joined((before, after), " "))


FACTS: dict[str, Fact] = {
    "form_skip": form_skip,
    "form_length": form_length,
    "form_back": form_back,
    "form_why": form_why,
    "change_idea": change_idea,
}
