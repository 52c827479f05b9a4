"""Words of other languages for what towns build, put into French: projects are titled and told in it.

«köprünün fiyatı», «la pasarela» and «الجسر» name the passerelle. A word that the projects know themselves stays, and so
does one that is nothing a town builds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.understanding.lexicon import Lexicon

LONGEST = 3
"""Words of the longest thing that is looked up: «parque de bicicletas»."""

STEM = 3
"""Letters that are left of a word at least when its ending is taken off."""

_WRITTEN = (
    "s es i u a e yi yu ya ye in un nin nun si su sini sunu sina sinda sinde da de ta te dan den tan ten nda nde ndan "
    "nden lar ler lari leri larin lerin larda lerde lara lere larini lerini li lu ki nu ni na ne"
)
ENDINGS = frozenset(_WRITTEN.split())
"""What other languages put after a noun: of several, and the Turkish cases."""

ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل")
"""What Arabic writes onto the beginning of a noun, the longest first."""


def in_french(spelled: list[str], known: Callable[[str], object], lexicon: Lexicon) -> list[str]:
    """The words *spelled*, those for what towns build in French, where a French word for it is *known*."""
    return list(_in_french(spelled, known, lexicon)) if lexicon.nouns else spelled


def _in_french(spelled: list[str], known: Callable[[str], object], lexicon: Lexicon) -> Iterator[str]:
    place = 0
    while place < len(spelled):
        length, french = _longest(spelled[place : place + LONGEST], lexicon)
        named = next((word for word in french if known(word)), "")
        kept = not named or (length == 1 and known(spelled[place]))
        yield spelled[place] if kept else named
        place += 1 if kept else length


def _longest(words: list[str], lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """How many of *words*, from the first on, are one thing, and what it may be called in French."""
    for length in range(len(words), 0, -1):
        for form in _forms(" ".join(words[:length])):
            if form in lexicon.nouns:
                return length, lexicon.nouns[form]
    return 1, ()


def _forms(phrase: str) -> Iterator[str]:
    """*phrase*, and what it is without what languages write onto nouns."""
    yield phrase
    if phrase.isascii():
        ends = range(max(STEM, len(phrase) - max(map(len, ENDINGS))), len(phrase))
        yield from (phrase[:end] for end in ends if phrase[end:] in ENDINGS)
        return
    yield from (phrase.removeprefix(article) for article in ARTICLES if phrase.startswith(article))
