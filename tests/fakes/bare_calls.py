"""Calls of the fake Telegram by plain HTTP, as a bot without a library would make them."""

from __future__ import annotations

import ssl
from typing import Any

import httpx

from tests.fakes.telegram import FakeTelegram

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
KEYBOARD = {"inline_keyboard": [[{"text": "Oui", "callback_data": "1:oui"}]]}


def call(telegram: FakeTelegram, method: str, **values: Any) -> Any:
    """The result of a call, or the whole answer if it was refused."""
    url = f"{telegram.url}/bot{telegram.token}/{method}"
    answer = httpx.post(url, json=values, trust_env=False, verify=NO_TLS, timeout=5).json()
    return answer["result"] if answer["ok"] else answer
