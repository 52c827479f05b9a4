"""What texts weigh by SMS; that none of a transcript is too heavy is told where they are played (test_transcripts)."""

from __future__ import annotations

import pytest

from bot.channels.gsm import segments_of
from bot.languages.words import languages
from tests.support.budgets import segments_in
from tests.support.player import SCRIPTS
from tests.tasks.segments import (
    MENU,
    MOST,
    ORDINARY,
    by_language,
    in_language,
    too_heavy,
    vote_of_a_newcomer,
    weigh,
    weighed,
)


def test_every_text_of_a_transcript_is_weighed_heaviest_first() -> None:
    texts = weighed(SCRIPTS[:3])

    assert {weight.transcript for weight in texts} == {script.stem for script in SCRIPTS[:3]}
    assert [weight.segments for weight in texts] == sorted((weight.segments for weight in texts), reverse=True)
    assert len(texts) > 10


def test_a_text_is_too_heavy_when_it_takes_more_than_its_kind_may() -> None:
    menu, told = "Que faire ?\n1 Voter\n2 Lire", "Merci. " * 30
    heavier_menu, heavier = f"{menu} {'ou attendre ' * 12}", told * 2
    longest = "Merci. " * 200

    assert too_heavy(weigh("", [menu, told])) == {}
    assert too_heavy(weigh("", [heavier_menu, heavier])) == {heavier_menu: (2, MENU), heavier: (3, ORDINARY)}
    assert too_heavy(weigh("", [longest]))[longest][0] > MOST


def test_a_newcomers_vote_for_three_projects_takes_at_most_five_segments() -> None:
    assert sum(map(segments_of, vote_of_a_newcomer())) <= 5


@pytest.mark.parametrize("language", languages())
def test_a_first_vote_holds_its_budget_in_each_language(language: str) -> None:
    assert sum(map(segments_of, in_language(language))) <= segments_in(language, 4)


def test_what_each_language_weighs_is_told() -> None:
    assert by_language().row_count == len(languages())
