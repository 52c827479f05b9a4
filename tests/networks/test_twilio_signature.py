"""Only what Twilio signed, for our public address, is heard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.datastructures import Headers
from twilio.request_validator import HMAC_SHA256, RequestValidator

from bot.networks.twilio.account import Account
from bot.networks.twilio.signature import Form, signed

URL, PATH = "https://mycompany.com", "/myapp.php?foo=1&bar=2"
FORM: Form = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
]
DUPLICATES: Form = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234")]
SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
ACCOUNT = Account("AC1234567890", "12345", URL, {})


@pytest.mark.parametrize(
    ("url", "form", "signature"),
    [
        pytest.param(URL, FORM, SIGNATURE, id="the example of Twilio's documentation"),
        pytest.param(URL + "/", FORM, SIGNATURE, id="a slash too many in PUBLIC_URL"),
        pytest.param(URL + ":1234", FORM, SIGNATURE, id="https with a port, signed without"),
        pytest.param("http://mycompany.com:1234", FORM, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=", id="http with a port"),
        pytest.param(URL, FORM, "kvajT1Ptam85bY51eRf/AJRuM3w=", id="https without a port, signed with 443"),
        pytest.param("http://mycompany.com", FORM, "0ZXoZLH/DfblKGATFgpif+LLRf4=", id="http, signed with port 80"),
        pytest.param(URL, DUPLICATES, "IK+Dwps556ElfBT0I3Rgjkr1wJU=", id="a field twice"),
        pytest.param(URL, [*DUPLICATES, ("Digits", "1234")], "IK+Dwps556ElfBT0I3Rgjkr1wJU=", id="a value twice"),
    ],
)
def test_the_vectors_of_twilios_own_validators_pass(url: str, form: Form, signature: str) -> None:
    assert signed(replace(ACCOUNT, public_url=url), PATH, form, Headers({"X-Twilio-Signature": signature}))


def test_blank_fields_are_signed_too() -> None:
    form = [("Body", ""), ("FromCity", ""), ("From", "+33639980001")]
    signature = RequestValidator("12345").compute_signature(URL + PATH, dict(form))
    headers = Headers({"X-Twilio-Signature": signature})

    assert signed(ACCOUNT, PATH, form, headers)
    assert signed(ACCOUNT, PATH + "#rc=2", form, headers), "what follows # is for Twilio alone, and not signed"
    assert not signed(ACCOUNT, PATH, form[1:], headers)


@pytest.mark.parametrize(
    ("url", "path", "form", "headers", "token"),
    [
        pytest.param(URL, PATH, FORM, {}, "12345", id="no signature"),
        pytest.param(URL, PATH, FORM, {"X-Twilio-Signature": ""}, "12345", id="an empty signature"),
        pytest.param(URL, PATH, FORM, {"X-Twilio-Signature": "é" * 28}, "12345", id="a signature out of ASCII"),
        pytest.param(URL, PATH, FORM, {"X-Twilio-Signature": SIGNATURE}, "54321", id="another token"),
        pytest.param(URL, PATH, FORM, {"X-Twilio-Signature": SIGNATURE}, "", id="no token set up"),
        pytest.param(URL, PATH, FORM[1:], {"X-Twilio-Signature": SIGNATURE}, "12345", id="a field less"),
        pytest.param(URL, PATH, [*FORM, ("Body", "12")], {"X-Twilio-Signature": SIGNATURE}, "12345", id="a field more"),
        pytest.param(URL, "/myapp.php", FORM, {"X-Twilio-Signature": SIGNATURE}, "12345", id="another address"),
        pytest.param("https://evil.example", PATH, FORM, {"X-Twilio-Signature": SIGNATURE}, "12345", id="another host"),
        pytest.param(URL + ":port", PATH, FORM, {"X-Twilio-Signature": SIGNATURE}, "12345", id="a port that is none"),
        pytest.param(URL + ":99999", PATH, FORM, {"X-Twilio-Signature": SIGNATURE}, "12345", id="a port too high"),
        pytest.param("", PATH, FORM, {"X-Twilio-Signature": SIGNATURE}, "12345", id="no public address"),
    ],
)
def test_what_cannot_be_checked_is_not_signed(
    url: str, path: str, form: Form, headers: dict[str, str], token: str
) -> None:
    assert not signed(replace(ACCOUNT, public_url=url, token=token), path, form, Headers(headers))


def test_an_empty_secret_signs_nothing_though_anyone_could_compute_it() -> None:
    signature = RequestValidator("").compute_signature(URL + PATH, dict(FORM))
    settings = {"X-Twilio-Webhooks-Signature-Settings": "key=mine,algorithm=HMAC_SHA256"}
    by_key = RequestValidator("").compute_signature(URL + PATH, dict(FORM), HMAC_SHA256)

    assert not signed(replace(ACCOUNT, token=""), PATH, FORM, Headers({"X-Twilio-Signature": signature}))
    assert not signed(ACCOUNT, PATH, FORM, Headers({"X-Twilio-Signature": by_key, **settings}))


@pytest.mark.parametrize(
    ("settings", "algorithm", "secret", "passes"),
    [
        pytest.param("key=k1,algorithm=HMAC_SHA256", HMAC_SHA256, "shared", True, id="the shared key, SHA-256"),
        pytest.param("key=k1, algorithm=hmac_sha256", HMAC_SHA256, "shared", True, id="written otherwise"),
        pytest.param("key=k1,algorithm=HMAC_SHA256", HMAC_SHA256, "12345", False, id="the auth token instead"),
        pytest.param("key=k1", None, "shared", True, id="the shared key, SHA-1"),
        pytest.param("key=k1,algorithm=HMAC_MD5", HMAC_SHA256, "shared", False, id="an algorithm of nobody"),
    ],
)
def test_a_shared_key_signs_in_the_way_it_announces(
    settings: str, algorithm: str | None, secret: str, passes: bool
) -> None:
    signature = RequestValidator(secret).compute_signature(URL + PATH, dict(FORM), algorithm)
    headers = Headers({"X-Twilio-Signature": signature, "X-Twilio-Webhooks-Signature-Settings": settings})

    assert signed(replace(ACCOUNT, shared_key="shared"), PATH, FORM, headers) is passes
