"""The result of the vote, once it is published."""

from __future__ import annotations

from datetime import datetime

from flows.ballots import ballot_of
from flows.facts.contacts import a_person
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next, true_now
from flows.town.edition import Edition, Phase, Project, Status
from flows.town.stood import was_decided
from flows.words import Day, Joined, Moment, Money, Say, Value, _, n_

WON = frozenset({Status.WINNER, Status.WORKS, Status.DELIVERED})

MOST_BY_SMS = 6
"""Winners told in an SMS; the rest are on the page, and each can be asked for by its number."""


def results(chat: Chat, scene: Scene) -> None:
    """Tell the winners with their votes; before they are known, when they will be."""
    won = winners(scene.edition)
    if not won:
        return chat.say(_not_yet(scene))
    heading = n_("{n} projet est retenu :", "{n} projets sont retenus :", len(won))
    chat.say(Joined((heading, *(_line(project, scene.edition) for project in won))), _by_sms(won))
    return chat.say(
        _("Pour savoir pourquoi un projet est retenu ou non : PROJETS et son numéro."),
        _("Un projet : PROJETS et son numéro."),
    )


def _not_yet(scene: Scene) -> Say:
    """When the result will be known, then what is true now; once the vote is over, that is one and the same."""
    now, span = now_and_next(scene.edition, scene.now), scene.edition.span_of(Phase.RESULTS)
    if span is None or (span.opens <= scene.now and scene.phase is Phase.RESULTS):
        return now
    if span.opens <= scene.now:  # whoever wants to know waits no longer
        return Joined((_("Les résultats ne sont pas publiés ici."), a_person(scene)), " ")
    opens = span.opens.astimezone(scene.edition.zone)
    when = _("Les résultats seront publiés le {day}.", day=Moment(opens) if opens.hour else Day(opens.date()))
    return Joined((when, true_now(scene.edition, scene.now) if scene.phase is Phase.COUNT else now), " ")


def is_public(edition: Edition) -> bool:
    """Whether the count of this edition's vote is public."""
    return any(project.votes is not None for project in edition.projects)


def winners(edition: Edition) -> list[Project]:
    """The projects that won, by votes, then by number."""
    won = [project for project in edition.projects if project.status in WON and was_decided(project)]
    return sorted(won, key=lambda project: (-(project.votes or 0), project.number))


def published_at(edition: Edition) -> datetime | None:
    """Since when the winners are public; None if they are not, or if nobody published them here (the file has them)."""
    told = (news.at for project in winners(edition) for news in project.news if news.status in WON)
    return min(told, default=None)


def _line(project: Project, edition: Edition) -> Say:
    values: dict[str, Value] = {
        "number": project.number,
        "title": project.named,
        "cost": Money(project.cost, edition.currency),
    }
    if project.votes is None:
        return _("{number} {title} ({cost})", **values)
    score = ballot_of(edition.ballot.kind).spoken(project.votes)
    return _("{number} {title} ({score}, {cost})", score=score, **values)


def _by_sms(won: list[Project]) -> Say:
    told = [_("{number} {title}", number=project.number, title=project.named) for project in won[:MOST_BY_SMS]]
    more = len(won) - len(told)
    rest = (n_("et {n} autre.", "et {n} autres.", more),) if more > 0 else ()
    return Joined((_("Projets retenus :"), *told, *rest))


RESULTS = Flow("results", results)
