"""Where, how fast, and by which clock and chance a fake plays its provider."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Staging:
    """What a fake runs on: every wait it makes is multiplied by *pace*."""

    pace: float = 1.0
    clock: Callable[[], float] = time.time  # the Unix time that is written on messages
    seed: int = 0  # of the orders and the ids it draws
    port: int = 0  # 0: any free one


REAL_TIME = Staging()
"""As slow as the providers are, on any free port."""
