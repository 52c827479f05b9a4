"""The same part of the product in any commit that is measured: it may have moved since, or been given another name."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def part(*names: str) -> Any:
    """What a commit calls by one of these full names («bot.turn.turns.Turns»), the newest of which comes first.

    Raises ImportError where it has none of them.
    """
    for name in names:
        module, _dot, attribute = name.rpartition(".")
        try:
            return getattr(import_module(module), attribute)
        except (ImportError, AttributeError):
            continue
    raise ImportError(f"this commit has none of {', '.join(names)}")
