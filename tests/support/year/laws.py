"""What every message keeps to, whatever it is about.

* *true*: the date that it names is the one of the calendar at that second, and what it invites to is open;
* *named*: it begins with whose it is;
* *stoppable*: the first reminder of a season tells how to get fewer, and who asked for silence is left alone;
* *once*: nobody has it twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from flows.understanding.folding import fold
from tests.support.year.report import EVERYTHING, REMINDERS, Delivery, Report
from tests.support.year.season import GROUP, Season, Stretch

LAWS = ("true", "named", "stoppable", "once")

Key = tuple[str, str, str]


def kept(
    report: Report, season: Season, had: Mapping[Key, Sequence[Delivery]]
) -> dict[tuple[str, str], dict[str, bool]]:
    """Whether each law was kept by all messages of a kind, by the day and the kind."""
    rows: dict[tuple[str, str], dict[str, bool]] = {(day, what): dict.fromkeys(LAWS, True) for day, what, _who in had}
    for law, (day, what, _who), _delivery in _faults(report, season, had):
        rows[day, what][law] = False
    return rows


def broken(report: Report, season: Season, had: Mapping[Key, Sequence[Delivery]]) -> list[str]:
    """Each message that keeps not to a law, with the law."""
    faults = _faults(report, season, had)
    return [f"{law}: {one.at:%a %Y-%m-%d %H:%M} {one.who} read «{one.text}»" for law, _key, one in faults]


def _faults(
    report: Report, season: Season, had: Mapping[Key, Sequence[Delivery]]
) -> Iterator[tuple[str, Key, Delivery]]:
    firsts = _firsts(report)
    for key, messages in had.items():
        for one in messages:
            if not is_true(one, season):
                yield "true", key, one
            if not is_named(one, season):
                yield "named", key, one
            if not _is_stoppable(one, report, is_first=firsts.get(one.who) is one):
                yield "stoppable", key, one
        for again in messages[1:]:
            yield "once", key, again


# True

_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout"),
    *("septembre", "octobre", "novembre", "decembre"),
)
_DATE = re.compile(rf"\b(\d+|1er) ({'|'.join(_MONTHS)})(?: a (\d+) h(?: (\d+))?)?")


def is_true(one: Delivery, season: Season) -> bool:
    """Whether what it says was so at that second: the thing was open, and closes then, or is yet to begin then."""
    if _invites_to_vote(one) and not _is_open(season.calendar["vote"], one.at, season):
        return False
    about = next((about for about in season.calendar if one.what.endswith(f" {about}")), "")
    if not about:
        return True
    stretch = _known(season.calendar[about], one.at, season)
    named = _DATE.search(fold(one.text))
    end = season.at(stretch.closes)
    if one.what.startswith("meeting"):
        return bool(named) and one.at < end and named.groups() == _said(end)  # type: ignore[union-attr]
    return bool(named) and _is_open([stretch], one.at, season) and named.groups() == _said(end)  # type: ignore[union-attr]


def _invites_to_vote(one: Delivery) -> bool:
    return bool(re.search(r"\bVOTE\b", one.text)) or "pour voter" in fold(one.text)


def _is_open(stretches: Sequence[Stretch], at: datetime, season: Season) -> bool:
    known = _known(stretches, at, season)
    return season.at(known.opens) <= at < season.at(known.closes)


def _known(stretches: Sequence[Stretch], at: datetime, season: Season) -> Stretch:
    """What was announced by then."""
    return [stretch for stretch in stretches if season.at(stretch.since) <= at or stretch is stretches[0]][-1]


def _said(end: datetime) -> tuple[str | None, ...]:
    """A moment as people say it, in the parts that `_DATE` reads: what ends with a day is said by that day."""
    last = end - timedelta(days=1) if end.hour == end.minute == 0 else end
    day = "1er" if last.day == 1 else str(last.day)
    if last is not end:
        return day, _MONTHS[last.month - 1], None, None
    return day, _MONTHS[end.month - 1], str(end.hour), f"{end.minute:02}" if end.minute else None


# Named


def is_named(one: Delivery, season: Season) -> bool:
    """Whether it begins with the town's short name, or with the notice of who writes, which everyone gets once.

    What is for others to read names the town, and the budget.
    """
    if one.who == GROUP or one.what == "to pass on":
        head = fold(one.text.split("\n")[0])
        return fold(season.town) in head and "budget participatif" in head
    return one.text.startswith((f"{season.short} : ", f"Ville de {season.town}, "))


# Stoppable


def _firsts(report: Report) -> dict[str, Delivery]:
    """The first reminder that each person got."""
    firsts: dict[str, Delivery] = {}
    for one in report.deliveries:
        if one.kind == "campaign" and one.who != GROUP:
            firsts.setdefault(one.who, one)
    return firsts


def _is_stoppable(one: Delivery, report: Report, *, is_first: bool) -> bool:
    silence = report.silence(one.who, one.at)
    if silence == EVERYTHING or (silence == REMINDERS and one.kind == "campaign"):
        return False
    return not is_first or "RAPPELS NON" in one.text
