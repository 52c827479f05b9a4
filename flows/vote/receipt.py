"""«Mon vote est-il bien arrivé ?»: asked by the person who voted, or with the code of any receipt."""

from __future__ import annotations

import re
from datetime import date

from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.keywords import VOTE
from flows.talk.questions import Words
from flows.talk.scene import Scene
from flows.vote.ballot_changed import what_changed
from flows.vote.deeds import BallotChangesSince, FindReceipt, ReceiptFound, WhatWasLost
from flows.vote.lost_vote import told_of_loss
from flows.words import Day, Say, Verbatim, _

_CODE = re.compile(r"(?<!\w)([a-z0-9]{3})[ -]?([a-z0-9]{4})(?!\w)", re.IGNORECASE)
_NEVER = frozenset("OILS015")  # signs that no receipt has, so that «mon vote» is not taken for one


def receipt(chat: Chat, scene: Scene) -> None:
    """Say whether a vote is in the urn; never what it was."""
    mine = None if _code_in(chat.opening) else _of_mine(chat, scene)
    if mine:
        chat.say(*mine)
        return _changed_since(chat, scene, scene.me.voted_on)
    since = chat.look(WhatWasLost()).since
    if scene.me.voted_on is None and VOTE in scene.me.secrets and not _code_in(chat.opening):
        return chat.say(NOT_YET)
    if not (scene.me.doubtful or since or _code_in(chat.opening)):
        chat.say(NO_VOTE)
    code = _code_in(chat.ask("code", _which_receipt(), opening=True))
    match chat.do(FindReceipt(code)):
        case ReceiptFound(day):
            chat.say(_("Oui, ce vote est bien dans l'urne depuis le {day}.", day=Day(day)))
            return _changed_since(chat, scene, day)
    return chat.say(*_unknown(code, since))


def _of_mine(chat: Chat, scene: Scene) -> tuple[Say, Say] | None:
    """What is known of the person's own vote: that it is lost, or may be, or lies in the urn; None if of none."""
    lost, day = told_of_loss(chat, scene), scene.me.voted_on
    if lost or day is None or scene.me.doubtful:
        return lost
    loss = chat.look(WhatWasLost())
    if loss.blind and loss.since and day <= loss.since:
        return _perhaps(day, loss.since)
    return (
        _(
            "Oui, votre vote est bien dans l'urne depuis le {day}. Pour vérifier un autre reçu : RECU et son code.",
            day=Day(day),
        ),
        _("Oui, votre vote est dans l'urne depuis le {day}.", day=Day(day)),
    )


def _changed_since(chat: Chat, scene: Scene, day: date | None) -> None:
    """What changed in the ballot since that vote, if anything did; the roll knows its day, not its hour."""
    told = what_changed(chat.look(BallotChangesSince(day)), scene) if day else None
    if told:
        chat.say(told)


def _perhaps(day: date, since: date) -> tuple[Say, Say]:
    """A vote is in the urn, and a later one may be lost."""
    return (
        _(
            "Votre vote du {day} est dans l'urne. Mais une panne a effacé ceux d'après le {since} : "
            "si vous avez changé d'avis depuis, revotez : VOTE.",
            day=Day(day),
            since=Day(since),
        ),
        _(
            "Votre vote du {day} est dans l'urne. Panne : si vous avez revoté après le {since}, refaites VOTE.",
            day=Day(day),
            since=Day(since),
        ),
    )


def _unknown(code: str, since: date | None) -> tuple[Say, Say]:
    if since:
        return (
            _(
                "Aucun vote n'a le reçu {code}. Une panne a effacé les votes d'après le {since} : si c'est le vôtre, "
                "écrivez VOTE pour revoter.",
                code=Verbatim(code),
                since=Day(since),
            ),
            _(
                "Aucun vote n'a le reçu {code}. Panne : les votes d'après le {since} sont perdus. Revotez : VOTE.",
                code=Verbatim(code),
                since=Day(since),
            ),
        )
    return (
        _(
            "Aucun vote n'a le reçu {code}. Vérifiez ses signes, ou écrivez VOTE pour voter. "
            "Si vous avez changé votre vote, seul le dernier reçu compte.",
            code=Verbatim(code),
        ),
        _("Aucun vote n'a le reçu {code}. Seul le dernier reçu compte. Pour voter : VOTE.", code=Verbatim(code)),
    )


def _which_receipt() -> Words:
    return Words(
        _("Quel est le code de votre reçu ? Il a sept signes, par exemple K7M-4PX2."),
        short=_("Le code de votre reçu ? (ex. K7M-4PX2)"),
        help=_(
            "Le code est dans le message « Merci ! Votre vote est dans l'urne ». "
            "Sinon, écrivez RECU depuis le téléphone qui a voté."
        ),
        most=80,
        problem=lambda words: None if _code_in(words) else NO_CODE,
    )


def _code_in(words: str) -> str:
    """The receipt code in *words*, as it was given (K7M-4PX2); empty if there is none."""
    codes = [f"{first}-{last}".upper() for first, last in _CODE.findall(words)]
    return next((code for code in codes if _NEVER.isdisjoint(code)), "")


NOT_YET: Say = _("Pas encore : votre vote n'est pas terminé. Pour le relire et valider : VOTE.")

NO_VOTE: Say = _("Je ne vois pas de vote de vous ici. Voté sur papier ? CONTACT.")

NO_CODE: Say = _("Ce n'est pas un code de reçu.")


RECEIPT = Flow("receipt", receipt, gives_back=True)
