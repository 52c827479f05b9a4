"""Choices that a sentence says: «pas encore mais ça va venir», «non j'ai pas eu le temps», «plutôt le deuxième».

A whole label counts before single words of it, and a place in the list before all words; what is refused is not said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from flows.talk.questions import Ear, Option
from flows.talk.questions.at_once import is_either, taken_at_once
from flows.talk.questions.figures import figures_in
from flows.understanding.by_place import called_by_place
from flows.understanding.folding import fold
from flows.understanding.interrogative import looks_asked
from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import holds, length_of
from flows.understanding.senses import Hint, Sense

_MOST_WORDS = 14
"""Words of a sentence that answers a question with choices; longer ones tell something else as well."""

_MOST_LETTERS = 200
"""Letters of such a sentence."""

_TELLING, _ROOT = 3, 4
"""Letters from which on a word of a label tells which it is, and those by which «arbre» is one of «arbres»."""

_OUT_OF = 2
"""Numbers of «3 sur 5»."""


def said_in(text: str, options: Sequence[Option], ear: Ear) -> tuple[str, ...]:
    """The ids of the *options* that *text* says, in their order; () if it asks, is too long, or says none."""
    bare = ear.lexicon.bare(text) if len(text) <= _MOST_LETTERS else ""
    many = len(ear.lexicon.spell(bare).split())
    if not 0 < many <= _MOST_WORDS or looks_asked(bare, ear.lexicon):
        return ()
    if is_either(bare, ear.lexicon) or taken_at_once(bare, len(options), ear.lexicon):  # «1 ou 2», «oui les deux»
        return ()
    places = called_by_place(bare, range(1, len(options) + 1), ear.lexicon) if many > 1 else ()
    if places:
        return tuple(options[place - 1].id for place in sorted(places))
    labels = _labels(options, ear)
    told = _not_refused(bare, labels.values(), ear.lexicon)
    in_words = many > 1 and (_whole_labels(told, labels, ear.lexicon) or (*_by_their_words(told, labels, ear.lexicon),))
    return in_words or _of_their_kind(told, labels, ear.lexicon)


def _labels(options: Sequence[Option], ear: Ear) -> dict[str, list[str]]:
    """The words of each label, by its option's id: a town writes them out, so nothing is looked up."""
    return {option.id: fold(ear.say(option.label)).split() for option in options}


def most_said_in(text: str, options: Sequence[Option], ear: Ear) -> tuple[str, ...]:
    """The same where one is wanted: of several, what is said to count most: «à pied et en bus, mais surtout en bus»."""
    said = said_in(text, options, ear)
    if len(said) == 1 or len(text) > _MOST_LETTERS:
        return said
    words = ear.lexicon.spell(ear.lexicon.bare(text)).split()
    if not said and holds(words, ear.lexicon.undecided, ear.lexicon.undecided_begun):
        return _undecided(text, options, ear)
    begins = (
        place
        for place in range(1, len(words))
        if length_of(words[place:], ear.lexicon.mostly, ear.lexicon.mostly_begun)
    )
    last = said_in(" ".join(words[place:]), options, ear) if said and (place := next(begins, 0)) else ()
    return last if len(last) == 1 else said


def _undecided(text: str, options: Sequence[Option], ear: Ear) -> tuple[str, ...]:
    """The one of *options* that is for who has not made up their mind, if there is one and nothing is asked."""
    if looks_asked(ear.lexicon.bare(text), ear.lexicon):
        return ()
    undecided, begun = ear.lexicon.undecided, ear.lexicon.undecided_begun
    open_ = tuple(id for id, label in _labels(options, ear).items() if holds(label, undecided, begun))
    return open_ if len(open_) == 1 else ()


def marked_in(text: str, most: int, lexicon: Lexicon) -> int | None:
    """The mark that a sentence gives: «bof 3 sur 5», «un bon 4»; None if it gives none, or several."""
    bare = lexicon.bare(text) if len(text) <= _MOST_LETTERS else ""
    if not bare or len(bare.split()) > _MOST_WORDS or looks_asked(bare, lexicon):
        return None
    marks = figures_in(bare, lexicon)
    if len(marks) == _OUT_OF and marks[1] == most and _one_word_between(bare, marks, lexicon):
        del marks[1]
    denied = any(_refuses(word, lexicon) for word in lexicon.spell(bare).split())
    return int(marks[0]) if len(marks) == 1 and marks[0] == int(marks[0]) and not denied else None


def _one_word_between(text: str, marks: list[Decimal], lexicon: Lexicon) -> bool:
    """Whether one word stands between both *marks*, and is none that joins them: «3 sur 5», but not «3 ou 5»."""
    words = fold(text).split()
    places = [place for place, word in enumerate(words) if word.isdigit() and Decimal(word) in marks]
    return (
        len(places) == _OUT_OF
        and places[1] - places[0] == _OUT_OF
        and words[places[0] + 1] not in lexicon.joins | lexicon.alternatives
    )


def _not_refused(text: str, labels: Collection[list[str]], lexicon: Lexicon) -> list[str]:
    """The words of *text* but for what is refused, to the end of its clause; a label may begin so: «pas encore»."""
    kept: list[str] = []
    for part in _APART.split(text):
        refused = False
        words = lexicon.spell(part).split()
        for place, word in enumerate(words):
            named = any(words[place : place + len(label)] == label for label in labels)
            refused = word not in lexicon.apart and (refused or (_refuses(word, lexicon) and not named))
            kept += () if refused else (word,)
        kept.append(_BREAK)
    return kept


_APART, _BREAK = re.compile(r"[.!;,\n]"), "."
"""What stands between clauses as they are typed, and as they are read."""


def _whole_labels(words: list[str], labels: dict[str, list[str]], lexicon: Lexicon) -> tuple[str, ...]:
    """Those whose whole label stands there; a no gives way to what it is said before: «non, pas encore»."""
    said = {id: place for id, label in labels.items() if (place := _place_of(label, words, lexicon)) is not None}
    longer = {id for id in said if not any(_is_within(labels[id], labels[other]) for other in said if other != id)}
    plain = {id for id in longer if lexicon.means(" ".join(labels[id])) is Sense.NO}
    return tuple(id for id in labels if id in (longer - plain or longer))


def _place_of(label: list[str], words: list[str], lexicon: Lexicon) -> int | None:
    """Where *label* stands in *words*; a yes or a no begins them, in whatever word."""
    meant = lexicon.means(" ".join(label))
    if meant in (Sense.YES, Sense.NO):
        begun = any(lexicon.senses.get(" ".join(words[:many])) is meant for many in (1, 2))
        return 0 if begun else None
    places = range(len(words) - len(label) + 1)
    return next((place for place in places if words[place : place + len(label)] == label), None)


def _is_within(label: list[str], other: list[str]) -> bool:
    return len(label) < len(other) and f" {' '.join(label)} " in f" {' '.join(other)} "


def _by_their_words(words: list[str], labels: dict[str, list[str]], lexicon: Lexicon) -> Iterator[str]:
    """Those of which a word is said that stands in no other label."""
    often = Counter(word for label in labels.values() for word in set(label))
    for id, label in labels.items():
        own = [word for word in label if often[word] == 1 and len(word) >= _TELLING and word not in lexicon.fillers]
        if any(_is_one(word, mine) for word in words for mine in own):
            yield id


def _of_their_kind(words: list[str], labels: dict[str, list[str]], lexicon: Lexicon) -> tuple[str, ...]:
    """The one whose label is of the kind of what is said, if it is the only one: «ma voisine», of «un proche»."""
    said = _kinds(words, lexicon)
    if len(said) != 1:
        return ()
    alike = tuple(id for id, label in labels.items() if not said.isdisjoint(_kinds(label, lexicon)))
    return alike if len(alike) == 1 else ()


def _kinds(words: list[str], lexicon: Lexicon) -> set[str]:
    kinds = {lexicon.alike.get(word, PEOPLE if word in lexicon.kin else "") for word in words}
    pairs = pairwise(words)
    return (kinds | {lexicon.alike.get(" ".join(pair), "") for pair in pairs}) - {""}


PEOPLE = "people"
"""The kind of whoever is somebody's: «ma tante»."""


def _is_one(word: str, mine: str) -> bool:
    """Whether *word* is *mine*, or one of them."""
    return word == mine or (len(word) >= _ROOT and word.rstrip("sx") == mine.rstrip("sx"))


def _refuses(word: str, lexicon: Lexicon) -> bool:
    return lexicon.corrections.get(word) is Hint.WITHOUT
