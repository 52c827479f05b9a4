"""The season as a table: each day on which something went out by itself, and whether the laws were kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.table import Table

from tests.support.year.judging import due, told
from tests.support.year.laws import LAWS, kept
from tests.support.year.report import Report
from tests.support.year.season import Season


def table(report: Report, season: Season) -> Table:
    """What the town said first: when, what, to whom, and whether it kept to the laws."""
    wanted, had = due(report, season), told(report, season)
    laws = kept(report, season, had)
    stopped = {(message.days[0], message.what) for message in season.expected if message.stopped}
    title = f"What {season.town} said first"
    shown = Table("day", "between", "what", "to", "who", "expected", *LAWS, title=title, show_lines=False)
    for day, what in sorted({key[:2] for key in wanted.keys() | had.keys()}):
        mine = {who: messages[0].at for (its, said, who), messages in had.items() if (its, said) == (day, what)}
        should = {who for (its, said, who) in wanted if (its, said) == (day, what)}
        right = mine.keys() <= should if (day, what) in stopped else mine.keys() == should
        hours = f"{min(mine.values()):%H:%M}-{_until(max(mine.values()), day)}" if mine else "never"
        weekday = f"{date.fromisoformat(day):%a} {day}"
        marks = [_mark(fine) for fine in (right, *laws.get((day, what), {}).values())]
        shown.add_row(weekday, hours, what, str(len(mine)), _names(sorted(mine)), *marks)
    return shown


def _until(last: object, day: str) -> str:
    """The hour, and the day if it is another one."""
    return f"{last:%H:%M}" if f"{last:%Y-%m-%d}" == day else f"{last:%a %H:%M}"


def _mark(fine: bool) -> str:
    return "✔" if fine else "✘"


def _names(who: Sequence[str]) -> str:
    return ", ".join(who[:_NAMED]) + (f" and {len(who) - _NAMED} more" if len(who) > _NAMED else "")


_NAMED = 3


def summary(report: Report, wrong: Sequence[str]) -> str:
    """The season in a sentence."""
    held = sum(lots[-1][1] for lots in report.lots.values())
    return (
        f"{report.ticks} ticks by two workers, {report.restarts} restarts, {len(report.deliveries)} messages to "
        f"{len(report.lots)} people ({held} held out) in {report.seconds:.0f} s; wrong: {len(wrong) or 'nothing'}."
    )
