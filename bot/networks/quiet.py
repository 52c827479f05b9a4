"""Keeps the libraries that speak to networks out of the logs: they would write addresses with our token in them."""

from __future__ import annotations

import logging

_TALKATIVE = ("aiogram", "aiohttp", "httpcore", "httpx", "telegram", "twilio", "urllib3")


def quiet() -> None:
    """Have them log nothing: what matters of a failed call is logged by whoever made it, with its `action`."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
