"""What people do not want done: the keyword of a conversation that does something, denied or cancelled.

«Pas voter pour le 5», «annuler venir 2»: a keyword stands there, and the opposite of what it opens is meant.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import length_of

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
"""Words before a keyword, and after it, that are looked at."""


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
        length = length_of(words[at : at + lexicon.longest], lexicon.flows, lexicon.begun)
        flow = lexicon.flows[" ".join(words[at : at + length])] if length else ""
        if flow in DOES and not (flow in ONLY_ALONE and length == 1 and at + 1 < len(words)):
            yield _Keyword(flow, at, at + length)
        elif not length and words[at] in lexicon.places:
            yield _Keyword("", at, at + 1)
        at += max(length, 1)


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
    if f"{previous} {words[denying]}" in lexicon.interrogatives:  # «anonyme ou pas votre vote»
        return None
    adjacent = denying == keyword.at - 1
    if previous in lexicon.why or not (adjacent or _is_plain(words, denying, keyword, lexicon)):  # «pourquoi pas voter»
        return None
    if previous in lexicon.undoing:  # «elle n'arrête pas de demander»
        return None
    if previous in lexicon.links or _is_missed(words, keyword, previous, lexicon, adjacent=adjacent):  # «de plus»
        return None
    return Denied(keyword.flow, keyword.end, previous in lexicon.unable)


def _passing(words: Sequence[str], at: int, between: frozenset[str]) -> int:
    """The place of the last word before *at* that is none of those that may stand *between*; -1 if there is none."""
    return next((place for place in range(at - 1, max(at - FEW, 0) - 1, -1) if words[place] not in between), -1)


def _undone(words: Sequence[str], undoing: int, keyword: _Keyword, lexicon: Lexicon) -> Denied | None:
    """What is taken back: «annuler ma place», but nothing by «je ne veux pas annuler ma place»."""
    owned = keyword.flow or words[keyword.at - 1] in lexicon.my
    if not owned and _says_more(words, keyword.end, lexicon, lexicon.links):  # «supprimer la place de parking»
        return None
    before = _passing(words, undoing, lexicon.links)
    kept = before >= 0 and words[before] in lexicon.no_more
    return Denied("" if kept else keyword.flow or "come", keyword.end)


def _is_plain(words: Sequence[str], denying: int, keyword: _Keyword, lexicon: Lexicon) -> bool:
    """Whether «plus de …» says no more, and not more: «je ne veux plus de question», «plus de soutien pour nous»."""
    more = words[denying] == "plus" and not {"ne", "n"}.intersection(words[:denying])
    return not (more and _says_more(words, keyword.end, lexicon, lexicon.links))


def _is_missed(words: Sequence[str], keyword: _Keyword, previous: str, lexicon: Lexicon, *, adjacent: bool) -> bool:
    """Whether what is denied may well be wanted: «je n'ai pas voté», «je ne peux pas commenter»."""
    if keyword.flow == "vote":
        missed = previous in lexicon.unable or (adjacent and previous in lexicon.past)
        return missed and not _has_a_number(words, keyword.end, lexicon)
    return previous in lexicon.unable and keyword.flow not in ("come", "watch", "support")


def _after(words: Sequence[str], keyword: _Keyword, lexicon: Lexicon) -> Denied | None:
    """«je commente pas», «venir 2 annuler»: it is denied by what stands after it.

    But «VOTE pas 5» corrects a choice, and «je propose plus de bancs» is an idea.
    """
    after = keyword.end
    if not keyword.flow or after >= len(words):
        return None
    if words[after] in lexicon.no_more and not (keyword.flow == "vote" and after == 1):
        adds = keyword.flow == "vote" and words[after] == "plus"
        return None if adds or _says_more(words, after + 1, lexicon) else Denied(keyword.flow, after + 1)
    if keyword.at or keyword.flow == "vote" or words[-1] not in lexicon.undoing:
        return None
    return None if _says_more(words[:-1], after, lexicon) else Denied(keyword.flow, after)


def _says_more(words: Sequence[str], start: int, lexicon: Lexicon, beside: Container[str] = ()) -> bool:
    """Whether the words from *start* on are more than numbers and what may stand around or *beside* them."""
    few = words[start : start + FEW]
    return any(word not in lexicon.fillers and word not in beside and lexicon.number(word) is None for word in few)


def _has_a_number(words: Sequence[str], start: int, lexicon: Lexicon) -> bool:
    return any(lexicon.number(word) is not None for word in words[start : start + FEW])
