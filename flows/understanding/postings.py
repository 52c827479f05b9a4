"""Where words stand, and how well: rows of numbers side by side, since there are thousands of words with few places."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, repeat


class Postings:
    """The places of each word, and a share of each; a word that is not known has none."""

    def __init__(self, found: Iterable[tuple[str, int, float]], *, whole: bool = False) -> None:
        """Each of *found* is a word, one of its places, and the share; where all are *whole*, 1.0, none is kept."""
        rows: dict[str, int] = {}
        of, places, shares = array("I"), array("I"), array("d")
        for word, place, share in found:
            of.append(rows.setdefault(sys.intern(word), len(rows)))  # each word once in memory
            places.append(place)
            if not whole:
                shares.append(share)
        self._rows = rows
        self._starts, order = _by_row(of, len(rows))
        self._places = array("I", map(places.__getitem__, order))
        self._shares = array(shares.typecode, map(shares.__getitem__, () if whole else order))

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


def _by_row(of: array[int], rows: int) -> tuple[array[int], array[int]]:
    """Where each of the *rows* starts, and the places of what is *of* them, row by row: nothing of it is an object."""
    sizes = array("I", bytes(array("I").itemsize * rows))
    for row in of:
        sizes[row] += 1
    starts = array("I", accumulate(sizes, initial=0))
    free, order = starts[:], array("I", of)
    for place, row in enumerate(of):
        order[free[row]] = place
        free[row] += 1
    return starts, order
