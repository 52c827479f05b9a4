"""Every transcript by SMS stays within its segments, and so does one complete vote."""

from __future__ import annotations

from bot.channels.gsm import segments_of
from tests.segments import MOST, vote_of_a_newcomer, weighed


def test_every_text_of_every_transcript_stays_within_its_segments() -> None:
    texts = weighed()

    too_heavy = {one.text: (one.segments, one.allowed) for one in texts if one.segments > min(one.allowed, MOST)}
    assert len(texts) > 100
    assert too_heavy == {}


def test_a_newcomers_vote_for_three_projects_takes_at_most_five_segments() -> None:
    assert sum(map(segments_of, vote_of_a_newcomer())) <= 5
