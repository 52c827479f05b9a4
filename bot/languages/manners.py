"""Manners of speaking: a language in other words, such as plain French, said as ever wherever a manner has no words."""

from __future__ import annotations

from typing import Final

from babel.messages.catalog import Catalog

NO_WORDS: Final = ("senses", "corrections", "flows", "numbers", "spellings", "words")
"""The tables of `words.toml` that a manner may do without: people write the words of its language."""


def base_of(language: str) -> str:
    """The language that *language* is a manner of: «fr» of «fr-simple»; itself, if it is none."""
    return language.partition("-")[0]


def is_manner(language: str) -> bool:
    """Whether it is a language in other words."""
    return base_of(language) != language


def filled(own: Catalog, base: Catalog) -> Catalog:
    """All the texts of *base*; where the manner has its *own*, those."""
    for message in own:
        same = base.get(message.id) if message.id else None
        if same is not None and any(message.string):
            same.string = message.string
    return base
