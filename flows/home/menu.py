"""The menu: what can be done here and now, at most five things; the rest is behind «something else»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from flows.projects.states import by_calendar
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.memory import View
from flows.talk.questions import Answered, Ear, Heard, Missed, Option, Pick, Reply
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Phase, Status
from flows.understanding.lexicon import numbers_in
from flows.words import Joined, Say, _

MOST = 5
"""Things in a menu: what fits an SMS and can be taken in at a glance."""

DECIDED = (Phase.RESULTS, Phase.WORKS, Phase.CLOSED)
AROUND_THE_VOTE = (Phase.SELECTION, Phase.BEFORE_VOTE, Phase.VOTE, Phase.COUNT)
VOTED = (Phase.VOTE, Phase.COUNT, Phase.RESULTS)


@dataclass(frozen=True)
class Doors(Pick):
    """Conversations by their names: VOTE is the vote even where another line holds that word.

    Of a line that is no longer there, *over* says what is true instead; any other conversation says so itself.
    """

    over: Mapping[str, Say] = field(default_factory=dict)

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The conversation that a line, or a keyword written alone, stands for."""
        flow = "" if reply.tap else ear.lexicon.flows.get(ear.lexicon.spell(reply.text), "")
        if flow:
            return Answered(flow) if flow in self.by_id else Missed()
        gone = self._gone(reply, view, ear)
        if gone:
            return Missed(self.over[gone]) if gone in self.over else Answered(gone)
        return super().hear(reply, view, ear)

    def _gone(self, reply: Reply, view: View, ear: Ear) -> str:
        """The conversation meant by a line that was shown and is no longer in the menu; empty for any other reply."""
        numbers, rest = numbers_in(reply.text, ear.lexicon) if not reply.tap else ((), "")
        typed = str(numbers[0]) if len(numbers) == 1 and not rest else ""
        flow = reply.tap or dict(view.keys).get(typed, "")
        return flow if flow not in self.by_id and flow in LINES else ""


def menu(chat: Chat, scene: Scene) -> None:
    """Say what is true now, and hand over to what the person picks."""
    chat.go(chat.ask("what", menu_of(scene)))


def more(chat: Chat, scene: Scene) -> None:
    """What is seldom wanted."""
    options = tuple(_seldom(scene))
    chat.go(chat.ask("what", Doors(_("Que voulez-vous faire ?"), help=_HELP, options=options)))


def menu_of(scene: Scene) -> Pick:
    """The menu of this moment. Its lines are named like the conversations they open."""
    news = now_and_next(scene.edition, scene.now)
    brief = _around_the_vote(scene) or news
    wanted = tuple(islice(_wanted(scene), MOST - 1))
    return Doors(
        Joined((news, _("Que voulez-vous faire ?"))),
        short=brief,
        help=_HELP,
        several=_ONE_LINE if scene.phase is Phase.VOTE else None,
        over={flow: told for flow, (phase, told) in _OVER.items() if scene.phase is not phase},
        options=(*wanted, Option("more", _("Autre chose"), words="autre, le reste")),
    )


def _around_the_vote(scene: Scene) -> Say | None:
    """The one date that people wait for around the vote: with all there is to say, the menu would not fit an SMS."""
    is_long = scene.phase in AROUND_THE_VOTE or (scene.phase is Phase.ANALYSIS and scene.me.drafts)
    return by_calendar(Status.ON_BALLOT, None, scene) if is_long else None


def _wanted(scene: Scene) -> Iterator[Option]:
    """What most people want in this phase, the likeliest first."""
    if scene.phase is Phase.VOTE:
        yield Option("vote", _("Changer mon vote") if scene.me.voted_on else _("Voter"), words="vote, voter")
    if scene.me.drafts:
        yield Option("drafts", _("Reprendre mon brouillon"), short=_("Mon brouillon"))
    elif scene.phase is Phase.IDEAS:
        yield Option("propose", _("Proposer une idée"), words="proposer, idee")
    if scene.phase in DECIDED:
        yield Option("results", _("Voir les résultats"))
    if scene.edition.projects:
        yield Option("browse", _("Voir les projets"))
    if scene.phase in (Phase.VOTE, Phase.COUNT):
        yield Option("receipt", _("Mon vote est-il arrivé ?"), short=_("Vérifier mon vote"))
    yield Option("ask", _("Poser une question"), words="question")
    yield Option("follow", _("Où en est un projet ?"), words="suivi, suivre")


def _seldom(scene: Scene) -> Iterator[Option]:
    """What is wanted now and then, as much of it as fits, and help."""
    yield from islice(_now_and_then(scene), MOST - 1)
    yield Option("help", _("Aide"))


def _now_and_then(scene: Scene) -> Iterator[Option]:
    if any(survey.is_open(scene.now) for survey in scene.edition.surveys):
        yield Option("survey", _("Répondre à une enquête"), words="enquete, sondage")
    yield Option("me", _("Mes informations"), words="moi, profil, infos")
    if len(scene.edition.languages) > 1:
        yield Option("language", _("Langue · Language"), short=_("Langue / Language"))
    if any(scene.now < meeting.ends for meeting in scene.edition.meetings):
        yield Option("meetings", _("Les réunions"), words="reunion, reunions, rendez-vous")
    if scene.phase is Phase.VOTE:
        yield Option("follow", _("Où en est un projet ?"), words="suivi, suivre")


LINES = frozenset({"vote", "drafts", "propose", "results", "browse", "receipt", "survey", "language", "meetings"})
"""The conversations that a menu offers at one time, and not at another."""

_OVER: dict[str, tuple[Phase, Say]] = {
    "propose": (Phase.IDEAS, _("Le dépôt des idées est clos.")),
    "vote": (Phase.VOTE, _("Le vote est clos.")),
}
"""The lines of one phase only, and what is true once it is over."""

_ONE_LINE = _("Ici, un seul chiffre à la fois. Pour choisir des projets : VOTE et leurs numéros.")
_HELP = _("Répondez par le chiffre d'une ligne, ou par un de ses mots.")

MENU = Flow("menu", menu)
MORE = Flow("more", more)
