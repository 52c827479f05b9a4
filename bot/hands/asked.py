"""Looking up what a message may ask."""

from __future__ import annotations

from functools import lru_cache

from bot.hands.base import Hands, does
from bot.languages.topics import topics
from bot.languages.vocabulary import vocabulary
from flows.projects.catalogue import SNAPSHOTS
from flows.talk.deeds import AskedOf
from flows.town.edition import Edition
from flows.understanding.asking import Candidate, HearingIndex
from flows.understanding.meaning import Meaning, NoMeaning


@does(AskedOf)
def asked_of(hands: Hands, look: AskedOf) -> tuple[Candidate, ...]:
    """The topics and the entries that these words may ask for."""
    return index_of(hands.edition).read(look.words, meaning_of())


@lru_cache(maxsize=SNAPSHOTS)
def index_of(edition: Edition) -> HearingIndex:
    """The index of the edition, made at the first question and kept as long as the edition is the same."""
    return HearingIndex(edition.faq, topics(), vocabulary())


def meaning_of() -> Meaning:
    """What texts mean beside their words."""
    return NoMeaning()
