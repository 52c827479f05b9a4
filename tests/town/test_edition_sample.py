"""The sample edition: a whole budget, whose answers say what its rules say and fit the telephones they are read on."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from bot.channels.gsm import ALPHABET, segments_of
from bot.channels.sms_text import LETTERS, wash
from bot.edition.file import read_edition
from bot.edition.typed_dates import typed_dates
from bot.languages.words import lexicon, voice
from bot.practice.sample import SAMPLE
from flows.facts.blanks import filled
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition, Phase
from flows.town.rules import Retention, Service, is_old_enough


@pytest.fixture(scope="module")
def sample() -> Edition:
    return read_edition(SAMPLE)


def test_the_sample_is_a_whole_ballot(sample: Edition) -> None:
    assert [project.number for project in sample.on_ballot] == list(range(1, 25))
    assert sum(project.cost for project in sample.projects) > 2 * sample.budget
    assert all(project.summary and project.district and project.theme for project in sample.projects)
    assert {project.district for project in sample.projects} == set(sample.district_names)
    assert {project.theme for project in sample.projects} == set(sample.theme_names)


def test_the_sample_goes_through_every_phase_without_a_gap(sample: Edition) -> None:
    assert [span.phase for span in sample.spans] == list(Phase)
    assert all(before.closes == after.opens for before, after in pairwise(sample.spans))


def test_the_sample_votes_in_november(sample: Edition) -> None:
    assert sample.phase_at(datetime(2026, 11, 2, 7, 59, tzinfo=UTC)) is Phase.BEFORE_VOTE
    assert sample.phase_at(datetime(2026, 11, 2, 8, 0, tzinfo=UTC)) is Phase.VOTE
    assert sample.phase_at(datetime(2026, 11, 29, 18, 59, tzinfo=UTC)) is Phase.VOTE
    assert sample.phase_at(datetime(2026, 11, 29, 19, 0, tzinfo=UTC)) is Phase.COUNT


def test_the_short_titles_of_the_sample_cost_no_more_than_plain_letters(sample: Edition) -> None:
    """One sign outside GSM-7 would double the price of each message that lists the project."""
    assert {project.short: set(project.short) - ALPHABET for project in sample.projects} == {
        project.short: set() for project in sample.projects
    }
    assert all(0 < len(project.short) <= 30 for project in sample.projects)


_FOLDED = str.maketrans(LETTERS)


def spoken(answer: str, edition: Edition) -> str:
    """*answer* as it is said in the autumn of 2026, its blanks filled in."""
    scene = Scene(edition, datetime(2026, 10, 15, tzinfo=UTC), Me(1))
    return voice("fr").say(filled(answer, scene)).replace("\u202f", " ").replace("\xa0", " ")


def by_sms(text: str) -> str:
    """*text* with its signs and letters made plain, as they are where that saves a segment."""
    return wash(text).translate(_FOLDED)


def test_the_sample_asks_nobody_their_age_to_vote(sample: Edition) -> None:
    assert sample.ages.vote == 0
    assert is_old_enough("11-14", sample.ages.propose)
    assert not is_old_enough("11-14", sample.ages.guardian)


def test_the_sample_answers_with_its_rules(sample: Edition) -> None:
    assert len(sample.faq) >= 14
    assert all(entry.rule.startswith("règlement, art. ") and entry.words for entry in sample.faq)


def test_the_answers_of_the_sample_leave_room_for_a_question_in_two_segments(sample: Edition) -> None:
    room = "x" * 90  # «did that answer it?» and what to write

    said = {entry.id: f"{spoken(entry.answer, sample)} ({entry.rule})\n{room}" for entry in sample.faq}
    heavy = [id for id, text in said.items() if segments_of(by_sms(text)) > 2]

    assert heavy == []


@pytest.mark.parametrize(
    ("id", "holds"),
    [
        pytest.param("quand-voter", "Du 2 novembre à 9 h au 29 novembre à 20 h", id="the dates of the vote"),
        pytest.param("resultats", "Le 7 décembre à 18 h", id="when results are out"),
        pytest.param("quand-proposer", "Du 12 janvier au 29 mars", id="the dates of ideas"),
        pytest.param("apres-idee", "jusqu’au 28 juin", id="the end of the study"),
        pytest.param("voter-sms", "09 38 12 34 56", id="the number"),
        pytest.param("humain", "04 65 71 20 26", id="the telephone of the team"),
        pytest.param("argent", "400 000 € pour toute la ville. Un projet coûte 200 000 € au plus", id="amounts"),
        pytest.param("donnees", "60 jours après la fin de l’édition ; vos messages, 7 jours", id="what is kept"),
        pytest.param("age-idee", "Dès 11 ans. Avant 15 ans", id="ages"),
    ],
)
def test_the_answers_of_the_sample_say_what_its_rules_say(sample: Edition, id: str, holds: str) -> None:
    assert holds in spoken(sample.faq_by_id[id].answer, sample)


def test_no_answer_of_the_sample_types_a_date_or_an_amount_that_the_file_says(sample: Edition) -> None:
    months = "janvier|février|mars|avril|juin|octobre|novembre|décembre"

    typed = [entry.id for entry in sample.faq if re.search(rf"\d+ ({months})|\d 000 €", entry.answer)]

    assert typed == []
    assert typed_dates(sample, SAMPLE) == []


def test_the_numbers_in_the_answers_of_the_sample_are_those_of_its_rules(sample: Edition) -> None:
    vote, results = sample.span_of(Phase.VOTE), sample.span_of(Phase.RESULTS)
    assert vote is not None
    assert results is not None

    assert (f"{vote.opens:%d.%m %H}", f"{vote.closes:%d.%m %H}", f"{results.opens:%d.%m %H}") == (
        "02.11 09",
        "29.11 20",
        "07.12 18",
    )
    assert (int(sample.budget), sample.proposals.max_cost, sample.proposals.most) == (400_000, Decimal(200_000), 5)
    assert (sample.retention, sample.service) == (Retention(7, 60), Service(answer_days=5, people_per_phone=4))
    assert (sample.ages.propose, sample.ages.guardian, sample.ballot.most) == (11, 15, 3)


def test_one_survey_of_the_sample_is_open_during_the_vote_and_one_during_the_ideas(sample: Edition) -> None:
    review, square = sample.surveys

    assert (review.anonymous, square.anonymous) == (True, False)
    assert review.is_open(datetime(2026, 11, 5, tzinfo=UTC))
    assert review.is_open(datetime(2027, 1, 31, 22, tzinfo=UTC))
    assert square.is_open(datetime(2026, 3, 1, tzinfo=UTC))
    assert not square.is_open(datetime(2026, 11, 5, tzinfo=UTC))
    assert (square.districts, square.quota) == (("gare",), 150)
    assert all(5 <= len(survey.questions) <= 6 for survey in sample.surveys)


def test_a_question_of_the_sample_fits_one_sms_with_its_choices(sample: Edition) -> None:
    for survey in sample.surveys:
        for question in survey.questions:
            lines = [f"{place} {choice.short or choice.label}" for place, choice in enumerate(question.choices, 1)]
            text = by_sms("\n".join((question.short or question.text, *lines)))

            assert segments_of(text) == 1, text
            assert len(text) <= 150, text


def test_the_words_of_the_samples_surveys_open_nothing_else(sample: Edition) -> None:
    assert all(lexicon().sense(survey.word) is None for survey in sample.surveys)
    assert lexicon().flows.keys().isdisjoint(survey.word for survey in sample.surveys)
