"""In whose name, and when, something of the town's was decided: what the log and the record of a project say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who decided, and when."""

    by: str
    at: datetime
