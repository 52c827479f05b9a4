"""What a serving process keeps in memory before anybody asks for it: no library of a channel that is not open."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.support.processes import environment, portevoix
from tests.web.test_web import free_port

TELEGRAM, SMS = {"aiogram", "aiohttp", "telegram"}, {"phonenumbers", "requests", "twilio"}
RARE = {"PIL", "alembic", "arabic_reshaper", "bidi", "fastapi", "icalendar", "mako", "reportlab", "scipy"}
"""What is imported when it is used: open data, a meeting's file, a leaflet, the tables brought up to date."""

OTHER_DATABASE = {"psycopg", "sqlalchemy.dialects.postgresql"}

BY_SMS = {
    "TWILIO_ACCOUNT_SID": "AC" + 32 * "0",
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_FROM": "+33939980000",
    "TWILIO_API_BASE": "http://127.0.0.1:9",  # nobody answers there
    "PUBLIC_URL": "https://ville.example",
}

SEEN = """
import signal, sys
from bot.cli import main
signal.signal(signal.SIGTERM, lambda *_: sys.exit(print(*sys.modules)))
sys.argv[1:] = ["run", "--port", "%s"]
main()
"""


@pytest.mark.parametrize(
    ("settings", "never"),
    [({}, TELEGRAM | SMS | RARE | OTHER_DATABASE), (BY_SMS, TELEGRAM | RARE | OTHER_DATABASE)],
    ids=["no channel", "SMS alone"],
)
def test_a_process_at_rest_keeps_no_library_that_it_does_not_use(
    tmp_path: Path, settings: dict[str, str], never: set[str]
) -> None:
    given = {"DATABASE_URL": f"sqlite:///{tmp_path / 'town.db'}", "SECRET_KEY": 44 * "k", **settings}
    portevoix("migrate", folder=tmp_path, **given)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SEEN % port], cwd=tmp_path, env=environment(**given), stdout=subprocess.PIPE, text=True
    )
    try:
        _answers(port)
        process.terminate()
        said, _complained = process.communicate(timeout=30)
    finally:
        process.kill()

    assert "sqlalchemy" in said
    assert never.isdisjoint(said.split())


def _answers(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=30)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("it does not answer")
