"""When the town may speak first: never early, late, on Sundays or on public holidays, as its people live them.

The library of public holidays knows 250 countries, and is loaded only where days are not known yet: where an edition is
read from its file, which then holds those of its years.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from flows.town.edition import Edition
from flows.town.reminder_rules import CampaignRules, DaysOff

LONGEST_PAUSE = 14
"""Days within which there is always a good one."""


class UnknownHolidays(ValueError):
    """There are no such public holidays: write FR, or a region of it: FR-6AE (Alsace), FR-57 (Moselle), FR-974."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{self.__doc__} Given: {code}.")


class NoOwnHolidays(ValueError):
    """This part of a country has no public holidays of its own, and would silently mean the whole: write *instead*."""

    def __init__(self, code: str, instead: str) -> None:
        super().__init__(f"{code} has no public holidays of its own: write {instead}.")
        self.instead = instead


OF_ZONES = {
    "America/Guadeloupe": "FR-971",
    "America/Martinique": "FR-972",
    "America/Cayenne": "FR-973",
    "Indian/Reunion": "FR-974",
    "Indian/Mayotte": "FR-976",
    "America/St_Barthelemy": "FR-BL",
    "America/Marigot": "FR-MF",
    "Pacific/Noumea": "FR-NC",
    **dict.fromkeys(("Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Gambier"), "FR-PF"),
    "Pacific/Wallis": "FR-WF",
}
"""Whose public holidays are kept where the time zone is one of the French overseas; elsewhere France's."""


YEARS = range(2024, 2031)
"""Years in which the days of a part are compared with those of its country."""

_EAST = "FR-6AE for a town in Alsace, FR-57 for one in Moselle, else FR"
_IN_FRANCE = {
    **dict.fromkeys(("GES", "Grand-Est", "Grand Est", "Alsace-Moselle"), _EAST),
    "Métropole": "FR",
    "Saint-Barthélémy": "FR-BL",
}
"""What to write instead of names that stand for more than one part, or for none any more."""


def own_holidays(code: str) -> str:
    """The code, of a country or of a part with days of its own. Raises UnknownHolidays, NoOwnHolidays."""
    country, _dash, region = code.partition("-")
    if country == "FR" and region in _IN_FRANCE:
        raise NoOwnHolidays(code, _IN_FRANCE[region])
    if region and all(public_holidays(code, year) == public_holidays(country, year) for year in YEARS):
        raise NoOwnHolidays(code, country)
    public_holidays(code, YEARS[0])
    return code


def with_days_off(rules: CampaignRules, years: Iterable[int]) -> CampaignRules:
    """*rules* with the public holidays of *years*, so that who keeps to them in these years need not work them out."""
    if not rules.holidays:
        return rules
    known = tuple(sorted(set(years)))
    days = tuple(day for year in known for day in sorted(public_holidays(rules.holidays, year)))
    return replace(rules, days_off=DaysOff(rules.holidays, known, days))


def next_good(moment: datetime, edition: Edition) -> datetime:
    """The first moment from *moment* on at which a message that nobody asked for may go; aware, in UTC."""
    local = moment.astimezone(edition.zone)
    rules = edition.campaigns
    for days in range(LONGEST_PAUSE):
        day = local.date() + timedelta(days=days)
        opens, closes = _hour(day, rules.from_hour, edition), _hour(day, rules.to_hour, edition)
        start = max(moment.astimezone(UTC), opens)
        if is_good_day(day, edition) and start < closes:
            return start
    raise ValueError("two weeks without a good day: check [reminders] of the edition")


def is_good(moment: datetime, edition: Edition) -> bool:
    """Whether a message that nobody asked for may go at *moment*."""
    return next_good(moment, edition) == moment.astimezone(UTC)


def is_good_day(day: date, edition: Edition) -> bool:
    """Whether *day* is no Sunday (unless the edition says they are fine) and no public holiday."""
    rules = edition.campaigns
    if day.weekday() == 6 and not rules.sundays:
        return False
    return not rules.holidays or day not in _days_off(rules, day.year)


def _days_off(rules: CampaignRules, year: int) -> Collection[date]:
    known = rules.days_off
    return known.days if known.of == rules.holidays and year in known.years else public_holidays(rules.holidays, year)


@lru_cache(maxsize=64)
def public_holidays(code: str, year: int) -> frozenset[date]:
    """The public holidays of a country or one of its regions (FR, FR-6AE …) in *year*. Raises UnknownHolidays."""
    country, _dash, region = code.partition("-")
    if not _knows(country, region):
        raise UnknownHolidays(code)
    from holidays import country_holidays  # only now: it loads 280 modules

    return frozenset(country_holidays(country, subdiv=region or None, years=year))


def _knows(country: str, region: str) -> bool:
    """Whether the library has the public holidays of that country, and of that part of it if one is named."""
    import holidays
    from holidays.registry import EntityLoader

    loader = getattr(holidays, country, None)
    calendar = loader.get_entity() if isinstance(loader, EntityLoader) else None
    if calendar is None:
        return False
    return not region or region in (*calendar.subdivisions, *calendar.subdivisions_aliases)


def _hour(day: date, hour: int, edition: Edition) -> datetime:
    """That hour of that day as the town's clocks show it; 24 is the end of the day."""
    midnight = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24), edition.zone)
    return midnight.astimezone(UTC)
