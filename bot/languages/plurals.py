"""Counts in the sentences that operators read: «1 vote», «12 votes»."""

from __future__ import annotations


def so_many(count: int | str, single: str, many: str = "") -> str:
    """*count* with what it counts: *single* of them, or *many* (with an «s», if left out); "2.5" is many, too."""
    return f"{count} {single if count == 1 else many or single + 's'}"
