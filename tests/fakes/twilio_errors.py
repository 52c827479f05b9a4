"""Refusals as Twilio words and numbers them."""

from __future__ import annotations

from tests.fakes.bodies import Json

_KNOWN = {
    20001: (400, "Invalid parameter: {}"),
    20003: (401, "Authenticate"),
    20403: (403, "Permission denied"),
    20404: (404, "The requested resource {} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20503: (503, "Service unavailable"),
    21211: (400, "Invalid 'To' Phone Number: {}"),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (400, "The 'From' phone number {} is not a valid, SMS-capable inbound phone number for your account."),
    21609: (400, "Invalid 'StatusCallback' URL: {}"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21614: (400, "'To' number is not a valid mobile number: {}"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    21701: (400, "The Messaging Service does not exist: {}"),
}
"""By number: the HTTP status, and the words."""

_BY_STATUS = {401: 20003, 403: 20403, 404: 20404, 429: 20429, 500: 20500, 503: 20503}
"""The usual number that goes with a status."""


class TwilioError(Exception):
    """Twilio refuses a call, with a number of its own."""

    def __init__(self, code: int, about: str = "") -> None:
        """*about* is what the words are about: a number, a path."""
        self.code = code
        self.status, words = _KNOWN[code]
        super().__init__(words.format(about))

    def body(self) -> Json:
        """What is answered."""
        return answer(self.status, self.code, str(self))


def answer(status: int, code: int, words: str) -> Json:
    """An error in Twilio's shape; without a number or words, those usual for *status*."""
    code = code or _BY_STATUS.get(status, 20001)
    words = words or _KNOWN.get(code, (status, ""))[1].format("refused on demand")
    return {"code": code, "message": words, "more_info": f"https://www.twilio.com/docs/errors/{code}", "status": status}
