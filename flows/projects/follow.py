"""«Où en est mon projet ?»: by its number, by words of its title, or one's own when nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.people.profile import is_known, is_young, keep_declared
from flows.projects.deeds import Bond, BondWith, MyProjects, ProjectById
from flows.projects.states import (
    about,
    day_of,
    ended,
    is_stale,
    next_for_ideas,
    next_of,
    now_of,
    reason_of,
    told_of,
)
from flows.projects.theirs import Whose, asked_plainly, joined, stands, which_of, whose
from flows.projects.which_project import WhichProject, which_project
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.memory import Stored, View
from flows.talk.questions import Answered, Ear, Heard, Missed, Option, Pick, Reply, YesNo
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Project, Status
from flows.understanding.contesting import contests, only_contests
from flows.words import Joined, Say, Verbatim, _

ASKED_AGAIN = "suivi, mon projet, mes projets, où en est mon projet, my project, my projects, status"
"""What who reads of one project writes to read of another, beside «un autre projet»."""

LISTED = 5
"""Own projects that are named in the question which of them."""

ASK = "ask"
"""The conversation in which one asks the team."""

QUESTION = "Quelles sont les dernières nouvelles de ce projet ?"
"""What the team is asked in the person's name; its language is the team's."""


def follow(chat: Chat, scene: Scene) -> None:
    """Tell where one project after another stands, for as long as the person likes."""
    mine = chat.look(MyProjects())
    if mine and not is_known(chat, scene):
        return
    which = _which(chat, scene, mine)
    asked = len(mine) != 1 or chat.opening or _was_asked(chat)
    if not (mine or chat.opening or scene.me.doubtful):
        chat.say(_none_of_yours(scene))
    project = _picked(chat.ask("project", which, opening=True), scene, mine) if asked else mine[0]
    while True:
        shown = _tell(chat, scene, project)
        then = chat.ask("then", _what_next(shown, scene, chat.look(BondWith(shown.id))))
        if then != "other":
            break
        project = _picked(chat.ask("other", _which(chat, scene, mine, least=1)), scene, mine)
    keep_declared(chat, scene)
    _leave(chat, then, shown)


def _none_of_yours(scene: Scene) -> Say:
    """That no idea came from this address, and how far those are that there are, or all of it is."""
    now = next_for_ideas(scene) or (now_and_next(scene.edition, scene.now),)
    return Joined((_("Je ne vois pas d'idée de vous ici."), *now), " ")


def _story(project: Project, into: Project | None, of: Whose, scene: Scene) -> tuple[Say, Say]:
    """Where the project stands, as its author or anyone else is told, and the same by SMS; *into*: what it joined."""
    if into is None:
        return stands(project, _about(project, scene), of)
    whole, short = joined(project, into, of)
    now = about(now_of(into, scene), reason_of(into), next_of(into, scene))
    goes_on = _("N° {number} : {told}", number=into.number, told=now)
    why = reason_of(project)
    reason = (_("Pourquoi : {why}", why=Verbatim(ended(why))),) if why else ()
    return Joined((whole, *reason, goes_on)), Joined((short, *reason, goes_on), " ")


def _was_asked(chat: Chat) -> bool:
    """Whether this conversation began with the question which project."""
    asked = chat.thread.asked
    return (asked is not None and asked.name == "project") or "project" in dict(chat.thread.answers)


def _which(chat: Chat, scene: Scene, mine: tuple[Project, ...], least: int = 2) -> WhichProject:
    """Which project: of who has at least so many, their own are named first."""
    question = asked_plainly(which_project(scene.edition, "follow", mine), chat, scene)
    if len(mine) < least:
        return question
    own = Joined(tuple(map(_line, mine[-LISTED:])))
    prompt, short = which_of(own, len(mine), whose(chat, scene, mine=True))
    return replace(question, prompt=prompt, short=short)


def _line(project: Project) -> Say:
    return _("{number} {title}", number=project.number, title=project.named)


def _picked(id: str, scene: Scene, mine: tuple[Project, ...]) -> Project:
    own = {project.id: project for project in mine}
    return scene.edition.by_id.get(int(id)) or own[int(id)]


def _tell(chat: Chat, scene: Scene, project: Project) -> Project:
    """Tell where it stands; where that is not known well, offer a person. The project that goes on is given back."""
    into = chat.look(ProjectById(project.merged_into)) if project.merged_into else None
    of = whose(chat, scene, mine=chat.look(BondWith(project.id)).mine)
    chat.say(*_story(project, into, of, scene))
    shown = into or project
    chat.spoke_of(shown.number)
    if is_stale(shown, scene) and chat.ask("team", _team(shown, young=is_young(chat, scene))):
        keep_declared(chat, scene)
        chat.go("ask", f"#{shown.number} {QUESTION}")
    return shown


def _about(project: Project, scene: Scene) -> Say:
    """The state, why, what comes next, and since when all this is known."""
    told = about(now_of(project, scene), reason_of(project), next_of(project, scene))
    news = told_of(project)
    if news is None:
        return told
    return Joined((told, _("Dernière nouvelle : {day}.", day=day_of(news.at, scene))), " ")


def _team(project: Project, *, young: bool) -> YesNo:
    yours = _("Pas de nouvelle récente. L'équipe doit-elle te répondre ?")
    return YesNo(
        yours if young else _("Nous n'avons pas de nouvelle récente. Voulez-vous que l'équipe vous réponde ?"),
        short=yours if young else _("Pas de nouvelle récente. L'équipe doit-elle vous répondre ?"),
        help=_("OUI : nous demandons à une personne où en est le n° {number}. NON : rien.", number=project.number),
        topic=_("Une réponse de l'équipe"),
    )


@dataclass(frozen=True)
class _Next(Pick):
    """What to do next; words that object to what was decided are a question on this very project."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The option meant, or the objection behind that of asking."""
        heard = super().hear(reply, view, ear)
        objects = isinstance(heard, Missed) and not reply.tap and contests(reply.text, ear.lexicon)
        if not objects:
            return heard
        return Answered(ASK if only_contests(reply.text, ear.lexicon) else f"{ASK} {reply.text.strip()}")

    def accept(self, stored: Stored) -> str | None:
        """The id kept, while it is still an option, or the objection."""
        return stored if isinstance(stored, str) and stored.partition(" ")[0] in self.by_id else None


def _what_next(project: Project, scene: Scene, bond: Bond) -> _Next:
    return _Next(
        _("Et maintenant ?"),
        short=_("Ensuite ?"),
        help=_("Répondez par le chiffre d'une ligne. MENU : tout le reste."),
        topic=_("La suite"),
        options=tuple(_options(project, scene, bond)),
    )


def _options(project: Project, scene: Scene, bond: Bond) -> Iterator[Option]:
    if bond.followed:
        yield Option("unwatch", _("Ne plus suivre ce projet"), short=_("Ne plus le suivre"))
    else:
        yield Option("watch", _("Suivre ce projet"), short=_("Le suivre"))
    if can_be_supported(project, scene) and not bond.supported:
        yield Option("support", _("Soutenir ce projet"), short=_("Le soutenir"))
    yield Option(ASK, _("Poser une question à l'équipe"), short=_("Une question"))
    yield Option("other", _("Un autre projet"), short=_("Autre projet"), words=ASKED_AGAIN)
    if "taps" in scene.me.can:  # by SMS each line costs, and MENU is a word that always works
        yield Option("menu", _("Menu"))


def can_be_supported(project: Project, scene: Scene) -> bool:
    """Whether anyone may support the project now."""
    return scene.phase in scene.edition.supports and project.id in scene.edition.by_id and project.status in _ALIVE


_ALIVE = frozenset(Status) - {
    Status.DRAFT,
    Status.MERGED,
    Status.INELIGIBLE,
    Status.UNFEASIBLE,
    Status.NOT_SELECTED,
    Status.ABANDONED,
    Status.WITHDRAWN,
}
"""The statuses of a project that may still be built, or is."""


def _leave(chat: Chat, then: str, project: Project) -> None:
    """Go where the person wants to go on."""
    wish, _blank, words = then.partition(" ")
    match wish:
        case "watch" | "unwatch" | "support":
            chat.go(then, str(project.number))
        case "ask":
            chat.go(ASK, f"#{project.number} {words}")
    chat.go("menu")


FOLLOW = Flow("follow", follow, word="SUIVI", anew=True)
