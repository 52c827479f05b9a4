"""A button that leads out of the conversation: to a page, or to another app with a text in it."""

from __future__ import annotations

from dataclasses import dataclass

from flows.words import Say


@dataclass(frozen=True, slots=True)
class WayOut:
    """What the button says, and the https *address* that it opens; shown where there are buttons."""

    label: Say
    address: str
