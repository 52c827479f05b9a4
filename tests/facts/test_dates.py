"""What is said of dates: true in each phase, and no date that is none of the edition's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.edition.file import read_edition
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from flows.facts import FACTS, fact
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition, Phase, Span
from tests.conftest import PARIS
from tests.support.ears import paris

EDITION = read_edition(SAMPLE)


def heard(topic: str, at: datetime, edition: Edition = EDITION, language: str = "fr") -> str:
    """What an SMS says of *topic* at that moment."""
    told = fact(topic, Scene(edition, at, Me(1)))
    return voice(language).say(told.short or told.text) if told else ""


@pytest.mark.parametrize(
    ("topic", "at", "says"),
    [
        ("vote_dates", paris(2025, 12, 10), "Le vote ouvre le 2 novembre 2026 et dure jusqu'au 29 novembre 2026."),
        ("vote_dates", paris(2026, 2, 10), "Le vote ouvre le 2 novembre à 9 h et dure jusqu'au 29 novembre à 20 h."),
        ("vote_dates", paris(2026, 11, 5), "ouvert jusqu'au 29 novembre à 20 h : encore 24 jours. Pour voter : VOTE."),
        ("vote_dates", paris(2026, 11, 29), "jusqu'au 29 novembre à 20 h : c'est le dernier jour."),
        ("vote_dates", paris(2026, 12, 2), "clos depuis le 29 novembre à 20 h. Résultats : le 7 décembre à 18 h."),
        ("vote_dates", paris(2027, 3, 16), "clos depuis le 29 novembre 2026. Les résultats : RESULTATS."),
        ("idea_dates", paris(2025, 12, 15), "du 12 janvier au 29 mars 2026."),
        ("idea_dates", paris(2026, 3, 25), "jusqu'au 29 mars à 20 h : encore 4 jours. Pour proposer : PROPOSER."),
        (
            "idea_dates",
            paris(2026, 11, 5),
            "clos depuis le 29 mars à 20 h. La prochaine fois n'est pas encore fixée. Pour voter : VOTE.",
        ),
        ("result_dates", paris(2026, 11, 28), "connus le 7 décembre à 18 h."),
        ("result_dates", paris(2026, 12, 8), "bientôt publiés."),
        ("what_next", paris(2026, 7, 20), "Liste des projets : le 1er octobre. Vote : du 2 novembre au 29 novembre."),
        ("what_next", paris(2026, 11, 5), "Jusqu'au 29 novembre à 20 h. Résultats : le 7 décembre à 18 h."),
        (
            "list_dates",
            paris(2026, 5, 12),
            "L'étude des idées dure jusqu'au 28 juin. La liste des projets à voter sera connue le 1er octobre.",
        ),
        ("what_next", paris(2026, 12, 10), "bientôt publiés. Travaux : du 4 janvier au 19 décembre 2027."),
        (
            "what_next",
            paris(2027, 3, 16),
            "19 décembre. Le vote est clos depuis le 29 novembre 2026. La prochaine fois n'est pas encore fixée.",
        ),
        ("next_edition", paris(2026, 11, 5), "pas encore fixée. Le vote est ouvert. Jusqu'au 29 novembre à 20 h."),
        ("today", paris(2026, 11, 1), "Le vote ouvre le 2 novembre à 9 h"),
        ("today", paris(2026, 12, 7), "connus le 7 décembre à 18 h."),
        ("today", paris(2026, 11, 13), "La promenade des projets : le 14 novembre à 10 h"),
        ("today", paris(2026, 5, 12), "Liste des projets : le 1er octobre."),
        ("list_dates", paris(2026, 8, 20), "La liste des projets à voter sera connue le 1er octobre."),
        ("list_dates", paris(2026, 11, 5), "est connue. Voir les projets : PROJETS. Pour voter : VOTE."),
        ("works_when", paris(2026, 11, 18), "entre le 4 janvier et le 19 décembre 2027."),
        ("works_when", paris(2027, 3, 16), "sont réalisés entre le 4 janvier et le 19 décembre 2027."),
    ],
)
def test_a_date_is_told_as_it_stands_that_day(topic: str, at: datetime, says: str) -> None:
    assert says in heard(topic, at)


MONTHS = [
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
]
_DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)})(?: (\d{{4}}))?")


@st.composite
def calendars(draw: st.DrawFn) -> Edition:
    """An edition with some of the phases, each of some days, gaps between them, at any hour."""
    at = datetime(2026, 1, 1, tzinfo=PARIS) + timedelta(hours=draw(st.integers(0, 9000)))
    spans = []
    for phase in Phase:
        if not draw(st.booleans()):
            continue
        opens = at + timedelta(hours=draw(st.integers(0, 900)))
        at = opens + timedelta(hours=draw(st.integers(1, 2000)))
        spans.append(Span(phase, opens, at))
    return replace(EDITION, spans=tuple(spans))


IN_TWO = {
    *("what_next", "today", "how_it_works", "spending_kinds", "idea_time", "idea_place", "private_land"),
    *("school_project", "who_votes", "who_votes_residence", "who_proposes", "parents_agree"),
}
"""What tells a whole calendar, or the town's own rules."""


@given(edition=calendars(), days=st.integers(-30, 900))
def test_no_date_is_said_that_is_none_of_the_editions(edition: Edition, days: int) -> None:
    """And one without its year is of the year it is said in; each is one SMS, but for a whole calendar."""
    now = datetime(2026, 1, 1, 10, tzinfo=PARIS) + timedelta(days=days)
    known = {moment.date() for span in edition.spans for moment in (span.opens, span.closes)}
    known |= {(span.closes - timedelta(seconds=1)).date() for span in edition.spans}
    known |= {meeting.starts.date() for meeting in edition.meetings}

    for topic in FACTS:
        said = heard(topic, now, edition)

        assert segments_of(wash(said)) <= (2 if topic in IN_TWO else 1), said
        years = {year for _day, _month, year in _DATE.findall(said) if year}
        for day, month, year in _DATE.findall(said):
            place = MONTHS.index(month) + 1
            possible = {int(year)} if year else {now.year, *map(int, years)}
            assert {date(one, place, int(day)) for one in possible if _exists(one, place, int(day))} & known


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
