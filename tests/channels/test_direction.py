"""Texts that are read from right to left keep what is in our letters in its order, where signs cost nothing."""

from __future__ import annotations

import pytest

from bot.channels.telegram_text import messages_of
from bot.languages.direction import APART, TOGETHER, set_apart
from storage.messages.outgoing import Outgoing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("للتصويت: VOTE.", "للتصويت: <VOTE>.", id="a keyword"),
        pytest.param("اكتبوا مثلا: 2 AVEC 3.", "اكتبوا مثلا: <2 AVEC 3>.", id="numbers around it"),
        pytest.param("اتصلوا: 04 65 71 20 26.", "اتصلوا: <04 65 71 20 26>.", id="a telephone"),
        pytest.param("اتصلوا: +33 7 55.", "اتصلوا: <+33 7 55>.", id="with its country"),
        pytest.param("الوصل: K7M-4PX2.", "الوصل: <K7M-4PX2>.", id="a receipt"),
        pytest.param("«Café d'été»، 12", "«<Café d'été>»، 12", id="a title"),
        pytest.param("هنا: https://a.fr/x?y=1.", "هنا: <https://a.fr/x?y=1>.", id="a link"),
        pytest.param("اكتبوا /relier 482913", "اكتبوا </relier 482913>", id="a command"),
        pytest.param("3 مشاريع من 12", "3 مشاريع من 12", id="numbers alone"),
        pytest.param("مرحبا\nVille de X\nVOTE للتصويت", "مرحبا\nVille de X\n<VOTE> للتصويت", id="line by line"),
        pytest.param("Écrivez VOTE", "Écrivez VOTE", id="nothing else is touched"),
    ],
)
def test_our_letters_stand_apart_in_what_is_read_from_right_to_left(text: str, shown: str) -> None:
    assert set_apart(text) == shown.replace("<", APART).replace(">", TOGETHER)


def test_a_message_on_telegram_sets_them_apart() -> None:
    [message] = messages_of(Outgoing("للتصويت: VOTE."))

    assert message.text == f"للتصويت: {APART}VOTE{TOGETHER}."
