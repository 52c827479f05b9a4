"""«Mon vote est-il bien arrivé ?»: asked by the person who voted, or with the code of any receipt."""

from __future__ import annotations

from flows.chat import Chat
from flows.deeds import FindReceipt, ReceiptFound
from flows.flow import Flow
from flows.questions import Words
from flows.scene import Scene
from flows.words import Day, Verbatim, _


def receipt(chat: Chat, scene: Scene) -> None:
    """Say whether a vote is in the urn; never what it was."""
    if scene.me.voted_on and not chat.opening:
        return chat.say(
            _(
                "Oui, votre vote est bien dans l'urne depuis le {day}. Pour vérifier un autre reçu : RECU et son code.",
                day=Day(scene.me.voted_on),
            ),
            _("Oui, votre vote est dans l'urne depuis le {day}.", day=Day(scene.me.voted_on)),
        )
    code = chat.ask("code", _which_receipt(), opening=True)
    match chat.do(FindReceipt(code)):
        case ReceiptFound(day):
            return chat.say(_("Oui, ce vote est bien dans l'urne depuis le {day}.", day=Day(day)))
    return chat.say(
        _(
            "Aucun vote n'a le reçu {code}. Vérifiez les lettres, ou écrivez VOTE pour voter. Si vous avez changé votre vote, "
            "seul le dernier reçu compte.",
            code=Verbatim(code[:20]),
        ),
        _("Aucun vote n'a le reçu {code}. Seul le dernier reçu compte. Pour voter : VOTE.", code=Verbatim(code[:20])),
    )


def _which_receipt() -> Words:
    return Words(
        _("Quel est le code de votre reçu ? Il a sept signes, par exemple K7M-4PX2."),
        short=_("Le code de votre reçu ? (ex. K7M-4PX2)"),
        help=_(
            "Le code est dans le message « Merci ! Votre vote est dans l'urne. » Si vous n'avez pas voté d'ici, il n'y en a pas."
        ),
        most=40,
    )


RECEIPT = Flow("receipt", receipt)
