"""Nobody's text is dear to hear: at most so many look-ups a word, for every door, question and search."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.languages.vocabulary import vocabulary
from bot.languages.words import lexicon
from flows.talk.questions import Question
from flows.town.edition import Edition
from tests.support.heavy import (
    SIGNS,
    TEXTS,
    Hearing,
    asked_of,
    counting,
    doors_of,
    filled,
    questions_of,
    sample_of,
    searches_of,
    words_in,
)
from tests.support.stores import Databases

A_WORD, AT_ALL = 12, 60
"""Look-ups for each word of a text, and beside them."""

SEARCHED = 80
"""Look-ups for each word in a search: its runs of letters, its root, its kin."""


@pytest.fixture(scope="module")
def sample(databases: Databases) -> Edition:
    """The sample edition."""
    with databases.fresh("sqlite") as store:
        return sample_of(store)


@dataclass(frozen=True, repr=False)
class Heard:
    """All that hears texts, and how often anything was looked up."""

    hears: dict[str, Hearing]
    most_a_word: dict[str, int]
    count: Counter[str]

    def dear(self, text: str) -> dict[str, int]:
        """Whatever looked up more in *text* than it may, and how much."""
        too_dear, words = {}, max(words_in(text), len(lexicon().spell(text).split()))  # «jve» is two: «je veux»
        for name, hears in self.hears.items():
            before = self.count["look-ups"]
            hears(text)
            looked_up = self.count["look-ups"] - before
            if looked_up > self.most_a_word[name] * words + AT_ALL:
                too_dear[name] = looked_up
        return too_dear


@pytest.fixture(scope="module")
def heard(sample: Edition) -> Heard:
    """All that hears texts in the sample town."""
    count: Counter[str] = Counter()
    known = counting(lexicon(), count)
    told = {**doors_of(known), **questions_of(sample, known)}
    searched = searches_of(sample, counting(vocabulary(), count), lambda index: counting(index, count))
    return Heard(told | searched, dict.fromkeys(told, A_WORD) | dict.fromkeys(searched, SEARCHED), count)


def test_every_kind_of_question_is_measured(sample: Edition) -> None:
    """A new kind is added to `asked_of`."""
    measured = {type(question) for question, _view in asked_of(sample)}

    assert {kind.__name__ for kind in _kinds(Question) - measured} == {"Listing"}


def _kinds(of: type[Any]) -> set[type[Any]]:
    return {
        kind for below in of.__subclasses__() for kind in (below, *_kinds(below)) if kind.__module__.startswith("flows")
    }


@pytest.mark.parametrize("name", TEXTS)
def test_a_dear_text_is_looked_up_word_by_word(heard: Heard, name: str) -> None:
    """What was once dear, and what may be."""
    assert not heard.dear(TEXTS[name])


POLITE = lexicon().courtesies
PIECES = [*POLITE.greetings, *POLITE.polite, *POLITE.closings]
PIECES += [*lexicon().flows, *lexicon().senses, *lexicon().spellings, *lexicon().figures, *lexicon().fillers]
PIECES += [*lexicon().corrections, *lexicon().denying, *lexicon().links, *lexicon().unable, *lexicon().my]
pieces = st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=12) | st.integers(0, 999).map(str), min_size=1)


@given(pieces, st.sampled_from([" ", ", ", ". ", "\n"]), st.integers(1, SIGNS))
@settings(max_examples=40)
def test_any_text_is_looked_up_word_by_word(heard: Heard, pieces: list[str], between: str, signs: int) -> None:
    """However it is made of words that mean something, are texted, number something or are nobody's."""
    assert not heard.dear(filled(*pieces, between=between, signs=signs))
