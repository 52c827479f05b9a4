"""What is today or tomorrow: the vote, the results, a meeting; else when what is open closes, or what comes next."""

from __future__ import annotations

from datetime import datetime

from flows.facts.dates import idea_dates, result_dates, vote_dates, what_next
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, today
from flows.facts.taking_part import meetings
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Phase

SOON = range(2)
"""Days until what is meant by «c'est ce soir ?», «c'est demain ?»."""


def today_or_next(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What happens today or tomorrow, else what one waits for in this phase."""
    edition, (opens, closes) = scene.edition, _of_the_vote(scene)
    if _is_soon(opens, scene) or _is_soon(closes, scene):
        return vote_dates(scene)
    results = edition.span_of(Phase.RESULTS)
    if results and _is_soon(results.opens, scene):
        return result_dates(scene)
    if any(_is_soon(meeting.starts, scene) and scene.now < meeting.ends for meeting in edition.meetings):
        return meetings(scene)
    match scene.phase:
        case Phase.PREPARATION | Phase.IDEAS:
            return idea_dates(scene)
        case Phase.BEFORE_VOTE | Phase.VOTE:
            return vote_dates(scene)
    return what_next(scene)


def _of_the_vote(scene: Scene) -> tuple[datetime | None, datetime | None]:
    span = scene.edition.span_of(Phase.VOTE)
    return (span.opens, span.closes) if span else (None, None)


def _is_soon(at: datetime | None, scene: Scene) -> bool:
    """Whether that moment is today or tomorrow in the town, and still to come."""
    if at is None or at <= scene.now:
        return False
    return (at.astimezone(scene.edition.zone).date() - today(scene)).days in SOON


FACTS: dict[str, Fact] = {"today": today_or_next}
