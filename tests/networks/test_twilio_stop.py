"""STOP and its friends by SMS: in every language, before any conversation, for one number at a time, with the proof."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.languages.words import languages, lexicon
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.understanding.senses import Sense
from storage.database.store import Store
from storage.people.people import ADDRESSES
from storage.people.silences import SILENCES
from tests.conftest import HandClock, load_sample

ADA, BOB = "+33639980001", "+33639980002"


class Phone:
    """A phone that texts."""

    def __init__(self, turns: Turns, number: str) -> None:
        """*number* is its own."""
        self._turns, self._number, self._texts = turns, number, 0

    def writes(self, text: str) -> str:
        """What comes back."""
        self._texts += 1
        [heard] = self._turns.hear([Incoming("twilio", f"{self._number}-{self._texts}", "sms", self._number, text)])
        return "\n".join(reply.text for reply in heard.replies)


@pytest.fixture
def turns(sqlite: Store, clock: HandClock) -> Turns:
    load_sample(sqlite)
    return Turns(sqlite, clock)


@pytest.fixture
def ada(turns: Turns) -> Phone:
    return Phone(turns, ADA)


def phrases(sense: Sense) -> list[str]:
    """What means *sense* in any language."""
    return sorted(phrase for phrase, meant in lexicon().senses.items() if meant is sense)


def test_every_language_has_its_stop() -> None:
    assert len(languages()) >= 2
    assert {"stop", "arret", "unsubscribe"} <= set(phrases(Sense.STOP))


@pytest.mark.parametrize("word", phrases(Sense.STOP))
@pytest.mark.parametrize("under_way", ["", "vote 3 12 18"], ids=["first words", "in mid-vote"])
def test_stop_is_confirmed_once_then_there_is_silence(word: str, under_way: str, ada: Phone) -> None:
    if under_way:
        ada.writes(under_way)

    confirmed = ada.writes(f"{word.upper()} !")

    assert "START" in confirmed
    assert ada.writes(word) == ""
    assert "START" in ada.writes("vote 12")
    assert [ada.writes(text) for text in ("menu", "vote 12", "34", "oui", "")] == [""] * 5


@pytest.mark.parametrize("word", phrases(Sense.CONTACT) + phrases(Sense.WHO) + phrases(Sense.HELP))
def test_who_is_silent_may_still_ask_who_runs_it_and_for_help(word: str, ada: Phone) -> None:
    ada.writes("stop")

    assert ada.writes(word)
    assert "START" in ada.writes("menu")
    assert ada.writes("menu") == ""


@pytest.mark.parametrize("word", phrases(Sense.START))
def test_start_ends_the_silence(word: str, ada: Phone) -> None:
    ada.writes("stop")
    ada.writes(word)

    assert ada.writes("menu")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("stop aux voitures", id="a proposal"),
        pytest.param("arrêt de bus place de Jaude", id="a place"),
        pytest.param("stopp", id="a typo"),
        pytest.param("je ne veux pas que ça s'arrête", id="a sentence"),
    ],
)
def test_what_only_sounds_like_it_silences_nobody(words: str, ada: Phone, turns: Turns) -> None:
    ada.writes(words)

    assert ada.writes("menu")
    with turns.store.reading() as tx:
        assert list(tx.execute(select(SILENCES))) == []


def test_silence_is_for_one_number_and_is_kept_with_its_time_and_words(turns: Turns, clock: HandClock) -> None:
    ada, bob = Phone(turns, ADA), Phone(turns, BOB)
    bob.writes("menu")
    ada.writes("Arrêt !")
    clock.pass_(hours=1)
    ada.writes("start")

    assert bob.writes("menu")
    with turns.store.reading() as tx:
        proofs = list(tx.execute(select(SILENCES).order_by(SILENCES.c.id)))
        assert set(tx.execute(select(ADDRESSES.c.stopped_at)).scalars()) == {None}
    opened = [turns.store.vault.open(proof.words).decode() for proof in proofs]
    assert [(proof.silent, words) for proof, words in zip(proofs, opened, strict=True)] == [
        (True, "Arrêt !"),
        (False, "start"),
    ]
    assert (proofs[1].said_at - proofs[0].said_at).total_seconds() == 3600
