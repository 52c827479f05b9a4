"""The command line as real processes, in a folder of their own.

Importing all that a process holds takes seconds, and hundreds are started. So they are forked from one that has
imported everything and done nothing yet, one for each of pytest's workers. `afresh` alone starts Python anew.
"""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from typing import Protocol

import bot
from tests.support.folders import ROOT

LONGEST = 240.0
"""Seconds that a command may take."""

IMPORTED = [
    "tests.support.processes",
    *(module.name for module in pkgutil.walk_packages(bot.__path__, "bot.") if module.name != "bot.__main__"),
]
"""What every forked process has imported already: all of the product."""


class Process(Protocol):
    """A process that was started, as `subprocess` has it."""

    @property
    def pid(self) -> int:
        """Its number."""

    def terminate(self) -> None:
        """Ask it to stop."""

    def kill(self) -> None:
        """As a power cut does."""

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it ended. Raises TimeoutExpired."""


class Forked:
    """A process of its own, that had nothing to import."""

    def __init__(self, words: Sequence[str], folder: Path, variables: Mapping[str, str], files: Sequence[str]) -> None:
        """`portevoix *words*` in *folder*; *files* are its standard input, output and error."""
        self._words = words
        self._process = _imported().Process(target=_lives, args=(words, str(folder), variables, files), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid is not None
        return self._process.pid

    def terminate(self) -> None:
        """Ask it to stop."""
        self._process.terminate()

    def kill(self) -> None:
        """As a power cut does."""
        self._process.kill()

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it ended. Raises TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutExpired(list(self._words), timeout or 0)
        return self._process.exitcode


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process: ours, the project on its path, and *settings*; nothing of a .env file's.

    It understands by words alone unless *settings* say otherwise: fitting the encoder takes ten seconds of a processor.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    ours = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "COLUMNS": "200", "NO_COLOR": "1", "MEANING": "off"}
    return {**kept, **ours, **settings}


def portevoix(*words: str, folder: Path, typed: str = "", **settings: str) -> CompletedProcess[str]:
    """Run `portevoix *words*` in *folder* to its end; *typed* is what it reads."""
    with tempfile.TemporaryDirectory() as held:
        given, said, complained = (Path(held) / name for name in ("in", "out", "err"))
        given.write_text(typed, "utf-8")
        files = [str(file) for file in (given, said, complained)]
        process = Forked(words, folder, environment(**settings), files)
        try:
            code = process.wait(LONGEST)
        except TimeoutExpired:
            process.kill()
            raise
        return CompletedProcess(list(words), code, said.read_text("utf-8"), complained.read_text("utf-8"))


def started(*words: str, folder: Path, **settings: str) -> Process:
    """Start `portevoix *words*` in *folder*; outside of the tests (`make soak`) by a Python of its own."""
    if "PYTEST_VERSION" not in os.environ:
        return afresh(*words, folder=folder, **settings)
    return Forked(words, folder, environment(**settings), [os.devnull] * 3)


def afresh(*words: str, folder: Path, **settings: str) -> Process:
    """The same by a Python of its own, as an operator starts it."""
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.Popen(
        command, cwd=folder, env=environment(**settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _lives(words: Sequence[str], folder: str, variables: Mapping[str, str], files: Sequence[str]) -> None:
    """Become what `python -m bot *words*` is."""
    for number, (file, how) in enumerate(zip(files, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)):
        opened = os.open(file, how)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 for as long as it lives
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    sys.argv = ["portevoix", *words]
    from bot.cli import main

    main()


@cache
def _imported() -> ForkServerContext:
    """Where processes are forked from. It does nothing but import, in an environment without a setting."""
    context = get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    with _surroundings(environment()):
        forkserver.ensure_running()
    return context


@contextmanager
def _surroundings(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
