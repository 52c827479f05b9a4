"""What people do not want done: the keyword of a conversation that does something, denied or cancelled.

«Pas voter pour le 5», «annuler venir 2»: a keyword stands there, and the opposite of what it opens is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.understanding.lexicon import Lexicon, numbers_in

DOES = frozenset(
    {
        "vote",
        "come",
        "absent",
        "watch",
        "unwatch",
        "support",
        "unsupport",
        "comment",
        "ask",
        "propose",
        "survey",
        "erase",
        "join",
        "relay",
        "relay_group",
    }
)
"""Conversations that do something; the others may be opened by any sentence, for they only tell."""

ONLY_ALONE = frozenset({"erase"})
"""Those whose single keyword is theirs only if nothing follows: «ne pas effacer les tags» is an idea."""


FEW = 12
"""Words after a keyword that are looked at: numbers, or something else."""


@dataclass(frozen=True, slots=True)
class Denied:
    """A conversation that is not wanted, and how many words stand before what was said of it.

    *flow* is "" if it is the end of it that is not wanted: «je ne veux pas annuler ma place».
    """

    flow: str
    before: int
    unable: bool = False  # «je ne peux pas venir»: they do not say that they do not want to


@dataclass(frozen=True, slots=True)
class _Keyword:
    """A keyword within a message, from the word *at* one place up to another; *flow* is "" for a kept place."""

    flow: str
    at: int
    end: int


def denied(words: Sequence[str], lexicon: Lexicon) -> Denied | None:
    """The first conversation of DOES that *words* deny; None if they deny none."""
    if lexicon.denying.isdisjoint(words):
        return None
    for keyword in _keywords(words, lexicon):
        denial = _before(words, keyword, lexicon) or _after(words, keyword, lexicon)
        if denial:
            return denial
    return None


def _keywords(words: Sequence[str], lexicon: Lexicon) -> Iterator[_Keyword]:
    """The keywords of such conversations, the longest at each place: «ma question» is none of «question»."""
    at = 0
    while at < len(words):
        length = _longest(words, at, lexicon)
        flow = lexicon.flows[" ".join(words[at : at + length])] if length else ""
        if flow in DOES and not (flow in ONLY_ALONE and length == 1 and at + 1 < len(words)):
            yield _Keyword(flow, at, at + length)
        elif not length and words[at] in lexicon.places:
            yield _Keyword("", at, at + 1)
        at += max(length, 1)


def _longest(words: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """How many words the longest keyword has that begins *at* that place; 0 if none does."""
    length, phrase = 0, ""
    for end in range(at + 1, len(words) + 1):
        phrase = f"{phrase} {words[end - 1]}" if phrase else words[at]
        length = end - at if phrase in lexicon.flows else length
        if phrase not in lexicon.begun:
            break
    return length


def _before(words: Sequence[str], keyword: _Keyword, lexicon: Lexicon) -> Denied | None:
    """«pas voter», «je ne veux pas de question», «annuler ma place»: it is denied by what stands before it."""
    if words[keyword.at] in lexicon.subjects:  # «de plus je vote», «annule je vote 5»
        return None
    undoing = _passing(words, keyword.at, lexicon.beside_undone)
    if undoing >= 0 and words[undoing] in lexicon.undoing:
        return _undone(words, undoing, keyword, lexicon)
    denying = _passing(words, keyword.at, lexicon.links)
    if denying < 0 or words[denying] not in lexicon.no_more or not keyword.flow:
        return None
    previous = words[denying - 1] if denying else ""
    rest = _said_after(words, keyword, lexicon)
    adjacent = denying == keyword.at - 1
    if previous in lexicon.why or not (adjacent or _is_plain(words, denying, rest)):  # «pourquoi pas voter»
        return None
    if previous in lexicon.links or _is_missed(words, keyword, previous, lexicon, adjacent=adjacent):  # «de plus»
        return None
    return Denied(keyword.flow, keyword.end, previous in lexicon.unable)


def _passing(words: Sequence[str], at: int, between: frozenset[str]) -> int:
    """The place of the last word before *at* that is none of those that may stand *between*; -1 if there is none."""
    return next((place for place in range(at - 1, -1, -1) if words[place] not in between), -1)


def _undone(words: Sequence[str], undoing: int, keyword: _Keyword, lexicon: Lexicon) -> Denied | None:
    """What is taken back: «annuler ma place», but nothing by «je ne veux pas annuler ma place»."""
    owned = keyword.flow or words[keyword.at - 1] in lexicon.my
    if not owned and _said_after(words, keyword, lexicon):  # «supprimer la place de parking»
        return None
    before = _passing(words, undoing, lexicon.links)
    kept = before >= 0 and words[before] in lexicon.no_more
    return Denied("" if kept else keyword.flow or "come", keyword.end)


def _said_after(words: Sequence[str], keyword: _Keyword, lexicon: Lexicon) -> str:
    """The words after the keyword that are more than numbers."""
    rest = numbers_in(_rest(words, keyword.end), lexicon)[1]
    return " ".join(word for word in rest.split() if word not in lexicon.links)


def _is_plain(words: Sequence[str], denying: int, rest: str) -> bool:
    """Whether «plus de …» says no more, and not more: «je ne veux plus de question», «plus de soutien pour nous»."""
    more = words[denying] == "plus" and not {"ne", "n"}.intersection(words[:denying])
    return not (more and rest)


def _is_missed(words: Sequence[str], keyword: _Keyword, previous: str, lexicon: Lexicon, *, adjacent: bool) -> bool:
    """Whether what is denied may well be wanted: «je n'ai pas voté», «je ne peux pas commenter»."""
    if keyword.flow == "vote":
        missed = previous in lexicon.unable or (adjacent and previous in lexicon.past)
        return missed and not numbers_in(_rest(words, keyword.end), lexicon)[0]
    return previous in lexicon.unable and keyword.flow not in ("come", "watch", "support")


def _after(words: Sequence[str], keyword: _Keyword, lexicon: Lexicon) -> Denied | None:
    """«je commente pas», «venir 2 annuler»: it is denied by what stands after it.

    But «VOTE pas 5» corrects a choice, and «je propose plus de bancs» is an idea.
    """
    after = keyword.end
    if not keyword.flow or after >= len(words):
        return None
    if words[after] in lexicon.no_more and not (keyword.flow == "vote" and after == 1):
        rest = numbers_in(_rest(words, after + 1), lexicon)[1]
        adds = keyword.flow == "vote" and words[after] == "plus"
        return None if rest or adds else Denied(keyword.flow, after + 1)
    if keyword.at or keyword.flow == "vote" or words[-1] not in lexicon.undoing:
        return None
    between = numbers_in(_rest(words[:-1], after), lexicon)[1]
    return None if between else Denied(keyword.flow, after)


def _rest(words: Sequence[str], start: int) -> str:
    """The first words from *start* on: enough of them to tell whether there are more than numbers."""
    return " ".join(words[start : start + FEW])
