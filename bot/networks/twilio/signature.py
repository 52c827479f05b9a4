"""Whether a request is Twilio's own: signed for our public address, whatever proxies it passed on its way.

Twilio signs the address it was given and every field of the form. So the address is built from PUBLIC_URL, never from
the Host header, which anyone can set; and the fields are all of them, blank ones too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urldefrag

from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from bot.networks.twilio.account import Account

Form: TypeAlias = Sequence[tuple[str, str]]
"""The fields of a form in their order; the same name may come twice."""


def signed(account: Account, path_and_query: str, form: Form, headers: Mapping[str, str]) -> bool:
    """Whether *headers*, looked up in any case, hold Twilio's signature of *form* sent to us.

    By default it is made with the account's auth token (HMAC-SHA1). A request that comes with signature settings was
    signed with a shared key of the town's own (HMAC-SHA256; twilio.com/docs/usage/webhooks/webhook-shared-keys, a
    public beta as of September 2026). Whatever cannot be checked is not signed.
    """
    signature, settings = headers.get(SIGNATURE_HEADER), headers.get(SIGNATURE_SETTINGS_HEADER)
    secret = account.shared_key if settings else account.token
    if not signature or not secret:  # an empty secret is one that everybody knows
        return False
    address, _fragment = urldefrag(account.public_url.rstrip("/") + path_and_query)
    try:
        validator, algorithm = RequestValidator(secret), get_signature_algorithm(settings)
        return bool(validator.validate(address, ImmutableMultiDict(form), signature, algorithm))
    except ValueError:  # a port that is no port
        return False
