"""Conversations that are called in passing by the words of something graver: «quelqu'un a voté à ma place»."""

from __future__ import annotations

from flows.talk.keywords import VOTE, Calling, To
from flows.understanding.asking import Candidate
from flows.understanding.readings import FLOOR

GIVES_WAY: dict[str, tuple[str, ...]] = {
    "receipt": ("vote_stolen", "vote_content", "vote_of_other", "vote_kept", "secrecy"),
    "mydata": ("erase_me", "number_given"),
    "follow": ("my_refusal", "contest_refusal"),
    VOTE: ("vote_content", "secrecy"),
}
"""Each of them, and the topics that it gives way to."""


def gives_way(to: To, candidates: tuple[Candidate, ...]) -> bool:
    """Whether what is asked is surely not the conversation that *to* calls, by some words of the sentence."""
    first = candidates[0] if candidates and to.calling is not Calling.WHOLE else None
    if first is None or first.score < FLOOR:
        return False
    return first.subject in GIVES_WAY.get(to.flow, ())


def may_give_way(to: To, *, voted: bool) -> bool:
    """Whether what *to* calls has to be weighed: the vote where the person has *voted*, or speaks of it in passing."""
    return to.flow in GIVES_WAY and (to.flow != VOTE or voted or (to.calling is Calling.WITHIN and not to.opening))
