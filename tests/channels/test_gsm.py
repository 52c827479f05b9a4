"""What a text weighs as an SMS."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.gsm import (
    ALPHABET,
    Encoding,
    Measure,
    clusters_of,
    cost_of,
    encoding_of,
    measure,
    parts_of,
    segments_of,
    units_of,
)
from tests.support.shared_data import SHARED_DATA, needs_shared_data

FAMILY = "👨\u200d👩\u200d👧\u200d👦"  # one sign, eleven units
FLAG = "🇫🇷"  # one sign, four units

_signs = ["a", "é", "€", "ê", "e\u0302", "\u0302", "😀", FLAG, FAMILY, "\r\n", "م", "क्षि"]
texts = st.text() | st.lists(st.sampled_from(_signs), max_size=300).map("".join)


@needs_shared_data
def test_every_text_counts_as_twilio_counts_it() -> None:
    cases = json.loads((SHARED_DATA / "sms" / "segments.json").read_text(encoding="utf-8"))["cases"]
    expected = {case["id"]: (case["encoding"], case["segments"]) for case in cases}

    counted = {case["id"]: (encoding_of(case["text"]), segments_of(case["text"])) for case in cases}

    assert len(cases) > 100
    assert counted == expected


@needs_shared_data
def test_the_alphabet_is_the_one_of_gsm_03_38() -> None:
    table = json.loads((SHARED_DATA / "sms" / "gsm0338.json").read_text(encoding="utf-8"))

    assert {*table["basic"].values(), *table["extension"].values()} == ALPHABET


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", Measure(Encoding.GSM_7, 1, 0, 160), id="an empty text is one segment"),
        pytest.param("Élève à Çà", Measure(Encoding.GSM_7, 1, 10, 150), id="free accents: é è à ù É Ç"),
        pytest.param("a" * 160, Measure(Encoding.GSM_7, 1, 160, 0), id="160 septets alone"),
        pytest.param("a" * 161, Measure(Encoding.GSM_7, 2, 161, 145), id="153 septets in each of several"),
        pytest.param("5 €", Measure(Encoding.GSM_7, 1, 4, 156), id="the euro costs two septets"),
        pytest.param(
            "€" * 154, Measure(Encoding.GSM_7, 3, 308, 149), id="no euro is cut: 76 a segment, not 76 and a half"
        ),
        pytest.param("ç", Measure(Encoding.UCS_2, 1, 1, 69), id="the small ç is not in GSM-7, the capital is"),
        pytest.param("ê" * 70, Measure(Encoding.UCS_2, 1, 70, 0), id="70 units alone"),
        pytest.param("ê" * 71, Measure(Encoding.UCS_2, 2, 71, 63), id="67 units in each of several"),
        pytest.param("€" * 35 + "ê" * 35, Measure(Encoding.UCS_2, 1, 70, 0), id="the euro costs one unit in UCS-2"),
        pytest.param("م" * 68 + "ê" * 3, Measure(Encoding.UCS_2, 2, 71, 63), id="Arabic is UCS-2"),
        pytest.param("e\u0301", Measure(Encoding.UCS_2, 1, 2, 68), id="a decomposed é is two units"),
        pytest.param("😀" * 36, Measure(Encoding.UCS_2, 2, 72, 61), id="no surrogate pair is cut: 33 a segment"),
        pytest.param("\ud83d", Measure(Encoding.UCS_2, 1, 1, 69), id="half a surrogate pair is counted as it is"),
    ],
)
def test_a_text_weighs(text: str, expected: Measure) -> None:
    assert measure(text) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", ("",), id="nothing"),
        pytest.param("a" * 161, ("a" * 153, "a" * 8), id="letters"),
        pytest.param("a" * 152 + "€" * 5, ("a" * 152, "€" * 5), id="an escape pair goes on whole"),
        pytest.param("ê" * 66 + "😀" * 3, ("ê" * 66, "😀" * 3), id="a surrogate pair goes on whole"),
        pytest.param("ê" * 60 + FAMILY, ("ê" * 60, FAMILY), id="a family goes on whole"),
        pytest.param(FLAG * 18, (FLAG * 16, FLAG * 2), id="flags go on whole"),
        pytest.param("ê" * 66 + "\r\n" * 3, ("ê" * 66 + "\r", "\n\r\n\r\n"), id="Twilio counts CR and LF apart"),
        pytest.param("a" + "\u0302" * 80, ("a" + "\u0302" * 66, "\u0302" * 14), id="no segment holds eighty accents"),
    ],
)
def test_no_sign_is_cut_between_two_segments(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text) == parts


@given(texts)
def test_the_segments_put_together_are_the_text_and_each_holds_no_more_than_it_can(text: str) -> None:
    encoding = encoding_of(text)
    alone, chained = (160, 153) if encoding is Encoding.GSM_7 else (70, 67)

    parts = parts_of(text)

    assert "".join(parts) == text
    assert len(parts) == segments_of(text) == measure(text).segments
    assert all(units_of(part, encoding) <= (alone if len(parts) == 1 else chained) for part in parts)


@given(texts)
def test_a_segment_ends_where_a_sign_ends(text: str) -> None:
    signs = clusters_of(text)

    assert "".join(signs) == text
    assert [sign for part in parts_of(text) for sign in clusters_of(part)] == signs


def test_what_is_sent_costs_its_segments() -> None:
    assert cost_of(3, Decimal("0.07")) == Decimal("0.21")
