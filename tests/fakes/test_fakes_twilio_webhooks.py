"""What the fake Twilio sends: signed messages and receipts; well, or as badly as asked for."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpx
import pytest
from twilio.request_validator import RequestValidator

from tests.fakes.ear import Ear, Posted
from tests.fakes.faults import Answer, Fault
from tests.fakes.staging import Staging
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, NUMBER, FakeTwilio

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ADA = "+33639980001"
DOCUMENTED = {
    "MessageSid", "SmsSid", "SmsMessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "NumSegments", "SmsStatus",
    "ApiVersion", "FromCountry", "FromCity", "FromState", "FromZip", "ToCountry", "ToCity", "ToState", "ToZip",
}  # fmt: skip


@pytest.fixture
def ear() -> Iterator[Ear]:
    with Ear() as ear:
        yield ear


@pytest.fixture
def twilio(ear: Ear) -> Iterator[FakeTwilio]:
    with FakeTwilio(Staging(pace=0.01), webhook=f"{ear.url}/twilio/sms") as fake:
        yield fake


def is_signed(posted: Posted, url: str = "") -> bool:
    """Whether Twilio's own validator takes the request for Twilio's."""
    signature = posted.headers["X-Twilio-Signature"]
    return bool(RequestValidator(AUTH_TOKEN).validate(url or posted.url, posted.values, signature))


def send(twilio: FakeTwilio, text: str, callback: str) -> str:
    """Have a message sent with receipts; its sid."""
    url = f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    said = {"To": ADA, "From": NUMBER, "Body": text, "StatusCallback": callback}
    answer = httpx.post(url, data=said, auth=(ACCOUNT_SID, AUTH_TOKEN), trust_env=False, verify=NO_TLS, timeout=30)
    return str(answer.json()["sid"])


def twiml(*texts: str) -> str:
    """TwiML that says these texts."""
    messages = "".join(f"<Message>{text}</Message>" for text in texts)
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{messages}</Response>'


def test_a_text_reaches_the_bot_with_all_that_twilio_documents(twilio: FakeTwilio, ear: Ear) -> None:
    sid = twilio.person(ADA).writes("é à l’idée")

    [posted] = ear.gets(1)

    assert posted.values.keys() == DOCUMENTED
    assert posted.values["MessageSid"] == posted.values["SmsSid"] == sid
    assert (posted.values["Body"], posted.values["From"], posted.values["To"]) == ("é à l’idée", ADA, NUMBER)
    assert (posted.values["FromCountry"], posted.values["FromZip"]) == ("FR", "")
    assert is_signed(posted)


def test_a_forged_text_has_a_signature_that_does_not_hold(twilio: FakeTwilio, ear: Ear) -> None:
    twilio.person(ADA).writes("VOTE 12", forged=True)

    [posted] = ear.gets(1)

    assert not is_signed(posted)


def test_the_signature_is_for_the_public_address_though_the_bot_is_here(ear: Ear) -> None:
    public = "https://budget.example.org/twilio/sms"
    with FakeTwilio(webhook=public, reroute={"https://budget.example.org": ear.url}) as twilio:
        twilio.person(ADA).writes("Bonjour")
        [posted] = ear.gets(1)

    assert posted.url == f"{ear.url}/twilio/sms"
    assert is_signed(posted, public)
    assert not is_signed(posted)


@pytest.mark.parametrize(
    ("content", "content_type", "texts"),
    [
        pytest.param(twiml("Un &amp; deux", "Trois"), "text/xml", ["Un & deux", "Trois"], id="two messages"),
        pytest.param(
            "<Response><Message><Body>Bonjour</Body></Message></Response>", "application/xml", ["Bonjour"], id="a body"
        ),
        pytest.param("Bonjour", "text/plain", ["Bonjour"], id="plain text"),
    ],
)
def test_what_the_bot_answers_arrives_on_the_phone(
    content: str, content_type: str, texts: list[str], twilio: FakeTwilio, ear: Ear
) -> None:
    ear.answers(content, content_type)
    ada = twilio.person(ADA)

    ada.writes("AIDE")
    ada.waits_for(texts[-1])

    assert [sms.text for sms in ada.inbox] == texts
    assert {(sms.direction, sms.sender) for sms in ada.inbox} == {("outbound-reply", NUMBER)}


def test_an_answer_without_a_message_says_nothing(twilio: FakeTwilio, ear: Ear) -> None:
    ear.answers(twiml(), "text/xml")
    ear.answers(twiml("Deux"), "text/xml")
    ada = twilio.person(ADA)

    ada.writes("un")
    ada.writes("deux")
    ada.waits_for("Deux")

    assert [sms.text for sms in ada.inbox] == ["Deux"]
    assert twilio.alerts == []


@pytest.mark.parametrize(
    ("content", "content_type", "alert"),
    [
        pytest.param("<Response><Message>", "text/xml", "12100: Document parse failure", id="cut short"),
        pytest.param("<html/>", "text/html", "12100: The root element is <html>", id="no TwiML"),
        pytest.param("<Response><Sms>x</Sms></Response>", "text/xml", "12200: Schema", id="a verb of old"),
        pytest.param("{}", "application/json", "12300: Invalid Content-Type", id="JSON"),
    ],
)
def test_an_answer_that_cannot_be_read_raises_an_alert(
    content: str, content_type: str, alert: str, twilio: FakeTwilio, ear: Ear
) -> None:
    ear.answers(content, content_type)
    ada = twilio.person(ADA)

    ada.writes("AIDE")
    alerts = twilio.bell.wait(lambda: twilio.alerts or None, 5)

    assert alerts is not None
    assert alerts[0].startswith(alert)
    assert ada.inbox == []


@pytest.mark.parametrize("answer", [500, "drop", "timeout"])
def test_a_webhook_that_fails_is_tried_once_more(answer: Answer, twilio: FakeTwilio, ear: Ear) -> None:
    ear.will(answer)
    ear.answers(twiml("Bonjour"), "text/xml")
    ada = twilio.person(ADA)

    ada.writes("AIDE")

    assert ada.waits_for().text == "Bonjour"
    assert len(ear.posted) == 1


def test_after_the_second_failure_the_text_is_lost_but_can_be_listed(twilio: FakeTwilio, ear: Ear) -> None:
    ear.will(Fault(500, times=2))
    ada = twilio.person(ADA)

    sid = ada.writes("AIDE")
    alerts = twilio.bell.wait(lambda: twilio.alerts or None, 5)

    assert alerts is not None
    assert alerts[0].startswith("11200: HTTP retrieval failure")
    assert ear.posted == []
    assert [(sms.sid, sms.direction) for sms in twilio.messages] == [(sid, "inbound")]


def test_a_bad_signature_is_not_tried_again(twilio: FakeTwilio, ear: Ear) -> None:
    ear.will(403)
    twilio.person(ADA).writes("VOTE 12", forged=True)
    twilio.bell.wait(lambda: twilio.alerts or None, 5)

    assert ear.posted == []
    assert twilio.alerts == [f"11200: HTTP retrieval failure: {ear.url}/twilio/sms: 403"]


def test_a_text_comes_twice_with_one_sid_and_is_answered_once(twilio: FakeTwilio, ear: Ear) -> None:
    ada = twilio.person(ADA)
    ear.answers(twiml("la première réponse se perd"), "text/xml")
    ear.answers(twiml("Bonjour"), "text/xml")

    with twilio.deliver(twice=True):
        ada.writes("AIDE")
    first, second = ear.gets(2)
    ada.waits_for("Bonjour")

    assert first.values == second.values
    assert [sms.text for sms in ada.inbox] == ["Bonjour"]


def test_texts_come_late_or_shuffled(twilio: FakeTwilio, ear: Ear) -> None:
    ada = twilio.person(ADA)
    with twilio.deliver(late=20):
        ada.writes("en retard")
    with twilio.deliver(shuffled=True):
        for text in ("un", "deux", "trois"):
            ada.writes(text)

    texts = [posted.values["Body"] for posted in ear.gets(4)]

    assert texts[3] == "en retard"
    assert sorted(texts[:3]) == ["deux", "trois", "un"]
    assert texts[:3] != ["un", "deux", "trois"]


def test_each_step_of_a_message_has_a_signed_receipt(twilio: FakeTwilio, ear: Ear) -> None:
    sid = send(twilio, "Bonjour", f"{ear.url}/twilio/status?ref=7")

    posted = ear.gets(3)

    assert [receipt.values["MessageStatus"] for receipt in posted] == ["queued", "sent", "delivered"]
    assert {receipt.values["MessageSid"] for receipt in posted} == {sid}
    assert {receipt.url for receipt in posted} == {f"{ear.url}/twilio/status?ref=7"}
    assert all(is_signed(receipt) for receipt in posted)


@pytest.mark.parametrize(
    ("status", "steps"),
    [
        pytest.param("undelivered", ["queued", "sent", "undelivered"], id="lost on the way"),
        pytest.param("failed", ["queued", "failed"], id="never sent"),
    ],
)
def test_what_cannot_be_delivered_says_why(status: str, steps: list[str], twilio: FakeTwilio, ear: Ear) -> None:
    ada = twilio.person(ADA)
    ada.cannot_be_reached(30006, status)
    send(twilio, "Bonjour", ear.url)

    posted = ear.gets(len(steps))

    assert [receipt.values["MessageStatus"] for receipt in posted] == steps
    assert posted[-1].values["ErrorCode"] == "30006"
    assert ada.inbox == []


def test_receipts_come_twice_or_shuffled(twilio: FakeTwilio, ear: Ear) -> None:
    twilio.deliver(twice=True, shuffled=True, what="receipts")
    send(twilio, "Bonjour", ear.url)

    statuses = [receipt.values["MessageStatus"] for receipt in ear.gets(6)]

    assert statuses[::2] == statuses[1::2]
    assert sorted(statuses[::2]) == ["delivered", "queued", "sent"]
    assert statuses[::2] != ["queued", "sent", "delivered"]


def test_a_late_receipt_comes_after_the_message(ear: Ear) -> None:
    with FakeTwilio(Staging(pace=0.01)) as twilio:
        twilio.deliver(late=10, what="receipts")
        ada = twilio.person(ADA)
        sid = send(twilio, "Bonjour", ear.url)
        ear.gets(1)
        twilio.deliver(what="receipts")
        ada.waits_for("Bonjour")

        posted = ear.gets(3)

    assert {receipt.values["MessageSid"] for receipt in posted} == {sid}


@pytest.mark.parametrize(
    ("automatic", "heard"),
    [
        pytest.param(True, ["You have successfully been unsubscribed. Reply START to resubscribe."], id="by Twilio"),
        pytest.param(False, ["C’est noté."], id="by the bot, as on a French short code"),
    ],
)
def test_stop_is_obeyed(automatic: bool, heard: list[str], ear: Ear) -> None:
    with FakeTwilio(Staging(pace=0.01), webhook=ear.url, automatic_stop=automatic) as twilio:
        ada = twilio.person(ADA)
        ear.answers(twiml("C’est noté."), "text/xml")

        ada.writes("Stop")
        twilio.bell.wait(lambda: True if len(twilio.messages) == 2 + automatic else None, 5)

    assert [sms.text for sms in ada.inbox] == heard
    assert [sms.error for sms in twilio.messages if sms.text == "C’est noté."] == [21610 if automatic else None]


def test_start_lifts_a_stop(twilio: FakeTwilio) -> None:
    ada = twilio.person(ADA)
    ada.writes("STOP")
    ada.waits_for("unsubscribed")
    ada.writes("start")

    assert "re-subscribed" in ada.waits_for().text
    assert twilio.account.opted_out == set()
