"""Looking projects up for one person, and doing what they want about them."""

from __future__ import annotations

from sqlalchemy import select

from bot.hands.base import Hands, does
from flows.projects.comment import SHOWN
from flows.projects.deeds import (
    AddComment,
    Bond,
    BondWith,
    LatestComments,
    MyProjects,
    NewsToTell,
    ProjectById,
    ShownComment,
    Support,
    Supported,
    Told,
    Watch,
)
from flows.talk.deed import Done, Refused
from flows.town.edition import News, Project
from flows.words import _, n_
from storage.town import authors, comments, events, follows, publications, supports
from storage.town.comments import NewComment
from storage.town.events import EVENTS
from storage.town.projects import by_ids

MOST_UNREAD = 10
"""Comments of one person that wait for the team: who writes more would only keep it from reading those of others."""


@does(MyProjects)
def mine(hands: Hands, _look: MyProjects) -> tuple[Project, ...]:
    """What the person proposed in this edition."""
    return authors.projects_of(hands.tx, hands.edition.id, hands.known.person_id)


@does(BondWith)
def bond(hands: Hands, look: BondWith) -> Bond:
    """What the project is to the person."""
    tx, me = hands.tx, hands.known.person_id
    return Bond(
        mine=bool(authors.proposed(tx, me, [look.project])),
        followed=follows.follows(tx, me, look.project),
        supported=supports.supports(tx, me, look.project),
        supporters=supports.count(tx, look.project),
    )


@does(ProjectById)
def find(hands: Hands, look: ProjectById) -> Project | None:
    """The project as everyone sees it, else as the store has it."""
    return hands.edition.by_id.get(look.id) or by_ids(hands.tx, {look.id}).get(look.id)


@does(NewsToTell)
def news_to_tell(hands: Hands, look: NewsToTell) -> tuple[Told, ...]:
    """What was published in the events, in their order; what has changed again since is left to its own news."""
    later = EVENTS.alias("later")
    same = later.c.project_id == EVENTS.c.project_id
    newer = select(later.c.id).where(same, later.c.publication_id > EVENTS.c.publication_id)
    query = events.events().where(EVENTS.c.id.in_(look.events), EVENTS.c.publication_id.is_not(None), ~newer.exists())
    published = [events.event_of(row) for row in hands.tx.execute(query.order_by(EVENTS.c.id))]
    about = {event.change.project_id for event in published}
    others = {event.change.merged_into for event in published if event.change.merged_into}
    projects = by_ids(hands.tx, about | others)
    own = authors.proposed(hands.tx, look.person, about | others)
    told = []
    for event in published:
        change = event.change
        news = News(event.published_at or event.at, change.status, change.stage, change.why, change.then)
        into = projects.get(change.merged_into)
        told.append(Told(projects[change.project_id], news, change.project_id in own, into, change.merged_into in own))
    return tuple(told)


@does(Watch)
def watch(hands: Hands, deed: Watch) -> Done:
    """The person follows the project, or no more."""
    me = hands.known.person_id
    if deed.on:
        follows.follow(hands.tx, [(me, deed.project)], publications.newest(hands.tx))
    else:
        follows.unfollow(hands.tx, me, deed.project)
    return Done()


@does(Support)
def support(hands: Hands, deed: Support) -> Supported | Refused:
    """The person supports the project, or no more, while the edition counts supports."""
    if hands.edition.phase_at(hands.now) not in hands.edition.supports:
        return Refused(_("Le temps des soutiens vient de se terminer."))
    me = hands.known.person_id
    if deed.on:
        supports.support(hands.tx, me, deed.project)
    else:
        supports.take_back(hands.tx, me, deed.project)
    return Supported(supports.count(hands.tx, deed.project))


@does(AddComment)
def comment(hands: Hands, deed: AddComment) -> Done | Refused:
    """The comment kept for the team, while the edition takes comments."""
    if hands.edition.phase_at(hands.now) not in hands.edition.comments:
        return Refused(_("Le temps des commentaires vient de se terminer."))
    me = hands.known.person_id
    if comments.waiting(hands.tx, hands.edition.id, me) >= MOST_UNREAD:
        return Refused(
            n_(
                "Vous avez déjà {n} commentaire que l'équipe n'a pas encore lu. Elle le lit d'abord.",
                "Vous avez déjà {n} commentaires que l'équipe n'a pas encore lus. Elle les lit d'abord.",
                MOST_UNREAD,
            )
        )
    comments.comment(hands.tx, hands.store, hands.edition.id, NewComment(deed.project, me, deed.words, hands.now))
    return Done()


@does(LatestComments)
def latest_comments(hands: Hands, look: LatestComments) -> tuple[ShownComment, ...]:
    """The newest comments that the team let through."""
    newest = comments.latest(hands.tx, hands.store, look.project, SHOWN)
    return tuple(ShownComment(comment.at.astimezone(hands.edition.zone).date(), comment.words) for comment in newest)
