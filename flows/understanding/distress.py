"""Words of somebody who may harm themselves: they come before whatever else a message may be."""

from __future__ import annotations

from collections.abc import Iterable

from flows.understanding.lexicon import Lexicon


def in_distress(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* says that its author wants to die: «mourir de rire» does not."""
    if " " not in text or text.replace(" ", "").isdigit():
        return False
    said = lexicon.spell(text)
    return says_any(said, lexicon.distress) and not says_any(said, lexicon.no_distress)


def says_any(spelled: str, phrases: Iterable[str]) -> bool:
    """Whether the words of one of *phrases* stand in *spelled*, one after the other."""
    said = f" {spelled} "
    return any(f" {phrase} " in said for phrase in phrases)
