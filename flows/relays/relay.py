"""What an ambassador is to relay: shown to them first, with their own line above it, then sent, or not."""

from __future__ import annotations

import re

from flows.people.profile import is_known, keep_declared
from flows.relays.by_itself import goes_on, sent_at
from flows.relays.deeds import MeAsAmbassador, PassOver, PostPreview, Relay, RelayAt, Relayed, WhatToRelay
from flows.relays.hours import SendOrWhen, is_hour, next_at, which_hour
from flows.relays.post_text import OPEN, WENT_ALREADY, by_sms, post_text
from flows.relays.sharing import hand_over
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.questions import Option, Words
from flows.talk.scene import Scene
from flows.words import Joined, Moment, Say, _, n_

_POST = re.compile(r"post (\d+)( changed)?")

IS_OVER = Opening("relay", ("over",))
"""What has an ambassador told that something they sent, or might have, will not go."""

IS_LAPSING = Opening("relay", ("lapsing",))
"""What has an ambassador told that something waits for their word, and will soon be over."""

LONGEST = 200
"""Letters of an ambassador's own line."""

_ADDRESS = re.compile(r"https?:|www\.|t\.me/|\w\.(fr|com|org|net|io)\b", re.IGNORECASE)


GROUP_LOST = Opening("relay", ("lost",))
"""What has an ambassador told that we were thrown out of a group of theirs."""

FORUM_TOPIC_SHUT = Opening("relay", ("shut",))
"""What has an ambassador told that the topic of a group takes no messages."""


def relay(chat: Chat, scene: Scene) -> None:
    """Show what is to be relayed, and hear whether it goes."""
    if (told := _TOLD.get(chat.opening)) and not scene.me.doubtful:
        return chat.say(told)
    if not is_known(chat, scene):
        return None
    post = chat.look(WhatToRelay(_id_in(chat.opening)))
    if post is None:
        keep_declared(chat, scene)
        return chat.say(
            _("Il n'y a rien à relayer pour l'instant : c'est parti, ou ce n'est plus d'actualité. La suite : MENU."),
            _("Rien à relayer : c'est parti, ou ce n'est plus d'actualité. La suite : MENU."),
        )
    if not post.groups:
        return _to_forward(chat, scene)
    if not post.lacking:
        return _went_already(chat, scene, post)
    choice, greeting = _heard(chat, scene, post)
    keep_declared(chat, scene)
    if is_hour(choice):
        return chat.say(sent_at(chat, RelayAt(post.id, greeting, next_at(choice, scene.now))))
    return _relayed(chat, post, greeting) if choice == "send" else _passed(chat, post)


def _heard(chat: Chat, scene: Scene, post: PostPreview) -> tuple[str, str]:
    """Whether it goes, or at which hour, and under which greeting."""
    greeting = post.greeting
    while True:
        chat.say(*_shown(post, greeting, scene, changed=chat.opening.endswith(" changed")))
        choice = chat.ask("choice", _choice(scene))
        if choice == "later":
            return chat.ask("hour", which_hour()), greeting
        if choice != "greet":
            return choice, greeting
        greeting = chat.ask("greeting", _greeting())


def shown(post_id: int, *, changed: bool = False) -> Opening:
    """What has a post shown to its ambassador; *changed*, if they were shown other words before."""
    return Opening("relay", ("post", str(post_id), *(("changed",) if changed else ())))


def post_shown(opening: Opening) -> int:
    """The post that *opening* has shown; 0 if it opens something else."""
    return _id_in(opening.text) if opening.flow == "relay" else 0


def _id_in(opening: str) -> int:
    match = _POST.fullmatch(opening)
    return int(match[1]) if match else 0


def _shown(post: PostPreview, greeting: str, scene: Scene, *, changed: bool) -> tuple[Say, Say]:
    """All that the group would read, with its button; by SMS the words alone."""
    to = n_("À relayer dans votre groupe :", "À relayer dans vos {n} groupes :", post.lacking)
    moved = (_("Les dates ont changé, voici le nouveau message."),) if changed else ()
    went = (_gone(post.already),) if post.already else ()
    head = Joined((*moved, *went, to), " ")
    text = post_text(greeting, post.words, by_sms(scene.edition, post.word, has_button=bool(post.link)))
    button = (_("[ {label} ]", label=OPEN),) if post.link else ()
    later = (goes_on(post.goes_at),) if post.goes_at else (_by_itself(post.hours),) if post.hours else ()
    return Joined((head, text, *button, *later), "\n\n"), Joined((head, post.words, *later), " ")


def _gone(groups: int) -> Say:
    return n_(
        "Un autre ambassadeur l'a déjà envoyé dans un de vos groupes.",
        "Un autre ambassadeur l'a déjà envoyé dans {n} de vos groupes.",
        groups,
    )


def _lapsing() -> Say:
    return _(
        "Un message attend votre accord pour aller dans vos groupes. Demain, il ne sera plus d'actualité. "
        "Pour le relire : RELAYER."
    )


def _over() -> Say:
    return _(
        "Le message que vous deviez relayer n'est plus d'actualité : il n'ira pas dans vos groupes. "
        "Vous n'avez rien à faire. Où nous en sommes : MENU."
    )


def _lost() -> Say:
    return _(
        "Un de vos groupes n'est plus relié : notre compte en a été retiré. Rien n'y sera plus posté. "
        "Pour le relier de nouveau : MONGROUPE."
    )


def _shut() -> Say:
    return _(
        "Dans un de vos groupes, le sujet relié est fermé ou supprimé : nos messages vont dans le sujet général, s'il "
        "est ouvert. Pour un autre sujet, écrivez-y : /relier"
    )


def _choice(scene: Scene) -> SendOrWhen:
    """The sender of an SMS can be forged, and strangers' words must not reach a group: there, ours alone go."""
    greet = Option("greet", _("✏️ Modifier le mot d'accueil"), words=_("modifier accueil mot"))
    send, skip = Option("send", _("Envoyer"), words=_("envoie envoi")), Option("pass", _("Passer"), words=_("non rien"))
    later = Option("later", _("Choisir l'heure"), short=_("Plus tard"), words=_("l une autre heure plus tard"))
    return SendOrWhen(
        _("Que faisons-nous de ce message ?"),
        short=_("Que faire ?"),
        help=_("Envoyer : il part dans vos groupes, avec un bouton vers votre lien. Passer : il n'y va pas."),
        topic=_("Votre choix"),
        options=(send, greet, skip, later) if "taps" in scene.me.can else (send, skip, later),
    )


def _by_itself(hours: int) -> Say:
    return n_(
        "Sans réponse de vous, il part tout seul après {n} heure.",
        "Sans réponse de vous, il part tout seul après {n} heures.",
        hours,
    )


def _greeting() -> Words:
    return Words(
        _("Votre mot d'accueil, au-dessus du message ? Par exemple : « Bonjour les voisins ! » PASSER : aucun."),
        help=_("Une ou deux phrases à vous, sans lien ni nom. Elles resteront pour la prochaine fois."),
        topic=_("Le mot d'accueil"),
        most=LONGEST,
        skippable=True,
        problem=_problem,
    )


def _problem(words: str) -> Say | None:
    return _("Sans lien, s'il vous plaît : le vôtre est déjà sous le message.") if _ADDRESS.search(words) else None


def _relayed(chat: Chat, post: PostPreview, greeting: str) -> None:
    match chat.do(Relay(post.id, greeting)):
        case Refused(why):
            return chat.say(why)
        case Relayed(groups, None):
            return chat.say(
                Joined(
                    (
                        n_("C'est parti pour {n} groupe, merci !", "C'est parti pour {n} groupes, merci !", groups),
                        _("Un groupe reçoit trois messages par semaine au plus : s'il le faut, il attend un peu."),
                    ),
                    " ",
                )
            )
        case Relayed(_groups, at):
            assert at is not None, "the case above has none"
            told = _("Merci ! Il partira le {at} : à cette heure-ci, on laisse les gens tranquilles.", at=Moment(at))
            return chat.say(told)


def _went_already(chat: Chat, scene: Scene, post: PostPreview) -> None:
    """Others hold all of their groups too, and one of them was first."""
    keep_declared(chat, scene)
    match chat.do(Relay(post.id, post.greeting)):
        case Refused(why):
            return chat.say(why)
    return chat.say(WENT_ALREADY)


def _passed(chat: Chat, post: PostPreview) -> None:
    match chat.do(PassOver(post.id)):
        case Refused(why):
            return chat.say(why)
    return chat.say(_("D'accord, vos groupes ne recevront pas ce message."))


def _to_forward(chat: Chat, scene: Scene) -> None:
    """Without a group: a text for their own phone; by SMS nothing else, so that it can be forwarded as it is."""
    keep_declared(chat, scene)
    me = chat.look(MeAsAmbassador())
    assert me is not None, "who has something to relay is an ambassador"
    hand_over(chat, scene, me, _("Pour relayer aussi dans un groupe Telegram : MONGROUPE."))


_TOLD = {IS_LAPSING.text: _lapsing(), IS_OVER.text: _over(), GROUP_LOST.text: _lost(), FORUM_TOPIC_SHUT.text: _shut()}
"""What is told to who did not ask, by what opens it."""

RELAY = Flow("relay", relay, word="RELAYER")
