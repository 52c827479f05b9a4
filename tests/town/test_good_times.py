"""When the town may speak first: the hours, Sundays and public holidays of where its people live."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.demo import sample
from flows.town.edition import Edition
from flows.town.good_times import (
    LONGEST_PAUSE,
    OF_ZONES,
    NoOwnHolidays,
    UnknownHolidays,
    is_good,
    is_good_day,
    next_good,
    own_holidays,
    public_holidays,
    with_days_off,
)
from flows.town.reminder_rules import CampaignRules
from tests.support.ears import big_edition
from tests.support.folders import ROOT

TOWN = big_edition(1)


def town(zone: str = "Europe/Paris", **rules: object) -> Edition:
    """A town in *zone* whose campaigns keep to *rules*."""
    return replace(TOWN, timezone=zone, campaigns=CampaignRules(**rules))  # type: ignore[arg-type]  # of many types


@pytest.mark.parametrize(
    ("edition", "asked", "good"),
    [
        pytest.param(town(), "2026-11-05 10:00", "2026-11-05 10:00", id="within the hours, at once"),
        pytest.param(town(), "2026-11-05 08:59", "2026-11-05 09:00", id="early in the morning"),
        pytest.param(town(), "2026-11-05 09:00", "2026-11-05 09:00", id="the first moment"),
        pytest.param(town(), "2026-11-05 19:59", "2026-11-05 19:59", id="the last minute"),
        pytest.param(town(), "2026-11-05 20:00", "2026-11-06 09:00", id="a minute too late"),
        pytest.param(town(), "2026-11-06 00:00", "2026-11-06 09:00", id="midnight"),
        pytest.param(town(), "2026-11-07 20:30", "2026-11-09 09:00", id="Saturday night, over Sunday"),
        pytest.param(town(), "2026-11-08 11:00", "2026-11-09 09:00", id="Sunday"),
        pytest.param(town(sundays=True), "2026-11-08 11:00", "2026-11-08 11:00", id="Sunday, where the town says so"),
        pytest.param(town(), "2026-11-11 10:00", "2026-11-12 09:00", id="Armistice Day"),
        pytest.param(town(), "2026-04-03 10:00", "2026-04-03 10:00", id="Good Friday is a day like others in Paris"),
        pytest.param(town(holidays="FR-6AE"), "2026-04-03 10:00", "2026-04-04 09:00", id="not in Alsace"),
        pytest.param(town(holidays="FR-57"), "2026-04-03 10:00", "2026-04-04 09:00", id="nor in Moselle"),
        pytest.param(town(), "2026-12-25 10:00", "2026-12-26 09:00", id="Christmas, in Paris"),
        pytest.param(
            town(holidays="FR-6AE"), "2026-12-25 10:00", "2026-12-28 09:00", id="two days in Alsace, a Sunday"
        ),
        pytest.param(town(holidays="FR-57"), "2026-12-26 10:00", "2026-12-28 09:00", id="26 December in Moselle"),
        pytest.param(town(holidays=""), "2026-12-25 10:00", "2026-12-25 10:00", id="a town that keeps no holidays"),
        pytest.param(
            town("Indian/Reunion", holidays="FR-974"),
            "2025-12-20 10:00",
            "2025-12-22 09:00",
            id="the end of slavery, in Réunion, and a Sunday",
        ),
        pytest.param(
            town("Indian/Reunion"), "2025-12-20 10:00", "2025-12-20 10:00", id="which the rest of France does not keep"
        ),
        pytest.param(town("America/Martinique"), "2026-11-05 19:30", "2026-11-05 19:30", id="evening in Martinique"),
        pytest.param(town("Pacific/Noumea"), "2026-11-05 08:00", "2026-11-05 09:00", id="morning in Nouméa"),
        pytest.param(town("America/Cayenne"), "2026-11-07 21:00", "2026-11-09 09:00", id="Saturday night in Cayenne"),
        pytest.param(town(to_hour=24), "2026-11-05 23:59", "2026-11-05 23:59", id="until the end of the day"),
        pytest.param(
            town(from_hour=0, to_hour=24), "2026-11-07 23:59", "2026-11-07 23:59", id="the last minute before a Sunday"
        ),
        pytest.param(town(from_hour=0, to_hour=24), "2026-11-08 00:00", "2026-11-09 00:00", id="all day, not Sunday"),
    ],
)
def test_a_message_nobody_asked_for_waits_for_a_good_time(edition: Edition, asked: str, good: str) -> None:
    moment = next_good(there(asked, edition), edition)

    assert f"{moment.astimezone(edition.zone):%Y-%m-%d %H:%M}" == good
    assert is_good(there(asked, edition), edition) == (asked == good)


def there(text: str, edition: Edition) -> datetime:
    """A moment on the clocks of the town."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(edition.timezone))


@pytest.mark.parametrize(
    ("asked", "in_utc"),
    [
        pytest.param("2026-03-28 21:00", "2026-03-30 07:00", id="over the Sunday that has 23 hours"),
        pytest.param("2026-10-24 21:00", "2026-10-26 08:00", id="over the Sunday that has 25"),
    ],
)
def test_nine_is_nine_on_the_towns_clocks_after_they_changed(asked: str, in_utc: str) -> None:
    edition = town()

    assert f"{next_good(there(asked, edition), edition):%Y-%m-%d %H:%M}" == in_utc


def test_a_night_that_the_clocks_change_in_is_quiet_to_its_end_even_on_a_good_sunday() -> None:
    edition = town(sundays=True)

    for asked in ("2026-03-29 01:30", "2026-03-29 03:30", "2026-10-25 02:30", "2026-10-25 08:59"):
        moment = next_good(there(asked, edition), edition)
        assert f"{moment.astimezone(edition.zone):%H:%M}" == "09:00"


EDITIONS = [
    town(),
    town(sundays=True, holidays=""),
    town(holidays="FR-6AE", from_hour=0, to_hour=24),
    town("Indian/Reunion", holidays="FR-974"),
    town("America/Martinique", holidays="FR-972", to_hour=10),
    town("Pacific/Noumea", holidays="FR-NC", from_hour=23, to_hour=24),
]


@given(
    st.sampled_from(EDITIONS),
    st.integers(0, 8 * 365 * 24 * 60).map(lambda after: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=after)),
)
def test_a_good_time_is_never_early_and_is_its_own_good_time(edition: Edition, moment: datetime) -> None:
    good = next_good(moment, edition)

    assert moment <= good < moment + timedelta(days=LONGEST_PAUSE)
    assert next_good(good, edition) == good
    assert is_good_day(good.astimezone(edition.zone).date(), edition)
    assert edition.campaigns.from_hour <= good.astimezone(edition.zone).hour < edition.campaigns.to_hour


@pytest.mark.parametrize("code", ["XX", "FR-XX", "Alsace", "country_holidays"])
def test_holidays_that_nobody_knows_are_refused_with_what_to_write(code: str) -> None:
    with pytest.raises(UnknownHolidays, match=f"write FR.*Given: {code}"):
        public_holidays(code, 2026)


def test_without_a_good_day_in_two_weeks_the_remedy_is_named() -> None:
    edition = town(from_hour=20, to_hour=9)

    with pytest.raises(ValueError, match=r"check \[reminders\]"):
        next_good(there("2026-11-05 10:00", edition), edition)


FRANCE = holidays.country_holidays("FR")

OWN = {
    "57": "03-29",  # Good Friday of 2024
    "6AE": "03-29",
    "971": "05-27",
    "972": "05-22",
    "973": "06-10",
    "974": "12-20",
    "976": "04-27",
    "BL": "10-09",
    "MF": "05-28",
    "NC": "09-24",
    "PF": "03-05",
    "WF": "07-29",
}
"""A day that each part of France keeps for itself, in 2024."""

_EAST = "FR-6AE for a town in Alsace, FR-57 for one in Moselle"
ELSEWHERE = {"GES": _EAST, "Alsace-Moselle": _EAST, "Saint-Barthélémy": "FR-BL"}


@pytest.mark.parametrize("part", sorted({*FRANCE.subdivisions, *FRANCE._deprecated_subdivisions}))
def test_every_code_of_france_means_its_own_days_or_is_refused_with_the_right_one(part: str) -> None:
    code = f"FR-{part}"

    if part in OWN:
        assert own_holidays(code) == code
        days = public_holidays(code, 2024) - public_holidays("FR", 2024)
        assert OWN[part] in {f"{day:%m-%d}" for day in days}
    else:
        with pytest.raises(
            NoOwnHolidays, match=f"{code} has no public holidays of its own: write {ELSEWHERE.get(part, 'FR')}"
        ):
            own_holidays(code)


days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@given(st.sampled_from(["FR", "FR-6AE", "FR-57", "FR-974", ""]), st.sets(st.integers(2025, 2028)), days)
def test_a_day_is_good_whether_its_year_was_found_before_or_not(code: str, years: set[int], day: date) -> None:
    edition = town(holidays=code, sundays=True)

    assert is_good_day(day, replace(edition, campaigns=with_days_off(edition.campaigns, years))) == is_good_day(
        day, edition
    )


def test_a_process_that_serves_loads_no_library_of_holidays(tmp_path: Path) -> None:
    """It has 280 modules; the edition that was read from a file holds the days of its years."""
    asks = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from bot.practice.phone import Phone  # as much of the product as conversations need\n"
        "import bot.turn.turns, pickle\n"
        "from flows.town.good_times import next_good\n"
        f"edition = pickle.loads(open({str(tmp_path / 'edition')!r}, 'rb').read())\n"
        "next_good(datetime(2026, 11, 11, 9, tzinfo=UTC), edition)\n"
        "print('holidays' in sys.modules)\n"
    )
    (tmp_path / "edition").write_bytes(pickle.dumps(sample()))

    ran = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ran.stdout == "False\n"


@pytest.mark.parametrize("code", sorted(set(OF_ZONES.values())))
def test_the_holidays_of_a_zone_are_some_that_are_its_own(code: str) -> None:
    assert own_holidays(code) == code
