"""Which projects a message names: by the words of their titles, or their numbers. Never by part of a word.

1. A whole word counts, one typo forgiven from five letters on, a plural too; «très» is not in «mètres».
2. What a title begins with («passerelle», «fresque») names its project alone; of other words it takes two.
3. A number names a project where it is said to («le 12», «projet 12», «n° 12») or stands first, and counts nothing.
4. Where a few words say nothing else, one of its text is enough: «je vote basket».
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from flows.town.edition import Edition, Project
from flows.understanding.lexicon import AND, Lexicon
from flows.understanding.senses import Hint
from flows.understanding.sounding import sounded
from flows.understanding.telling import HEAD, HOLLOW, SHORTEST, TellingWords, by_sound, telling_of
from flows.understanding.town_nouns import in_french

MOST_WORDS = 40
"""Words of a message that are looked at: more than anyone names a project in."""

ENOUGH = 2.0
"""The least for which a project is named by a message that says other things too."""

ENOUGH_ALONE = 1.0
"""The least for which it is named by a message that says nothing else."""

DESCRIBED = 1.5
"""The least for which it is named by words of its text alone, where they are said to be a project's."""

A_SHORT_SENTENCE = 6
"""Words of a message that may name a project by one word of its title: «il y a quoi pour le basket»."""

A_FEW_WORDS = 3
"""Words of a message that may name a project by a word of its text alone: «je vote basket»."""

LONGEST_NUMBER = 5
"""Digits of a project's number, at most."""

PLACES = (Hint.FIRST, Hint.SECOND, Hint.THIRD, Hint.LAST)
"""What a word says that calls something by its place in a list."""

A_LINK = 2
"""Letters of what may stand between a day and its month: «5 de mayo», «5th of May»."""


@lru_cache(maxsize=8)  # each message is looked through several times within its turn
def projects_in(words: str, edition: Edition, lexicon: Lexicon) -> tuple[Project, ...]:
    """The projects that *words* name, those by number first; none, if they name none for sure."""
    spelled = [_without_and(word, lexicon) for word in islice(lexicon.spell(words).split(), MOST_WORDS)]
    numbered = [edition.by_number[number] for number in _numbers(spelled, edition, lexicon)]
    if numbered and not lexicon.joins.union(lexicon.alternatives).intersection(spelled):
        return tuple(dict.fromkeys(numbered))  # «projet 8 la cuisine»
    return tuple(dict.fromkeys([*numbered, *(edition.by_id[id] for id in _named(spelled, edition, lexicon))]))


def _without_and(word: str, lexicon: Lexicon) -> str:
    """*word* without the «and» that Arabic writes onto it, where it says what numbers number: «والمشروع 13»."""
    return word[1:] if word[:1] == AND and word[1:] in lexicon.things else word


def _numbers(spelled: list[str], edition: Edition, lexicon: Lexicon) -> Iterator[int]:
    """The numbers that are said to be projects', and those listed beside one."""
    only = all(word.isdigit() or word in lexicon.fillers for word in spelled)
    linked = lexicon.joins | lexicon.alternatives
    listed = False
    around = zip(["", "", *spelled], ["", *spelled], spelled, [*spelled[1:], ""], [*spelled[2:], "", ""], strict=False)
    for earlier, before, word, after, then in around:
        if not word.isdigit() or word.startswith("0"):  # «04 65 71 20 26»
            listed = listed and (word in linked or word in lexicon.going_on)
            continue
        called = only or not before or before in lexicon.definite or before in lexicon.things
        asked = earlier in lexicon.features  # «le prix du 5»
        if not (called or listed or asked) or _is_counted(after, then, lexicon) or len(word) > LONGEST_NUMBER:
            continue
        listed = True
        if int(word) in edition.numbers:
            yield int(word)


def _is_counted(after: str, then: str, lexicon: Lexicon) -> bool:
    """Whether what follows a number is what it counts: «12 ans», «2 fois», «4 projets», «20 h», «du 2 au 29»."""
    if len(after) == A_LINK and then in lexicon.months:
        return True
    if then.isdigit() and after.isalpha() and not _lists(after, lexicon):
        return True
    letter = len(after) == 1 and after.isalpha() and after not in lexicon.fillers and after not in lexicon.speaking
    thing = after in lexicon.things and not then.isdigit()
    return letter or after in lexicon.said_to_be_counted or thing


def _lists(word: str, lexicon: Lexicon) -> bool:
    """Whether *word* may stand between two numbers of one list: «le 5 et 12», «5 puis le 12»."""
    tables = (lexicon.fillers, lexicon.joins, lexicon.alternatives, lexicon.definite, lexicon.going_on, lexicon.things)
    return any(word in table for table in tables)


def _named(spelled: list[str], edition: Edition, lexicon: Lexicon) -> list[int]:
    """The ids of the projects whose telling words are said."""
    telling = telling_of(edition)
    spelled = in_french(spelled, telling.meant, lexicon)
    said = list(_telling(spelled, lexicon))
    meant = {
        word: telling.meant(word)
        for word in (*said, *(f"{one}{two}" for one, two in pairwise(spelled) if len(one) >= SHORTEST - 1))
    }
    for before, word, after in zip(["", *spelled], spelled, [*spelled[1:], ""], strict=False):
        if word in said and not meant[word]:
            beside = before in lexicon.determiners or before.startswith(lexicon.of_votes) or bool(meant.get(before))
            beside = beside or not lexicon.alternatives.isdisjoint((before, after))  # «skate ou studio»
            begun = telling.begun(word) if beside or len(spelled) == 1 else ""
            meant[word] = begun or _misspelt(word, edition, lexicon)
    for word, after in pairwise(spelled):
        if word in said and not meant[word] and meant.get(after):  # «skate + pétanque»
            meant[word] = telling.begun(word)
    _leave_out_ones_own(spelled, meant, telling, lexicon)
    told = [known for known in dict.fromkeys(meant.values()) if known]
    scores: dict[int, float] = {}
    for known in told:
        for id, weight in telling.words[known].items():
            scores[id] = scores.get(id, 0.0) + weight
    whole = all(meant[word] for word in said)
    about = _About(len(spelled), whole, *_kind_of(spelled, meant, lexicon))
    least = {id: _least(id, about, told, telling) for id in scores}
    named = [id for id, score in scores.items() if score >= least[id]]
    pointed = _pointed(spelled, meant, telling, lexicon) if named else []
    apart = {meant[word] for word in _set_apart(spelled, meant, lexicon)}
    return _proper(_best(named, scores, told, telling), told, telling, lexicon.features.keys() - apart) + pointed


def _set_apart(spelled: list[str], meant: Mapping[str, str], lexicon: Lexicon) -> Iterator[str]:
    """The telling words between which there is a choice: «les jeux ou la cour»."""
    words = [word for word in spelled if word not in lexicon.determiners and word not in lexicon.definite]
    for one, between, two in zip(words, words[1:], words[2:], strict=False):
        if between in lexicon.alternatives and meant.get(one) and meant.get(two):
            yield from (one, two)


def _leave_out_ones_own(spelled: list[str], meant: dict[str, str], telling: TellingWords, lexicon: Lexicon) -> None:
    """What somebody has is no project, unless one is called so: «on a volé mon vélo», but «mon skatepark»."""
    for before, word in pairwise(spelled):
        known = meant.get(word, "")
        if known and before in lexicon.my and max(telling.words[known].values()) < HEAD:
            meant[word] = ""


def _misspelt(word: str, edition: Edition, lexicon: Lexicon) -> str:
    """The known word that *word* sounds like, or that is written onto an article: «kiosk», «labri»."""
    alike = by_sound(edition, lexicon.rules).get(sounded(word, lexicon.rules), "")
    return alike or (telling_of(edition).meant(word[1:]) if word[:1] in lexicon.definite else "")


@dataclass(frozen=True, slots=True)
class _About:
    """What a message says: in how many words, whether all those that may be of a project are, and which kind it is."""

    length: int
    whole: bool
    points: bool  # «le truc des …»
    names: bool  # a word of it stands where the name of a thing does
    acts: bool  # speaks of voting or proposing


def _kind_of(spelled: list[str], meant: Mapping[str, str], lexicon: Lexicon) -> tuple[bool, bool, bool]:
    names = any(one in lexicon.determiners and meant.get(two) for one, two in pairwise(spelled))
    acts = any(word.startswith(lexicon.of_votes + lexicon.of_ideas) for word in spelled)
    return not lexicon.pointing.isdisjoint(spelled), names, acts


def _least(id: int, about: _About, told: list[str], telling: TellingWords) -> float:
    """How much must be said of a project: more where other things are said too, and of its text where none points."""
    entitled = any(id in telling.entitled.get(known, ()) for known in told)
    if about.whole and about.length <= A_FEW_WORDS:
        return ENOUGH_ALONE
    if about.whole and about.names and entitled and about.length <= A_SHORT_SENTENCE and not about.acts:
        return ENOUGH_ALONE
    if about.points and not about.acts:
        return ENOUGH_ALONE if entitled and about.whole else DESCRIBED
    return ENOUGH if entitled else math.inf


def _pointed(spelled: list[str], meant: Mapping[str, str], telling: TellingWords, lexicon: Lexicon) -> list[int]:
    """The projects of which one word is set beside another: «le skatepark ou basket»."""
    beside = [two for one, two in pairwise(spelled) if one in lexicon.alternatives]
    beside += [one for one, two in pairwise(spelled) if two in lexicon.alternatives]
    if any(word.startswith(lexicon.of_votes) for word in spelled):  # «je vote le studio et le basket»
        beside += [
            three
            for one, two, three in zip(spelled, spelled[1:], spelled[2:], strict=False)
            if _adds(one, two, lexicon)
        ]
    known = [telling.words[meant[word]] for word in beside if meant.get(word) and word not in lexicon.features]
    return [id for weights in known if len(weights) == 1 for id, weight in weights.items() if weight >= ENOUGH_ALONE]


def _adds(one: str, two: str, lexicon: Lexicon) -> bool:
    """Whether two words add what comes after them: «et le …»."""
    return one in lexicon.joins and two in lexicon.determiners


def _telling(spelled: list[str], lexicon: Lexicon) -> Iterator[str]:
    """The words that may be of a project."""
    for earlier, before, word in zip(["", "", *spelled], ["", *spelled], spelled, strict=False):
        done = before in lexicon.past and earlier in lexicon.doers  # «ça a marché»
        without = done or before in lexicon.doers or lexicon.corrections.get(before) is Hint.WITHOUT  # «les sans-abri»
        if len(word) >= SHORTEST and not word.isdigit() and not without and not _is_hollow(word, lexicon):
            yield word


def _is_hollow(word: str, lexicon: Lexicon) -> bool:
    if word in HOLLOW or word in lexicon.months or word in lexicon.units:
        return True
    if lexicon.corrections.get(word) in PLACES:  # «les deux premiers» of a list are no «premiers enregistrements»
        return True
    return word in lexicon.fillers or word in lexicon.asking or word in lexicon.speaking


def _best(named: list[int], scores: Mapping[int, float], told: list[str], telling: TellingWords) -> list[int]:
    """Of projects that the same words name, the one they say most of; one word alone may name several."""
    of = {id: {known for known in told if id in telling.words[known]} for id in named}

    def is_less(id: int, other: int) -> bool:
        less = scores[other] > scores[id] and len(told) > 1
        return of[id] < of[other] or (of[id] == of[other] and less)

    return [id for id in named if not any(is_less(id, other) for other in named)]


def _proper(named: list[int], told: list[str], telling: TellingWords, asking: Set[str]) -> list[int]:
    """Without those named by nothing but what is asked (*asking*) of another: «de la lumière au skatepark ?»."""
    proper = [known for known in told if known not in asking]
    own = [id for id in named if any(id in telling.words[known] for known in proper)]
    return own or named
