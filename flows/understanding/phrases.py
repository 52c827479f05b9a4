"""Phrases that are known by how they begin: words are read on only as long as one of the phrases goes on like them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence


def begun_by(phrases: Iterable[str], *, from_end: bool = False) -> frozenset[str]:
    """Every beginning of *phrases*, and they themselves: «ou», «ou en», «ou en est»; or else every end of theirs."""
    split = [phrase.split() for phrase in phrases]
    if from_end:
        return frozenset(" ".join(words[place:]) for words in split for place in range(len(words)))
    return frozenset(" ".join(words[:place]) for words in split for place in range(1, len(words) + 1))


def length_of(words: Sequence[str], phrases: Container[str], begun: Container[str], *, from_end: bool = False) -> int:
    """How many of *words*, from one end on, are the longest of *phrases* that stands there; 0 if none does.

    *begun* is what `begun_by` says of them: of most words nothing else is looked up.
    """
    length = 0
    for count in range(1, len(words) + 1):
        phrase = " ".join(words[-count:] if from_end else words[:count])
        if phrase not in begun:
            break
        length = count if phrase in phrases else length
    return length


def holds(words: Sequence[str], phrases: Container[str], begun: Container[str]) -> bool:
    """Whether one of *phrases* stands anywhere in *words*."""
    return any(words[place] in begun and length_of(words[place:], phrases, begun) for place in range(len(words)))


def without(words: Sequence[str], phrases: Container[str], begun: Container[str]) -> list[str]:
    """*words* but for every one of *phrases* that stands in them."""
    kept: list[str] = []
    place = 0
    while place < len(words):
        length = length_of(words[place:], phrases, begun) if words[place] in begun else 0
        if not length:
            kept.append(words[place])
        place += length or 1
    return kept
