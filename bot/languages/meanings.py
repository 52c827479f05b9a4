"""The meaning that this process knows: the encoder's, once it was begun; else none, and words alone serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.languages.encoder import Encoder
from bot.languages.words import lexicon
from flows.talk.keywords import keyword
from flows.understanding.as_read import parts_of
from flows.understanding.meaning import Corpus, Meaning, NoMeaning

_known: Encoder | None = None


def meaning() -> Meaning:
    """What this process knows of meanings."""
    return _known or NoMeaning()


def can_read() -> bool:
    """Whether there is anything to read with, by now."""
    return _known is not None and _known.is_loaded


def read_before(texts: Sequence[str]) -> None:
    """Have *texts* read, before they are heard: each whole, its clauses, and what follows a keyword («QUESTION …»)."""
    if _known is not None:
        openings = (keyword(text, lexicon()) for text in texts)
        asked = [*texts, *(to.opening for to in openings if to and to.opening)]
        _known.read([part for text in asked for part in parts_of(text)])


def expecting(corpus: Corpus, texts: Sequence[str]) -> Meaning:
    """The meaning, once it can tell of all *texts* how close they are to *corpus*: for what is not live."""
    if _known is not None:
        _known.settle()
        _known.closeness("", corpus)
        _known.settle()
        read_before(texts)
    return meaning()


def trouble() -> str:
    """Why words alone serve, although a meaning was begun; "" if it is known, or none was wanted."""
    return _known.trouble if _known else ""


@contextmanager
def understanding(*, wanted: bool = True, at_once: bool = False, lent: Encoder | None = None) -> Iterator[None]:
    """Meanings are known as long as this lasts, if they are *wanted*: soon, or *at_once*, before it begins.

    An encoder that was *lent* goes on afterwards; else one is begun, and closed.
    """
    global _known
    if not wanted or _known is not None:
        yield
        return
    _known = encoder = lent or Encoder()
    try:
        if at_once:
            encoder.settle()
        yield
    finally:
        _known = None
        if encoder is not lent:
            encoder.close()
