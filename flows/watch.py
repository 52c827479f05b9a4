"""«SUIVRE 12», «NE PLUS SUIVRE 12»: to be told all news of a project, or no more."""

from __future__ import annotations

from flows.chat import Chat
from flows.deeds import BondWith, MyProjects, Watch
from flows.edition import Project, Status
from flows.flow import Flow
from flows.off_ballot import fate_of
from flows.scene import Scene
from flows.which_project import which_project
from flows.words import Value, Verbatim, _


def watch(chat: Chat, scene: Scene) -> None:
    """Follow a project from now on."""
    project = _which(chat, scene, "watch")
    followed = chat.look(BondWith(project.id)).followed
    chat.do(Watch(project.id))
    named = _named(project)
    if project.status is Status.WITHDRAWN:
        chat.say(fate_of(project))
    if followed:
        return chat.say(
            _("Vous suivez déjà le n° {number} « {title} ». Pour arrêter : PLUS SUIVRE {number}.", **named),
            _("Vous suivez déjà le {number}. Pour arrêter : PLUS SUIVRE {number}.", **named),
        )
    return chat.say(
        _(
            "C'est noté : nous vous écrirons à chaque nouvelle du n° {number} « {title} ». "
            "Pour arrêter : PLUS SUIVRE {number}.",
            **named,
        ),
        _(
            "C'est noté : nous vous écrirons à chaque nouvelle du {number}. Pour arrêter : PLUS SUIVRE {number}.",
            **named,
        ),
    )


def unwatch(chat: Chat, scene: Scene) -> None:
    """Follow a project no more."""
    project = _which(chat, scene, "unwatch")
    followed = chat.look(BondWith(project.id)).followed
    chat.do(Watch(project.id, on=False))
    if not followed:
        return chat.say(
            _("Vous ne suivez pas le n° {number}. Pour le suivre : SUIVRE {number}.", number=project.number)
        )
    return chat.say(
        _(
            "C'est noté : plus de nouvelles du n° {number}. Pour changer d'avis : SUIVRE {number}.",
            number=project.number,
        )
    )


def _which(chat: Chat, scene: Scene, purpose: str) -> Project:
    """The project meant: one that everyone sees, or one's own."""
    mine = () if scene.me.doubtful else chat.look(MyProjects())
    id = int(chat.ask("project", which_project(scene.edition, purpose, mine), opening=True))
    return scene.edition.by_id.get(id) or {project.id: project for project in mine}[id]


def _named(project: Project) -> dict[str, Value]:
    return {"number": project.number, "title": Verbatim(project.title)}


WATCH = Flow("watch", watch, word="SUIVRE", anew=True)
UNWATCH = Flow("unwatch", unwatch, word="PLUS SUIVRE", anew=True)
