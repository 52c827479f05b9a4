"""Texts that are read from right to left keep what is in our letters in its order, where signs cost nothing."""

from __future__ import annotations

import pytest

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.channels.telegram_text import messages_of
from bot.languages.direction import APART, TOGETHER, direction_of, set_apart
from storage.messages.outgoing import Button, Outgoing


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
        pytest.param("VOTE 5 للتصويت", "<VOTE 5> للتصويت", id="at the beginning"),
        pytest.param("04 65 71 20 26 للاتصال", "<04 65 71 20 26> للاتصال", id="a telephone at the beginning"),
        pytest.param("5. مشروع Café", "5. مشروع <Café>", id="a number of a list"),
        pytest.param("12 Vườn chung هنا", "<12 Vườn chung> هنا", id="letters like ours with more signs"),
        pytest.param("Écrivez VOTE", "Écrivez VOTE", id="nothing else is touched"),
    ],
)
def test_our_letters_stand_apart_in_what_is_read_from_right_to_left(text: str, shown: str) -> None:
    assert set_apart(text) == shown.replace("<", APART).replace(">", TOGETHER)


def test_a_message_on_telegram_sets_them_apart_and_so_do_its_buttons() -> None:
    [message] = messages_of(Outgoing("للتصويت: VOTE.", ((Button("مشروع 5 Café d'été", "5"),),)))

    assert message.text == f"للتصويت: {APART}VOTE{TOGETHER}."
    assert message.buttons == ((Button(f"مشروع {APART}5 Café d'été{TOGETHER}", "5"),),)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        pytest.param("اتصلوا: 04 65 71 20 26.", "اتصلوا: 04_65_71_20_26.", id="a telephone"),
        pytest.param("ميزانية 400 000 يورو", "ميزانية 400_000 يورو", id="an amount"),
        pytest.param("VOTE 5 للتصويت", "VOTE 5 للتصويت", id="a word and a number"),
        pytest.param("Appelez le 04 65 71 20 26.", "Appelez le 04 65 71 20 26.", id="nothing in French"),
        pytest.param("Виклик 04 65 71 20 26", "Виклик 04 65 71 20 26", id="nor in other letters read as ours"),
    ],
)
def test_an_sms_holds_its_numbers_together_at_no_cost(text: str, sent: str) -> None:
    held = wash(text)

    assert held == wash(held) == sent.replace("_", "\u00a0")
    assert segments_of(held) == segments_of(text)


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fr", "ltr"), ("fr-simple", "ltr"), ("tr", "ltr")])
def test_pages_are_told_from_which_side_a_language_is_read(language: str, way: str) -> None:
    assert direction_of(language) == way
