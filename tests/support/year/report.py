"""What did happen in a season that is over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Delivery:
    """A message that reached a phone, without being the answer to one."""

    at: datetime
    who: str
    channel: str
    kind: str
    text: str
    what: str = ""
    follows: bool = False  # it is the question of a conversation that the message before it opened


@dataclass(slots=True)
class Report:
    """A season that is over."""

    deliveries: list[Delivery] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    lots: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)
    silences: dict[str, list[tuple[datetime, str]]] = field(default_factory=dict)
    unfinished: int = 0  # messages that are still in the outbox
    ticks: int = 0
    restarts: int = 0
    seconds: float = 0.0

    def is_held(self, who: str, at: datetime) -> bool:
        """Whether that person was among those who are not reminded; joining two telephones draws another lot."""
        drawn = [held for since, held in self.lots.get(who, []) if since <= at]
        return bool(drawn) and drawn[-1]

    def silence(self, who: str, at: datetime) -> str:
        """What that person wants to be spared at that moment: everything, reminders, or nothing."""
        wanted = [what for since, what in self.silences.get(who, []) if since <= at]
        return wanted[-1] if wanted else ""


EVERYTHING, REMINDERS = "everything", "reminders"

SILENCES = {"stop": EVERYTHING, "effacer": EVERYTHING, "rappels non": REMINDERS, "start": "", "rappels oui": ""}
"""What people write to be left alone, or not any more."""
