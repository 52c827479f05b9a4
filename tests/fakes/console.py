"""Playing one person of a fake from a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import partial

from tests.fakes.faults import Answer
from tests.fakes.listener import Listener, M
from tests.fakes.server import FakeServer

_OFTEN = 0.5
"""Seconds after which the printer looks whether the fake has stopped."""

_FAULTS: dict[str, Answer] = {"403": 403, "429": 429, "500": 500, "drop": "drop", "timeout": "timeout"}
"""What can follow a `!`."""


def converse(fake: FakeServer, person: Listener[M], write: Callable[[str], object], look: Callable[[M], str]) -> None:
    """Print what the bot says to *person*, and pass on what is typed, until interrupted."""
    printer = threading.Thread(target=_print, args=(fake, person, look), daemon=True)
    printer.start()
    try:
        for line in sys.stdin:
            if line.strip():
                _obey(fake, line.strip(), write)
        printer.join()
    except KeyboardInterrupt:
        print("Stopping.")


def _obey(fake: FakeServer, words: str, write: Callable[[str], object]) -> None:
    try:
        if words.startswith("!"):
            fake.will(_FAULTS[words[1:]])
        else:
            write(words)
    except KeyError:
        print(f"After ! comes one of {', '.join(_FAULTS)}.")
    except (AssertionError, RuntimeError) as error:
        print(error)


def _print(fake: FakeServer, person: Listener[M], look: Callable[[M], str]) -> None:
    change = 0
    while not fake.stopping:
        news = fake.bell.wait(partial(_news, person, change), _OFTEN) or []
        for message in news:
            print(f"    {look(message)}", flush=True)
            change = message.change


def _news(person: Listener[M], change: int) -> list[M] | None:
    return person.since(change) or None
