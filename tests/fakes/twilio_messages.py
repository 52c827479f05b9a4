"""The Messages resource of Twilio's API: sending, listing, blanking."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from tests.fakes.bodies import Json
from tests.fakes.twilio_account import VERSION, Account, Sms
from tests.fakes.twilio_errors import TwilioError

_LETTERS = 1_600
_PAGE, _LARGEST_PAGE = 50, 1_000

Values = Mapping[str, list[str]]
"""Parameters; some can be given several times."""


def create(account: Account, values: Values, now: float) -> Sms:
    """A message to send, checked in Twilio's order: the numbers, the words, then whether the person wants any."""
    to, text, service = (_first(values, name) for name in ("To", "Body", "MessagingServiceSid"))
    sender = _sender(account, _first(values, "From"), service)
    _check_receiver(account, to)
    if not text and not values.get("MediaUrl") and not values.get("ContentSid"):
        raise TwilioError(21602)
    if len(text) > _LETTERS:
        raise TwilioError(21617)
    callback = _first(values, "StatusCallback")
    if callback and not re.match(r"https?://[^/_]+", callback):
        raise TwilioError(21609, callback)
    status = "accepted" if service else "queued"
    sms = Sms(account.new_sid(), "outbound-api", sender, to, text, status, now, None, None, callback, service or None)
    if account.is_opted_out(sms):
        raise TwilioError(21610)
    return account.keep(sms)


def blank(account: Account, sid: str, values: Values) -> Json:
    """Change a message that was sent: only its words can go, or its sending be called off."""
    sms = find(account, sid)
    if _first(values, "Body"):
        raise TwilioError(20001, "Body can only be made empty")
    if "Body" in values:
        sms.text = ""
    if values.get("Status") == ["canceled"] and sms.status in ("accepted", "scheduled", "queued"):
        sms.status = "canceled"
    return account.as_json(sms)


def find(account: Account, sid: str) -> Sms:
    """The message *sid*."""
    sms = account.messages.get(sid)
    if sms is None:
        raise TwilioError(20404, f"/{VERSION}/Accounts/{account.sid}/Messages/{sid}.json")
    return sms


def listed(account: Account, values: Values) -> Json:
    """A page of messages, newest first, and the address of the next."""
    fitting = [sms for sms in reversed(account.messages.values()) if all(fits(sms) for fits in _filters(values))]
    size = min(int(_first(values, "PageSize") or _PAGE), _LARGEST_PAGE)
    number, token = int(_first(values, "Page") or 0), _first(values, "PageToken").removeprefix("PA")
    # A token, not the number, says where a page begins: what arrives meanwhile shifts nothing.
    start = next((n for n, sms in enumerate(fitting, 1) if sms.sid == token), number * size)
    page = fitting[start : start + size]
    follows = {"Page": [str(number + 1)], "PageToken": [f"PA{page[-1].sid}"]} if page else {}
    end = max(start + len(page) - 1, 0)
    return {
        "messages": [account.as_json(sms) for sms in page],
        "page": number,
        "page_size": size,
        "start": start,
        "end": end,
        "uri": _address(account, values),
        "first_page_uri": _address(account, values, {"Page": ["0"], "PageToken": []}),
        "next_page_uri": _address(account, values, follows) if start + size < len(fitting) else None,
        "previous_page_uri": None,
    }


def _sender(account: Account, number: str, service: str) -> str:
    if service:
        if service not in account.services:
            raise TwilioError(21701, service)
        return number or account.services[service]
    if not number:
        raise TwilioError(21603)
    if number not in account.numbers:
        raise TwilioError(21606, number)
    return number


def _check_receiver(account: Account, to: str) -> None:
    if not to:
        raise TwilioError(21604)
    if not re.fullmatch(r"\+[1-9]\d{6,14}", to):
        raise TwilioError(21211, to)
    if account.phone(to).is_landline:
        raise TwilioError(21614, to)


def _filters(values: Values) -> list[Callable[[Sms], bool]]:
    filters: list[Callable[[Sms], bool]] = []
    if to := _first(values, "To"):
        filters.append(lambda sms: sms.to == to)
    if sender := _first(values, "From"):
        filters.append(lambda sms: sms.sender == sender)
    for name, fits in (("DateSent", _on), ("DateSent<", _until), ("DateSent>", _from)):
        if day := _first(values, name):
            filters.append(fits(day))
    return filters


def _on(day: str) -> Callable[[Sms], bool]:
    begins = _moment(day).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = begins + timedelta(days=1)
    return lambda sms: sms.sent is not None and begins.timestamp() <= sms.sent < ends.timestamp()


def _until(day: str) -> Callable[[Sms], bool]:
    ends = _moment(day)
    if "T" not in day and " " not in day:
        ends += timedelta(days=1)  # «on and before» the day
    return lambda sms: sms.sent is not None and sms.sent <= ends.timestamp()


def _from(day: str) -> Callable[[Sms], bool]:
    begins = _moment(day)
    return lambda sms: sms.sent is not None and sms.sent >= begins.timestamp()


def _moment(day: str) -> datetime:
    """A date or a moment in GMT, in any of the forms Twilio documents."""
    try:
        moment = parsedate_to_datetime(day) if "," in day else datetime.fromisoformat(day)
    except ValueError:
        raise TwilioError(20001, f"DateSent: {day}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _address(account: Account, values: Values, change: Values | None = None) -> str:
    query = urlencode({**values, **(change or {})}, doseq=True)
    return f"/{VERSION}/Accounts/{account.sid}/Messages.json" + (f"?{query}" if query else "")


def _first(values: Values, name: str) -> str:
    return values.get(name, [""])[0]
