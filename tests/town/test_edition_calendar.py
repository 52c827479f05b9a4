"""What an edition file says of reminders and meetings, and what a town is told when it cannot stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import pytest

from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from flows.reminders import REMINDERS
from flows.town.good_times import is_good_day, with_days_off
from flows.town.reminder_rules import CampaignRules, DaysOff, Wording
from storage.database.store import Store
from storage.town import editions
from tests.support.bourg import TOWN, read_text, wrong_with
from tests.support.reminding import BESIDES

REMIND = """
[reminders]
rules = ["closes_soon", "not_voted_yet"]
closing_days = [7, 2]
draft_days = 5
auto = true
per_week = 3
from_hour = 10
to_hour = 24
sundays = true
holidays = "FR-6AE"
hold_out = 10
day_ceiling = 20
ceiling = 100.50
[[reminders.wordings]]
rule = "not_voted_yet"
text = "Votre voix compte. Pour voter : VOTE."
"""

ZONES = {
    "Indian/Reunion": "FR-974",
    "America/Martinique": "FR-972",
    "Pacific/Marquesas": "FR-PF",
    "America/Miquelon": "FR",
    "Europe/Paris": "FR",
}


@pytest.mark.parametrize(("zone", "holidays"), ZONES.items(), ids=ZONES)
def test_holidays_are_those_of_the_time_zone_where_the_file_names_none(
    zone: str, holidays: str, tmp_path: Path
) -> None:
    town = TOWN.replace('"Europe/Paris"', f'"{zone}"')

    assert read_text(tmp_path, town).campaigns.holidays == holidays
    assert read_text(tmp_path, town + '[reminders]\nholidays = ""\n').campaigns.holidays == ""


MEET = """
[[meetings]]
id = "atelier"
title = "Atelier au lavoir"
starts = 2026-06-10T18:00:00
ends = 2026-06-10T20:00:00
place = "le lavoir"
[[meetings]]
id = "fete"
number = 7
title = "La fête"
starts = 2026-12-10T18:00:00
ends = 2026-12-10T22:30:00
place = "la mairie"
about = "On trinque."
district = "nord"
capacity = 40
"""


def test_the_reminders_of_a_town_are_read(tmp_path: Path) -> None:
    edition = read_text(tmp_path, TOWN + REMIND)

    assert edition.campaigns == with_days_off(edition.campaigns, (2026, 2027))
    assert replace(edition.campaigns, days_off=DaysOff()) == CampaignRules(
        rules=("closes_soon", "not_voted_yet"),
        closing_days=(7, 2),
        draft_days=5,
        auto=True,
        per_week=3,
        from_hour=10,
        to_hour=24,
        sundays=True,
        holidays="FR-6AE",
        hold_out=10,
        wordings=(Wording("not_voted_yet", "Votre voix compte. Pour voter : VOTE."),),
        day_ceiling=Decimal(20),
        ceiling=Decimal("100.50"),
    )


def test_the_meetings_of_a_town_are_read_by_their_number_or_their_place(tmp_path: Path) -> None:
    workshop, party = read_text(tmp_path, TOWN + MEET).meetings

    assert (workshop.id, workshop.number, workshop.about, workshop.district, workshop.capacity) == (
        "atelier",
        1,
        "",
        "",
        0,
    )
    assert (party.number, party.title, party.place) == (7, "La fête", "la mairie")
    assert (party.about, party.district, party.capacity) == ("On trinque.", "nord", 40)
    assert [f"{at.astimezone(UTC):%d %H:%M}" for at in (workshop.starts, party.starts, party.ends)] == [
        "10 16:00",
        "10 17:00",
        "10 21:30",
    ]


def test_a_file_that_says_nothing_reminds_nobody_and_has_no_meeting(tmp_path: Path) -> None:
    edition = read_text(tmp_path, TOWN)

    assert (replace(edition.campaigns, days_off=DaysOff()), edition.meetings) == (CampaignRules(), ())
    assert edition.campaigns.rules == ()


def test_reminders_and_meetings_come_back_from_the_store_as_they_were(store: Store, tmp_path: Path) -> None:
    read = read_text(tmp_path, TOWN + REMIND + MEET)
    with store.writing() as tx:
        editions.save(tx, read)
    with store.reading() as tx:
        kept = editions.find(tx, read.slug)

    assert (kept.campaigns, kept.meetings) == (read.campaigns, read.meetings)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('"closes_soon"', '"close_soon"', "did you mean 'closes_soon'?", id="no such reminder"),
        pytest.param('"closes_soon"', '"not_voted_yet"', "names 'not_voted_yet' twice: keep one", id="the same twice"),
        pytest.param("[7, 2]", "[7, 7]", "reminders.closing_days: names '7' twice: keep one", id="a day twice"),
        pytest.param("[7, 2]", "[0]", "write 1 or more", id="on the last day"),
        pytest.param("draft_days = 5", "draft_days = 0", "write 1 or more", id="at once"),
        pytest.param("per_week = 3", "per_week = 50", "write 14 or less", id="seven a day"),
        pytest.param("from_hour = 10", "from_hour = 24", "write 23 or less", id="from midnight"),
        pytest.param(
            "to_hour = 24", "to_hour = 10", "reminders.to_hour: is not after from_hour: write 11 or more", id="no hour"
        ),
        pytest.param('"FR-6AE"', '"FR-GES"', "write FR-6AE for a town in Alsace", id="a region without its own days"),
        pytest.param('"FR-6AE"', '"FR-Zone A"', "of its own: write FR", id="a zone of school holidays"),
        pytest.param('"FR-6AE"', '"Alsace"', "write FR, a part of it like FR-6AE (Alsace)", id="unknown holidays"),
        pytest.param("hold_out = 10", "hold_out = 60", "write 50 or less", id="most are not told"),
        pytest.param(
            "day_ceiling = 20", "day_ceiling = 200", "more than the ceiling of the edition", id="too much a day"
        ),
        pytest.param("ceiling = 100.50", "ceiling = 0", "write an amount above 0", id="nothing to spend"),
        pytest.param(
            'rule = "not_voted_yet"',
            'rule = "phase_opens"',
            "reminders.wordings[0].rule: is 'phase_opens', which is not among the rules in use",
            id="words for what is never said",
        ),
        pytest.param("VOTE.", "VOTE." + " Très bien." * 40, "makes an SMS of", id="too long a text"),
        pytest.param("auto = true", "automatic = true", "is not a key we know here", id="a slip"),
    ],
)
def test_a_slip_in_the_reminders_is_named_with_the_remedy(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = TOWN + REMIND
    assert old in text

    [problem] = wrong_with(tmp_path, text.replace(old, new, 1))

    assert told in problem
    assert "line " in problem


def test_the_same_reminder_has_one_other_wording(tmp_path: Path) -> None:
    twice = '[[reminders.wordings]]\nrule = "not_voted_yet"\ntext = "Votez !"\n'

    [problem] = wrong_with(tmp_path, TOWN + REMIND + twice)

    assert "each needs its own" in problem


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('"atelier"', '"fete"', "meetings[1].id: is fete, as in meetings[0]", id="the same id"),
        pytest.param("number = 7", "number = 1", "meetings[1].number: is 1, as in meetings[0]", id="the same number"),
        pytest.param("2026-06-10T18:00:00", "2026-06-10", "write the hour too, like 2026-11-14T10:00:00", id="no hour"),
        pytest.param(
            "2026-06-10T20:00:00", "2026-06-10T17:00:00", "is not after starts: write a time after", id="back to front"
        ),
        pytest.param(
            'district = "nord"\ncapacity',
            'district = "nrod"\ncapacity',
            "the id of no [[districts]]: did you mean 'nord'?",
            id="no such district",
        ),
        pytest.param("capacity = 40", "capacity = -1", "write 0 or more", id="fewer than nobody"),
        pytest.param('place = "le lavoir"', "", "meetings[0].place: is missing", id="nowhere"),
        pytest.param("Atelier au lavoir", "Atelier " * 9, "shorten it to 60 at most", id="too long a title"),
        pytest.param(
            "starts = 2026-06-10T18:00:00\nends = 2026-06-10T20:00:00",
            "starts = 2026-03-29T02:30:00\nends = 2026-03-29T05:00:00",
            "is an hour that the clocks skip that day: write 2026-03-29T03:30:00",
            id="an hour that there is not",
        ),
    ],
)
def test_a_slip_in_a_meeting_is_named_with_the_remedy(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = TOWN + MEET
    assert old in text

    [problem] = wrong_with(tmp_path, text.replace(old, new, 1))

    assert told in problem
    assert "line " in problem


def test_the_sample_uses_every_reminder_but_those_of_a_town_that_likes_to_write_and_sends_none_by_itself() -> None:
    sample = read_edition(SAMPLE)
    needed = [rule.name for rule in REMINDERS if not rule.always and rule.name not in BESIDES]

    assert sample.campaigns.rules == tuple(needed)
    assert not sample.campaigns.auto
    assert sample.campaigns.hold_out == 0
    assert sample.campaigns.day_ceiling
    assert sample.campaigns.ceiling


def test_the_meetings_of_the_sample_are_on_days_when_people_can_come() -> None:
    sample = read_edition(SAMPLE)

    assert [meeting.number for meeting in sample.meetings] == [1, 2, 3]
    assert all(is_good_day(meeting.starts.astimezone(sample.zone).date(), sample) for meeting in sample.meetings)
    assert all(meeting.district in ("", *sample.district_names) for meeting in sample.meetings)
    assert "salle des Tilleuls" in sample.faq_by_id["resultats"].answer
    assert sample.meetings[2].place == "salle des Tilleuls"
