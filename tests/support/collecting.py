"""How tests are collected: the longest first, and without looking for garbage among all that stays anyway."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest

LONGEST = ("test_year.py", "test_replay.py", "test_restored_in_processes.py")
"""Files whose tests take half a minute each: begun last, one of them would keep the others' processors waiting."""

gc.disable()  # until all is imported


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What there is afterwards is not looked through again, test after test."""
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first; the others stay in their order."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
