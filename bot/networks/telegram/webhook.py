"""`POST /telegram/webhook`: Telegram's updates, one a request, with the reply in the answer."""

from __future__ import annotations

import hmac
from typing import Any

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.networks.telegram.api import AWAY
from bot.networks.telegram.calls import Call
from bot.networks.telegram.intake import STORE_AWAY, Listener

log = structlog.get_logger()

PATH = "/telegram/webhook"

LARGEST = 1 << 20
"""Bytes of a request that are read; Telegram's own stay far below."""

CARRIES = 1
"""Replies in the answer to a request: Telegram makes one call of ours for each."""

AGAIN_AFTER = "2"
"""Seconds after which Telegram is asked to send again what we could not keep; it honours Retry-After."""

_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header


def webhook(listener: Listener, secret: str) -> Route:
    """The route, for requests that bear *secret*.

    Answers 403 without it, 413 to a body above LARGEST, 400 to one that is no update, and 503 when nothing could be
    committed: Telegram then sends the update again. Raises ValueError if *secret* is empty: anybody would bear it.
    """
    if not secret:
        raise ValueError("a webhook needs a secret, or anybody could speak in Telegram's name")

    async def hear(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_SECRET, "").encode(), secret.encode()):
            return _refused(403, "forged")
        body = await _body(request)
        if body is None:
            return _refused(413, "too_large")
        raw = _update(body)
        if raw is None:
            return _refused(400, "malformed")
        return await _answer(listener, raw)

    return Route(PATH, hear, methods=["POST"], name="telegram_webhook")


async def _answer(listener: Listener, raw: dict[str, Any]) -> Response:
    """What is to be called, in the answer itself."""
    try:
        told = await listener.hear(raw, CARRIES)
    except (*STORE_AWAY, *AWAY) as error:
        log.error("not heard", action="telegram_webhook", update=raw["update_id"], error=type(error).__name__)
        return Response(status_code=503, headers={"Retry-After": AGAIN_AFTER})
    return _carrying(*told) if told else Response()


def _carrying(call: Call) -> Response:
    return Response(orjson.dumps({"method": call.method, **call.values}), media_type="application/json")


async def _body(request: Request) -> bytes | None:
    """The body; None as soon as it is known to be too large."""
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > LARGEST:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return raw if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None


def _refused(status: int, why: str) -> Response:
    log.warning("refused", action="telegram_webhook", why=why)
    return Response(status_code=status)
