"""The command line imports the one command that is called, and knows them all."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bot import commands
from bot.cli import COMMANDS, TOLD
from tests.support.folders import ROOT
from tests.support.processes import environment, portevoix

FILES = {file.stem for file in Path(str(commands.__file__)).parent.glob("*.py")} - {"__init__", "shared"}


def test_every_file_of_commands_is_one_or_more_of_them() -> None:
    assert {where.partition(":")[0] for where in COMMANDS.values()} == FILES


@pytest.mark.parametrize(("name", "module"), TOLD.items(), ids=list(TOLD))
def test_every_error_that_is_told_is_where_it_is_said_to_be(name: str, module: str) -> None:
    error = getattr(import_module(module), name)

    assert error.__module__ == module
    assert issubclass(error, Exception)


def test_one_command_does_not_wait_for_the_libraries_of_another() -> None:
    seen = "import sys; from bot.cli import app; app(['sms']); print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run(
        [sys.executable, "-c", seen], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )

    assert set(ran.stdout.split()).isdisjoint({"aiogram", "telegram", "fastapi", "alembic", "apscheduler"})


def test_what_is_no_command_is_said_and_help_lists_them_all(tmp_path: Path) -> None:
    unknown, help_ = portevoix("vote", folder=tmp_path), portevoix("--help", folder=tmp_path)

    assert unknown.returncode == 2
    assert "No such command 'vote'" in unknown.stderr
    assert all(f" {name} " in help_.stdout for name in COMMANDS)
