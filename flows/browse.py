"""Reading about the projects: by number, by word, by district or theme, page by page."""

from __future__ import annotations

from flows.ballot_paper import catalogue
from flows.calendar import now_and_next
from flows.chat import Chat
from flows.edition import Phase, Project, Status
from flows.flow import Flow
from flows.questions import Option, Pick
from flows.scene import Scene
from flows.words import Joined, Money, Say, Verbatim, _


def browse(chat: Chat, scene: Scene) -> None:
    """Show one project after another, for as long as the person likes."""
    edition = scene.edition
    if not edition.projects:
        chat.say(Joined((_("Il n'y a pas encore de projets à lire."), now_and_next(edition, scene.now)), " "))
        return
    project = edition.by_id[int(chat.ask("project", catalogue(edition), opening=True))]
    chat.say(card(project, scene), short_card(project, scene), photo=project.photo)
    match chat.ask("then", _what_next(project, scene)):
        case "vote":
            chat.go("vote", f"+{project.number}")
        case "other":
            chat.go("browse")
        case _:
            chat.go("menu")


def card(project: Project, scene: Scene) -> Say:
    """All there is to say of a project, with what the vote made of it once that is known."""
    edition = scene.edition
    place = edition.district_names.get(project.district, "")
    theme = edition.theme_names.get(project.theme, "")
    about = " · ".join(name for name in (place, theme) if name)
    heading = _("N° {number} · {title}", number=project.number, title=Verbatim(project.title))
    cost = _("Coût : {cost}", cost=Money(project.cost, edition.currency))
    details = [Verbatim(words) for words in (project.summary, project.why) if words]
    return Joined((heading, *((Verbatim(about),) if about else ()), cost, *details))


def short_card(project: Project, scene: Scene) -> Say:
    """A project in one SMS: number, title, place and cost; and why it won or not, once that is known."""
    line = _card_line(project, scene)
    return Joined((line, Verbatim(project.why)), " ") if project.why else line


def _card_line(project: Project, scene: Scene) -> Say:
    place = scene.edition.district_names.get(project.district, "")
    cost = Money(project.cost, scene.edition.currency)
    if not place:
        return _("{number} {title}. {cost}.", number=project.number, title=Verbatim(project.title), cost=cost)
    title, where = Verbatim(project.title), Verbatim(place)
    return _("{number} {title} ({place}). {cost}.", number=project.number, title=title, place=where, cost=cost)


def _what_next(project: Project, scene: Scene) -> Pick:
    vote = scene.phase is Phase.VOTE and project.status is Status.ON_BALLOT
    options = (Option("vote", _("Voter pour ce projet"), short=_("Voter pour lui")),) if vote else ()
    others = (Option("other", _("Un autre projet")), Option("menu", _("Menu")))
    return Pick(
        _("Et maintenant ?"),
        short=_("Ensuite ?"),
        help=_("Répondez par le chiffre d'une ligne. RETOUR : choisir un autre projet."),
        options=(*options, *others),
    )


BROWSE = Flow("browse", browse)
