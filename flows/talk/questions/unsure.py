"""Numbers that are no sure answer: of another unit («2 par an»), taken back («sans 2»), a name («hall 12»).

None is made up for them: the number is asked for again, in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from flows.talk.questions.counted import counted_in
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.number_words import CLAUSE, DURATION, PERIODS, TIMES
from flows.understanding.senses import Hint, Sense

_MONEY = re.compile(r"[€$£]")
_ORDINAL = re.compile(r"\d+(?:ers?|eres?|nde?|e|emes?|st|rd|th)")
_O_CLOCK = re.compile(r"\d\s*[hH]\s*\d")


def is_of_another_kind(text: str, asked: str, lexicon: Lexicon) -> bool:
    """Whether *text* counts something else than the question *asked* names: «2 par semaine» at «combien par mois ?».

    Where the question names nothing that can be counted, nothing is something else.
    """
    kinds, prompt = lexicon.number_words.kinds_in, fold(asked)
    wanted = kinds(prompt.split())
    periods = wanted & PERIODS
    if periods and not kinds(fold(text).split()) & PERIODS <= periods:
        return True
    if not wanted and not any(f" {phrase} " in f" {prompt} " for phrase in lexicon.number_words.counting):
        return False
    counted = {word: kind for word in counted_in(text, lexicon) if (kind := lexicon.number_words.kinds.get(word))}
    money = {"money"} if _MONEY.search(text) else set()
    said = (frozenset(counted.values()) | money) - {TIMES}
    if DURATION in wanted:
        said -= PERIODS
    return not said <= wanted or list(counted.values()).count("people") > 1 or _O_CLOCK.search(text) is not None


def is_denied(text: str, lexicon: Lexicon) -> bool:
    """Whether a number of *text* is taken back by the word before it: «sans 2», «pas le 2»; not «plus ou moins 2»."""
    denying = lexicon.number_words.denying
    return any(
        words[-1] in denying and lexicon.alternatives.isdisjoint(words[-2:-1]) for words in _before(text, lexicon)
    )


def is_a_name(text: str, asked: str, lexicon: Lexicon) -> bool:
    """Whether a number of *text* only names something («hall 12», «6e»), or stands after one unknown word."""
    own, known = frozenset(fold(asked).split()), lexicon.number_words
    if "money" not in known.kinds_in(own) and any(map(_ORDINAL.fullmatch, fold(text).split())):
        return True
    befores = [words for words in _before(text, lexicon) if words[-1] not in own]
    return any(words[-1] in known.numbered for words in befores) or _stands_alone(text, own, lexicon)


def is_called_so(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* is nothing but what is called by a number, and that: «hall 12»."""
    match fold(text).split():
        case [word, number]:
            return word in lexicon.number_words.numbered and _is_number(number, lexicon)
    return False


def is_limit(text: str, lexicon: Lexicon) -> bool:
    """Whether the number of *text* is only the most or the least there may be: «10 max»."""
    return not lexicon.number_words.limits.isdisjoint(fold(text).split())


def is_someone_elses(text: str, lexicon: Lexicon) -> bool:
    """Whether an age is told of somebody else («mon fils a 10 ans»), or years that are none («depuis 12 ans»)."""
    words, known = fold(text).split(), lexicon.number_words
    mine = any(
        word in lexicon.my and not (after in known.own or _is_number(after, lexicon)) for word, after in pairwise(words)
    )
    return mine or not known.others.isdisjoint(words) or any(w[-1] in known.since for w in _before(text, lexicon))


def _before(text: str, lexicon: Lexicon) -> Iterator[list[str]]:
    """The words before each number of *text* within what is said at once, but for small ones; none where none stand."""
    for words, place in islice(_places(text, lexicon), _MOST_NUMBERS):
        before = words[max(0, place - _MOST_BEFORE) : place]
        while before and (before[-1] in lexicon.fillers or lexicon.corrections.get(before[-1]) in _SMALL):
            before.pop()
        if before:
            yield before


def _places(text: str, lexicon: Lexicon) -> Iterator[tuple[list[str], int]]:
    """The words of each clause, with the place of each number among them."""
    for clause in CLAUSE.split(text):
        words = fold(clause).split()
        for place, word in enumerate(words):
            if _is_number(word, lexicon):
                yield words, place


_MOST_NUMBERS, _MOST_BEFORE = 12, 6
"""Numbers of a message that are looked at, and words before each."""

_SMALL = (Hint.TO, Hint.ANYHOW)


def _stands_alone(text: str, own: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether *text* is one word and a number, and the word is none that people put before an answer."""
    match fold(text).split():
        case [word, number] if _is_number(number, lexicon) and not _is_number(word, lexicon):
            return not (word in own or _may_stand_before(word, lexicon))
    return False


def _may_stand_before(word: str, lexicon: Lexicon) -> bool:
    known = (lexicon.fillers, lexicon.ages, lexicon.amounts, lexicon.number_words.before, lexicon.number_words.kinds)
    return any(word in words for words in known) or word in lexicon.corrections or lexicon.senses.get(word) is Sense.YES


def _is_number(word: str, lexicon: Lexicon) -> bool:
    return word[:1].isdigit() or word in lexicon.figures
