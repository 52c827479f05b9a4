"""Where the published descriptions of both APIs are; without them the fakes work all the same and check less."""

from __future__ import annotations

from pathlib import Path

import orjson

from tests.fakes.bodies import Json
from tests.support.folders import SHARED

SPECS = SHARED / "specs"
"""The folder of the descriptions; it lies beside the project and is no part of it."""

TELEGRAM_SPEC = SPECS / "telegram_bot_api.json"
TWILIO_SPEC = SPECS / "twilio_api_v2010.json"


def load(path: Path) -> Json | None:
    """The description in *path*; None if there is no such file."""
    if not path.is_file():
        return None
    spec = orjson.loads(path.read_bytes())
    assert isinstance(spec, dict)
    return spec


def note(path: Path) -> str:
    """What to tell whoever starts a fake about the description in *path*."""
    if path.is_file():
        return f"Calls are checked against {path.name}."
    return f"Calls are not checked against the published description: {path} is no file."
