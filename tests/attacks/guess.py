"""What a thief made of what they have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """What one attack found: how many guesses it made, and how many were right, of how many it could have been."""

    attack: str
    database: str
    made: int
    right: int
    of: int
