"""A first message in each language there is, through the whole turn: answered in it at once, notice included."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.sms_text import wash
from bot.edition.file import read_edition
from bot.languages.words import languages, voice
from bot.practice.sample import SAMPLE
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.talk.speech import notice
from flows.town.edition import Edition
from storage.database.store import Store
from storage.people import speakers
from tests.conftest import HandClock, opened

ADA = "+33639980001"

FIRST = {
    "ar": "كيف يمكنني التصويت",
    "en": "hello how do I vote please",
    "es": "hola como puedo votar por favor",
    "pt": "olá como posso votar por favor",
    "tr": "merhaba nasıl oy verebilirim acaba",
}
SPOKEN = [code for code in languages() if code in FIRST]
FRENCH = "en fait je préfère que l'on se parle en français"


class Newcomer:
    """Someone who texts for the first time."""

    def __init__(self, store: Store, clock: HandClock) -> None:
        """To a town whose edition is in *store*."""
        self.store, self._turns, self._sent = store, Turns(store, clock), 0

    def writes(self, text: str) -> str:
        """What comes back."""
        self._sent += 1
        [heard] = self._turns.hear([Incoming("twilio", f"ada-{self._sent}", "sms", ADA, text)])
        return "\n".join(reply.text for reply in heard.replies)

    @property
    def language(self) -> str:
        """What is stored of it."""
        with self.store.reading() as tx:
            known = speakers.found(tx, self.store, "sms", ADA)
        return known.language if known else ""


@pytest.fixture
def edition(sqlite: Store) -> Edition:
    edition = replace(read_edition(SAMPLE), languages=("fr", *SPOKEN))
    opened(sqlite, edition)
    return edition


@pytest.fixture
def ada(edition: Edition, sqlite: Store, clock: HandClock) -> Newcomer:
    return Newcomer(sqlite, clock)


@pytest.mark.parametrize("code", SPOKEN)
def test_a_newcomer_is_answered_in_their_language(code: str, ada: Newcomer, edition: Edition) -> None:
    told = ada.writes(FIRST[code])
    short = notice(edition).short
    assert short
    assert wash(voice(code).say(short)) in told
    assert ada.language == code


@pytest.mark.parametrize("code", SPOKEN)
def test_stop_is_confirmed_in_the_language_guessed(code: str, ada: Newcomer) -> None:
    ada.writes(FIRST[code])
    assert "START" in ada.writes("STOP")
    assert ada.language == code


@pytest.mark.parametrize("code", SPOKEN)
def test_who_goes_on_in_french_is_answered_in_french(code: str, ada: Newcomer) -> None:
    ada.writes(FIRST[code])
    ada.writes(FRENCH)
    assert ada.language == "fr"


@pytest.mark.parametrize("code", SPOKEN)
def test_who_chose_french_stays_with_it(code: str, ada: Newcomer) -> None:
    ada.writes("français")
    ada.writes(FIRST[code])
    assert ada.language == "fr"
