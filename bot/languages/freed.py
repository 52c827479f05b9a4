"""Giving memory back to the system that was needed for a moment, while an index was made or a regression fitted."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Where the C library is glibc, which would keep it; elsewhere nothing is done."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
