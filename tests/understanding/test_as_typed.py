"""What phones add to what people type is taken off, and what phones write by themselves is not heard."""

from __future__ import annotations

import pytest

from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.understanding.as_typed import _SHORTEST_SIGNATURE, as_typed, is_reaction
from storage.database.store import Store
from tests.conftest import HandClock, load_sample
from tests.support.ears import EAR

WORDS = EAR.lexicon


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        pytest.param("12\n\nEnvoyé de mon iPhone", "12", id="an iPhone's mail"),
        pytest.param("vote 12 34 Envoyé de mon iPhone", "vote 12 34", id="on one line"),
        pytest.param("oui\r\n\r\nSent from my iPhone", "oui", id="in English"),
        pytest.param("Des bancs\n-- \nJean Dupont\n04 65 71 20 26", "Des bancs", id="the line of mails"),
        pytest.param("Des bancs\n--\nJean", "Des bancs", id="without its blank"),
        pytest.param("12\nEnvoyé de mon Galaxy A52s 5G", "12", id="any device"),
        pytest.param("12\n\nEnvoyé depuis l'application Mail Orange", "12", id="any program"),
        pytest.param(
            "Un colis\nenvoyé de mon village", "Un colis\nenvoyé de mon village", id="a sentence on two lines"
        ),
        pytest.param("Des bancs\n-- \nJean\n\nEnvoyé de mon iPhone", "Des bancs", id="both"),
        pytest.param("1️⃣2️⃣", "12", id="keycaps side by side"),
        pytest.param("1️⃣ 3️⃣", "1 3", id="keycaps apart"),
        pytest.param("🔟", "10", id="the keycap of ten"),
        pytest.param("Envoyé de mon iPhone", "Envoyé de mon iPhone", id="nothing else"),
        pytest.param("--\nJean", "--\nJean", id="a dash above all"),
        pytest.param("un banc\nune table", "un banc\nune table", id="two lines"),
        pytest.param("Un colis envoyé de mon village", "Un colis envoyé de mon village", id="a sentence"),
        pytest.param("3 -- 12", "3 -- 12", id="a dash between"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_was_typed(sent: str, typed: str) -> None:
    assert as_typed(sent, WORDS) == typed


@pytest.mark.parametrize(
    "text",
    [
        "A aimé “Votre vote : 3 Une passerelle”",
        "A adoré « Choisissez de 1 à 3 projets »",
        "N’a pas aimé “Pas compris.”",
        "A ri à “Bonjour !”",
        "A réagi avec 👍 à « Votre vote : 3, 12 »",
        "A retiré “J’aime” de “Bonjour”",
        "Liked “Votes: 3, 12. Reply 59”",
        "Loved “Hello”",
        "Laughed at “Hello”",
        "Emphasized “Hello”",
        "Questioned “Hello”",
        "Removed a like from “Hello”",
        "Reacted 👍 to “Hello”",
        "\u200a\u200b❤️\u200b to \u201c\u200bRépondez par 12\u200b\u201d\u200a",
        "👍 à « Votez »",
        "Removed 👍 from “Hello”",
        "Loved an image",
        "A aimé une image",
        "Liked “a text that was cut",
        "A mis en évidence « Votre vote : 12 Abri à 60 vélos à la gare »",
        "Le gustó “Votre vote : 12 Abri à 60 vélos”",
        "Gefällt „Merci ! Votre vote est dans l'urne. Reçu : ABC-1234“",
        "A partagé “Pour valider, renvoyez 59. Pour ajouter : un autre numéro.”",
        'Ha reaccionado a "Votre idée en quelques mots ? Ce sera son titre."',
    ],
)
def test_a_reaction_put_into_words(text: str) -> None:
    assert is_reaction(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "« Le jardin des lettres »",
        "Mon idée : « Le jardin des lettres »",
        "J'ai aimé “Le jardin”",
        "à “12”",
        "👍",
        "12 “et” 3",
        "A aimé le parc, mais pas le bruit",
        "Liked it",
        "Le projet “12”",
        "Je ne comprends pas « Merci ! Votre vote est dans l'urne »",
        "A mis en évidence « Votre vote : 12 Abri à 60 vélos » c'est quoi ?",
        "Pourquoi « Votre vote : 12 Abri à 60 vélos à la gare »",
        "STOP « Merci ! Votre vote est dans l'urne »",
        "VOTE « Votre vote : 12 Abri à 60 vélos »",
        "12 « Votre vote : 12 Abri à 60 vélos »",
        "Un abri « La maison du vélo partagé »",
        "Une fresque « Il n'y a pas de planète B »",
        "Une cabine « Téléphone rouge de la place »",
        "",
    ],
)
def test_these_are_words(text: str) -> None:
    assert not is_reaction(text, WORDS)


@pytest.mark.parametrize(
    "text", ["VOTE12", "vote n°12", "Vote no12", "VOTE 1️⃣2️⃣", "vote12\n\nEnvoyé de mon iPhone", "votes 12"]
)
def test_a_ballot_is_read_however_its_number_is_written(text: str, sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)

    [heard] = Turns(sqlite, clock).hear([Incoming("twilio", "1", "sms", "+33639980001", text)])

    assert "12" in heard.replies[-1].text
    assert "MODIFIER" in heard.replies[-1].text.upper() or "renvoyez" in heard.replies[-1].text.lower()


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("no12", "no 12"),
        ("n12 et n3", "n 12 et n 3"),
        ("projet12", "projet 12"),
        ("suivi7", "suivi 7"),
        ("CM2", "cm2"),
        ("T3", "t3"),
        ("m2", "m2"),
        ("A7", "a7"),
        ("vote2026ok", "vote2026ok"),
    ],
)
def test_numbers_written_onto_a_word_are_taken_off_where_it_calls_for_them(text: str, spelled: str) -> None:
    assert WORDS.spell(text) == spelled


def test_no_signature_is_too_short_to_be_looked_for() -> None:
    assert min(map(len, EAR.lexicon.signatures)) > _SHORTEST_SIGNATURE
