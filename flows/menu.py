"""The menu: what can be done here and now, at most five things."""

from __future__ import annotations

from collections.abc import Iterator

from flows.calendar import now_and_next, vote_until
from flows.chat import Chat
from flows.edition import Phase
from flows.flow import Flow
from flows.questions import Option, Pick
from flows.scene import Scene
from flows.words import Joined, _


def menu(chat: Chat, scene: Scene) -> None:
    """Say what is true now, and hand over to what the person picks."""
    chat.go(chat.ask("what", menu_of(scene)))


def menu_of(scene: Scene) -> Pick:
    """The menu of this moment. Its lines are named like the conversations they open."""
    news = now_and_next(scene.edition, scene.now)
    brief = vote_until(scene.edition) if scene.phase is Phase.VOTE else news
    return Pick(
        Joined((news, _("Que voulez-vous faire ?"))),
        short=brief,
        help=_("Répondez par le chiffre d'une ligne, ou par un de ses mots."),
        options=tuple(_lines(scene)),
    )


def _lines(scene: Scene) -> Iterator[Option]:
    if scene.phase is Phase.VOTE:
        yield Option("vote", _("Changer mon vote") if scene.me.voted_on else _("Voter"), words="vote, voter")
    if scene.phase in (Phase.RESULTS, Phase.WORKS, Phase.CLOSED):
        yield Option("results", _("Voir les résultats"))
    if scene.edition.projects:
        yield Option("browse", _("Voir les projets"))
    if scene.phase in (Phase.VOTE, Phase.COUNT, Phase.RESULTS):
        yield Option("receipt", _("Mon vote est-il arrivé ?"), short=_("Vérifier mon vote"))
    if len(scene.edition.languages) > 1:
        yield Option("language", _("Langue · Language"), short=_("Langue / Language"))
    yield Option("help", _("Aide"))


MENU = Flow("menu", menu)
