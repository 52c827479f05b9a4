"""What people ask of every participatory budget, whatever the town: each topic, and how it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ELSEWHERE = "elsewhere_"
"""How the topics begin that nobody answers here: a passport, a hole in the road."""

DAILY_LIFE = tuple(f"{ELSEWHERE}{what}" for what in ("roads", "school", "waste", "police", "health", "housing"))
"""Those of what happens in a town, beside its budget: seldom meant by who speaks of voting or of ideas."""

OF_VOTERS = tuple(f"{ELSEWHERE}{what}" for what in ("papers", "phone", "taxes"))
"""The same, seldom meant by who speaks of voting: «titre de séjour périmé, je peux voter ?»."""

TALK = "talk_"
"""How those begin that ask nothing: «bonjour», «c'est nul»."""

SAID = "said_"
"""How those begin that are no question, but what somebody wants to do, or an idea: «je veux voter», «des bancs»."""


@dataclass(frozen=True)
class Topics:
    """The wordings of each topic by its id, in all languages together: people mix them.

    *own* are those of the language that towns write in: by them alone it is told which entry is about a topic.
    """

    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()  # those that towns often answer with one entry
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)


def asks_of_us(topic: str) -> bool:
    """Whether *topic* is a question that is answered here."""
    return not topic.startswith((ELSEWHERE, TALK, SAID))
