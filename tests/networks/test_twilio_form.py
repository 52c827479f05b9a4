"""What Twilio tells of a text, read case by case."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from bot.languages.words import lexicon
from bot.networks.sms.phone_numbers import person_number
from bot.networks.sms.wrapped_text import unwrapped
from bot.networks.twilio.form import CARRIES, Media, NumberPlace, Unreadable, incoming, mirrored, read
from bot.turn.message import Incoming

ACCOUNT = "AC" + "0" * 32
SID = "SM" + "1" * 32
FORM = {"MessageSid": SID, "AccountSid": ACCOUNT, "From": "+33639980001", "To": "+33937000001", "Body": "VOTE 12"}


def sms(**more: str) -> Any:
    """The form with *more* in it, read."""
    return read(list((FORM | more).items()), ACCOUNT)


def wrapped(text: str) -> str:
    """As a carrier wraps it."""
    return b64encode(text.encode()).decode()


def test_a_text_becomes_a_message_to_hear() -> None:
    assert incoming(sms(), 1_700_000_000.0, lexicon()) == Incoming(
        "twilio", SID, "sms", "+33639980001", "VOTE 12", at=1_700_000_000.0, carries=CARRIES
    )


def test_every_documented_field_is_read() -> None:
    place = {"City": "CLERMONT", "State": "ARA", "Zip": "63000", "Country": "FR"}
    places = {whose + part: value for whose in ("From", "To") for part, value in place.items()}
    media = {"NumMedia": "2", "MediaUrl0": "https://a", "MediaContentType0": "image/jpeg", "MediaUrl1": "https://b"}
    text = sms(**places, **media, NumSegments="3", MessagingServiceSid="MG1", OptOutType="stop", Unknown="new")

    assert (text.sid, text.account, text.service, text.to) == (SID, ACCOUNT, "MG1", "+33937000001")
    assert (text.segments, text.photos, text.opt_out) == (3, 2, "STOP")
    assert text.media == (Media("https://a", "image/jpeg"), Media("https://b", ""))
    assert text.sender_place == text.to_place == NumberPlace("CLERMONT", "ARA", "63000", "FR")


@pytest.mark.parametrize("name", ["MessageSid", "SmsSid", "SmsMessageSid"])
def test_a_message_is_known_by_any_of_its_three_names(name: str) -> None:
    form = {name: SID} | {key: value for key, value in FORM.items() if key != "MessageSid"}

    assert read(list(form.items()), ACCOUNT).sid == SID


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"AccountSid": "AC" + "9" * 32}, "AccountSid", id="another account"),
        pytest.param({"AccountSid": ""}, "AccountSid", id="no account"),
        pytest.param({"MessageSid": ""}, "MessageSid", id="no identifier"),
        pytest.param({"MessageSid": "SM' OR 1=1"}, "MessageSid", id="an identifier of another form"),
        pytest.param({"From": ""}, "From", id="no sender"),
    ],
)
def test_what_is_no_text_of_ours_is_refused_by_the_name_of_the_field(change: dict[str, str], field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        sms(**change)


@pytest.mark.parametrize(
    ("more", "photos"),
    [
        pytest.param({}, 0, id="not said"),
        pytest.param({"NumMedia": "0"}, 0, id="none"),
        pytest.param({"NumMedia": "1"}, 1, id="one, without its address"),
        pytest.param({"NumMedia": "many"}, 0, id="nonsense"),
        pytest.param({"MediaUrl0": "https://a"}, 1, id="an address, not counted"),
    ],
)
def test_photos_are_counted(more: dict[str, str], photos: int) -> None:
    assert sms(**more).photos == photos


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("  oui ", "  oui ", id="blanks are for the flow"),
        pytest.param("é’🌳", "é’🌳", id="any signs"),
        pytest.param("x" * 1600, "x" * 1600, id="a long text, joined by Twilio"),
        pytest.param("a\0b", "ab", id="a NUL, which no store keeps"),
        pytest.param(wrapped("Je vote pour le 12, l’école"), "Je vote pour le 12, l’école", id="wrapped"),
    ],
)
def test_the_words_come_through(body: str, text: str) -> None:
    assert incoming(sms(Body=body), 0, lexicon()).text == text


@pytest.mark.parametrize(
    ("sender", "country", "number"),
    [
        pytest.param("+33639980001", "FR", "+33639980001", id="international form"),
        pytest.param("0639980001", "FR", "+33639980001", id="national form"),
        pytest.param("33639980001", "FR", "+33639980001", id="without its plus"),
        pytest.param("06 39 98 00 01", "FR", "+33639980001", id="with blanks"),
        pytest.param("0039 06 698", "", "", id="no country to read it by"),
        pytest.param("+262692000001", "RE", "+262692000001", id="overseas"),
        pytest.param("36179", "FR", "", id="a short code"),
        pytest.param("+36179", "FR", "", id="a short code with a plus"),
        pytest.param("MAIRIE", "FR", "", id="a name"),
        pytest.param("INFO0612345", "FR", "", id="a name with digits"),
        pytest.param("0800FLEURS", "FR", "", id="a number in letters"),
        pytest.param("whatsapp:+33639980001", "FR", "", id="another network"),
        pytest.param("+33937000001", "FR", "", id="a machine's number"),
        pytest.param("", "FR", "", id="nothing"),
        pytest.param("anonymous", "", "", id="hidden"),
    ],
)
def test_only_people_have_a_number(sender: str, country: str, number: str) -> None:
    assert person_number(sender, country) == number


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("VOTE 12", id="few words"),
        pytest.param("Je vote pour l’école du centre", id="a sentence"),
        pytest.param("Bonjour\nje vote 12", id="two lines"),
        pytest.param("صوّت 12 وشكراً", id="another alphabet"),
        pytest.param("🌳 oui 🌳 pour les arbres", id="emojis"),
    ],
)
def test_wrapped_texts_are_unwrapped(text: str) -> None:
    assert unwrapped(wrapped(text)) == text
    assert unwrapped(wrapped(text)[:8] + "\r\n" + wrapped(text)[8:] + "\n") == text, "carriers break lines"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("STOP", id="four letters, which base64 could be"),
        pytest.param("Bonjours", id="eight"),
        pytest.param("K7Q-2M4X", id="a receipt"),
        pytest.param("K7Q2M4XW", id="a receipt without its dash"),
        pytest.param("AbCdEfGhIjKl", id="twelve letters, both cases"),
        pytest.param("anticonstitutionnellementx", id="a long word"),
        pytest.param("Anticonstitutionnellement123", id="a longer one with a capital"),
        pytest.param("1234567890123456789012345678", id="digits"),
        pytest.param("OUIOUIOUIOUIOUIOUIOUIOUIOUIOUIOU", id="all capitals"),
        pytest.param("jevotepourleprojetdouzesansespaces12", id="no blanks"),
        pytest.param("Jevotepourleprojetdouzesansespaces12", id="no blanks, a capital"),
        pytest.param("VGVzdA", id="base64 without its end"),
        pytest.param("dGVzdA==", id="too short to be certain"),
        pytest.param(wrapped("x" * 30)[:-1] + "!", id="a sign that base64 lacks"),
        pytest.param(b64encode(bytes(range(30))).decode(), id="base64 of no text"),
        pytest.param(b64encode("é".encode("latin-1") * 30).decode(), id="base64 of another encoding"),
    ],
)
def test_words_and_codes_of_people_are_left_as_they_are(text: str) -> None:
    assert unwrapped(text) == text


def test_no_word_that_means_something_is_taken_for_base64() -> None:
    known = {*lexicon().senses, *lexicon().flows, *lexicon().spellings}
    written = [form for word in known for form in (word, word.upper(), word.capitalize(), word.replace(" ", ""))]

    assert [word for word in written if unwrapped(word) != word] == []


@pytest.mark.parametrize(
    ("words", "told", "heard"),
    [
        pytest.param("arrêt", "STOP", "arrêt", id="both understand it"),
        pytest.param("BASTA", "STOP", "STOP", id="a keyword set up at Twilio"),
        pytest.param("CANCEL", "STOP", "STOP", id="a word that means something else to us"),
        pytest.param("REVENEZ", "START", "START", id="a keyword to begin again"),
        pytest.param("YES", "START", "YES", id="Twilio's START that is the answer to a question"),
        pytest.param("HELPME", "HELP", "AIDE", id="help"),
        pytest.param("VOTE 12", "", "VOTE 12", id="nothing told"),
        pytest.param("oui", "NEWS", "oui", id="something Twilio may tell one day"),
    ],
)
def test_what_twilio_understood_is_mirrored(words: str, told: str, heard: str) -> None:
    assert mirrored(words, told, lexicon()) == heard
