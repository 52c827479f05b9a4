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
        "watch",
        "support",
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


@dataclass(frozen=True, slots=True)
class Denied:
    """A conversation that is not wanted, and how many words stand before what was said of it."""

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
        found = _before(words, keyword, lexicon) or _after(words, keyword, lexicon)
        if found:
            return found
    return None


def _keywords(words: Sequence[str], lexicon: Lexicon) -> Iterator[_Keyword]:
    """The keywords of such conversations, the longest at each place: «ma question» is none of «question»."""
    at = 0
    while at < len(words):
        longest = min(lexicon.longest, len(words) - at) if words[at] in lexicon.beginnings else 1
        lengths = range(longest, 0, -1)
        length = next((one for one in lengths if " ".join(words[at : at + one]) in lexicon.flows), 0)
        flow = lexicon.flows[" ".join(words[at : at + length])] if length else ""
        if words[at] in lexicon.places and not length:
            yield _Keyword("", at, at + 1)
        elif flow in DOES and not (flow in ONLY_ALONE and length == 1 and at + 1 < len(words)):
            yield _Keyword(flow, at, at + length)
        at += max(length, 1)


def _before(words: Sequence[str], keyword: _Keyword, lexicon: Lexicon) -> Denied | None:
    """«pas voter», «je ne veux pas de question», «annuler ma place»: it is denied by what stands before it."""
    denying = keyword.at - 1
    while denying >= 0 and words[denying] in lexicon.links:
        denying -= 1
    if denying < 0 or words[keyword.at] in lexicon.subjects:  # «de plus je vote», «annule je vote 5»
        return None
    rest = " ".join(words[keyword.end :])
    if words[denying] in lexicon.undoing:
        owned = words[keyword.at - 1] in lexicon.my or not numbers_in(rest, lexicon)[1]
        return Denied(keyword.flow or "come", keyword.end) if keyword.flow or owned else None
    if words[denying] not in lexicon.no_more or not keyword.flow:
        return None
    previous = words[denying - 1] if denying else ""
    adjacent = denying == keyword.at - 1
    if previous in lexicon.why or not (adjacent or _is_plain(words, denying, rest, lexicon)):  # «pourquoi pas voter»
        return None
    unable = previous in lexicon.unable
    if previous in lexicon.links or _is_missed(keyword, previous, rest, lexicon, adjacent=adjacent):  # «de plus»
        return None
    return Denied(keyword.flow, keyword.end, unable)


def _is_plain(words: Sequence[str], denying: int, rest: str, lexicon: Lexicon) -> bool:
    """Whether «plus de …» says no more, and not more: «je ne veux plus de question», «plus de soutien pour nous»."""
    more = words[denying] == "plus" and not {"ne", "n"}.intersection(words[:denying])
    return not more or not numbers_in(rest, lexicon)[1]


def _is_missed(keyword: _Keyword, previous: str, rest: str, lexicon: Lexicon, *, adjacent: bool) -> bool:
    """Whether what is denied may well be wanted: «je n'ai pas voté», «je ne peux pas commenter»."""
    if keyword.flow == "vote":
        missed = previous in lexicon.unable or (adjacent and previous in lexicon.past)
        return missed and not numbers_in(rest, lexicon)[0]
    return previous in lexicon.unable and keyword.flow not in ("come", "watch", "support")


def _after(words: Sequence[str], keyword: _Keyword, lexicon: Lexicon) -> Denied | None:
    """«je commente pas», «venir 2 annuler»: it is denied by what stands after it.

    But «VOTE pas 5» corrects a choice, and «je propose plus de bancs» is an idea.
    """
    after = keyword.end
    if not keyword.flow or after >= len(words):
        return None
    if after > 1 and words[after] in lexicon.no_more:
        rest = numbers_in(" ".join(words[after + 1 :]), lexicon)[1]
        adds = keyword.flow == "vote" and words[after] == "plus"
        return None if rest or adds else Denied(keyword.flow, after + 1)
    between = numbers_in(" ".join(words[after:-1]), lexicon)[1]
    ends = keyword.at == 0 and words[-1] in lexicon.undoing and not between
    return Denied(keyword.flow, after) if ends and keyword.flow != "vote" else None
