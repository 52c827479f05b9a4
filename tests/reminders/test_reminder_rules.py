"""When each reminder is due: a table of dates for the sample edition, and for other hours, places and calendars."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.channels import CHANNELS
from bot.channels.gsm import segments_of
from bot.edition.file import read_edition
from bot.languages.words import languages, voice
from bot.practice.sample import SAMPLE
from bot.reminders.campaigns import good_start, wanted
from flows.registry import BY_NAME as FLOWS
from flows.reminders import BY_NAME, REMINDERS, Rule
from flows.talk.memory import Memory
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.town.edition import Edition, News, Phase, Span, Stage, Status
from flows.town.good_times import is_good
from flows.town.meeting import MeetingChange
from flows.town.prolonged import Prolongation
from tests.support.budgets import segments_in
from tests.support.reminding import ALL

EVERY = read_edition(SAMPLE)
_VOTE_ENDS = next(span.closes for span in EVERY.spans if span.phase is Phase.VOTE)
LONGER = Prolongation(
    Phase.VOTE, _VOTE_ENDS - timedelta(days=7), _VOTE_ENDS, _VOTE_ENDS - timedelta(days=9), "le site était en panne"
)
MEETINGS = {meeting.id: meeting for meeting in EVERY.meetings}
CHANGED = (
    MeetingChange(_VOTE_ENDS - timedelta(days=20, hours=10), MEETINGS["promenade-des-projets"]),
    MeetingChange(_VOTE_ENDS + timedelta(days=2, hours=14), replace(MEETINGS["soiree-des-resultats"], id="bal")),
)
BUILT = replace(
    EVERY.projects[-1],
    status=Status.WORKS,
    news=(News(_VOTE_ENDS + timedelta(days=102), Status.WORKS, Stage.WORKS),),
)
SAMPLE_EDITION = replace(
    EVERY,
    campaigns=replace(EVERY.campaigns, rules=ALL),
    prolonged=(LONGER,),
    meeting_changes=CHANGED,
    projects=(*EVERY.projects[:-1], BUILT),
)
"""The sample, whose vote was to end a week sooner, until two days before that; a walk that moved, a ball cancelled; one
project is being built."""

# The rule, what about, and from when until when it is told: hours of the town's clocks.
TABLE = """
phase_opens        ideas                  2026-01-12 09:00  2026-01-19 09:00
phase_opens        vote                   2026-11-02 09:00  2026-11-09 09:00
closes_soon        ideas                  2026-03-27 09:00  2026-03-29 20:00
unfinished_draft   ideas                  2026-02-20 09:00  2026-03-25 20:00
unfinished_draft   ideas                  2026-03-26 09:00  2026-03-29 20:00
unfinished_survey  parvis-gare            2026-03-13 09:00  2026-03-16 00:00
unfinished_survey  bilan-2026             2027-01-29 09:00  2027-02-01 00:00
ballot_begun       vote                   2026-11-17 09:00  2026-11-28 09:00
ballot_begun       vote                   2026-11-28 09:00  2026-11-29 20:00
not_voted_yet      vote                   2026-11-27 09:00  2026-11-29 20:00
phase_prolonged    vote                   2026-11-21 09:00  2026-11-27 20:00
result_announced   results                2026-12-07 18:00  2027-01-04 00:00
meeting_announced  parvis-gare:gare       2026-03-17 18:30  2026-03-22 18:30
meeting_announced  promenade-des-projets:centre  2026-11-07 10:00  2026-11-12 10:00
meeting_announced  soiree-des-resultats   2026-11-30 18:00  2026-12-05 18:00
survey_opens       parvis-gare            2026-02-02 09:00  2026-02-09 00:00
survey_opens       bilan-2026             2026-11-02 09:00  2026-11-09 09:00
proclamation       results                2026-12-05 18:00  2026-12-07 18:00
thanks             results                2026-12-10 18:00  2027-01-04 00:00
works              2027-03-15             2027-03-15 09:00  2027-03-22 00:00
meeting_moved      promenade-des-projets@1794214800  2026-11-09 10:00  2026-11-14 10:00
meeting_cancelled  bal@1796202000         2026-12-02 10:00  2026-12-07 18:00
meeting_tomorrow   parvis-gare            2026-03-23 18:30  2026-03-24 17:30
meeting_tomorrow   promenade-des-projets  2026-11-13 10:00  2026-11-14 09:00
meeting_tomorrow   soiree-des-resultats   2026-12-07 09:00  2026-12-07 17:00
"""


def _table(edition: Edition, *rules: str) -> list[tuple[str, ...]]:
    """The moments of *rules* (of all if none is named), as the town's clocks show them."""
    moments = [
        (planned.rule, planned.about, *(_minute(at, edition) for at in (planned.due_at, planned.until)))
        for planned in wanted(edition)
        if planned.rule in (rules or ALL)
    ]
    return sorted(moments)


def _minute(at: datetime, edition: Edition) -> str:
    return f"{at.astimezone(edition.zone):%Y-%m-%d %H:%M}"


def _expected(table: str) -> list[tuple[str, ...]]:
    rows = (line.split() for line in table.strip().splitlines())
    return sorted((rule, about, f"{day} {hour}", f"{last} {end}") for rule, about, day, hour, last, end in rows)


def test_the_sample_edition_reminds_at_these_moments() -> None:
    assert _table(SAMPLE_EDITION) == _expected(TABLE)


@pytest.mark.parametrize("rule", REMINDERS, ids=lambda rule: rule.name)
def test_every_rule_has_its_dates_in_the_table(rule: Rule) -> None:
    assert any(line.startswith(rule.name) for line in TABLE.splitlines())


def _votes(opens: datetime, closes: datetime, **rules: object) -> Edition:
    """An edition that is nothing but a vote, in the zone of its dates."""
    zone = opens.tzinfo
    assert isinstance(zone, ZoneInfo)
    campaigns = replace(SAMPLE_EDITION.campaigns, **{"holidays": "", **rules})  # type: ignore[arg-type]
    spans = (Span(Phase.VOTE, opens, closes),)
    nothing_else: dict[str, Any] = {
        "surveys": (),
        "meetings": (),
        "meeting_changes": (),
        "projects": (),
        "prolonged": (),
    }
    return replace(SAMPLE_EDITION, timezone=zone.key, spans=spans, campaigns=campaigns, **nothing_else)


def _at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type, misc]


PARIS, REUNION, MARQUESAS, MARTINIQUE = (
    *("Europe/Paris", "Indian/Reunion"),
    *("Pacific/Marquesas", "America/Martinique"),
)

PLACES = {
    "the clocks go forward in between": (
        _votes(_at(PARIS, 2026, 3, 16, 9), _at(PARIS, 2026, 3, 31, 18)),
        "not_voted_yet vote 2026-03-28 18:00 2026-03-31 18:00",
    ),
    "the clocks go back in between": (
        _votes(_at(PARIS, 2026, 10, 12, 9), _at(PARIS, 2026, 10, 26, 18)),
        "not_voted_yet vote 2026-10-23 18:00 2026-10-26 18:00",
    ),
    "the hour that does not exist": (
        _votes(_at(PARIS, 2026, 3, 16, 9), _at(PARIS, 2026, 4, 1, 2, 30), sundays=True),
        "not_voted_yet vote 2026-03-29 09:00 2026-04-01 02:30",
    ),
    "La Réunion": (
        _votes(_at(REUNION, 2026, 5, 4, 9), _at(REUNION, 2026, 5, 22, 18)),
        "not_voted_yet vote 2026-05-19 18:00 2026-05-22 18:00",
    ),
    "the abolition of slavery, La Réunion": (
        _votes(_at(REUNION, 2026, 12, 7, 9), _at(REUNION, 2026, 12, 23, 18), holidays="FR-974"),
        "not_voted_yet vote 2026-12-21 09:00 2026-12-23 18:00",
    ),
    "Martinique": (
        _votes(_at(MARTINIQUE, 2026, 5, 4, 9), _at(MARTINIQUE, 2026, 5, 22, 18)),
        "not_voted_yet vote 2026-05-19 18:00 2026-05-22 18:00",
    ),
    "half an hour off, Marquises": (
        _votes(_at(MARQUESAS, 2026, 5, 4, 9), _at(MARQUESAS, 2026, 5, 22, 18)),
        "not_voted_yet vote 2026-05-19 18:00 2026-05-22 18:00",
    ),
    "Good Friday, Alsace": (
        _votes(_at(PARIS, 2026, 3, 23, 9), _at(PARIS, 2026, 4, 6, 9), holidays="FR-6AE"),
        "not_voted_yet vote 2026-04-04 09:00 2026-04-06 09:00",
    ),
    "a vote that is too short for a reminder of three days": (
        _votes(_at(PARIS, 2026, 11, 5, 9), _at(PARIS, 2026, 11, 7, 18)),
        "",
    ),
}


@pytest.mark.parametrize(("edition", "table"), PLACES.values(), ids=PLACES)
def test_moments_are_those_of_the_towns_own_clocks(edition: Edition, table: str) -> None:
    assert _table(edition, "not_voted_yet") == _expected(table)


def test_of_several_moments_each_lasts_until_the_next_one() -> None:
    edition = _votes(_at(PARIS, 2026, 11, 2, 9), _at(PARIS, 2026, 11, 28, 18), closing_days=(1, 10, 3, 3))

    assert _table(edition, "not_voted_yet") == _expected(
        """
        not_voted_yet vote 2026-11-18 18:00 2026-11-25 18:00
        not_voted_yet vote 2026-11-25 18:00 2026-11-27 18:00
        not_voted_yet vote 2026-11-27 18:00 2026-11-28 18:00
        """
    )


def test_a_moment_that_would_come_too_late_is_brought_forward() -> None:
    """The vote closes on a Monday morning, and on Sundays nobody is written to."""
    edition = _votes(_at(PARIS, 2026, 11, 2, 9), _at(PARIS, 2026, 11, 23, 8), closing_days=(1,))

    assert _table(edition, "not_voted_yet") == _expected("not_voted_yet vote 2026-11-21 09:00 2026-11-23 08:00")


@pytest.mark.parametrize("rule", REMINDERS, ids=lambda rule: rule.name)
def test_every_moment_begins_at_a_good_hour(rule: Rule) -> None:
    for due in rule.due(SAMPLE_EDITION):
        start = good_start(due, SAMPLE_EDITION)

        assert is_good(start, SAMPLE_EDITION)
        assert start < due.until


# Words

PUBLISHED = replace(
    SAMPLE_EDITION,
    projects=tuple(replace(project, status=Status.WINNER, votes=9) for project in SAMPLE_EDITION.projects[:3]),
)


@pytest.mark.parametrize("rule", REMINDERS, ids=lambda rule: rule.name)
@pytest.mark.parametrize("language", languages())
def test_words_fit_two_sms_with_room_for_the_question(rule: Rule, language: str) -> None:
    sms = next(channel for channel in CHANNELS if channel.name == "sms")
    for due in rule.due(PUBLISHED):
        said = rule.says(Scene(PUBLISHED, due.at, Me(1, language=language)), due.about)
        [message] = sms.show(Turned(Memory(), (said,)), voice(language), 0, "").messages

        assert segments_of(message.text) <= segments_in(language, 1 if rule.then else 2), message.text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("rule", [rule for rule in REMINDERS if rule.to_group], ids=lambda rule: rule.name)
def test_what_a_group_reads_names_the_town_and_asks_for_no_word_there(rule: Rule, language: str) -> None:
    assert rule.to_group is not None
    for due in rule.due(PUBLISHED):
        text = voice(language).say(rule.to_group(Scene(PUBLISHED, due.at, Me(0, language=language)), due.about))

        assert PUBLISHED.town in text.splitlines()[0]
        assert not re.search(r"\b[A-Z]{4,}\b", text), "nobody reads words in a group"


LEFT = {
    "a month": (30, "On peut encore voter"),
    "eight days": (8, "On peut encore voter"),
    "a week": (7, "Dernière semaine pour voter"),
    "three days": (3, "Derniers jours pour voter"),
    "a day": (1, "Dernières heures pour voter"),
}


@pytest.mark.parametrize(("days", "words"), LEFT.values(), ids=LEFT)
def test_a_group_reads_how_near_the_end_is(days: int, words: str) -> None:
    assert BY_NAME["not_voted_yet"].to_group is not None
    scene = Scene(SAMPLE_EDITION, _VOTE_ENDS - timedelta(days=days), Me(0))

    text = voice("fr").say(BY_NAME["not_voted_yet"].to_group(scene, "vote"))

    assert words in text
    assert "29 novembre" in text


@pytest.mark.parametrize("rule", [rule for rule in REMINDERS if rule.then], ids=lambda rule: rule.name)
def test_what_follows_a_reminder_is_a_conversation(rule: Rule) -> None:
    assert rule.then in FLOWS


WALK = "promenade-des-projets"

TRUTH = {
    "who voted is not told that the vote opens": ("phase_opens", "vote", 1, Me(1, voted_on=date(2026, 11, 3)), False),
    "who did nothing is": ("phase_opens", "vote", 1, Me(1), True),
    "nobody is told when the vote is over": ("not_voted_yet", "vote", 40, Me(1), False),
    "who voted has nothing to finish": ("ballot_begun", "vote", 1, Me(1, voted_on=date(2026, 11, 3)), False),
    "a draft that was sent waits no more": ("unfinished_draft", "ideas", -200, Me(1), False),
    "a draft is there while ideas are open": ("unfinished_draft", "ideas", -250, Me(1, drafts=("propose",)), True),
    "who has a draft is not told to begin": ("closes_soon", "ideas", -250, Me(1, drafts=("propose",)), False),
    "a result that is not published is not announced": ("result_announced", "results", 40, Me(1), False),
    "who voted needs no more time": ("phase_prolonged", "vote", 20, Me(1, voted_on=date(2026, 11, 3)), False),
    "who did not has some": ("phase_prolonged", "vote", 20, Me(1), True),
    "ideas were not prolonged": ("phase_prolonged", "ideas", -250, Me(1), False),
    "a meeting that begins is no news": ("meeting_tomorrow", "soiree-des-resultats", 60, Me(1), False),
    "a meeting that was cancelled is not recalled": ("meeting_tomorrow", "bal", 0, Me(1), False),
    "the result is awaited until its hour": ("proclamation", "results", 34, Me(1), True),
    "and not once its hour has come": ("proclamation", "results", 36, Me(1), False),
    "who could not know the result is not thanked": ("thanks", "results", 38, Me(1), False),
    "a meeting ahead is announced": ("meeting_announced", f"{WALK}:centre", 6, Me(1), True),
    "one that began is not": ("meeting_announced", f"{WALK}:centre", 12, Me(1), False),
    "nor one that was cancelled": ("meeting_announced", "bal", 6, Me(1), False),
    "a survey for a district is not for another": ("survey_opens", "parvis-gare", -272, Me(1, district="rives"), False),
    "who began it needs no invitation": ("survey_opens", "parvis-gare", -272, Me(1, drafts=("survey",)), False),
    "who it is for may answer": ("survey_opens", "parvis-gare", -272, Me(1, district="gare"), True),
    "a meeting that moved is told until it begins": ("meeting_moved", f"{WALK}@1794214800", 8, Me(1), True),
    "and then no more": ("meeting_moved", f"{WALK}@1794214800", 12, Me(1), False),
    "a move before the last one is none": ("meeting_moved", f"{WALK}@1794214000", 8, Me(1), False),
    "what was cancelled is told until its hour": ("meeting_cancelled", "bal@1796202000", 31, Me(1), True),
    "and not once it is past": ("meeting_cancelled", "bal@1796202000", 36, Me(1), False),
    "what takes place is not cancelled": ("meeting_cancelled", f"{WALK}@1794214800", 8, Me(1), False),
    "a survey that was withdrawn is forgotten": ("unfinished_survey", "bal", 5, Me(1, drafts=("survey",)), False),
}


@pytest.mark.parametrize(("name", "about", "days", "me", "true"), TRUTH.values(), ids=TRUTH)
def test_only_what_is_still_true_is_told(name: str, about: str, days: int, me: Me, true: bool) -> None:
    opens = _at(PARIS, 2026, 11, 2, 10)

    assert BY_NAME[name].is_true(Scene(SAMPLE_EDITION, opens + timedelta(days=days), me), about) is true
