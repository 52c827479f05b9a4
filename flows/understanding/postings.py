"""Where words stand, and how well: three rows of numbers, since there are thousands of words with few places each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence


class Postings:
    """The places of each word, and a share of each; a word that is not known has none."""

    def __init__(self, found: Mapping[str, Sequence[tuple[int, float]]]) -> None:
        self._rows = {word: row for row, word in enumerate(found)}
        self._places = array("I", [place for pairs in found.values() for place, _share in pairs])
        self._shares = array("d", [share for pairs in found.values() for _place, share in pairs])
        self._starts = array("I", [0])
        for pairs in found.values():
            self._starts.append(self._starts[-1] + len(pairs))

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
        return zip(self._places[start:end], self._shares[start:end], strict=True)

    def places(self, word: str) -> Sequence[int]:
        """Its places alone."""
        row = self._rows.get(word)
        return () if row is None else self._places[self._starts[row] : self._starts[row + 1]]
