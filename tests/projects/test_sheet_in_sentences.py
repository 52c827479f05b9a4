"""What an SMS has no room for is left out by the sentence: nothing of the town's own words is cut in the middle."""

from __future__ import annotations

import pytest

from flows.projects.sheet import whole_sentences

TEXT = "Couler un skatepark sous le viaduc. Il est dessiné avec les jeunes qui y roulent. Éclairé jusqu’à 21 h !"


@pytest.mark.parametrize(
    ("room", "told"),
    [
        pytest.param(200, TEXT, id="all of it"),
        pytest.param(90, TEXT[:82].strip(), id="two sentences"),
        pytest.param(40, "Couler un skatepark sous le viaduc.", id="one"),
        pytest.param(25, "Couler un skatepark...", id="not even one: by the word"),
    ],
)
def test_a_summary_is_shortened_by_its_sentences(room: int, told: str) -> None:
    assert whole_sentences(TEXT, room) == told
