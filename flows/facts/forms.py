"""What people ask of the questions themselves, amid an idea or a survey: if they must, how many, how to go back."""

from __future__ import annotations

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.facts.surveys import survey_promise
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
    """What answers are for, and that one need not give them all; of a survey, what it promises."""
    if "survey" in scene.me.secrets:
        return survey_promise(scene, asked)
    told = _("C'est pour bien comprendre votre réponse : où, pour qui, et si un adulte doit être d'accord.")
    return Said(Joined((told, SKIP, _("Vos droits : INFOS.")), " "), Joined((told, SKIP), " "))


def form_meaning(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That a few words do, wherever no question waits that could say itself what it wants."""
    return Said(Joined((_("Quelques mots suffisent, comme vous les diriez."), SKIP), " "))


def form_readers(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Who reads what is written there: of a survey, what it promises."""
    if "survey" in scene.me.secrets:
        return survey_promise(scene, asked)
    told = _("L'équipe de la ville lit votre idée.")
    seen = (
        _("Tout le monde la voit ensuite.")
        if scene.edition.proposals.shown == "at_once"
        else _("Une fois relue, tout le monde peut la voir.")
    )
    return Said(Joined((told, seen, _("Votre âge et votre numéro, non.")), " "))


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
    "form_meaning": form_meaning,
    "form_readers": form_readers,
    "change_idea": change_idea,
}
