"""Reading about the projects: by number, by word, by district or theme, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from flows.projects.catalogue import catalogue
from flows.projects.deeds import Bond, BondWith
from flows.projects.follow import can_be_supported
from flows.projects.off_ballot import fate_of
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.questions.pick_some import not_in_the_list
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Phase, Project, Status
from flows.words import Joined, Money, Say, Verbatim, _, n_

MOST = 5
"""Lines of a menu."""

NO_COST = _("Coût pas encore estimé")
"""What is said in the place of a cost of 0."""


def browse(chat: Chat, scene: Scene) -> None:
    """Show one project after another, for as long as the person likes."""
    edition = scene.edition
    if not edition.projects:
        chat.say(Joined((_("Il n'y a pas encore de projets à lire."), now_and_next(edition, scene.now)), " "))
        return
    project = edition.by_id[int(chat.ask("project", catalogue(edition), opening=True))]
    bond = _show(chat, scene, project)
    match chat.ask("then", _what_next(project, scene, bond)):
        case "vote":
            chat.go("vote", f"+{project.number}")
        case "support" | "follow" | "comment" as flow:
            chat.go(flow, str(project.number))
        case "other":
            chat.go("browse")
        case _:
            chat.go("menu")


def beside_a_vote(chat: Chat, scene: Scene) -> None:
    """Show the project that is asked for by its number, and ask nothing."""
    project = scene.edition.by_number.get(int(chat.opening))
    if project is None:
        return chat.say(not_in_the_list((int(chat.opening),)))
    _show(chat, scene, project)
    return None


def _show(chat: Chat, scene: Scene, project: Project) -> Bond:
    """Tell of the project; what ties the person to it is given back."""
    bond = chat.look(BondWith(project.id))
    whole, short = card(project, scene), short_card(project, scene)
    if project.status is Status.WITHDRAWN:
        whole, short = Joined((fate_of(project), whole)), fate_of(project)
    if bond.supporters:
        count = n_("{n} soutien.", "{n} soutiens.", bond.supporters)
        whole, short = Joined((whole, count)), Joined((short, count), " ")
    chat.say(whole, short, photo=project.photo)
    return bond


def card(project: Project, scene: Scene) -> Say:
    """All there is to say of a project, with what the vote made of it once that is known."""
    edition = scene.edition
    place = edition.district_names.get(project.district, "")
    theme = edition.theme_names.get(project.theme, "")
    about = " · ".join(name for name in (place, theme) if name)
    heading = _("N° {number} · {title}", number=project.number, title=Verbatim(project.title))
    cost = _("Coût : {cost}", cost=Money(project.cost, edition.currency)) if project.cost else NO_COST
    where = (_("Où : {place}", place=Verbatim(project.place)),) if project.place else ()
    whom = (_("Pour qui : {whom}", whom=Verbatim(project.whom)),) if project.whom else ()
    summary, why = ((Verbatim(words),) if words else () for words in (project.summary, project.why))
    return Joined((heading, *((Verbatim(about),) if about else ()), cost, *summary, *where, *whom, *why))


def short_card(project: Project, scene: Scene) -> Say:
    """A project in one SMS: number, title, place and cost; and why it won or not, once that is known."""
    line = _card_line(project, scene)
    return Joined((line, Verbatim(project.why)), " ") if project.why else line


def _card_line(project: Project, scene: Scene) -> Say:
    place = scene.edition.district_names.get(project.district, "")
    cost = Money(project.cost, scene.edition.currency) if project.cost else NO_COST
    if not place:
        return _("{number} {title}. {cost}.", number=project.number, title=Verbatim(project.title), cost=cost)
    title, where = Verbatim(project.title), Verbatim(place)
    return _("{number} {title} ({place}). {cost}.", number=project.number, title=title, place=where, cost=cost)


def _what_next(project: Project, scene: Scene, bond: Bond) -> Pick:
    others = (Option("other", _("Un autre projet")), Option("menu", _("Menu")))
    return Pick(
        _("Et maintenant ?"),
        short=_("Ensuite ?"),
        help=_("Répondez par le chiffre d'une ligne. RETOUR : choisir un autre projet."),
        options=(*list(_deeds(project, scene, bond))[: MOST - len(others)], *others),
    )


def _deeds(project: Project, scene: Scene, bond: Bond) -> Iterator[Option]:
    """What can be done about the project just now, what matters most first."""
    if scene.phase is Phase.VOTE and project.status is Status.ON_BALLOT:
        yield Option("vote", _("Voter pour ce projet"), short=_("Voter pour lui"))
    if can_be_supported(project, scene) and not bond.supported:
        yield Option("support", _("Soutenir ce projet"), short=_("Le soutenir"))
    yield Option("follow", _("Où en est ce projet ?"), short=_("Où en est-il ?"))
    if scene.phase in scene.edition.comments:
        yield Option("comment", _("Donner mon avis"))


BROWSE = Flow("browse", browse, anew=True, beside=beside_a_vote)
