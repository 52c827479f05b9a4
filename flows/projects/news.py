"""What followers of projects are told when something is published: once, and in one message."""

from __future__ import annotations

from collections.abc import Iterable

from flows.projects.deeds import NewsToTell, Told
from flows.projects.states import REFUSED, about, by_calendar, ended, stage_of, state_of
from flows.projects.theirs import joined, news_of, received, whose
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.scene import Scene
from flows.talk.subject import SEVERAL
from flows.town.edition import Project, Status
from flows.words import Joined, Say, Verbatim, _, n_

MOST_BY_SMS = 5
"""Projects told in one SMS; each can be asked for by its number."""


def news_for(person_id: int, events: Iterable[int]) -> Opening:
    """What has these *events* (their ids) told to that person, and to nobody who has the telephone meanwhile."""
    return Opening("news", (str(person_id), *map(str, events)))


def news(chat: Chat, scene: Scene) -> None:
    """Tell what was published: the opening is that of `news_for`."""
    person, *events = (int(word) for word in chat.opening.split())
    told = chat.look(NewsToTell(person, tuple(events)))
    if len(told) == 1:
        chat.spoke_of((told[0].into or told[0].project).number)
        return chat.say(*_one(told[0], chat, scene))
    if told:
        chat.spoke_of(SEVERAL)
        return chat.say(*_several(told, chat, scene))
    return None


def _one(told: Told, chat: Chat, scene: Scene) -> tuple[Say, Say]:
    """The whole news of one project."""
    more = _("Pour tout savoir : SUIVI {number}.", number=(told.into or told.project).number)
    if told.into is not None:
        whole, short = _joined(told, told.into, chat, scene)
        rest = _why_and_then(told, scene)
        return Joined((whole, *rest, more), " "), Joined((short, *rest, more), " ")
    of = whose(chat, scene, mine=_is_mine(told, scene))
    whole, short = news_of(told.project, _said(told, scene), of)
    return Joined((whole, more), " "), Joined((short, more), " ")


def _several(told: tuple[Told, ...], chat: Chat, scene: Scene) -> tuple[Say, Say]:
    """A line for each project, and where to read on.

    By SMS a few; but what ends a project is told of all of them, with its reason.
    """
    heading = n_("Du nouveau pour {n} projet suivi :", "Du nouveau pour {n} projets suivis :", len(told))
    more = _("Pour tout savoir : SUIVI et un numéro.")
    by_sms = [
        piece for place, piece in enumerate(told) if place < MOST_BY_SMS or _ends(piece) or _lost(piece, own=True)
    ]
    rest = len(told) - len(by_sms)
    others = (n_("et {n} autre.", "et {n} autres.", rest),) if rest > 0 else ()
    whole = [_line(piece, _quoted(piece.project), chat, scene, brief=False) for piece in told]
    short = [_line(piece, piece.project.named, chat, scene, brief=True) for piece in by_sms]
    return Joined((heading, *whole, more)), Joined(
        (_("Du nouveau :"), *short, *others, _("Plus : SUIVI et un numéro."))
    )


def _quoted(project: Project) -> Say:
    return Joined((Verbatim("« "), project.named, Verbatim(" »")), "")


def _line(told: Told, title: Say, chat: Chat, scene: Scene, *, brief: bool) -> Say:
    if told.into is not None:
        named = _joined(told, told.into, chat, scene)[brief]
        return Joined((named, *_why_and_then(told, scene)), " ")
    state = state_of(told.news.status, told.news.stage)
    said = about(state, "", None) if brief and not (_ends(told) or _lost(told)) else _said(told, scene)
    return _("{number} {title} : {told}", number=told.project.number, title=title, told=said)


def _said(told: Told, scene: Scene) -> Say:
    """The state, why, and what comes next as the team told it, else as the calendar has it."""
    news = told.news
    return about(state_of(news.status, news.stage), news.why, _then(told, scene))


def _then(told: Told, scene: Scene) -> Say | None:
    """What comes next: as the team told it, else as the calendar has it, if need be of the one it joined."""
    if told.news.then:
        return _("Ensuite : {then}", then=Verbatim(ended(told.news.then)))
    if told.into is not None:
        return by_calendar(told.into.status, stage_of(told.into), scene, told.into.number)
    return by_calendar(told.news.status, told.news.stage, scene, told.project.number)


def _why_and_then(told: Told, scene: Scene) -> tuple[Say, ...]:
    """Why a project goes on within another, and what comes next."""
    why = _("Pourquoi : {why}", why=Verbatim(ended(told.news.why))) if told.news.why else None
    return tuple(part for part in (why, _then(told, scene)) if part is not None)


def _ends(told: Told) -> bool:
    """Whether the news is that a project does not go on, at least not by itself."""
    return told.into is not None or told.news.status in REFUSED | {Status.WITHDRAWN}


def _lost(told: Told, *, own: bool = False) -> bool:
    """Whether the news is that the vote did not choose it, which is told with its reason; *own*: and it is theirs."""
    return told.news.status is Status.NOT_SELECTED and (told.mine or not own)


def _joined(told: Told, into: Project, chat: Chat, scene: Scene) -> tuple[Say, Say]:
    """That one project goes on within another, to its author, to that of the other, or to anyone."""
    if told.receives and not told.mine and not scene.me.doubtful:
        return received(told.project, into, whose(chat, scene, mine=True))
    return joined(told.project, into, whose(chat, scene, mine=_is_mine(told, scene)))


def _is_mine(told: Told, scene: Scene) -> bool:
    """Whether it may be said that it is theirs: not to a number that may be someone else's by now."""
    return told.mine and not scene.me.doubtful


NEWS = Flow("news", news)
