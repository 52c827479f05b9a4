"""«SOUTENIR 12»: once each, and only the number of supports is ever shown; it can be taken back."""

from __future__ import annotations

from flows.people.profile import keep_declared, old_enough
from flows.projects.deeds import BondWith, Support
from flows.projects.follow import can_be_supported
from flows.projects.off_ballot import fate_of
from flows.projects.which_project import which_project
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Project, Status
from flows.words import Joined, Say, Value, Verbatim, _, n_


def support(chat: Chat, scene: Scene) -> None:
    """Count the person among those who support a project."""
    if scene.phase not in scene.edition.supports:
        return _closed(chat, scene)
    project = _which(chat, scene, "support")
    if project.status is Status.WITHDRAWN:
        return chat.say(fate_of(project))
    if not can_be_supported(project, scene):
        return chat.say(
            _("Le n° {number} ne peut plus être soutenu. Pour savoir pourquoi : SUIVI {number}.", number=project.number)
        )
    if not old_enough(chat, scene, scene.edition.ages.support):
        return None
    before = chat.look(BondWith(project.id))
    keep_declared(chat, scene)
    outcome = chat.do(Support(project.id))
    if isinstance(outcome, Refused):
        return chat.say(outcome.why)
    told = _already if before.supported else _thanked
    return chat.say(*told(project, outcome.supporters))


def unsupport(chat: Chat, scene: Scene) -> None:
    """Take the person's support back."""
    if scene.phase not in scene.edition.supports:
        return _closed(chat, scene)
    project = _which(chat, scene, "unsupport")
    before = chat.look(BondWith(project.id))
    outcome = chat.do(Support(project.id, on=False))
    if isinstance(outcome, Refused):
        return chat.say(outcome.why)
    if not before.supported:
        return chat.say(
            _("Vous ne soutenez pas le n° {number}. Pour le soutenir : SOUTENIR {number}.", number=project.number)
        )
    return chat.say(
        _(
            "C'est noté : vous ne soutenez plus le n° {number}. Pour changer d'avis : SOUTENIR {number}.",
            number=project.number,
        )
    )


def _already(project: Project, supporters: int) -> tuple[Say, ...]:
    """That the person supports the project, as they did before."""
    return (
        n_(
            "Vous soutenez déjà le n° {number}, qui a {n} soutien. Pour changer d'avis : PLUS SOUTENIR {number}.",
            "Vous soutenez déjà le n° {number}, qui a {n} soutiens. Pour changer d'avis : PLUS SOUTENIR {number}.",
            supporters,
            **_named(project),
        ),
    )


def _thanked(project: Project, supporters: int) -> tuple[Say, ...]:
    """That their support is counted, with the title and, where room is dear, without it."""
    named = _named(project)
    return (
        n_(
            "Merci ! Vous soutenez le n° {number} « {title} », qui a maintenant {n} soutien. "
            "Pour changer d'avis : PLUS SOUTENIR {number}.",
            "Merci ! Vous soutenez le n° {number} « {title} », qui a maintenant {n} soutiens. "
            "Pour changer d'avis : PLUS SOUTENIR {number}.",
            supporters,
            **named,
        ),
        n_(
            "Merci ! Le {number} a maintenant {n} soutien. Pour changer d'avis : PLUS SOUTENIR {number}.",
            "Merci ! Le {number} a maintenant {n} soutiens. Pour changer d'avis : PLUS SOUTENIR {number}.",
            supporters,
            **named,
        ),
    )


def _which(chat: Chat, scene: Scene, purpose: str) -> Project:
    return scene.edition.by_id[int(chat.ask("project", which_project(scene.edition, purpose), opening=True))]


def _closed(chat: Chat, scene: Scene) -> None:
    """When supports are not counted: what is true instead."""
    chat.say(
        Joined((_("On ne soutient pas de projet en ce moment."), now_and_next(scene.edition, scene.now)), " "),
        Joined((_("Pas de soutien en ce moment."), now_and_next(scene.edition, scene.now)), " "),
    )


def _named(project: Project) -> dict[str, Value]:
    return {"number": project.number, "title": Verbatim(project.title)}


SUPPORT = Flow("support", support, word="SOUTENIR", anew=True)
UNSUPPORT = Flow("unsupport", unsupport, word="PLUS SOUTENIR", anew=True)
