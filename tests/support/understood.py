"""The real encoder, once for each of pytest's workers: to fit it to a town takes ten seconds of a processor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from bot.hands.asked import index_of
from bot.languages.encoder import Encoder
from bot.languages.meanings import expecting, understanding
from bot.practice.demo import sample
from flows.understanding.meaning import Meaning


@contextmanager
def understood() -> Iterator[None]:
    """Meanings are known as long as this lasts; those of a town that was asked before, at once."""
    with understanding(at_once=True, lent=_encoder()):
        yield


@contextmanager
def understood_in_the_sample() -> Iterator[Meaning]:
    """The same, once it can tell what is asked of the sample town."""
    with understood():
        yield expecting(index_of(sample()).corpus, [])


@cache
def _encoder() -> Encoder:
    return Encoder()
