"""What the team teaches with one tick: that a question asked the same as an entry or a topic, or nothing of ours."""

from __future__ import annotations

from difflib import get_close_matches

from bot.hands.asked import index_of
from bot.languages.meanings import meaning
from bot.languages.topics import topics
from bot.team.decisions import InstructionError
from flows.hotline.impersonal import GONE, without_personal
from flows.town.edition import Edition
from flows.town.learnt import Learnt
from flows.understanding.asking import FAQ, TOPIC

OFF_TOPIC = "elsewhere_other"
"""The topic of what nobody answers here."""

LONGEST = 200
"""Letters of a wording: what is longer tells a story, and would be found by any of it."""

LEAST = 2
"""Words of a wording: one alone would be found everywhere."""

MOST_NEAR = 5


def wording_of(edition: Edition, id: str, words: str) -> Learnt:
    """What would be kept of *words* as one more way of asking for *id*. Raises InstructionError."""
    shown = without_personal(words)
    if len(shown) > LONGEST:
        raise InstructionError(f"It has {len(shown)} letters, {LONGEST} at most: write the question with --words.")
    if sum(any(map(str.isalnum, word)) for word in shown.replace(GONE, " ").split()) < LEAST:
        raise InstructionError(f"Of «{shown}» too little is left to be asked again: write the question with --words.")
    return Learnt(_asked(edition, id, words), shown)


def near(edition: Edition, words: str) -> list[str]:
    """The ids of what *words* may ask, the most probable first."""
    read = index_of(edition).read(words, meaning())
    return [candidate.id.partition(":")[2] for candidate in read[:MOST_NEAR]]


def is_there(edition: Edition, asked: str) -> bool:
    """Whether what a wording asks is still an entry of the edition, or a topic."""
    kind, _colon, id = asked.partition(":")
    return id in (edition.faq_by_id if f"{kind}:" == FAQ else topics().wordings)


def _asked(edition: Edition, id: str, words: str) -> str:
    """What *id* names: an entry of the FAQ, else a topic. Raises InstructionError, with those that may be meant."""
    for asked in (id,) if ":" in id else (FAQ + id, TOPIC + id):
        if is_there(edition, asked):
            return asked
    spelt = get_close_matches(id, [*edition.faq_by_id, *topics().wordings], MOST_NEAR)
    meant = ", ".join(dict.fromkeys((*spelt, *near(edition, words))))
    raise InstructionError(f"Neither an entry of the FAQ nor a topic is called «{id}». Near it: {meant}.")
