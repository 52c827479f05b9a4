"""What reached people in a season, beside what should have: all that was not as expected."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from bot.channels.gsm import segments_of
from flows.understanding.folding import fold
from tests.support.year.laws import broken
from tests.support.year.report import Delivery, Report
from tests.support.year.season import GROUP, Expected, Season

Key = tuple[str, str, str]
"""The day on which it may come first, what it is, and whom it reaches."""

REMINDS = ("phase_opens", "closes_soon", "unfinished", "ballot_begun", "not_voted_yet", "phase_prolonged")
"""What those who are held out do not get: news and meetings they do."""

OPENING = ("unfinished", "ballot_begun", "to relay")
"""What a question follows."""


def told(report: Report, season: Season) -> dict[Key, list[Delivery]]:
    """What reached whom on which day; the question that follows a reminder belongs to it."""
    deliveries: dict[Key, list[Delivery]] = defaultdict(list)
    newest: dict[str, Delivery] = {}
    for delivery in report.deliveries:
        delivery.what = _what(delivery, season)
        before = newest.get(delivery.who)
        delivery.follows = bool(
            not delivery.what
            and before
            and delivery.at - before.at < timedelta(minutes=1)
            and before.what.startswith(OPENING)
        )
        if not delivery.follows:
            newest[delivery.who] = delivery
            what = delivery.what or f"? {delivery.text}"
            deliveries[_day(what, delivery, season), what, delivery.who].append(delivery)
    return dict(deliveries)


def _day(what: str, delivery: Delivery, season: Season) -> str:
    """The day on which it might have come first, of those on which it may."""
    day = f"{delivery.at:%Y-%m-%d}"
    may = (message for message in season.expected if message.what == what and delivery.who in message.who)
    return next((first for first, last in (message.days for message in may) if first <= day <= last), day)


def _what(delivery: Delivery, season: Season) -> str:
    """What a message is, by its words alone; nothing if they tell of nothing we know."""
    words = fold(delivery.text)
    said = next((what for saying, what in season.sayings if saying in words), "")
    if delivery.who == GROUP:
        return f"posted: {said}"
    if "a relayer dans votre groupe" in words:
        return f"to relay: {said}"
    if news := re.search(r"du nouveau pour (?:le|votre) projet no? (\d+)", words):
        return f"news of {news[1]}"
    return said


def due(report: Report, season: Season) -> dict[Key, datetime]:
    """What should reach whom on which day, and since when."""
    return {
        (message.days[0], message.what, who): season.at(message.at)
        for message in season.expected
        for who in (*message.who, *message.full)
        if _is_for(who, message, is_held=report.is_held(who, season.at(message.at)))
    }


def _is_for(who: str, message: Expected, *, is_held: bool) -> bool:
    if who in message.full:
        return is_held
    return not (is_held and message.what.startswith(REMINDS))


def complaints(report: Report, season: Season) -> list[str]:
    """All that was not as it should be."""
    wanted, had = due(report, season), told(report, season)
    wrong = [f"{day} {who} should have had: {what}" for day, what, who in _missing(wanted, had, season)]
    wrong += [f"{day} {who} should not have had: {what}" for day, what, who in sorted(had.keys() - wanted.keys())]
    for key, messages in sorted(had.items()):
        if key in wanted and messages[0].at < wanted[key]:
            wrong.append(f"{key} too early, at {messages[0].at:%H:%M}")
    wrong += [f"not {fault}" for fault in broken(report, season, had)]
    wrong += [
        f"{delivery.at:%a %Y-%m-%d %H:%M} is no time to write: {delivery.text}"
        for delivery in report.deliveries
        if _is_bad(delivery, season)
    ]
    wrong += _too_often(had)
    wrong += _half_way(had, season)
    wrong += _too_dear(report, season)
    wrong += _elsewhere(report, season)
    expected = list(season.refused)
    wrong += [f"refused: {report.refused} and not {expected}"] if not _is_refused(report, season) else []
    wrong += [f"{report.unfinished} messages still wait"] if report.unfinished else []
    return wrong


def _missing(wanted: dict[Key, datetime], had: dict[Key, list[Delivery]], season: Season) -> list[Key]:
    """What should have come and did not; of what the team stopped half way nothing has to."""
    stopped = {(message.days[0], message.what) for message in season.expected if message.stopped}
    return sorted(key for key in wanted.keys() - had.keys() if key[:2] not in stopped)


def _half_way(had: dict[Key, list[Delivery]], season: Season) -> Iterator[str]:
    """What was to take several days and did not, and what the team stopped too late or too early."""
    for message in season.expected:
        came = [had[key] for key in had if key[:2] == (message.days[0], message.what) and key[2] in message.who]
        days = {f"{one[0].at:%Y-%m-%d}" for one in came}
        if message.until and not message.stopped and len(days) < 2:  # the ceiling of a day was not reached
            yield f"{message.at} {message.what} took {len(days)} day"
        if message.stopped and not 0 < len(came) < len(message.who):
            yield f"{message.at} {message.what} reached {len(came)}, though it was stopped half way"


def _is_bad(delivery: Delivery, season: Season) -> bool:
    """Whether it went at an hour, or on a day, at which the town says nothing by itself."""
    day = delivery.at.date()
    return not 9 <= delivery.at.hour < 20 or day.weekday() == _SUNDAY or day in season.holidays


_SUNDAY = 6


def _too_often(had: dict[Key, list[Delivery]]) -> Iterator[str]:
    """Who had more than two reminders within seven days, and groups that had more than one within a day."""
    times: dict[str, list[datetime]] = defaultdict(list)
    for (_day_of, _what_of, who), [first, *_rest] in had.items():
        if who == GROUP or first.kind == "campaign":
            times[who].append(first.at)
    for who, moments in times.items():
        moments.sort()
        if any(third - first < timedelta(days=7) for first, third in zip(moments, moments[2:], strict=False)):
            yield f"{who} had three in a week"
        if who == GROUP and any(second - first < timedelta(days=1) for first, second in pairwise(moments)):
            yield "the group had two in a day"


def _too_dear(report: Report, season: Season) -> Iterator[str]:
    """Days on which reminders cost more than their ceiling by more than one SMS."""
    days: dict[str, list[int]] = defaultdict(list)
    for one in report.deliveries:
        if season.segments_a_day and one.kind == "campaign" and one.channel == "sms":
            days[f"{one.at:%Y-%m-%d}"].append(segments_of(one.text))
    for day, segments in days.items():
        if sum(segments) - max(segments) >= season.segments_a_day:
            yield f"{day} reminders took {sum(segments)} segments"


def _elsewhere(report: Report, season: Season) -> Iterator[str]:
    """What did not go to the telephone from which its person wrote last."""
    for one in report.deliveries:
        by = [channel for since, channel in season.addresses.get(one.who, ()) if season.at(since) <= one.at]
        if by and by[-1] != one.channel:
            yield f"{one.at:%Y-%m-%d} {one.who} was written to by {one.channel}"


def _is_refused(report: Report, season: Season) -> bool:
    """Whether the telephone of who blocked us told so, once: of who is held out perhaps later, or never."""
    held = {who for who, day in season.refused if report.is_held(who, season.at(f"{day} 09:00"))}
    later = [(who, day) for who, day in report.refused if who in held]
    others = [one for one in season.refused if one[0] not in held]
    return len(later) <= len(held) and sorted(set(report.refused) - set(later)) == sorted(others)
