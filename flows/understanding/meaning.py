"""What a text means beside its words: what the conversations ask of an encoder, if there is one.

1. It proposes, never decides: yes and no, amounts, dates, numbers and codes look alike to it, and are left to rules.
2. It may be absent, not loaded yet, or not have read this text: words then serve alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol


@dataclass(frozen=True)
class Corpus:
    """Wordings by what they ask: (id, wording) pairs. One and the same as long as the edition is."""

    wordings: tuple[tuple[str, str], ...]

    def __hash__(self) -> int:
        """Reckoned once: there are thousands of wordings, and a corpus is looked up for each message."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.wordings)


class Meaning(Protocol):
    """What texts mean beside their words."""

    def closeness(self, text: str, corpus: Corpus) -> Mapping[str, float] | None:
        """How probable it is, from 0 to 1, that *text* asks what each id of *corpus* asks; None if nothing is known."""


class NoMeaning:
    """Nothing is known beside the words."""

    def closeness(self, text: str, corpus: Corpus) -> Mapping[str, float] | None:
        """None: whatever the text."""
        return None
