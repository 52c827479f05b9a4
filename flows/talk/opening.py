"""What we say first, as a value: a conversation, and the words it opens with.

The words are written and read by the conversation itself, side by side in its own file; whoever has it said hands them
on as they are.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """The conversation *flow* is to begin, with *words* of which none holds a blank. Raises ValueError if one does."""

    flow: str
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Words are told from each other by the blanks between them."""
        if any(" " in word for word in (self.flow, *self.words)):
            raise ValueError(f"an opening's words hold no blanks: {self.flow} {self.words}")

    def __str__(self) -> str:
        """As it is kept, to be read again."""
        return " ".join((self.flow, *self.words))

    @property
    def text(self) -> str:
        """What the conversation finds as its opening."""
        return " ".join(self.words)

    @classmethod
    def read(cls, kept: str) -> Opening:
        """The opening that was kept as those words."""
        flow, *words = kept.split(" ")
        return cls(flow, tuple(words))
