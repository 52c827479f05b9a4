"""Looking up what a message may ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot.hands.base import Hands, does
from bot.languages.meanings import meaning
from bot.languages.topics import topics
from bot.languages.vocabulary import vocabulary
from bot.languages.words import lexicon
from flows.projects.catalogue import SNAPSHOTS
from flows.talk.deeds import AskedOf
from flows.town.edition import Edition
from flows.town.faq import FaqEntry
from flows.town.learnt import Learnt, by_asked
from flows.understanding.as_read import questions_in
from flows.understanding.asking import PLAIN, TOPIC, Candidate, HearingIndex
from flows.understanding.naming import projects_in
from flows.understanding.sides import (
    any_begins,
    asks_if_one_may,
    beside_a_vote,
    of_one_answer,
    said_in_words,
    side_of,
    sided,
    speaks_of_either,
    timely,
)
from flows.understanding.topics import DAILY_LIFE, OF_VOTERS, asks_of_us

MEETINGS = "meetings"
"""The topic of when and where people meet."""


@does(AskedOf)
def asked_of(hands: Hands, look: AskedOf) -> tuple[Candidate, ...]:
    """The topics and the entries that these words may ask for; the hearing and «ask» look up the same ones."""
    found = hands.writes.once(f"asked {look.words}", lambda: found_for(look.words, hands.edition))
    return told_apart(found, look.words, hands.edition, hands.now)


def found_for(words: str, edition: Edition) -> tuple[Candidate, ...]:
    """What *words* may ask; where they name a project they are about that, whatever one sentence of theirs says."""
    named = bool(projects_in(words, edition, lexicon()))
    found = of_one_answer(index_of(edition).read(words, meaning(), whole=named))
    first = found[0].id.removeprefix(TOPIC) if found else ""
    votes = any_begins(words, lexicon().of_votes, lexicon())
    if first in DAILY_LIFE and speaks_of_either(words, lexicon()):
        return _of_the_part_that_speaks_of_it(words, edition) or beside_a_vote(found)
    if first in (*DAILY_LIFE, *OF_VOTERS) and (votes or asks_if_one_may(words, lexicon())):
        return beside_a_vote(found)
    return found


def _of_the_part_that_speaks_of_it(words: str, edition: Edition) -> tuple[Candidate, ...]:
    """What is plainly asked in the part of *words* that speaks of voting: «il rentre de l'école et veut voter»."""
    parts = [part for part in questions_in(words) if speaks_of_either(part, lexicon())]
    asked = [found for part in parts if (found := index_of(edition).read(part, meaning()))]
    best = max(asked, key=lambda found: found[0].score, default=())
    return best if best and best[0].score >= PLAIN and asks_of_us(best[0].id.removeprefix(TOPIC)) else ()


def told_apart(found: tuple[Candidate, ...], words: str, edition: Edition, now: datetime) -> tuple[Candidate, ...]:
    """What was *found* for *words*, of votes or ideas: as they say, else as it is the time."""
    if speaks_of_either(words, lexicon()):
        told = sided(found, side_of(words, lexicon()))
    else:
        told = timely(found, edition.phase_at(now))
    return said_in_words(told, words, lexicon())


def index_of(edition: Edition) -> HearingIndex:
    """The index of the edition, made at the first question, kept as long as what it is made of is the same."""
    return _index(edition.faq, tuple(meeting.title for meeting in edition.meetings), edition.learnt)


@lru_cache(maxsize=SNAPSHOTS)
def _index(entries: tuple[FaqEntry, ...], named: tuple[str, ...], learnt: tuple[Learnt, ...]) -> HearingIndex:
    """Whoever names a meeting asks of the meetings."""
    asked = topics()
    of_meetings = (*asked.wordings.get(MEETINGS, ()), *named)
    known = replace(asked, wordings={**asked.wordings, MEETINGS: of_meetings})
    return HearingIndex(entries, known, vocabulary(), by_asked(learnt))


def expect(edition: Edition) -> None:
    """Make ready what the first question to *edition* would have to wait for."""
    meaning().closeness("", index_of(edition).corpus)
