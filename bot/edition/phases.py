"""The dates of the phases: which cannot be, in words that a clerk can act on, and what moves when one is moved.

1. What is over stays as it is: nobody opens or closes anything in the past.
2. Where one phase begins as the other ends, that is one date: it moves for both. But no phase in which people do
   something is made longer or shorter, or begins, only because its neighbour does.
3. Days are counted on the town's clocks: what opens at nine opens at nine a week later, whatever the clocks did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.edition.dates import as_toml, end_of, local_hour, not_after
from flows.town.edition import Phase, Span

ORDER = tuple(Phase)

ACTIVE = frozenset({Phase.IDEAS, Phase.VOTE, Phase.RESULTS})
"""The phases that people wait for, and take part in."""


class PhaseError(ValueError):
    """A date of the calendar cannot be moved so; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class DateChange:
    """One date of the calendar that is another now; one that was not there before, or is no more, is None."""

    phase: Phase
    key: str  # "opens" or "closes"
    old: datetime | None
    new: datetime | None

    def __str__(self) -> str:
        old, new = (f"{at:%Y-%m-%d %H:%M}" if at else "never" for at in (self.old, self.new))
        return f"{self.phase} {self.key}: {old} → {new}"


def trouble(span: Span, before: Sequence[Span]) -> tuple[str, str] | None:
    """The key of *span* that does not fit those *before* it in the calendar, and what is wrong with it."""
    last = max(before, key=lambda earlier: earlier.closes.astimezone(UTC), default=None)
    if last is None:
        return None
    if ORDER.index(span.phase) < ORDER.index(last.phase):
        return "phase", f"stands after {last.phase}: the order is {', '.join(ORDER)}"
    if span.opens.astimezone(UTC) < last.closes.astimezone(UTC):
        what = f"is before {last.phase} closes: phases may not overlap, write {as_toml(last.closes)} or later"
        return "opens", what
    return None


def local(spans: Sequence[Span], zone: tzinfo) -> tuple[Span, ...]:
    """The phases with their dates on the town's clocks."""
    return tuple(Span(span.phase, span.opens.astimezone(zone), span.closes.astimezone(zone)) for span in spans)


def read_date(given: str, key: str, zone: tzinfo) -> datetime:
    """The moment that an operator wrote, as in the file: 2026-12-06, or 2026-12-06T20:00. Raises PhaseError."""
    try:
        day_or_hour: date = date.fromisoformat(given) if len(given) <= _A_DAY else datetime.fromisoformat(given)
    except ValueError as error:
        raise PhaseError(f"{key} is '{given}': write a day or a time, like 2026-12-06 or 2026-12-06T20:00") from error
    moment, skipped = local_hour(end_of(day_or_hour) if key in ENDS else day_or_hour, zone)
    if skipped:
        raise PhaseError(f"{key} {skipped}")
    return moment


_A_DAY = len("2026-12-06")

ENDS = ("closes", "--until")
"""What an end is called: a day that is one lasts to midnight."""


def moved(
    spans: Sequence[Span], phase: Phase, opens: datetime | None, closes: datetime | None, *, and_after: bool
) -> tuple[Span, ...]:
    """The calendar once *phase* opens or closes at other times; with *and_after*, what comes after it follows.

    Then a phase of which only the opening is moved stays as long as it was. The dates are on the town's clocks.
    """
    place = _place(spans, phase)
    span = spans[place]
    if opens and closes is None and and_after:
        closes = _later(span.closes, (opens.date() - span.opens.date()).days)
    new = Span(phase, opens or span.opens, closes or span.closes)
    after = (_after if and_after else _next)(spans[place + 1 :], span, new)
    return (*_before(spans[:place], span, new), new, *after)


def moved_by(spans: Sequence[Span], phase: Phase, days: int, now: datetime, *, and_after: bool) -> tuple[Span, ...]:
    """The calendar once *phase* is *days* later (or earlier): of one that is open, the end. Raises PhaseError."""
    span = spans[_place(spans, phase)]
    if span.closes <= now:
        raise PhaseError(
            f"{phase} is over since {span.closes:%Y-%m-%d %H:%M}. "
            f"To open it again, give it a new end: `portevoix phase {phase} --closes DATE`."
        )
    opens = _later(span.opens, days) if span.opens > now else None
    return moved(spans, phase, opens, _later(span.closes, days), and_after=and_after)


def opened_now(spans: Sequence[Span], phase: Phase, now: datetime) -> tuple[Span, ...]:
    """The calendar once *phase*, the next one, opens at once; the one before it ends then. Raises PhaseError."""
    place = _place(spans, phase)
    span = spans[place]
    if span.opens <= now:
        since = "is open since" if now < span.closes else "is over; it opened on"
        raise PhaseError(
            f"{phase} {since} {span.opens:%Y-%m-%d %H:%M}. "
            f"To give it another end: `portevoix phase {phase} --closes DATE`."
        )
    skipped = next((earlier.phase for earlier in spans[:place] if earlier.opens >= now), None)
    if skipped:
        raise PhaseError(
            f"{skipped} comes before {phase} and has not opened yet: open it first with "
            f"`portevoix phase {skipped} open-now`, or take it out of the file."
        )
    before = (replace(earlier, closes=min(earlier.closes, now)) for earlier in spans[:place])
    return (*before, replace(span, opens=now), *spans[place + 1 :])


def closed_now(spans: Sequence[Span], phase: Phase, now: datetime) -> tuple[Span, ...]:
    """The calendar once *phase*, which is open, closes at once. Raises PhaseError."""
    place = _place(spans, phase)
    span = spans[place]
    if not span.opens < now < span.closes:
        told = "has not opened yet" if now <= span.opens else f"is closed since {span.closes:%Y-%m-%d %H:%M}"
        raise PhaseError(f"{phase} {told}: there is nothing to close. To see the calendar: `portevoix phase`.")
    return moved(spans, phase, None, now, and_after=False)


def changes(old: Sequence[Span], new: Sequence[Span]) -> tuple[DateChange, ...]:
    """The dates that differ, in the order of the phases."""
    before, after = ({span.phase: span for span in spans} for spans in (old, new))
    changed = []
    for phase in ORDER:
        for key in ("opens", "closes"):
            was, is_ = (getattr(spans.get(phase), key, None) for spans in (before, after))
            if was != is_:
                changed.append(DateChange(phase, key, was, is_))
    return tuple(changed)


def check(old: Sequence[Span], new: Sequence[Span], now: datetime) -> None:
    """Raises PhaseError, with all that is wrong with the calendar *new* that *old* shall become at *now*."""
    wrong = [*_misfits(new), *_in_the_past(changes(old, new), now)]
    if wrong:
        raise PhaseError("\n".join(wrong))


def _misfits(spans: Sequence[Span]) -> Iterator[str]:
    for place, span in enumerate(spans):
        if span.closes <= span.opens:
            yield f"{span.phase}.closes {not_after('opens', span.opens)}"
        misfit = trouble(span, spans[:place])
        if misfit:
            yield f"{span.phase}.{misfit[0]} {misfit[1]}"


def _in_the_past(changed: Sequence[DateChange], now: datetime) -> Iterator[str]:
    for change in changed:
        if change.new is not None and change.new < now:
            how = "open-now" if change.key == "opens" else "close-now"
            yield (
                f"{change.phase}.{change.key} is {as_toml(change.new)}, which is past: write a time to come, "
                f"or `portevoix phase {change.phase} {how}`"
            )


def _before(spans: Sequence[Span], old: Span, new: Span) -> tuple[Span, ...]:
    """What comes before: a phase that ended as this one began still does, unless people take part in it."""
    if not spans or spans[-1].closes != old.opens or spans[-1].phase in ACTIVE:
        return tuple(spans)
    return (*spans[:-1], replace(spans[-1], closes=new.opens))


def _next(spans: Sequence[Span], old: Span, new: Span) -> tuple[Span, ...]:
    """What comes next: a phase that began as this one ended still does, unless people wait for it."""
    if not spans or spans[0].opens != old.closes or spans[0].phase in ACTIVE:
        return tuple(spans)
    return (replace(spans[0], opens=new.closes), *spans[1:])


def _after(spans: Sequence[Span], old: Span, new: Span) -> tuple[Span, ...]:
    """What comes after, as many days later as the end of *old* became."""
    days = (_last_day(new.closes) - _last_day(old.closes)).days
    ended, ends, later = old.closes, new.closes, []
    for span in spans:
        opens = ends if span.opens == ended else _later(span.opens, days)
        ended, ends = span.closes, _later(span.closes, days)
        later.append(Span(span.phase, opens, ends))
    return tuple(later)


def _last_day(closes: datetime) -> date:
    """The last day of what closes then: midnight is the end of a day."""
    return (closes.replace(tzinfo=None) - timedelta(seconds=1)).date()


def _later(moment: datetime, days: int) -> datetime:
    """The same hour of the town's clocks so many days later; an hour that they skip is the next one."""
    wanted = moment.replace(tzinfo=None, fold=0) + timedelta(days=days)
    return local_hour(wanted, moment.tzinfo or UTC)[0]


def _place(spans: Sequence[Span], phase: Phase) -> int:
    place = next((place for place, span in enumerate(spans) if span.phase is phase), None)
    if place is None:
        known = ", ".join(span.phase for span in spans) or "none at all"
        raise PhaseError(f"The calendar has no phase {phase}; it has {known}. Add it to the edition file.")
    return place
