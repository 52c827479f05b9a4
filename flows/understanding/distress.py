"""Words of somebody who may harm themselves: they come before whatever else a message may be."""

from __future__ import annotations

from flows.understanding.lexicon import Lexicon
from flows.understanding.phrases import holds


def in_distress(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* says that its author wants to die: «mourir de rire» does not."""
    if " " not in text or text.replace(" ", "").isdigit():
        return False
    words = lexicon.spell(text).split()
    said = holds(words, lexicon.distress, lexicon.distress_begun)
    return said and not holds(words, lexicon.no_distress, lexicon.no_distress_begun)
