"""Who does what conversations ask: to add a deed or a look, a function under `@does(…)` in the file of its noun.

A new file has a name among those imported here, which is what has it register its functions.
"""

from __future__ import annotations

from typing import Any

from bot.hands import (  # noqa: F401  # each registers what it does
    ambassadors,
    asked,
    codes,
    consents,
    joining,
    kit,
    meetings,
    people,
    projects,
    proposals,
    reminders,
    rights,
    sharing,
    surveys,
    tickets,
    voting,
)
from bot.hands.base import HANDS, Hands, Writes
from flows.talk.deed import Deed, Look

__all__ = ["HANDS", "Hands", "Writes", "act"]


def act(hands: Hands, wish: Deed[Any] | Look[Any]) -> Any:
    """Do, or look up, what a conversation asks, and say what came of it."""
    return HANDS[type(wish)](hands, wish)
