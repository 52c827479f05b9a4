"""The words that call a conversation, wherever they stand in a message, and what it is opened with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from flows.talk.undone import UNDONE_BY, told_from, undone
from flows.understanding.ballot_words import counts_projects
from flows.understanding.counted_numbers import uncounted
from flows.understanding.denied import denied
from flows.understanding.folding import SHORTEST, fold, nearest
from flows.understanding.lexicon import Lexicon, numbers_among
from flows.understanding.phrases import length_of

ALONE = frozenset({"info", "mydata", "erase", "through"})
"""Conversations about people's own data, and through whom one comes, opened by their words alone and to the letter.

«effacer les tags» is an idea, and nobody comes near to being erased by a slip of the thumb.
"""

NAMED = frozenset({"through"})
"""Those whose keyword calls one word more, and nothing else."""

ITSELF = frozenset({"me"})
"""Those called by a word that begins sentences of all kinds: «moi je vote le kiosque», «me gustaría …»."""

VOTE = "vote"
"""The conversation in which a number is a choice: a keyword alone says that it is none."""

ANSWERS = frozenset({"kit"})
"""Those whose keywords are answers in surveys: «affiche» at «comment avez-vous connu le budget participatif ?»."""

A_PHRASE = 2
"""Words of a keyword that may stand anywhere in a sentence, at least."""

_CALLED = 2


class Calling(float, Enum):
    """How a conversation was called, and how probable it is, from 0 to 1, that it was meant to be."""

    WHOLE = 1.0  # nothing but its keyword, or with numbers
    PHRASE = 0.9  # a keyword of several words, and more: «où en est le skatepark»
    SLIP = 0.9  # a typo in the keyword, before numbers
    FIRST = 0.75  # the keyword, then other words: «vote le skatepark»
    WITHIN = 0.7  # a keyword of several words within a sentence
    MENTIONED = 0.3  # a keyword somewhere in a sentence


@dataclass(frozen=True, slots=True)
class To:
    """A door to a conversation, with the words that came after its keyword, and how it was called."""

    flow: str
    opening: str = ""
    calling: Calling = field(default=Calling.WHOLE, compare=False)


def keyword(text: str, lexicon: Lexicon, *, amid: bool = False) -> To | None:
    """The conversation whose keyword begins *text*, or stands alone in it; what follows the keyword is its opening.

    A typo in the keyword is forgiven where nothing but numbers follows: «votre 12» is a vote, «votre avis» is none.
    *Amid* a conversation, a word in passing calls nothing: «les amis du vote» may well be meant for the open question.
    """
    bare = lexicon.bare(text)
    called = _called(bare, lexicon, amid=amid)
    if called is None:
        return None
    opening = as_written(bare, called.before, lexicon)
    if bare != text and opening and not lexicon.is_bare(opening):  # free words keep the courtesies after them
        opening = as_written(text[text.index(bare) :], called.before, lexicon)
    return To(called.flow, opening, called.calling)


@dataclass(frozen=True, slots=True)
class _Called:
    """A conversation that was called, and how many words stand before its opening; None if it has none."""

    flow: str
    before: int | None = None
    calling: Calling = Calling.WHOLE


def _called(text: str, lexicon: Lexicon, *, amid: bool) -> _Called | None:
    phrase = lexicon.spell(text)
    if phrase in lexicon.flows:
        return _Called(lexicon.flows[phrase])
    words = phrase.split()
    if not words:
        return None
    if phrase in lexicon.how_to_vote:
        return _Called(VOTE)
    named = _named(words, lexicon) if phrase not in lexicon.senses else None
    not_wanted = None if named else denied(words, lexicon)
    if not_wanted:
        opposite = undone(not_wanted, words, lexicon)
        return _Called(opposite.flow, opposite.before) if opposite else None
    beginning = named or _begins_with(words, lexicon)
    if beginning:
        return beginning
    if words[0] in lexicon.flows and lexicon.flows[words[0]] not in ALONE | ITSELF:
        return _Called(lexicon.flows[words[0]], 1, _first(words, lexicon))
    near = _near(words, lexicon)
    if near:
        return _Called(near, 1, Calling.SLIP)
    asks = amid or "?" in text or words[0] in lexicon.asking  # «comment on fait pour voter», «je peux voter ?»
    return _holds(words, lexicon) or _mentioned(words, lexicon, numbered_only=asks, counts=_only_counts(text, lexicon))


def _only_counts(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* has digits, and all of them only count: «je peux en voter 5»."""
    return any(map(str.isdigit, text)) and not any(map(str.isdigit, uncounted(text, lexicon)))


def _first(words: list[str], lexicon: Lexicon) -> Calling:
    """How a conversation was called whose keyword comes first: with numbers alone or one word after it, surely."""
    told = len(words) > _CALLED and numbers_among(words[1:], lexicon)[1]
    if told and lexicon.flows[words[0]] in ITSELF:
        return Calling.MENTIONED
    return Calling.FIRST if told else Calling.WHOLE


def _near(words: list[str], lexicon: Lexicon) -> str | None:
    """The conversation whose keyword the first word is but for a typo, where nothing but numbers follows.

    A word that begins a question is one only before digits: «comment 5», and not «comment je vote».
    """
    near = nearest(words[0], lexicon.keywords)
    if near is None or near in ALONE or _says_more(words[1:], lexicon):
        return None
    asks = words[0] in lexicon.asking and not (words[1:] and all(map(str.isdigit, words[1:])))
    return None if asks else near


def _says_more(words: list[str], lexicon: Lexicon) -> bool:
    """Whether anything but numbers stands among *words*: a plain word tells it, before numbers in letters are read."""
    of_numbers = (lexicon.fillers, lexicon.joins)
    plain = (word for word in words if lexicon.number(word) is None and not any(word in some for some in of_numbers))
    return next(plain, None) is not None or bool(numbers_among(words, lexicon)[1])


def _named(words: list[str], lexicon: Lexicon) -> _Called | None:
    """The conversation called by its keyword and just one word: «avec Nadia», since «avec» stands in many sentences."""
    flow = lexicon.flows.get(words[0]) if len(words) == _CALLED else None
    return _Called(flow, 1) if flow in NAMED else None


def _begins_with(words: list[str], lexicon: Lexicon) -> _Called | None:
    """The conversation whose keyword of several words begins the sentence, the longest first: «où en est le 12»."""
    length = length_of(words[: min(len(words) - 1, lexicon.longest)], lexicon.flows, lexicon.begun)
    if length < A_PHRASE:
        return None
    flow = lexicon.flows[" ".join(words[:length])]
    before = told_from(words, length, lexicon) if flow in UNDONE_BY.values() else length
    return _Called(flow, before, Calling.PHRASE)


def _holds(words: list[str], lexicon: Lexicon) -> _Called | None:
    """The conversation whose keyword of several words stands within the sentence, with what follows; the longest."""
    starts = [start for start in range(1, len(words)) if words[start] in lexicon.begun]
    lengths = [length_of(words[start : start + lexicon.longest], lexicon.flows, lexicon.begun) for start in starts]
    longest = max(lengths, default=0)
    if longest < A_PHRASE:
        return None
    start = starts[lengths.index(longest)]
    return _Called(lexicon.flows[" ".join(words[start : start + longest])], start + longest, Calling.WITHIN)


def _mentioned(words: list[str], lexicon: Lexicon, *, numbered_only: bool, counts: bool) -> _Called | None:
    """The one conversation whose keyword stands somewhere in a sentence, with its numbers: «je vote pour le 12».

    A sentence that asks something opens none without a number: it is looked up among the town's answers. What its
    numbers only *count* opens none with them: «je peux en voter 5».
    """
    places = [
        place
        for place, word in enumerate(words)
        if len(word) >= SHORTEST and lexicon.flows.get(word, "info") not in ALONE
    ]
    flows = {lexicon.flows[words[place]] for place in places}
    if len(flows) != 1:
        return None
    before = places[0] + 1
    numbered = not counts and bool(numbers_among(words[before:], lexicon)[0])
    if numbered_only and not numbered:
        return None
    return _Called(flows.pop(), before if numbered else None, Calling.FIRST if numbered else Calling.MENTIONED)


def as_written(text: str, before: int | None, lexicon: Lexicon) -> str:
    """What follows the first words of *text*, with its accents and capitals: it may be kept, or sent on.

    *before* counts the words as they are looked up: «n°12» is two, «jveu» too.
    """
    if before is None:
        return ""
    passed, words = 0, text.split()
    for place, word in enumerate(words):
        spelt = lexicon.written_out(fold(word).split())
        if passed + len(spelt) > before:
            within = spelt[before - passed :] if passed < before else [word]
            return " ".join((*within, *words[place + 1 :]))
        passed += len(spelt)
    return ""


def voted(words: list[str], lexicon: Lexicon) -> To | None:
    """A vote with nothing but numbers and what goes between them: «vote 3 et 21», «je veux voter pour le 3».

    «Vote et le 7» adds to what there is.
    """
    if len(words) < 2 or words[0].isdigit():  # as most of what is written
        return None
    called = _begins_with(words, lexicon) or _Called(lexicon.flows.get(words[0], ""), 1)
    rest = words[called.before :]
    if called.flow != VOTE or not rest or rest[0] in lexicon.joins:
        return None
    numbers, left = numbers_among(rest, lexicon)
    chosen = numbers and not left and not counts_projects(" ".join(rest), lexicon)
    return To(VOTE, " ".join(map(str, numbers))) if chosen else None
