"""How the moments of the calendar are said: with the hour while they are near, with the year when they are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from flows.facts.in_words import InWords
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.calendar import closing
from flows.town.edition import Phase, Span
from flows.words import Day, Moment, Say, _

Fact: TypeAlias = Callable[[Scene, InWords], Said | None]
"""What is true now of one topic, told to whoever asks it in these words; None where the edition does not say."""


def today(scene: Scene) -> date:
    """The day it is in the town."""
    return scene.now.astimezone(scene.edition.zone).date()


def day_of(at: datetime, scene: Scene) -> Day:
    """The day of a moment, with its year if that is not this one."""
    day = at.astimezone(scene.edition.zone).date()
    return Day(day, year=day.year != today(scene).year)


def start_of(span: Span, scene: Scene) -> Day | Moment:
    """The first moment of *span*: with its hour, unless that is midnight or in another year."""
    opens = span.opens.astimezone(scene.edition.zone)
    day = day_of(opens, scene)
    return day if day.year or opens.hour == opens.minute == 0 else Moment(opens)


def end_of(span: Span, scene: Scene) -> Day | Moment:
    """The last moment of *span*: with its hour, unless that is midnight or in another year."""
    last = last_day(span, scene)
    return last if last.year else closing(span, scene.edition)


def last_day(span: Span, scene: Scene) -> Day:
    """The last day of *span*, with its year if that is not this one."""
    end = closing(span, scene.edition)
    day = end.at.date() if isinstance(end, Moment) else end.day
    return Day(day, year=day.year != today(scene).year)


def days_left(span: Span, scene: Scene) -> int:
    """Days until the last one of *span*; 0 on that day."""
    return (last_day(span, scene).day - today(scene)).days


def is_over(scene: Scene) -> bool:
    """Whether the vote is over."""
    span = scene.edition.span_of(Phase.VOTE)
    return span is not None and span.closes <= scene.now


def about_the_vote(scene: Scene) -> tuple[Say, ...]:
    """In a few words what there is to do about the vote now, or when it opens; that it is over, once it is."""
    span = scene.edition.span_of(Phase.VOTE)
    if span is None:
        return ()
    if scene.now < span.opens:
        return (_("Le vote ouvre le {day}.", day=start_of(span, scene)),)
    if scene.now < span.closes:
        return (_("Pour voter : VOTE."),)
    return (_("Le vote est clos depuis le {end}.", end=end_of(span, scene)),)


def about_ideas(scene: Scene) -> tuple[Say, ...]:
    """In a few words what there is to do about ideas now, or when one can; that it is over, once it is."""
    span = scene.edition.span_of(Phase.IDEAS)
    if span is None:
        return ()
    if scene.now < span.opens:
        return (_("Le dépôt des idées ouvre le {day}.", day=start_of(span, scene)),)
    if scene.now < span.closes:
        return (_("Pour proposer : PROPOSER."),)
    return (_("Le dépôt des idées est clos depuis le {end}.", end=end_of(span, scene)),)


def to_do(scene: Scene) -> Say:
    """The one thing to write just now."""
    match scene.phase:
        case Phase.VOTE if scene.me.voted_on:
            return _("Vérifier votre vote : RECU.")
        case Phase.VOTE:
            return _("Pour voter : VOTE.")
        case Phase.IDEAS:
            return _("Pour proposer : PROPOSER.")
        case Phase.RESULTS | Phase.WORKS | Phase.CLOSED:
            return _("Les résultats : RESULTATS.")
    return _("Voir les projets : PROJETS.") if scene.edition.projects else _("Tout voir : MENU.")
