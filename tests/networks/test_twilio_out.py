"""Texts that we start go out by Twilio's own client; every refusal says what follows from it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.networks.base import NotSent, OptedOut, Rejected, Throttled, Unavailable, Unreachable
from bot.networks.twilio.account import Account, account_of
from bot.networks.twilio.network import TwilioNetwork
from bot.networks.twilio.rest import TwilioRest
from bot.settings import Settings, SettingsError
from storage.messages.outgoing import Outgoing, Parcel
from tests.fakes.faults import Answer, Fault
from tests.fakes.staging import Staging
from tests.fakes.twilio import AUTH_TOKEN, NUMBER, FakeTwilio
from tests.support.twilio_town import ADA, PUBLIC, account

SERVICE = "MG0123456789abcdef0123456789abcdef"
CAMPAIGN = "+33937000002"
TEXT = "Le vote est ouvert. Répondez VOTE."


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    nobody = {PUBLIC: "http://127.0.0.1:9"}  # takes the receipts
    with FakeTwilio(Staging(pace=0.01), numbers=(NUMBER, CAMPAIGN), reroute=nobody) as fake:
        fake.service(SERVICE)
        yield fake


@pytest.fixture
def rest(twilio: FakeTwilio) -> Iterator[TwilioRest]:
    rest = TwilioRest(account(twilio.url), patience=2.0)
    yield rest
    rest.close()


@pytest.fixture
def network(twilio: FakeTwilio, rest: TwilioRest) -> TwilioNetwork:
    return TwilioNetwork(rest, account(twilio.url, campaign=CAMPAIGN, alert=SERVICE))


def parcel(address: str = ADA, text: str = TEXT, kind: str = "service") -> Parcel:
    return Parcel(1234, "sms", address, Outgoing(text), kind)


async def test_a_text_goes_out_with_our_id_in_the_address_of_its_receipts(
    twilio: FakeTwilio, network: TwilioNetwork
) -> None:
    ref = await network.send(parcel())
    sms = await twilio.person(ADA).hears(TEXT)

    assert (sms.sid, sms.sender, sms.callback) == (ref, NUMBER, f"{PUBLIC}/twilio/status?id=1234")
    assert twilio.oddities == []


@pytest.mark.parametrize(
    ("kind", "sender", "service"),
    [
        pytest.param("service", NUMBER, None, id="service"),
        pytest.param("campaign", CAMPAIGN, None, id="campaign, from its own number"),
        pytest.param("alert", NUMBER, SERVICE, id="alert, by a Messaging Service"),
        pytest.param("another", NUMBER, None, id="a class without a sender of its own"),
    ],
)
async def test_each_class_of_message_has_its_sender(
    kind: str, sender: str, service: str | None, twilio: FakeTwilio, network: TwilioNetwork
) -> None:
    await network.send(parcel(kind=kind))
    sms = await twilio.person(ADA).hears(TEXT)

    assert (sms.sender, sms.service) == (sender, service)


@pytest.mark.parametrize(
    ("answer", "error", "why"),
    [
        pytest.param((400, 21610), OptedOut, "said STOP to the operator", id="opted out"),
        pytest.param((400, 21614), Unreachable, "not a mobile number", id="a landline"),
        pytest.param((400, 21211), Unreachable, "not a valid phone number", id="no number"),
        pytest.param((429, 20429), Throttled, "too many requests", id="too many"),
        pytest.param((429, 0), Throttled, "too many requests", id="too many, without a number"),
        pytest.param((400, 21611), Throttled, "waiting at Twilio", id="its queue is full"),
        pytest.param((500, 0), Unavailable, "Twilio refused", id="500"),
        pytest.param((503, 0), Unavailable, "Twilio refused", id="503"),
        pytest.param((401, 20003), Unavailable, "TWILIO_AUTH_TOKEN", id="a token that changed: not the text's fault"),
        pytest.param((400, 21606), Rejected, "check TWILIO_FROM", id="a sender that cannot send"),
        pytest.param((400, 99999), Rejected, "HTTP 400, Twilio 99999", id="what we never heard of"),
        pytest.param((403, 0), Rejected, "Twilio refused", id="403"),
    ],
)
async def test_a_refusal_says_what_follows(
    answer: tuple[int, int], error: type[NotSent], why: str, twilio: FakeTwilio, network: TwilioNetwork
) -> None:
    status, code = answer
    twilio.will(Fault(status, code=code))

    with pytest.raises(NotSent, match=why) as refused:
        await network.send(parcel())

    assert type(refused.value) is error


async def test_who_opted_out_and_landlines_are_told_by_twilio_itself(
    twilio: FakeTwilio, network: TwilioNetwork
) -> None:
    twilio.person(ADA).opts_out()
    twilio.person("+33473000000").is_a_landline()

    with pytest.raises(OptedOut):
        await network.send(parcel())
    with pytest.raises(Unreachable):
        await network.send(parcel("+33473000000"))


@pytest.mark.parametrize("answer", ["timeout", "drop"])
async def test_no_answer_is_for_later(answer: Answer, twilio: FakeTwilio, network: TwilioNetwork) -> None:
    twilio.will(answer)

    with pytest.raises(Unavailable, match="does not answer"):
        await network.send(parcel())


async def test_many_at_once_get_each_its_own_answer(twilio: FakeTwilio) -> None:
    rest = TwilioRest(account(twilio.url))
    network = TwilioNetwork(rest, account(twilio.url, campaign=CAMPAIGN, alert=SERVICE))
    numbers = [f"+336399801{n:02}" for n in range(40)]

    refs = await asyncio.gather(*(network.send(parcel(number)) for number in numbers))
    rest.close()

    assert {sms.sid: sms.to for sms in twilio.messages} == dict(zip(refs, numbers, strict=True))


async def test_a_call_on_its_way_is_not_called_back(twilio: FakeTwilio, network: TwilioNetwork) -> None:
    going = asyncio.create_task(network.send(parcel()))
    await asyncio.sleep(0)
    going.cancel()

    assert await going == twilio.messages[0].sid


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"twilio_auth_token": ""}, "TWILIO_AUTH_TOKEN", id="no token"),
        pytest.param({"twilio_from": ""}, "TWILIO_FROM", id="no number"),
        pytest.param({"public_url": ""}, "PUBLIC_URL", id="no public address"),
    ],
)
def test_half_an_account_is_told_by_the_name_of_what_is_missing(change: dict[str, str], named: str) -> None:
    whole = {"twilio_account_sid": "AC1", "twilio_auth_token": AUTH_TOKEN, "twilio_from": NUMBER, "public_url": PUBLIC}

    with pytest.raises(SettingsError, match=named):
        account_of(Settings.model_validate(whole | change))


def test_an_account_is_read_from_the_settings_and_shows_no_secret() -> None:
    account = account_of(
        Settings.model_validate(
            {
                "twilio_account_sid": "AC1",
                "twilio_auth_token": AUTH_TOKEN,
                "twilio_shared_key": "shared",
                "twilio_from": NUMBER,
                "twilio_from_campaign": CAMPAIGN,
                "public_url": f"{PUBLIC}/",
            }
        )
    )

    assert account == Account(
        "AC1", AUTH_TOKEN, PUBLIC, {"service": NUMBER, "campaign": CAMPAIGN, "alert": ""}, shared_key="shared"
    )
    assert (account.sender("alert"), account.own) == (NUMBER, frozenset({NUMBER, CAMPAIGN}))
    assert AUTH_TOKEN not in repr(account)
    assert "shared'" not in repr(account)


def test_without_an_account_there_is_no_sms() -> None:
    assert account_of(Settings.model_validate({"twilio_account_sid": ""})) is None
