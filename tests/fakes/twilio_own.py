"""What Twilio's API tells of the account itself and of its numbers."""

from __future__ import annotations

from tests.fakes.bodies import Json
from tests.fakes.twilio_account import VERSION, Account


def own_account(account: Account) -> Json:
    """The API's Account resource."""
    uri = f"/{VERSION}/Accounts/{account.sid}"
    known = {"sid": account.sid, "owner_account_sid": account.sid, "friendly_name": "Porte-voix", "type": "Full"}
    return known | {
        "auth_token": account.token,
        "status": "active",
        "date_created": "Thu, 05 Nov 2026 09:00:00 +0000",
        "date_updated": "Thu, 05 Nov 2026 09:00:00 +0000",
        "subresource_uris": {"messages": f"{uri}/Messages.json"},
        "uri": f"{uri}.json",
    }


def own_numbers(account: Account) -> Json:
    """The API's list of IncomingPhoneNumber resources."""
    uri = f"/{VERSION}/Accounts/{account.sid}/IncomingPhoneNumbers.json"
    numbers = [
        {"sid": f"PN{n:032x}", "account_sid": account.sid, "phone_number": number, "friendly_name": number}
        for n, number in enumerate(account.numbers)
    ]
    pages = {"page": 0, "page_size": 50, "start": 0, "end": len(numbers) - 1, "uri": uri, "first_page_uri": uri}
    return pages | {"incoming_phone_numbers": numbers, "next_page_uri": None, "previous_page_uri": None}
