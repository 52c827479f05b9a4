"""«SUIVRE 12», «NE PLUS SUIVRE 12»: to be told all news of a project, or no more."""

from __future__ import annotations

from flows.people.profile import is_young
from flows.projects.deeds import BondWith, MyProjects, Watch
from flows.projects.off_ballot import fate_of
from flows.projects.theirs import asked_plainly
from flows.projects.which_project import which_project
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.town.edition import Project, Status
from flows.words import Joined, Say, Value, _


def watch(chat: Chat, scene: Scene) -> None:
    """Follow a project from now on."""
    project = _which(chat, scene, "watch")
    followed = chat.look(BondWith(project.id)).followed
    chat.do(Watch(project.id))
    chat.spoke_of(project.number)
    if project.status is Status.WITHDRAWN:
        chat.say(fate_of(project))
    young = is_young(chat, scene)
    if followed:
        return chat.say(*_already(project, young=young))
    return chat.say(*_noted(project, young=young))


def unwatch(chat: Chat, scene: Scene) -> None:
    """Follow a project no more."""
    project = _which(chat, scene, "unwatch")
    followed = chat.look(BondWith(project.id)).followed
    chat.do(Watch(project.id, on=False))
    if not followed:
        return chat.say(_("Le n° {number} n'est pas suivi. Pour le suivre : SUIVRE {number}.", number=project.number))
    return chat.say(
        _(
            "C'est noté : plus de nouvelles du n° {number}. Pour changer d'avis : SUIVRE {number}.",
            number=project.number,
        )
    )


def _which(chat: Chat, scene: Scene, purpose: str) -> Project:
    """The project meant: one that everyone sees, or one's own."""
    mine = () if scene.me.doubtful else chat.look(MyProjects())
    question = asked_plainly(which_project(scene.edition, purpose, mine), chat, scene)
    id = int(chat.ask("project", question, opening=True))
    return scene.edition.by_id.get(id) or {project.id: project for project in mine}[id]


def _already(project: Project, *, young: bool) -> tuple[Say, Say]:
    named: dict[str, Value] = {"number": project.number, "title": project.named}
    if young:
        return (
            _("Tu suis déjà le n° {number} « {title} ». Pour arrêter : PLUS SUIVRE {number}.", **named),
            _("Tu suis déjà le {number}. Pour arrêter : PLUS SUIVRE {number}.", **named),
        )
    return (
        _("Vous suivez déjà le n° {number} « {title} ». Pour arrêter : PLUS SUIVRE {number}.", **named),
        _("Vous suivez déjà le {number}. Pour arrêter : PLUS SUIVRE {number}.", **named),
    )


def _noted(project: Project, *, young: bool) -> tuple[Say, Say]:
    named: dict[str, Value] = {"number": project.number, "title": project.named}
    stop = _("Pour arrêter : PLUS SUIVRE {number}.", number=project.number)
    if young:
        whole = _("C'est noté : nous t'écrirons à chaque nouvelle du n° {number} « {title} ».", **named)
        short = _("C'est noté : nous t'écrirons à chaque nouvelle du {number}.", **named)
    else:
        whole = _("C'est noté : nous vous écrirons à chaque nouvelle du n° {number} « {title} ».", **named)
        short = _("C'est noté : nous vous écrirons à chaque nouvelle du {number}.", **named)
    return Joined((whole, stop), " "), Joined((short, stop), " ")


WATCH = Flow("watch", watch, word="SUIVRE", anew=True)
UNWATCH = Flow("unwatch", unwatch, word="PLUS SUIVRE", anew=True)
