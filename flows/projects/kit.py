"""What helps to stand up for a project: a text to pass on, a leaflet, a poster, a picture."""

from __future__ import annotations

from flows.projects.deeds import MyProjects
from flows.projects.kit_deeds import Kit, KitOf
from flows.projects.off_ballot import fate_of
from flows.projects.which_project import which_project
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Project, Status
from flows.words import Joined, Say, Text, Verbatim, _


def kit(chat: Chat, scene: Scene) -> None:
    """Give the kit of the person's own project on the ballot, or of the one they name."""
    if not scene.edition.on_ballot:
        chat.say(Joined((_("Il n'y a pas encore de projet au vote."), now_and_next(scene.edition, scene.now)), " "))
        return
    own = tuple(project for project in chat.look(MyProjects()) if project.status is Status.ON_BALLOT)
    question = which_project(scene.edition, "kit", own)
    mine = own[0] if len(own) == 1 and not chat.opening else None
    project = mine or scene.edition.by_id[int(chat.ask("project", question, opening=True))]
    if project.status is Status.WITHDRAWN:
        chat.say(fate_of(project))
        return
    if project.status is not Status.ON_BALLOT:
        chat.say(_("Le projet {number} n'est pas soumis au vote : il n'a pas de tract.", number=project.number))
        return
    kit = chat.look(KitOf(project.id))
    chat.say(_whole(project, kit), _by_sms(kit), photo=kit.picture)


def _whole(project: Project, kit: Kit) -> Say:
    title = Verbatim(project.title)
    heading = _("Pour faire connaître le projet {number} « {title} » :", number=project.number, title=title)
    texts = tuple(Verbatim(text) for text in kit.texts)
    to_pass_on: tuple[Say, ...] = (_("À transférer tel quel :"), *texts) if texts else ()
    return Joined((heading, *to_pass_on, *_addresses(kit)), "\n\n")


def _addresses(kit: Kit) -> tuple[Say, ...]:
    """Where the papers are; without a page of ours, at the town hall."""
    if not kit.leaflet:
        return (_("Le tract et l'affiche s'impriment à la mairie : demandez-les. CONTACT."),)
    named: tuple[tuple[Text, str], ...] = (
        (_("Tract à imprimer"), kit.leaflet),
        (_("Affiche"), kit.poster),
        (_("Image"), kit.picture),
    )
    return tuple(_("{what} : {address}", what=what, address=Verbatim(address)) for what, address in named)


def _by_sms(kit: Kit) -> Say:
    """One text to pass on, and where the leaflet is."""
    where_to = kit.leaflet or ""
    text = Verbatim(kit.texts[0]) if kit.texts else None
    leaflet = _("Tract : {address}", address=Verbatim(where_to)) if where_to else _("Tract et affiche : à la mairie.")
    return Joined((_("À transférer :"), text, leaflet) if text else (leaflet,))


KIT = Flow("kit", kit, word="KIT", anew=True)
