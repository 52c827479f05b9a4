"""What every asyncio task was waiting for when a test took too long: the stack of the event loop alone says nothing."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Generator

import pytest

TOO_LONG = "Timeout"
"""How pytest-timeout begins to say that a test took too long."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a test; of one that was stopped, with the stack of every task that was still waiting."""
    report = yield
    if call.excinfo and str(call.excinfo.value).startswith(TOO_LONG):
        report.sections.append(("what was waited for", _stacks()))
    return report


def _stacks() -> str:
    stacks = io.StringIO()
    try:
        loop = asyncio.get_event_loop_policy().get_event_loop()
    except RuntimeError:  # the test ran a loop of its own, which `asyncio.run` closed with all its tasks
        return ""
    for task in asyncio.all_tasks(loop):
        task.print_stack(file=stacks)
    return stacks.getvalue()
