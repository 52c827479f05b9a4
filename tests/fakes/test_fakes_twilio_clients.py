"""The real client of Twilio, unmodified, talks to the fake one."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from tests.fakes.faults import Answer, Fault
from tests.fakes.staging import Staging
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, NUMBER, FakeTwilio

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ADA = "+33639980001"
SERVICE = "MG0123456789abcdef0123456789abcdef"
ONCE = datetime(2026, 11, 5, 10, tzinfo=UTC)


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio(Staging(pace=0.01)) as fake:
        yield fake


@pytest.fixture
def client(twilio: FakeTwilio) -> Iterator[Client]:
    client = Client(ACCOUNT_SID, AUTH_TOKEN)
    client.api.base_url = twilio.url
    client.http_client.timeout = 0.5
    yield client
    client.http_client.session.close()


def test_a_message_is_queued_then_delivered(twilio: FakeTwilio, client: Client) -> None:
    ada = twilio.person(ADA)

    sent = client.messages.create(to=ADA, from_=NUMBER, body="Le vote est ouvert. Répondez VOTE.")
    arrived = ada.waits_for("VOTE")

    assert (sent.status, sent.num_segments, sent.direction) == ("queued", "1", "outbound-api")
    assert (arrived.sid, arrived.sender) == (sent.sid, NUMBER)
    assert client.messages(sent.sid).fetch().status == "delivered"
    assert twilio.oddities == []


@pytest.mark.filterwarnings(
    "ignore:BasicAuth is deprecated:DeprecationWarning",  # Twilio 9.13 gives aiohttp its password
    "ignore:The 'auth' parameter is deprecated:DeprecationWarning",  # in a way that aiohttp 3.14 warns of.
)
async def test_the_asynchronous_client_does_too(twilio: FakeTwilio) -> None:
    async with AsyncTwilioHttpClient() as http:
        client = Client(ACCOUNT_SID, AUTH_TOKEN, http_client=http)
        client.api.base_url = twilio.url
        await client.messages.create_async(to=ADA, from_=NUMBER, body="Bonjour")

    assert (await twilio.person(ADA).hears("Bonjour")).text == "Bonjour"


def test_a_messaging_service_chooses_the_sender(twilio: FakeTwilio, client: Client) -> None:
    twilio.service(SERVICE)

    sent = client.messages.create(to=ADA, messaging_service_sid=SERVICE, body="Bonjour")
    arrived = twilio.person(ADA).waits_for("Bonjour")

    assert (sent.status, sent.from_, sent.num_segments) == ("accepted", None, "0")
    assert arrived.sender == NUMBER


@pytest.mark.parametrize(
    ("values", "code"),
    [
        pytest.param({"to": "06 39 98 00 01"}, 21211, id="not in international form"),
        pytest.param({"body": ""}, 21602, id="no words"),
        pytest.param({"from_": None}, 21603, id="no sender"),
        pytest.param({"to": ""}, 21604, id="no receiver"),
        pytest.param({"from_": "+33612345678"}, 21606, id="a number of someone else"),
        pytest.param({"status_callback": "nowhere"}, 21609, id="receipts to nowhere"),
        pytest.param({"body": "x" * 1601}, 21617, id="1,601 letters"),
        pytest.param({"from_": None, "messaging_service_sid": SERVICE}, 21701, id="a service that is not there"),
    ],
)
def test_a_message_is_refused(values: dict[str, str], code: int, client: Client) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(**{"to": ADA, "from_": NUMBER, "body": "Bonjour"} | values)

    assert (refused.value.status, refused.value.code) == (400, code)


def test_who_opted_out_and_landlines_are_refused(twilio: FakeTwilio, client: Client) -> None:
    twilio.person(ADA).opts_out()
    twilio.person("+33473000000").is_a_landline()

    codes = []
    for to in (ADA, "+33473000000"):
        with pytest.raises(TwilioRestException) as refused:
            client.messages.create(to=to, from_=NUMBER, body="Bonjour")
        codes.append(refused.value.code)
    twilio.person(ADA).opts_in()

    assert codes == [21610, 21614]
    assert client.messages.create(to=ADA, from_=NUMBER, body="Bonjour").status == "queued"


def test_another_token_opens_nothing(twilio: FakeTwilio) -> None:
    stranger = Client(ACCOUNT_SID, "another token")
    stranger.api.base_url = twilio.url

    with pytest.raises(TwilioRestException) as refused:
        stranger.messages.create(to=ADA, from_=NUMBER, body="Bonjour")
    stranger.http_client.session.close()

    assert (refused.value.status, refused.value.code) == (401, 20003)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(429, 20429, id="429"),
        pytest.param(403, 20403, id="403"),
        pytest.param(500, 20500, id="500"),
    ],
)
def test_an_error_on_demand_comes_once(answer: int, code: int, twilio: FakeTwilio, client: Client) -> None:
    twilio.will(Fault(answer, method="messages.create"))

    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=ADA, from_=NUMBER, body="perdu")
    client.messages.create(to=ADA, from_=NUMBER, body="arrivé")

    assert (refused.value.status, refused.value.code) == (answer, code)
    assert [sms.text for sms in twilio.messages] == ["arrivé"]


def test_an_error_can_have_any_number(twilio: FakeTwilio, client: Client) -> None:
    twilio.will(Fault(400, code=21612, saying="The 'To' phone number is not currently reachable"))

    with pytest.raises(TwilioRestException, match="not currently reachable") as refused:
        client.messages.create(to=ADA, from_=NUMBER, body="Bonjour")

    assert refused.value.code == 21612


@pytest.mark.parametrize("acting", [pytest.param(False, id="in vain"), pytest.param(True, id="though it was sent")])
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param("timeout", requests.exceptions.ReadTimeout, id="silence"),
        pytest.param("drop", requests.exceptions.ConnectionError, id="hung up"),
    ],
)
def test_no_answer_comes(
    answer: Answer, error: type[Exception], acting: bool, twilio: FakeTwilio, client: Client
) -> None:
    twilio.will(Fault(answer, acting=acting))

    with pytest.raises(error):
        client.messages.create(to=ADA, from_=NUMBER, body="Bonjour")

    assert [sms.text for sms in twilio.messages] == (["Bonjour"] if acting else [])


@pytest.fixture
def week() -> Iterator[tuple[FakeTwilio, Client]]:
    """A fake on which Ada wrote once a day for five days, and Bob on the last."""
    now = [ONCE.timestamp()]
    with FakeTwilio(Staging(clock=lambda: now[0])) as twilio:
        for day in range(5):
            now[0] = (ONCE + timedelta(days=day)).timestamp()
            twilio.person(ADA).writes(f"jour {day}")
        twilio.person("+33639980002").writes("Bob")
        client = Client(ACCOUNT_SID, AUTH_TOKEN)
        client.api.base_url = twilio.url
        yield twilio, client
        client.http_client.session.close()


@pytest.mark.parametrize(
    ("wanted", "bodies"),
    [
        pytest.param({"from_": ADA}, ["jour 4", "jour 3", "jour 2", "jour 1", "jour 0"], id="by sender, newest first"),
        pytest.param({"to": ADA}, [], id="by receiver"),
        pytest.param({"date_sent": ONCE.date() + timedelta(days=2)}, ["jour 2"], id="on a day"),
        pytest.param({"date_sent_before": ONCE + timedelta(days=1)}, ["jour 1", "jour 0"], id="up to a moment"),
        pytest.param({"date_sent_after": ONCE + timedelta(days=4)}, ["Bob", "jour 4"], id="from a moment on"),
        pytest.param({"limit": 2}, ["Bob", "jour 4"], id="so many"),
        pytest.param({"from_": ADA, "page_size": 2}, [f"jour {n}" for n in (4, 3, 2, 1, 0)], id="in pages of two"),
    ],
)
def test_what_was_missed_can_be_listed(
    wanted: dict[str, object], bodies: list[str], week: tuple[FakeTwilio, Client]
) -> None:
    twilio, client = week

    assert [message.body for message in client.messages.list(**wanted)] == bodies
    assert twilio.oddities == []


def test_pages_do_not_shift_when_something_new_arrives(week: tuple[FakeTwilio, Client]) -> None:
    twilio, client = week
    first = client.messages.page(page_size=2)
    before = [message.body for message in first]
    twilio.person(ADA).writes("entre-temps")

    after = [message.body for message in first.next_page()]

    assert (before, after) == (["Bob", "jour 4"], ["jour 3", "jour 2"])


def test_words_can_be_blanked_and_a_message_deleted(week: tuple[FakeTwilio, Client]) -> None:
    _, client = week
    newest, older = client.messages.list(limit=2)

    newest.update(body="")
    older.delete()

    assert client.messages(newest.sid).fetch().body == ""
    with pytest.raises(TwilioRestException) as gone:
        client.messages(older.sid).fetch()
    assert (gone.value.status, gone.value.code) == (404, 20404)


def test_the_account_and_its_numbers_are_told(twilio: FakeTwilio, client: Client) -> None:
    assert client.api.accounts(ACCOUNT_SID).fetch().status == "active"
    assert [number.phone_number for number in client.incoming_phone_numbers.list()] == [NUMBER]
    assert twilio.oddities == []


def test_what_a_call_holds_is_checked_against_the_description(twilio: FakeTwilio) -> None:
    if twilio.spec is None:
        pytest.skip("Needs the published description of Twilio's API, which is not beside the project.")
    url = f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    said = {"To": ADA, "From": NUMBER, "Body": "x"}
    post: Callable[[dict[str, str]], httpx.Response] = lambda data: httpx.post(  # noqa: E731 # short and local
        url, data=data, auth=(ACCOUNT_SID, AUTH_TOKEN), trust_env=False, verify=NO_TLS, timeout=30
    )

    wrong = post(said | {"ValidityPeriod": "soon"})
    odd = post(said | {"Bodi": "x"})

    assert (wrong.status_code, wrong.json()["message"]) == (
        400,
        "Invalid parameter: ValidityPeriod: integer expected",
    )
    assert odd.status_code == 201
    assert twilio.oddities == ["POST /2010-04-01/Accounts/{AccountSid}/Messages.json has no parameter 'Bodi'."]
