"""Counts in the sentences that operators read: «1 vote», «12 votes»."""

from __future__ import annotations


def so_many(count: int, single: str, many: str = "") -> str:
    """*count* with what it counts: *single* of them, or *many* (with an «s», if left out)."""
    return f"{count} {single if count == 1 else many or single + 's'}"
