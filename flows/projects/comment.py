"""«COMMENTER 12 …», read by the team before anyone else; «COMMENTAIRES 12», the latest that they let through."""

from __future__ import annotations

from flows.people.profile import keep_declared, old_enough
from flows.projects.deeds import AddComment, LatestComments
from flows.projects.off_ballot import fate_of
from flows.projects.which_project import which_and_words, which_project
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Words, YesNo
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Project, Status
from flows.words import Day, Joined, Verbatim, _

MOST = 500
"""Letters of a comment."""

SHOWN = 3
"""Comments that are shown, the newest."""


def comment(chat: Chat, scene: Scene) -> None:
    """Take down what the person says of a project."""
    if scene.phase not in scene.edition.comments:
        return _closed(chat, scene)
    id, _blank, written = chat.ask("project", which_and_words(scene.edition), opening=True).partition(" ")
    project = scene.edition.by_id[int(id)]
    if project.status is Status.WITHDRAWN:
        return chat.say(fate_of(project))
    if not old_enough(chat, scene, scene.edition.ages.comment):
        return None
    words = written if 0 < len(written) <= MOST else chat.ask("words", _words(project))
    if not chat.ask("sure", _sure(project, words)):
        return chat.say(_("D'accord, rien n'est envoyé. Pour recommencer : COMMENTER {number}.", number=project.number))
    keep_declared(chat, scene)
    match chat.do(AddComment(project.id, words)):
        case Refused(why):
            return chat.say(why)
    return chat.say(
        _(
            "Merci ! L'équipe lit chaque commentaire avant de le montrer. "
            "Pour voir les derniers : COMMENTAIRES {number}.",
            number=project.number,
        ),
        _("Merci ! L'équipe le lit, puis le montre. Les derniers : COMMENTAIRES {number}.", number=project.number),
    )


def comments(chat: Chat, scene: Scene) -> None:
    """Read the newest comments on a project."""
    project = scene.edition.by_id[int(chat.ask("project", which_project(scene.edition, "comments"), opening=True))]
    latest = chat.look(LatestComments(project.id))
    if not latest:
        chat.say(_("Pas encore de commentaire sur le n° {number}.", number=project.number))
    else:
        heading = _("Sur le n° {number} « {title} » :", number=project.number, title=Verbatim(project.title))
        lines = [_("{day} : « {words} »", day=Day(comment.day), words=Verbatim(comment.words)) for comment in latest]
        chat.say(Joined((heading, *lines)), Joined(tuple(lines)))
    if scene.phase in scene.edition.comments:
        chat.say(_("Pour donner votre avis : COMMENTER {number}.", number=project.number))


def _words(project: Project) -> Words:
    return Words(
        _(
            "Que voulez-vous dire du n° {number} « {title} » ? En {most} lettres au plus. "
            "L'équipe le lit avant de le montrer.",
            number=project.number,
            title=Verbatim(project.title),
            most=MOST,
        ),
        short=_("Votre avis sur le {number} ? L'équipe le lit avant de le montrer.", number=project.number),
        help=_("Écrivez votre avis en un message. Pas de nom ni de numéro de téléphone : il pourra être lu par tous."),
        topic=_("Votre commentaire"),
        most=MOST,
        least=2,
    )


def _sure(project: Project, words: str) -> YesNo:
    return YesNo(
        _("Sur le n° {number} : « {words} »\nL'envoyer ?", number=project.number, words=Verbatim(words)),
        short=_("Envoyer ce commentaire sur le {number} ?", number=project.number),
        help=_("OUI : l'équipe le lit, puis le montre. NON : rien n'est envoyé. RETOUR : l'écrire autrement."),
        topic=_("L'envoi"),
    )


def _closed(chat: Chat, scene: Scene) -> None:
    """When no comments are taken: what is true instead."""
    chat.say(
        Joined((_("On ne commente pas en ce moment."), now_and_next(scene.edition, scene.now)), " "),
        Joined((_("Pas de commentaire en ce moment."), now_and_next(scene.edition, scene.now)), " "),
    )


COMMENT = Flow("comment", comment, word="COMMENTER", anew=True)
COMMENTS = Flow("comments", comments, word="COMMENTAIRES", anew=True)
