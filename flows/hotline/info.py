"""What becomes of people's data, and what they can do about it: the rest of the notice, for who asks."""

from __future__ import annotations

from flows.talk.chat import Chat, Said
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.words import Joined, Say, Verbatim, _, n_


def info(chat: Chat, scene: Scene) -> None:
    """All of it at once where that costs nothing; by SMS a part at a time, as it is asked for."""
    parts = _parts(scene.edition)
    if "taps" in scene.me.can:
        for part in parts.values():
            chat.say(part.text)
        return
    while True:
        part = parts[chat.ask("part", _which())]
        chat.say(part.text, part.short)


def _which() -> Pick:
    return Pick(
        _("Vos données : que voulez-vous savoir ?"),
        short=_("Vos données :"),
        help=_("Répondez par le chiffre d'une ligne. MESDONNEES : tout voir. EFFACER : tout effacer."),
        options=(
            Option("kept", _("Ce qui est gardé"), words="garde, duree"),
            Option("path", _("Qui voit vos messages"), words="operateur, qui voit"),
            Option("rights", _("Vos droits"), words="droits"),
            Option("who", _("Qui est responsable"), words="responsable, contact, cnil"),
        ),
    )


def _parts(edition: Edition) -> dict[str, Said]:
    """The notice in four parts, in the order in which they are read."""
    return {"who": _who(edition), "kept": _kept(edition), "path": _path(), "rights": _rights()}


def _who(edition: Edition) -> Said:
    """Who answers for it, why, and where to complain."""
    contact = edition.contact
    reach = contact.email or contact.address or contact.phone
    who = Verbatim(contact.who)
    page: tuple[Say, ...] = (_("En détail : {page}", page=Verbatim(contact.privacy)),) if contact.privacy else ()
    long = _(
        "Le responsable est : {who}. Vos données servent au budget participatif et à rien d'autre : c'est une mission "
        "d'intérêt public. Pour une question ou une réclamation : {reach}. Vous pouvez aussi saisir la CNIL (cnil.fr).",
        who=who,
        reach=Verbatim(reach),
    )
    brief = _(
        "Responsable : {who}. But : le budget participatif. Contact : {reach}. Réclamation : cnil.fr",
        who=who,
        reach=Verbatim(reach),
    )
    return Said(Joined((long, *page)), brief)


def _kept(edition: Edition) -> Said:
    """What is kept, and how long, as the edition's own settings have it."""
    words, numbers = edition.retention.words_days, edition.retention.numbers_days
    long = Joined(
        (
            n_(
                "Vos messages sont effacés {n} jour après la fin de la conversation.",
                "Vos messages sont effacés {n} jours après la fin de la conversation.",
                words,
            ),
            n_(
                "Votre numéro ou votre compte, et ce que vous nous avez dit de vous, {n} jour après la fin du budget "
                "participatif.",
                "Votre numéro ou votre compte, et ce que vous nous avez dit de vous, {n} jours après la fin du budget "
                "participatif.",
                numbers,
            ),
            _("Votre vote est dans l'urne sans votre nom. Les idées publiées restent publiques."),
        ),
        between=" ",
    )
    brief = _(
        "Messages : effacés {words} j après la conversation. Numéro et réponses : {numbers} j après la fin du budget. "
        "Vote : dans l'urne sans votre nom.",
        words=words,
        numbers=numbers,
    )
    return Said(long, brief)


def _path() -> Said:
    """Through whose hands messages pass."""
    return Said(
        _(
            "Vos messages passent par votre opérateur et notre prestataire de SMS, ou par Telegram : ils peuvent les "
            "lire, votre vote aussi. Chez nous ils sont chiffrés, et l'équipe ne lit que ce qui lui est adressé."
        ),
        _(
            "Vos SMS passent par votre opérateur et notre prestataire, qui peuvent les lire. "
            "Chez nous ils sont chiffrés."
        ),
    )


def _rights() -> Said:
    """What can be done with a word."""
    return Said(
        _(
            "Vos droits, en un mot : MESDONNEES pour voir tout ce que nous gardons de vous, EFFACER pour l'effacer, "
            "MOI pour le corriger, RAPPELS NON pour moins de messages, STOP pour ne plus rien recevoir, "
            "CONTACT pour joindre une personne."
        ),
        _(
            "MESDONNEES : tout voir. EFFACER : tout effacer. MOI : corriger. RAPPELS NON : moins de messages. "
            "STOP : silence. CONTACT : une personne."
        ),
    )


INFO = Flow("info", info, word="INFOS")
