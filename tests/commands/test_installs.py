"""What `make` installs is written down to the byte, and a test that hangs ends by itself."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.support.folders import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]

HANGS = """
import asyncio

async def test_that_waits_for_ever():
    await asyncio.Event().wait()

def test_whose_own_loop_is_closed_by_then():
    asyncio.run(asyncio.Event().wait())

async def test_after_them():
    pass
"""


@pytest.mark.parametrize(
    ("file", "wanted"),
    [("run.txt", PROJECT["dependencies"]), ("dev.txt", PROJECT["dependencies"] + EXTRAS["dev"])],
    ids=["to run", "to develop"],
)
def test_every_requirement_is_written_down_with_a_version_it_allows(file: str, wanted: list[str]) -> None:
    chosen = written_down(file)

    for requirement in map(Requirement, wanted):
        versions = chosen.get(requirement.name.lower(), [])
        assert versions, f"{requirement} is not in constraints/{file}: run `make lock`"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: run `make lock`"


@pytest.mark.parametrize("file", ["run.txt", "dev.txt"])
def test_nothing_is_installed_without_its_hashes(file: str) -> None:
    text = (ROOT / "constraints" / file).read_text()

    for entry in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in entry, entry


def test_what_runs_is_what_was_tested() -> None:
    run, dev = written_down("run.txt"), written_down("dev.txt")

    assert {name: dev[name] for name in run} == run


def test_a_test_that_hangs_fails_with_its_stack_and_the_next_one_runs(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text(HANGS)

    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(ROOT / "pyproject.toml"),
        "-o",
        "timeout=1",
        "-p",
        "tests.support.hanging",
    ]
    run = subprocess.run([*command, "--rootdir", str(tmp_path), str(tmp_path)], capture_output=True, text=True)

    assert "2 failed, 1 passed" in run.stdout
    assert "Timeout" in run.stdout
    assert "test_that_waits_for_ever" in run.stdout
    assert "await asyncio.Event().wait()" in run.stdout


def written_down(file: str) -> dict[str, list[Version]]:
    """The versions that a constraints file chose for each package: more than one where it depends on the Python."""
    chosen: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "constraints" / file).read_text(), re.MULTILINE):
        chosen.setdefault(name, []).append(Version(version))
    return chosen
