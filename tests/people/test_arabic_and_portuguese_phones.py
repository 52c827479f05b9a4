"""Whole conversations in Arabic and in Portuguese, by SMS, where the edition speaks them; none where it does not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from tests.conftest import HandClock, opened

ADA = "+33639980001"


class Texting:
    """One person who texts."""

    def __init__(self, store: Store, clock: HandClock) -> None:
        """Of a town whose edition is in *store*."""
        self._turns, self._sent = Turns(store, clock), 0

    def writes(self, text: str) -> str:
        """What comes back."""
        self._sent += 1
        [heard] = self._turns.hear([Incoming("twilio", f"ada-{self._sent}", "sms", ADA, text)])
        return "\n".join(reply.text for reply in heard.replies)


def code_in(told: str) -> str:
    """The digits that *told* asks to send back."""
    [code] = re.findall(r"(?:أرسلوا|envie) (\d+)", told)
    return str(code)


@pytest.fixture
def ada(sqlite: Store, clock: HandClock) -> Texting:
    opened(sqlite, replace(read_edition(SAMPLE), languages=("fr", "ar", "pt")))
    return Texting(sqlite, clock)


@pytest.mark.parametrize(
    ("writes", "reads"),
    [
        pytest.param(("العربية", "صوت ٣ و١٢", "الوصل"), ("1 التصويت", "تصويتكم:", "تصويتكم في الصندوق"), id="Arabic"),
        pytest.param(
            ("arabe", "bghit nvoti 3 w 12 3afak", "lwasl"), ("1 التصويت", "تصويتكم:", "في الصندوق"), id="Latin letters"
        ),
        pytest.param(
            ("português", "quero votar 3 e 12", "recibo"), ("1 Votar", "O seu voto:", "na urna"), id="Portuguese"
        ),
    ],
)
def test_a_vote_is_cast_and_found_again(
    writes: tuple[str, str, str], reads: tuple[str, str, str], ada: Texting
) -> None:
    language, choice, receipt = writes
    greeted, back, kept = reads

    assert greeted in ada.writes(language)
    told = ada.writes(choice)
    assert back in told
    assert re.findall(r"(?m)^(\d+) ", told) == ["3", "12"]
    assert kept in ada.writes(code_in(told))
    assert kept in ada.writes(receipt)


def test_digits_of_another_script_confirm(ada: Texting) -> None:
    ada.writes("العربية")
    code = code_in(ada.writes("تصويت 3"))

    assert "في الصندوق" in ada.writes(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))


@pytest.mark.parametrize("stop", ["توقفوا", "habsou", "parem"])
def test_stop_is_heard_in_each(stop: str, ada: Texting) -> None:
    assert "START" in ada.writes(stop)
    assert ada.writes(stop) == ""


@pytest.mark.parametrize("language", ["العربية", "português", "arabe", "portugais"])
def test_a_language_the_edition_does_not_speak_is_not_spoken(language: str, sqlite: Store, clock: HandClock) -> None:
    opened(sqlite, replace(read_edition(SAMPLE), languages=("fr", "en")))

    told = Texting(sqlite, clock).writes(language)

    assert "1 Francais\n2 English" in told
    assert "Portugu" not in told
    assert "العربية" not in told
