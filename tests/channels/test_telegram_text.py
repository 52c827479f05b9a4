"""Long texts on Telegram: in messages within its limits, in UTF-16 units, with nothing lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_text import CAPTION, LONGEST, messages_of, split
from storage.messages.outgoing import Button, Outgoing

PHOTO = "https://montreval.example/photos/12.jpg"
KEYS = ((Button("Voter", "7:vote"), Button("☰ Menu", "menu")),)
FAMILY = "👨‍👩‍👧"


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Un. Deux.", ("Un. Deux.",), id="short"),
        pytest.param("Un deux. Trois quatre cinq.", ("Un deux.", "Trois quatre cinq."), id="after a sentence"),
        pytest.param("Un deux\ntrois quatre cinq", ("Un deux", "trois quatre cinq"), id="after a line"),
        pytest.param("« Un deux ! » Trois quatre", ("« Un deux ! »", "Trois quatre"), id="after a quotation"),
        pytest.param("un deux trois quatre cinq", ("un deux trois", "quatre cinq"), id="after a word"),
        pytest.param("x" * 25, ("x" * 19, "x" * 6), id="nowhere better"),
        pytest.param(FAMILY * 5, (FAMILY * 2, FAMILY * 2, FAMILY), id="never within a letter"),
        pytest.param("   ", (), id="nothing"),
    ],
)
def test_long_texts_are_cut_where_it_hurts_least(text: str, parts: tuple[str, ...]) -> None:
    assert split(text, 20) == parts
    assert all(units(part) <= 20 for part in parts)


@given(st.lists(st.sampled_from(["un", "deux. ", "\n", " ", "🌳", "«é»", FAMILY]), max_size=60), st.integers(12, 40))
def test_no_letter_is_lost_between_two_parts(pieces: list[str], most: int) -> None:
    text = "".join(pieces)
    parts = split(text, most)

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part and units(part) <= most for part in parts)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("x" * LONGEST, 1, id="the longest"),
        pytest.param("🌳" * (LONGEST // 2), 1, id="the longest of signs that count twice"),
        pytest.param("🌳" * (LONGEST // 2) + "x", 2, id="one letter more"),
        pytest.param("🌳" * LONGEST, 3, id="no longer than it may be, counted in letters"),
    ],
)
def test_a_text_is_measured_in_the_units_that_telegram_counts_at_most(text: str, count: int) -> None:
    messages = messages_of(Outgoing(text, KEYS))

    assert len(messages) == count
    assert "".join(message.text for message in messages) == text


def test_what_fits_is_as_it_was() -> None:
    message = Outgoing("Bonjour\n", KEYS, "7", asks_contact="Partager")

    assert messages_of(message) == (message,)


def test_of_an_edit_in_parts_the_first_edits_and_the_last_has_the_buttons() -> None:
    first, middle, last = messages_of(Outgoing("Une phrase. " * 700, KEYS, "7"))

    assert [message.edits for message in (first, middle, last)] == ["7", "", ""]
    assert [message.buttons for message in (first, middle, last)] == [(), (), KEYS]


def test_of_a_text_in_parts_the_last_has_the_key_that_shares_a_number() -> None:
    first, last = messages_of(Outgoing("Bonjour. " * 600, asks_contact="Partager"))

    assert (first.asks_contact, last.asks_contact) == ("", "Partager")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("x" * CAPTION, 1, id="the longest caption"),
        pytest.param("🌳" * (CAPTION // 2), 1, id="the longest of signs that count twice"),
        pytest.param("🌳" * (CAPTION // 2) + "x", 2, id="one letter more"),
        pytest.param("Une phrase. " * 400, 3, id="longer than a message"),
    ],
)
def test_a_picture_has_its_text_under_it_or_stands_alone_before_it(text: str, count: int) -> None:
    messages = messages_of(Outgoing(text, KEYS, "7", PHOTO))

    assert len(messages) == count
    assert [message.photo for message in messages] == [PHOTO, *[""] * (count - 1)]
    assert [message.buttons for message in messages] == [*[()] * (count - 1), KEYS]
    assert not any(message.edits for message in messages)
