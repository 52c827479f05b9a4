"""What is protected and what is not, what is kept, and how to leave: the same words as in the notice and INFOS."""

from __future__ import annotations

from flows.facts.contacts import by_sms
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.words import Joined, Say, _, n_


def secrecy(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That the urn has no names, and who else may read a message."""
    urn = _("Votre vote entre dans l'urne sans votre nom, et l'équipe ne le voit pas.")
    way = (
        _("Mais il passe par votre opérateur et notre prestataire de SMS, qui peuvent le lire.")
        if by_sms(scene)
        else _("Mais il passe par Telegram, qui peut le lire.")
    )
    paper: tuple[Say, ...] = (_("Pour un secret complet, votez sur papier."),) if scene.edition.ballot.paper else ()
    brief = (_("Secret complet : sur papier."),) if scene.edition.ballot.paper else ()
    return Said(Joined((urn, way, *paper), " "), Joined((_URN_IN_BRIEF, *brief), " "))


_URN_IN_BRIEF = _(
    "Votre vote est dans l'urne sans votre nom, l'équipe ne le voit pas. Votre opérateur, lui, peut lire vos SMS."
)


def my_number(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Where the number comes from, what it is for, and until when it is kept."""
    days = scene.edition.retention.numbers_days
    told = (
        _("Nous avons votre numéro parce que vous nous avez écrit.")
        if by_sms(scene)
        else _("Nous connaissons votre compte Telegram parce que vous nous avez écrit.")
    )
    kept = n_(
        "Il est effacé {n} jour après la fin du budget participatif. Tout de suite : EFFACER.",
        "Il est effacé {n} jours après la fin du budget participatif. Tout de suite : EFFACER.",
        days,
    )
    return Said(Joined((told, kept), " "))


def my_data(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What is kept and how long, and how to see or erase it."""
    rules = scene.edition.retention
    told = _(
        "Messages : effacés {words} j après la conversation. Numéro ou compte : {numbers} j après la fin du budget.",
        words=rules.words_days,
        numbers=rules.numbers_days,
    )
    return Said(Joined((told, _("Voir : MESDONNEES. Effacer : EFFACER.")), " "))


def erase_me(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How all that is kept is erased, and that a vote is not."""
    if asked.of_votes:
        stays = _("Effacer n'enlève pas un vote : il reste dans l'urne, sans votre nom, et il compte.")
        return Said(Joined((stays, _("Effacer le reste : EFFACER.")), " "))
    told = _("Pour effacer tout ce que nous gardons de vous, numéro compris : écrivez EFFACER, puis confirmez.")
    return Said(Joined((told, _("Un vote, lui, reste dans l'urne, sans nom.")), " "))


def stop_how(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How to hear nothing any more, or only less."""
    return Said(
        _("Écrivez STOP : plus aucun message. Moins de messages seulement : RAPPELS NON. Pour revenir : START.")
    )


def reminders_why(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Why the town writes first, how often, and how to have it leave off."""
    most = scene.edition.campaigns.per_week
    told = n_(
        "Vous nous avez écrit : nous rappelons les grandes dates, {n} fois par semaine au plus.",
        "Vous nous avez écrit : nous rappelons les grandes dates, {n} fois par semaine au plus.",
        most,
    )
    return Said(Joined((told, _("Pour arrêter : RAPPELS NON. Plus rien du tout : STOP.")), " "))


FACTS: dict[str, Fact] = {
    "secrecy": secrecy,
    "my_number": my_number,
    "my_data": my_data,
    "erase_me": erase_me,
    "stop_how": stop_how,
    "reminders_why": reminders_why,
}
