"""Texts come in by Twilio's webhook, over real HTTP, into a real house; what is not Twilio's leaves no trace."""

from __future__ import annotations

import re
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from xml.etree import ElementTree

import httpx
import pytest
from sqlalchemy import text

from bot.turn.waiting_line import WaitingLine
from storage.database.store import Store
from storage.people.people import ADDRESSES
from storage.people.silences import SILENCES
from storage.votes.votes import BALLOTS
from tests.conftest import HandClock
from tests.fakes.twilio import NUMBER
from tests.support.twilio_town import ADA, BOB, Town, town

VOTE = "VOTE 3 12 18"


@pytest.fixture
def paris(sqlite: Store, clock: HandClock) -> Iterator[Town]:
    with town(sqlite, clock) as here:
        yield here


def said(answer: str) -> list[str]:
    """The messages of a TwiML answer."""
    return [message.text or "" for message in ElementTree.fromstring(answer).iter("Message")]  # noqa: S314  # our own


def votes(here: Town) -> str:
    """Ada votes, from her first text to the receipt, which is returned."""
    ada = here.twilio.person(ADA)
    ada.writes(VOTE)
    code = re.search(r"renvoyez (\d\d)", ada.waits_for("renvoyez").text)
    assert code is not None
    here.clock.pass_(seconds=30)
    ada.writes(code[1])
    return ada.waits_for("Recu").text


def test_a_whole_vote_by_sms(store: Store, clock: HandClock) -> None:
    with town(store, clock) as here:
        thanks = votes(here)

        assert "Votre vote est dans l'urne" in thanks
        assert here.trace == (2, 1)
        assert here.twilio.alerts == here.twilio.oddities == []


def test_the_same_message_gets_the_same_answer_and_is_heard_once(paris: Town) -> None:
    first, again = paris.texts("projets"), paris.texts("projets")

    assert (first.status_code, first.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert said(first.text)
    assert again.text == first.text
    assert paris.trace == (1, 0)


def test_while_too_many_wait_twilio_is_asked_to_come_back(paris: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WaitingLine, "is_full", True)
    refused = paris.texts("projets")
    monkeypatch.undo()

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert paris.trace == (0, 0)
    assert said(paris.texts("projets").text)


@pytest.mark.parametrize("path", ["/twilio/sms", "/twilio/status?id=1"])
def test_half_a_request_is_no_fault_of_ours(path: str, paris: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever hangs up in the middle leaves no trace, and no traceback in the log."""
    host, port = paris.url.removeprefix("http://").split(":")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 500\r\n\r\n"

    with socket.create_connection((host, int(port))) as line:
        line.sendall(f"{head}Bod".encode())
        time.sleep(0.3)
    time.sleep(0.3)

    assert "Exception in ASGI application" not in caplog.text
    assert paris.trace == (0, 0)
    assert said(paris.texts("projets").text)


def test_a_vote_delivered_twice_is_counted_once(paris: Town) -> None:
    with paris.twilio.deliver(twice=True):
        votes(paris)

    assert paris.trace == (2, 1)
    assert paris.count(ADDRESSES) == 1


@pytest.mark.parametrize(
    ("signature", "path"),
    [
        pytest.param("", "/twilio/sms", id="unsigned"),
        pytest.param("c2lnbmF0dXJl", "/twilio/sms", id="a signature of nothing"),
        pytest.param("", "/twilio/status?id=1", id="an unsigned receipt"),
    ],
)
def test_a_request_that_twilio_did_not_sign_is_refused_without_a_detail(signature: str, path: str, paris: Town) -> None:
    headers = {"X-Twilio-Signature": signature} if signature else {}
    answer = paris.posts("AccountSid=AC1&From=%2B33639980001&Body=VOTE+12&MessageSid=SM1", path, **headers)

    assert (answer.status_code, answer.text) == (403, "Forbidden")
    assert paris.trace == (0, 0)


def test_a_forged_text_is_refused(paris: Town) -> None:
    paris.twilio.person(ADA).writes(VOTE, forged=True)
    alerts = paris.twilio.bell.wait(lambda: paris.twilio.alerts or None, 5)

    assert alerts is not None
    assert alerts[0].endswith("/twilio/sms: 403")
    assert paris.trace == (0, 0)


def test_the_host_that_a_request_names_counts_for_nothing(paris: Town) -> None:
    body = "From=%2B33639980001"
    answer = paris.posts(body, **{"Host": "budget.example.org", "X-Forwarded-Host": "budget.example.org"})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 403, id="empty"),
        pytest.param(b"\xff\xfe\x00", 403, id="no text"),
        pytest.param(b"Body=%ff%fe", 403, id="not UTF-8"),
        pytest.param(b"&".join(b"a%d=1" % n for n in range(300)), 403, id="too many fields"),
        pytest.param(b'{"Body": "VOTE 12"}', 403, id="JSON"),
        pytest.param(b"Body=" + b"x" * 65_536, 413, id="too long"),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_no_trace(body: bytes, status: int, paris: Town) -> None:
    answer = paris.posts(body, **{"X-Twilio-Signature": "c2lnbmF0dXJl"})

    assert answer.status_code == status
    assert paris.trace == (0, 0)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        pytest.param({"AccountSid": "AC" + "9" * 32}, 400, id="another account"),
        pytest.param({"MessageSid": "1"}, 400, id="no identifier"),
        pytest.param({"From": ""}, 400, id="nobody"),
    ],
)
def test_what_is_signed_but_no_text_of_ours_is_refused(change: dict[str, str], status: int, paris: Town) -> None:
    assert paris.texts(VOTE, **change).status_code == status
    assert paris.trace == (0, 0)


def test_only_posts_are_taken(paris: Town) -> None:
    assert httpx.get(f"{paris.url}/twilio/sms", trust_env=False, timeout=30).status_code == 405


@pytest.mark.parametrize(
    "sender",
    [
        pytest.param("36179", id="a short code"),
        pytest.param("MAIRIE", id="a name"),
        pytest.param("+33938000001", id="another machine"),
        pytest.param(NUMBER, id="ourselves"),
    ],
)
def test_machines_are_not_answered(sender: str, paris: Town) -> None:
    answer = paris.texts("VOTE 12", From=sender)

    assert (answer.status_code, said(answer.text)) == (200, [])
    assert paris.trace == (0, 0)


def test_an_empty_text_asks_the_question_again(paris: Town) -> None:
    question = said(paris.texts("projets", "1").text)[-1]
    again = said(paris.texts("", "2").text)[-1]

    assert question.rpartition("\n")[2] in again


def test_a_text_that_a_carrier_wrapped_is_understood(paris: Town) -> None:
    wrapped = b64encode(b"projets skatepark").decode()

    assert said(paris.texts(wrapped, "1").text) == said(paris.texts("projets skatepark", "2", From=BOB).text)


def test_a_photo_is_refused_with_a_sentence_and_changes_nothing(paris: Town) -> None:
    paris.texts("projets", "1")
    photo = {"NumMedia": "1", "MediaUrl0": "https://example.org/1", "MediaContentType0": "image/jpeg"}

    assert said(paris.texts("VOTE 12", "2", **photo).text) == ["Je ne lis pas les photos par SMS : écrivez-moi."]
    assert paris.trace == (1, 0)
    paris.texts("STOP", "3")
    assert said(paris.texts("", "4", **photo).text) == []


def test_two_machines_do_not_talk_for_ever_but_stop_is_always_heard(paris: Town) -> None:
    answers = [said(paris.texts("menu", str(n)).text) for n in range(33)]

    assert all(answers[:30])
    assert answers[30] == ["Trop de messages à la fois : je fais une pause. Réécrivez-moi dans 10 minutes."]
    assert answers[31:] == [[], []]
    assert paris.trace == (30, 0)
    assert "START" in said(paris.texts("Stop", "99").text)[0]
    assert paris.count(SILENCES) == 1


def test_a_store_that_cannot_be_reached_has_twilio_come_again(paris: Town) -> None:
    with paris.house.store.writing() as tx:
        tx.execute(text("ALTER TABLE inbox RENAME TO lost"))
    away = paris.texts(VOTE)
    with paris.house.store.writing() as tx:
        tx.execute(text("ALTER TABLE lost RENAME TO inbox"))

    assert away.status_code == 503
    assert away.headers["retry-after"] == "1"
    assert said(paris.texts(VOTE).text)
    assert paris.trace == (1, 0)


def test_signs_that_xml_cannot_hold_do_not_lose_the_answer(paris: Town) -> None:
    paris.texts("projets", "1")

    answer = paris.texts("\x0b\x1f صوّت \ufffe", "2")

    assert answer.status_code == 200
    assert said(answer.text)


def test_stop_by_a_keyword_set_up_at_twilio_is_mirrored_and_not_answered_twice(paris: Town) -> None:
    answer = paris.texts("BASTA", "1", OptOutType="STOP")

    assert said(answer.text) == []
    assert paris.count(SILENCES) == 1
    assert "START" in said(paris.texts("projets", "2").text)[0], "once a day"
    assert said(paris.texts("projets", "4").text) == []
    assert "de nouveau" in said(paris.texts("REVENEZ", "3", OptOutType="START").text)[0]


def test_stop_silences_one_number_and_no_other(paris: Town) -> None:
    ada, bob = paris.twilio.person(ADA), paris.twilio.person(BOB)
    ada.writes("ARRET")
    ada.waits_for("START")
    bob.writes("projets")

    assert bob.waits_for("projet")
    assert "START" in said(paris.texts("projets", "7").text)[0], "once a day"
    assert said(paris.texts("projets", "8").text) == []


def test_the_urn_holds_only_what_was_confirmed(paris: Town) -> None:
    paris.texts(VOTE)

    assert paris.count(BALLOTS) == 0
