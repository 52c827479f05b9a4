"""Whatever a conversation may ask of the world, somebody does it: each deed and each look has one function."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from typing import Any

import pytest

import flows
from bot.hands.base import HANDS, does
from flows.projects.deeds import Support
from flows.talk.deed import Deed, Look


def wishes(kind: type[Any]) -> set[type[Any]]:
    """Every deed, or look, that any file of `flows/` defines."""
    for module in pkgutil.walk_packages(flows.__path__, "flows."):
        import_module(module.name)
    ours = [wish for wish in kind.__subclasses__() if wish.__module__.startswith("flows.")]
    return {wish for wish in ours if getattr(sys.modules[wish.__module__], wish.__name__) is wish}


@pytest.mark.parametrize("kind", [Deed, Look])
def test_each_deed_and_each_look_has_who_does_it(kind: type[Any]) -> None:
    assert wishes(kind) - HANDS.keys() == set()


def test_nothing_is_done_that_no_conversation_can_ask() -> None:
    assert HANDS.keys() - wishes(Deed) - wishes(Look) == set()


def test_a_deed_is_done_by_one_function_only() -> None:
    with pytest.raises(ValueError, match="Support is done by support already"):
        does(Support)(lambda hands, deed: None)
