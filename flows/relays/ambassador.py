"""«AMBASSADEUR»: asking to relay; and for those who do, their word, their link, their groups, their settings."""

from __future__ import annotations

from flows.people.profile import is_known, keep_declared
from flows.relays.by_itself import by_itself_from_now_on, told_by_itself
from flows.relays.deeds import (
    Around,
    GoByItself,
    GroupCode,
    MeAsAmbassador,
    MyRelaying,
    RelayState,
    StopRelaying,
    TieGroup,
)
from flows.relays.forward import way
from flows.relays.hours import SendOrWhen, is_hour, which_hour
from flows.relays.request import request, waits, was_refused
from flows.relays.sharing import for_class, for_class_by_sms, hand_over
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.questions import Option, Pick, YesNo
from flows.talk.scene import Scene
from flows.words import Joined, Say, Verbatim, _, n_

DECIDED = Opening("ambassador", ("decided",))
"""What has someone told what the team decided."""

HOURS = (0, 2, 6, 24)
"""After how many hours what is to be relayed may go by itself; 0: never."""


def ambassador(chat: Chat, scene: Scene) -> None:
    """The request to become one, or the page of one who is."""
    relaying = chat.look(MeAsAmbassador())
    if chat.opening == DECIDED.text and relaying and not scene.me.doubtful:
        return _decided(chat, scene, relaying)
    if not is_known(chat, scene):
        return None
    if relaying and relaying.state is RelayState.APPROVED:
        return _page(chat, scene, relaying)
    if relaying and relaying.state is RelayState.ASKED:
        return chat.say(*waits(relaying))
    return request(chat, scene, relaying)


def relay_group(chat: Chat, scene: Scene) -> None:
    """Give the code that ties a Telegram group to an ambassador."""
    if not is_known(chat, scene):
        return None
    keep_declared(chat, scene)
    match chat.do(TieGroup()):
        case Refused(why):
            return chat.say(why)
        case GroupCode(code):
            return chat.say(
                _(
                    "Pour relier un groupe : ajoutez-y notre compte, puis écrivez dans le groupe : /relier {code}\n"
                    "Écrivez-le vous-même : le code vaut un jour, une seule fois, et pour vous seulement. "
                    "Dans le groupe, rien de personnel n'est jamais écrit.",
                    code=code,
                ),
                _(
                    "Sur Telegram, ajoutez notre compte au groupe, puis écrivez-y : /relier {code} "
                    "(1 jour, 1 fois, de votre compte).",
                    code=code,
                ),
            )


# What the team decided


def _decided(chat: Chat, scene: Scene, relaying: MyRelaying) -> None:
    match relaying.state:
        case RelayState.APPROVED:
            chat.say(_welcome(relaying, scene), _welcome_by_sms(relaying, scene), photo=relaying.picture)
        case RelayState.REFUSED:
            chat.say(was_refused(relaying))
        case RelayState.ENDED:
            why = (_("Pourquoi : {why}", why=Verbatim(relaying.reason)),) if relaying.reason else ()
            chat.say(Joined((_("Vous n'êtes plus ambassadeur. Vos groupes sont déliés. Merci à vous !"), *why), " "))


def _welcome(relaying: MyRelaying, scene: Scene) -> Say:
    return Joined(
        (
            _("C'est oui : vous voilà ambassadeur, merci ! Votre mot : {word}.", word=relaying.word),
            *_ways(relaying, scene),
            *((for_class(scene, relaying),) if relaying.around is Around.CLASS else ()),
            _("À chaque étape, vous recevez ici un message à relayer. Vous le lisez d'abord : rien ne part sans vous."),
            _(
                "Un groupe Telegram ? Écrivez MONGROUPE. Vos chiffres : MESRELAIS. "
                "Un nombre de votants à atteindre : OBJECTIF. Vos réglages : AMBASSADEUR."
            ),
        ),
        "\n\n",
    )


def _welcome_by_sms(relaying: MyRelaying, scene: Scene) -> Say:
    by_sms = way(scene.edition, relaying.word)
    told = _("C'est oui : vous voilà ambassadeur ! Qui écrit {way} vient par vous.", way=by_sms)
    more = _("Vous recevrez des textes à transférer tels quels. Réglages : AMBASSADEUR. Chiffres : MESRELAIS.")
    for_pupils = (for_class_by_sms(scene),) if relaying.around is Around.CLASS else ()
    return Joined((told, *for_pupils, more), " ")


def _ways(relaying: MyRelaying, scene: Scene) -> tuple[Say, ...]:
    """How people come through them."""
    link = (_("Votre lien : {link}", link=Verbatim(relaying.link)),) if relaying.link else ()
    return (*link, _("Par SMS : {way}", way=way(scene.edition, relaying.word)))


# The page of one who relays


def _page(chat: Chat, scene: Scene, relaying: MyRelaying) -> None:
    match chat.ask("what", _what(relaying, scene)):
        case "group":
            chat.go("relay_group")
        case "text":
            return _text(chat, scene, relaying)
        case "counts":
            chat.go("myrelays")
        case "hours":
            return _hours(chat, scene)
    return _stop(chat, scene, relaying)


def _what(relaying: MyRelaying, scene: Scene) -> Pick:
    by_itself = told_by_itself(relaying.hours, relaying.own_hour)
    tied = (
        n_("{n} groupe relié.", "{n} groupes reliés.", relaying.groups)
        if relaying.groups
        else _("Pas de groupe relié.")
    )
    known = _("Vous êtes ambassadeur. Votre mot : {word}.", word=relaying.word)
    return Pick(
        Joined((known, *_ways(relaying, scene), Joined((tied, by_itself), " "))),
        short=Joined((_("Ambassadeur, AVEC {word}.", word=relaying.word), tied), " "),
        help=_("Répondez par le chiffre d'une ligne. MENU : tout le reste."),
        topic=_("Votre choix"),
        options=(
            Option("text", _("Mon texte à transférer"), short=_("Mon texte"), words=_("texte transferer lien qr")),
            Option("group", _("Relier un groupe Telegram"), short=_("Relier un groupe"), words=_("groupe relier")),
            Option("hours", _("Envoi automatique"), short=_("Envoi auto"), words=_("auto automatique heures")),
            Option(
                "counts", _("Mes chiffres, et la suite"), short=_("Mes chiffres"), words=_("chiffres combien suite")
            ),
            Option("stop", _("Ne plus relayer"), words=_("arreter quitter fin")),
        ),
    )


def _text(chat: Chat, scene: Scene, relaying: MyRelaying) -> None:
    keep_declared(chat, scene)
    hand_over(chat, scene, relaying)


def _which_hours() -> SendOrWhen:
    return SendOrWhen(
        _("Si vous ne répondez pas, quand un message peut-il partir dans vos groupes ?"),
        short=_("Sans réponse, envoyer aux groupes :"),
        help=_("Vous gardez la main jusque-là : chaque message vous est montré d'abord."),
        topic=_("L'envoi automatique"),
        options=(*(_after(hours) for hours in HOURS), Option("own", _("Mon heure"), words=_("mon heure fixe une"))),
    )


def _after(hours: int) -> Option:
    if not hours:
        return Option("0", _("Jamais : je choisis à chaque fois"), short=_("Jamais"))
    return Option(str(hours), n_("Après {n} heure", "Après {n} heures", hours))


def _hours(chat: Chat, scene: Scene) -> None:
    chosen = chat.ask("hours", _which_hours())
    if chosen == "own":
        chosen = chat.ask("hour", which_hour())
    keep_declared(chat, scene)
    chat.say(by_itself_from_now_on(chat, GoByItself.at(chosen) if is_hour(chosen) else GoByItself(int(chosen))))


def _stop(chat: Chat, scene: Scene, relaying: MyRelaying) -> None:
    if not chat.ask("stop", _really(relaying)):
        keep_declared(chat, scene)
        return chat.say(_("Rien ne change, merci de relayer !"))
    keep_declared(chat, scene)
    match chat.do(StopRelaying()):
        case Refused(why):
            return chat.say(why)
    return chat.say(
        _("C'est fait : vous n'êtes plus ambassadeur, et vos groupes ne reçoivent plus rien. Merci de votre aide !")
    )


def _really(relaying: MyRelaying) -> YesNo:
    groups = (
        n_("Votre groupe sera délié.", "Vos {n} groupes seront déliés.", relaying.groups) if relaying.groups else None
    )
    asked = _("Voulez-vous vraiment ne plus être ambassadeur ?")
    return YesNo(
        Joined((groups, asked), " ") if groups else asked,
        help=_("OUI : vos groupes sont déliés et vous ne recevez plus de messages à relayer. NON : rien ne change."),
        topic=_("Arrêter"),
    )


AMBASSADOR = Flow("ambassador", ambassador, word="AMBASSADEUR")
RELAY_GROUP = Flow("relay_group", relay_group, secret=True, word="MONGROUPE")
