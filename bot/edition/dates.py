"""The days and hours of an edition file, on the town's clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def end_of(when: date) -> date:
    """The moment at which what ends *when* is over: a date alone is over at the end of that day."""
    return when if isinstance(when, datetime) else when + timedelta(days=1)


def local_hour(when: date, zone: tzinfo) -> tuple[datetime, str]:
    """The moment that *when* is in *zone*, and what is wrong with it if its clocks skip that hour; a date is 00:00."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    if when.tzinfo:
        return when.astimezone(zone), ""
    there_and_back = when.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) == when:
        return there_and_back, ""
    return there_and_back, f"is an hour that the clocks skip that day: write {as_toml(there_and_back)}"


def not_after(begins: str, opens: datetime) -> str:
    """What is wrong with an end that is not after its beginning, the key *begins*."""
    return f"is not after {begins}: write a time after {as_toml(opens)}"


def as_toml(moment: datetime) -> str:
    """*moment* as an edition file writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
