"""The end of what is kept of a person: said plainly, confirmed by a code or a tap, and then done."""

from __future__ import annotations

from collections.abc import Iterator

from flows.people.profile import is_known
from flows.people.rights_deeds import Erase, Kept, WhatIsKept
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.questions import Confirm
from flows.talk.scene import Scene
from flows.words import Say, Text, _, n_


def erase(chat: Chat, scene: Scene) -> None:
    """Say what goes and what stays, then erase it once the person has confirmed."""
    if not is_known(chat, scene):
        return None
    kept = chat.look(WhatIsKept())
    chat.say(*((_ALL_BUT_NUMBER, _ALL_BUT_NUMBER_SHORT) if kept.shared else (_ALL, _ALL_SHORT)))
    for text, short in _stays(kept, scene):
        chat.say(text, short)
    chat.ask("sure", _SURE)
    chat.do(Erase())
    if kept.shared:
        return chat.say(_("C'est effacé. Le numéro partagé reste, pour les autres. Merci d'avoir participé !"))
    return chat.say(
        _(
            "C'est effacé. Votre numéro ou votre compte part dans l'heure, une fois ce message arrivé. "
            "Merci d'avoir participé ! Si vous nous réécrivez un jour, nous repartirons de zéro."
        ),
        _("C'est effacé. Votre numéro part dans l'heure, après ce message. Merci d'avoir participé !"),
    )


def _stays(kept: Kept, scene: Scene) -> Iterator[tuple[Say, Say | None]]:
    """What is not erased, for this person, and why."""
    if scene.me.voted_on:
        yield _VOTE, _VOTE_SHORT
    public = sum(idea.public for idea in kept.ideas)
    if public:
        yield _ideas(public), None
    if any(filled.answers is None for filled in kept.surveys):
        yield _SURVEYS, _SURVEYS_SHORT
    if kept.shared:
        yield _OTHERS, _OTHERS_SHORT


_HELP = _(
    "Pour effacer, recopiez le code ou touchez le bouton. Pour tout garder : NON. "
    "Pour voir d'abord ce que nous gardons : MESDONNEES."
)
_SURE = Confirm(
    _("Effacer tout cela, pour toujours ?"),
    of="erase",
    otherwise=_("Pour tout garder : NON."),
    refusing=None,
    declined=_("D'accord, rien n'est effacé. Pour la suite : MENU."),
    outdated=_("Ce code était pour autre chose."),
    modifiable=False,
    help=_HELP,
)
_ALL = _(
    "J'efface tout ce que nous gardons de vous : votre numéro ou votre compte, vos réponses, vos messages, "
    "vos questions, vos commentaires, vos soutiens et vos suivis, "
    "sur tous vos appareils reliés. On ne peut pas revenir en arrière."
)
_ALL_SHORT = _("Tout effacer : numéro, réponses, messages, questions, soutiens, suivis. C'est définitif.")
_VOTE = _(
    "Reste votre bulletin, sans votre nom. Et, jusqu'au résultat, le fait que vous avez voté, "
    "avec une empreinte illisible de votre numéro : ainsi personne ne vote deux fois."
)
_VOTE_SHORT = _("Reste votre bulletin sans nom et, jusqu'au résultat, le fait d'avoir voté.")
_SURVEYS = _(
    "Restent vos réponses aux enquêtes anonymes : plus personne ne sait lesquelles sont les vôtres. "
    "Et, tant qu'une enquête est ouverte, le fait que vous y avez répondu."
)
_SURVEYS_SHORT = _("Restent vos réponses anonymes.")
_ALL_BUT_NUMBER = _(
    "J'efface tout ce que nous gardons de vous : votre prénom, vos réponses, vos questions, vos commentaires, "
    "vos soutiens et vos suivis, et les numéros et comptes qui ne sont qu'à vous. On ne peut pas revenir en arrière."
)
_ALL_BUT_NUMBER_SHORT = _("Tout effacer de vous : prénom, réponses, questions, soutiens, suivis. C'est définitif.")
_OTHERS = _(
    "Le numéro que vous partagez reste : les autres personnes de ce téléphone gardent leurs données. "
    "Les messages qui y ont été échangés partent tous, puisque personne ne sait qui les a écrits."
)
_OTHERS_SHORT = _("Le numéro partagé reste, et les données des autres. Les messages échangés y partent tous.")


def _ideas(count: int) -> Text:
    return n_(
        "Reste {n} idée déjà publique, sans votre nom.", "Restent {n} idées déjà publiques, sans votre nom.", count
    )


ERASE = Flow("erase", erase, secret=True, word="EFFACER")
