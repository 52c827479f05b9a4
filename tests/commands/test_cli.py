"""The command line imports the one command that is called, and knows them all."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

from bot import commands
from bot.cli import TOLD, app
from bot.commands import COMMANDS, Entry
from tests.support.folders import ROOT
from tests.support.processes import environment, portevoix

ASIDE = {
    "__init__",
    "campaign_screen",
    "campaign_trial",
    "count_file",
    "count_table",
    "measure_screen",
    "out_of_date",
    "pb_file",
    "shared",
}
"""What commands share, or have beside them; no command is in it."""

FILES = {file.stem for file in Path(str(commands.__file__)).parent.glob("*.py")} - ASIDE

NEVER = {
    *("aiogram", "aiohttp", "alembic", "apscheduler", "arabic_reshaper", "bidi", "cryptography", "fastapi", "holidays"),
    *("icalendar", "jinja2"),
    *("phonenumbers", "PIL", "prometheus_client", "psycopg", "reportlab", "scipy", "segno", "sqlalchemy", "sqlmodel"),
    *("starlette", "telegram", "twilio", "uvicorn"),
}
"""What neither the list of commands nor a command that opens no store may wait for."""

UNLISTED = {"asyncio", "babel", "flows", "pydantic", "pydantic_settings", "regex", "storage", "structlog"}
"""What the list of commands may not wait for either: it shows names and sentences."""


def test_every_file_of_commands_is_one_or_more_of_them() -> None:
    assert {entry.where.partition(":")[0] for entry in COMMANDS.values()} == FILES


@pytest.mark.parametrize(("name", "module"), TOLD.items(), ids=list(TOLD))
def test_every_error_that_is_told_is_where_it_is_said_to_be(name: str, module: str) -> None:
    error = getattr(import_module(module), name)

    assert error.__module__ == module
    assert issubclass(error, Exception)


@pytest.mark.parametrize(("name", "entry"), COMMANDS.items(), ids=list(COMMANDS))
def test_the_list_says_of_a_command_what_it_says_of_itself_first(name: str, entry: Entry) -> None:
    told = get_command(app(name)).commands[name].help  # type: ignore[attr-defined] # it is a group of commands

    assert " ".join(told.partition("\n\n")[0].split()) == entry.about


@pytest.mark.parametrize(
    ("words", "never"),
    [(["--help"], NEVER | UNLISTED), (["sms", "Bonjour"], NEVER), (["sms", "--help"], NEVER)],
    ids=["the list of commands", "a command that opens no store", "its help"],
)
def test_nothing_waits_for_the_libraries_of_another_command(words: list[str], never: set[str]) -> None:
    """Measured in modules, not in seconds: a busy machine cannot fail it."""
    seen = "print('\\nimported:', *{name.partition('.')[0] for name in sys.modules})"
    code = (
        f"import atexit, sys; from bot.cli import main; atexit.register(lambda: {seen}); sys.argv[1:] = {words}; main()"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True)

    assert ran.returncode == 0, ran.stderr
    assert never.isdisjoint(ran.stdout.rpartition("imported:")[2].split())


def test_what_is_no_command_is_said_and_help_lists_them_all(tmp_path: Path) -> None:
    unknown, help_ = portevoix("vote", folder=tmp_path), portevoix("--help", folder=tmp_path)

    assert unknown.returncode == 2
    assert "No such command 'vote'" in unknown.stderr
    assert all(f" {name} " in help_.stdout for name in COMMANDS)


def test_a_wrong_setting_does_not_hide_the_list(tmp_path: Path) -> None:
    assert portevoix("--help", folder=tmp_path, PORT="none").returncode == 0
    assert "PORT is not as it should be" in portevoix("sms", "Bonjour", folder=tmp_path, PORT="none").stderr


def test_a_command_is_found_behind_the_end_of_options(tmp_path: Path) -> None:
    assert "septets" in portevoix("--", "sms", "Bonjour", folder=tmp_path).stdout
