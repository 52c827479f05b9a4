"""Where the data shared by several projects is, for the tests that check against it."""

import pytest

from tests.support.folders import SHARED

SHARED_DATA = SHARED / "data"
"""The folder of real elections, texts and counts; it lies beside the project and is no part of it."""

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason=f"The shared data is not beside the project: {SHARED_DATA} is no folder."
)

SHARED_CASES = SHARED_DATA.parent / "cases" / "turn2"
"""Inputs that failed once, with what is right beside them."""

needs_shared_cases = pytest.mark.skipif(
    not SHARED_CASES.is_dir(), reason=f"The shared cases are not beside the project: {SHARED_CASES} is no folder."
)
