"""Refusals in the words of the real Bot API."""

from __future__ import annotations

from tests.fakes.bodies import Json

USUAL = {
    400: "Bad Request: the request was refused on demand",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
"""What goes with a status when nothing more is known."""

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "user_id": "invalid user_id specified",
    "file_id": "file_id not specified",
}
"""Some parameters have a sentence of their own when they are not there."""


class ApiError(Exception):
    """The API refuses a call: a status, a description, and what the client may do about it."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        """*parameters* are the API's ResponseParameters: `retry_after`, in seconds; `migrate_to_chat_id`."""
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters

    def body(self) -> Json:
        """What is answered."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def upgraded(to: int) -> ApiError:
    """The group is a supergroup now, with the number *to*."""
    why = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, why, migrate_to_chat_id=to)


def bad_request(why: str) -> ApiError:
    """The call cannot be right."""
    return ApiError(400, f"Bad Request: {why}")


def forbidden(why: str) -> ApiError:
    """The bot may not."""
    return ApiError(403, f"Forbidden: {why}")


def too_many(seconds: int) -> ApiError:
    """The bot must wait."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def missing(name: str) -> ApiError:
    """The required parameter *name* is not there."""
    return bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
