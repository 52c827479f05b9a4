"""Asking the team to become an ambassador."""

from __future__ import annotations

from flows.people.profile import guardian_agrees, keep_declared
from flows.relays.deeds import Around, AskToRelay, MyRelaying, RelayRequest, RelayState
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.questions import Option, Pick, Words, YesNo
from flows.talk.scene import Scene
from flows.words import Joined, Say, Verbatim, _, n_

LONGEST_NAME, LONGEST_REACH = 60, 300
"""Letters of a name, and of whom someone reaches."""


def request(chat: Chat, scene: Scene, before: MyRelaying | None) -> None:
    """Three questions, then it is the team's to say."""
    if before and before.state is RelayState.REFUSED and not chat.begun:
        chat.say(was_refused(before))
    elif not chat.begun:
        chat.say(*_what_it_is())
    if not guardian_agrees(chat, scene):
        return None
    around = Around(chat.ask("around", for_whom()))
    name, whom = chat.ask("name", _name()), chat.ask("whom", _whom())
    if not chat.ask("sure", _sure(name, whom)):
        keep_declared(chat, scene)
        return chat.say(_("D'accord, rien n'est envoyé. Si vous changez d'avis : AMBASSADEUR."))
    keep_declared(chat, scene)
    match chat.do(AskToRelay(name, whom, around)):
        case Refused(why):
            return chat.say(why)
        case RelayRequest(number, days):
            return chat.say(
                n_(
                    "Merci ! Votre demande n° {number} est chez l'équipe. Réponse ici sous {n} jour ouvré.",
                    "Merci ! Votre demande n° {number} est chez l'équipe. Réponse ici sous {n} jours ouvrés.",
                    days,
                    number=number,
                )
            )


def _what_it_is() -> tuple[Say, Say]:
    return (
        _(
            "Un ambassadeur fait passer les rendez-vous du budget participatif autour de lui : voisins, association, "
            "club, groupe Telegram… Vous recevez les messages, vous les relisez, vous les relayez. "
            "Nous ne gardons jamais les noms ni les numéros de vos groupes."
        ),
        _("Ambassadeur : vous relayez nos messages autour de vous. Personne de vos groupes n'est noté."),
    )


def was_refused(before: MyRelaying) -> Say:
    """That the team said no, why, and that they may ask again."""
    told = _("Votre demande n° {number} n'a pas été retenue.", number=before.number)
    why = (_("Pourquoi : {why}", why=Verbatim(before.reason)),) if before.reason else ()
    return Joined((told, *why, _("Vous pouvez demander de nouveau.")), " ")


_AROUND_ME = _(
    "moi mes mon ma les pour et proches entourage famille amis amies copains voisins voisines collegues gens quartier "
    "immeuble hall rue residence, le quartier, mon quartier, notre quartier, quartier"
)
_A_CLUB = _(
    "une un mon ma notre le la l les du de des d pour association asso club comite amicale collectif syndicat quartier "
    "sport parents locataires"
)
_A_CLASS = _(
    "une un mon ma mes le la l les du de des d pour et classe classes ecole college lycee eleves etudiants prof "
    "6e 5e 4e 3e cm1 cm2 seconde"
)
"""What people call them, with the small words around it. The quarter by itself is those around me."""


def for_whom() -> Pick:
    """For whom they relay: in the words of their language, or in French."""
    return Pick(
        _("Pour qui relayez-vous ?"),
        help=_("Pour une classe, aucun élève n'est noté : on compte seulement combien sont venus."),
        topic=_("Pour qui"),
        options=(
            Option(Around.FRIENDS, _("Moi, mes proches"), words=_AROUND_ME),
            Option(Around.CLUB, _("Une association, un club"), words=_A_CLUB),
            Option(
                Around.CLASS,
                _("Une classe, un collège, un lycée"),
                short=_("Une classe, une école"),
                words=_A_CLASS,
            ),
        ),
    )


def _name() -> Words:
    return Words(
        _("Sous quel nom l'équipe peut-elle vous connaître ?"),
        help=_("Votre prénom et votre nom, ou votre prénom et votre association. Seule l'équipe le lit."),
        topic=_("Votre nom"),
        least=2,
        most=LONGEST_NAME,
    )


def _whom() -> Words:
    return Words(
        _("Qui voulez-vous prévenir ? Par exemple : une association, un club, un hall d'immeuble, une classe."),
        short=_("Qui voulez-vous prévenir ? (association, club, hall d'immeuble...)"),
        help=_("Quelques mots suffisent : « le club de foot, une trentaine de familles ». Aucun nom, aucun numéro."),
        topic=_("Qui vous prévenez"),
        least=2,
        most=LONGEST_REACH,
    )


def _sure(name: str, whom: str) -> YesNo:
    return YesNo(
        _(
            "Vous : {name}\nVous prévenez : {whom}\nEnvoyer votre demande à l'équipe ?",
            name=Verbatim(name),
            whom=Verbatim(whom),
        ),
        help=_("OUI : la demande part. NON : rien n'est envoyé. MODIFIER : changer une réponse."),
        topic=_("L'envoi"),
    )


def waits(relaying: MyRelaying) -> tuple[Say, Say]:
    """That the team has yet to answer."""
    return (
        _(
            "Votre demande n° {number} attend la réponse de l'équipe. Elle arrivera ici. Pour la suite : MENU.",
            number=relaying.number,
        ),
        _("Demande n° {number} : l'équipe vous répondra ici. La suite : MENU.", number=relaying.number),
    )
