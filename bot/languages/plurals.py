"""Counts in the sentences that operators read: «1 vote», «12 votes»."""

from __future__ import annotations


def so_many(count: int, one: str, many: str = "") -> str:
    """*count* with what it counts: *one* of them, or *many* (with an «s», if left out)."""
    return f"{count} {one if count == 1 else many or one + 's'}"
