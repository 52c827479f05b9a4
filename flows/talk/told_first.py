"""What comes before a project that is named beside it: grief, a complaint, and what happens in a town."""

from __future__ import annotations

from flows.understanding.asking import TOPIC, Candidate
from flows.understanding.sides import OF_THE_QUESTIONS
from flows.understanding.topics import DAILY_LIFE, ELSEWHERE

GRIEF = "talk_grief"
"""The topic of who has lost somebody."""

HEAVY, HEAVILY = (GRIEF, "talk_mistake", "talk_complaint"), 0.35
"""What deserves an answer before any project that is named beside it, from which score on."""

HAPPENED = 0.8
"""The score from which on such a thing is told, and no project that is named in passing: «mon vélo a été volé»."""

OF_SECRECY = ("secrecy", "vote_of_other", "vote_content")
"""What is asked of who sees a vote, were it said for which project: «l'équipe voit que j'ai pris la passerelle ?»."""

IN_ANY_CASE = tuple(f"{ELSEWHERE}{what}" for what in ("police", "waste"))
"""Those of which no project is asked in like words."""


def told_first(candidates: tuple[Candidate, ...], *, asks: bool, amid: bool) -> bool:
    """Whether somebody grieves, complains, fears for their secret or tells what happened, and asks of no project.

    *Amid* a form, what is surely asked of it comes first too: «c long ?» names no project.
    """
    first = candidates[0] if candidates else None
    if first is None:
        return False
    topic = first.id.removeprefix(TOPIC)
    if amid and topic.startswith(OF_THE_QUESTIONS):
        return first.score >= HAPPENED
    if topic in OF_SECRECY and asks and first.score >= HAPPENED:
        return True
    if topic in DAILY_LIFE and first.score >= HAPPENED:
        return not asks or topic in IN_ANY_CASE
    return not asks and topic in HEAVY and first.score >= HEAVILY
