"""A conversation, as the registry knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.chat import Chat
from flows.scene import Scene
from flows.words import Text


@dataclass(frozen=True, slots=True)
class Flow:
    """A named conversation. *label* is its line in the menu, if it has one; what is said in a *secret* one is not kept."""

    name: str
    run: Callable[[Chat, Scene], None]
    label: Text | None = None
    secret: bool = False
