"""Where words stand, and how well: rows of numbers side by side, since there are thousands of words with few places."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat


class Postings:
    """The places of each word, and a share of each; a word that is not known has none."""

    def __init__(self, found: Iterable[tuple[str, int, float]], *, whole: bool = False) -> None:
        """Each of *found* is a word, one of its places, and the share; where all are *whole*, 1.0, none is kept."""
        places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        shares: dict[str, array[float]] = defaultdict(lambda: array("d"))
        for word, place, share in found:
            places[word].append(place)
            if not whole:
                shares[word].append(share)
        self._rows = {sys.intern(word): row for row, word in enumerate(places)}  # each word once in memory
        self._starts = array("I", [0])
        for of_word in places.values():
            self._starts.append(self._starts[-1] + len(of_word))
        self._places = array("I", chain.from_iterable(places.values()))
        self._shares = array("d", chain.from_iterable(shares.values()))

    def __contains__(self, word: str) -> bool:
        return word in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __getitem__(self, word: str) -> Iterator[tuple[int, float]]:
        """Its places, each with its share."""
        row = self._rows.get(word)
        if row is None:
            return iter(())
        start, end = self._starts[row], self._starts[row + 1]
        shares: Iterable[float] = self._shares[start:end] if self._shares else repeat(1.0, end - start)
        return zip(self._places[start:end], shares, strict=True)

    def places(self, word: str) -> Sequence[int]:
        """Its places alone."""
        row = self._rows.get(word)
        return () if row is None else self._places[self._starts[row] : self._starts[row + 1]]
