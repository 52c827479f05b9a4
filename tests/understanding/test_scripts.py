"""Letters, digits and marks of other scripts than ours are heard as what they are."""

from __future__ import annotations

import pytest

from flows.understanding.as_typed import as_typed
from flows.understanding.folding import fold
from tests.support.ears import EAR

WORDS = EAR.lexicon


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("أهلاً وسهلاً", "اهلا وسهلا", id="hamza and vowel signs"),
        pytest.param("إلغاء آخر", "الغاء اخر", id="every alef"),
        pytest.param("مدرســـة", "مدرسه", id="a stretched word, and its last letter"),
        pytest.param("إلى", "الي", id="an alef that looks like a ya"),
        pytest.param("مسؤول، مئة؟", "مسوول ميه", id="a hamza on its seat, and Arabic marks"),
        pytest.param("کیف", "كيف", id="a Persian keyboard"),
        pytest.param("ﻻ", "لا", id="two letters drawn as one"),
        pytest.param("\u2068VOTE\u2069 ١٢", "vote 12", id="what Telegram's look adds, copied"),
        pytest.param("۱۲ १२ １２", "12 12 12", id="digits of other scripts"),
        pytest.param("Não, 3.º", "nao 3", id="Portuguese"),
    ],
)
def test_letters_written_in_several_ways_are_one(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        pytest.param("١٢", "12", id="digits"),
        pytest.param("٣، ١٢ و ١٨", "3, 12 و 18", id="a list"),
        pytest.param("من يصوت؟", "من يصوت?", id="a question"),
        pytest.param("٢٫٥", "2,5", id="a comma of decimals"),
        pytest.param("déjà vu ?", "déjà vu ?", id="French as it is"),
    ],
)
def test_signs_of_other_scripts_are_heard_as_ours(sent: str, typed: str) -> None:
    assert as_typed(sent, WORDS) == typed
