"""What people write of the places in a ranking: «le 12 en premier», «le 3 avant le 5», «inverse les deux», «1er 12».

What moves a project is heard where it can mean one thing only; of all else it is known that places are meant, so that
no place is ever taken for a project.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.understanding.folding import fold

_COUNTED = re.compile(r"(?<!\w)\d+ ?(?:er|ère|ere|ème|eme|e|è|nd|nde|st|rd|th|º|ª|°)(?!\w)", re.IGNORECASE)
"""«1er», «2e»."""

_LISTED = re.compile(r"(?<!\w)\d+ ?[):=]|^\W*1 ?\. ?\d")
"""«1) 12 2) 5», «1: 12», «1. 12»."""

_FIRST = frozenset({"premier", "premiere", "1er", "1ere", "tete", "abord", "first", "top", "primero", "primeiro"})
_LAST = frozenset({"dernier", "derniere", "fin", "last", "ultimo"})
_BEFORE = frozenset({"avant", "devant", "before", "antes"})
_AFTER = frozenset({"apres", "derriere", "after"})
_SWAP = frozenset(
    {
        *("inverse", "inverser", "inversez", "echange", "echanger", "echangez", "intervertir", "intervertis"),
        *("intervertissez", "permute", "permuter", "permutez", "swap", "reverse", "intercambia", "invierte", "inverte"),
    }
)
_OTHERS = frozenset(
    {
        *("deuxieme", "second", "seconde", "troisieme", "quatrieme", "cinquieme", "third", "fourth", "fifth"),
        *("primera", "segundo", "segunda", "tercero", "primeira", "terceiro", "birinci", "ikinci", "ucuncu", "ilk"),
        *("اولا", "ثانيا", "ثالثا", "قبل", "بعد"),
    }
)
"""Places that are known for such, and asked for in numbers."""

_PLACES = _FIRST | (_LAST - {"fin"}) | _BEFORE | _AFTER | _SWAP | _OTHERS

_BESIDE = frozenset(
    {
        *("le", "la", "les", "l", "du", "de", "des", "d", "en", "a", "au", "et", "avec", "contre", "ordre", "place"),
        *("non", "plutot", "finalement", "mets", "met", "mettre", "mettez", "je", "j", "veux", "voudrais", "passe"),
        *("passez", "svp", "stp", "merci", "n", "no", "numero", "projet", "projets", "deux", "ok", "pardon", "mon"),
        *("vote", "choix", "the", "put", "and", "with", "two", "both", "order", "please", "el", "los", "dos", "y", "o"),
        *("os", "dois", "e", "pon", "poner", "por", "favor", "position", "tout"),
    }
)
"""Words that change nothing of it. «ne», «pas», «sans», «?» are not among them: what is refused moves nothing."""


def names_places(text: str) -> bool:
    """Whether *text* counts places beside numbers, or says which comes before which."""
    if _COUNTED.search(text) or _LISTED.search(text):
        return True
    return any(map(str.isdigit, text)) and not _PLACES.isdisjoint(_begun(fold(text).split()))


def _begun(words: list[str]) -> list[str]:
    """*words* without the «d'abord» that an order begins with: «d'abord le 12, puis le 5»."""
    return words[2:] if words[:2] == ["d", "abord"] else words


def moved(text: str, order: Sequence[int]) -> tuple[int, ...] | None:
    """*order* as *text* has it, if it says so plainly; None if it does not."""
    words = fold(text).split()
    said = [word for word in words if word not in _BESIDE]
    numbers = [int(word) for word in said if word.isdigit()]
    verbs = [word for word in said if not word.isdigit()]
    if "?" in text or len(verbs) != 1 or len(numbers) != len(set(numbers)):
        return None
    [verb] = verbs
    if verb in _SWAP:
        return _swapped(numbers, order)
    if verb in _FIRST | _LAST and len(numbers) == 1:
        others = tuple(number for number in order if number != numbers[0])
        return (*numbers, *others) if verb in _FIRST else (*others, *numbers)
    if verb in _BEFORE | _AFTER and len(numbers) == 2 and said[1] == verb:
        return _beside(numbers, order, after=verb in _AFTER)
    return None


def _swapped(numbers: list[int], order: Sequence[int]) -> tuple[int, ...] | None:
    """Two of the order in each other's place; those two, if there are no others and no number."""
    first, second = numbers if len(numbers) == 2 else order if len(order) == 2 and not numbers else (None, None)
    if first not in order or second not in order:
        return None
    turned = {first: second, second: first}
    return tuple(turned.get(number) or number for number in order)


def _beside(numbers: list[int], order: Sequence[int], *, after: bool) -> tuple[int, ...] | None:
    """The first of two right before, or after, the other, which is in the order."""
    one, other = numbers
    if other not in order:
        return None
    rest = [number for number in order if number != one]
    place = rest.index(other) + after
    return (*rest[:place], one, *rest[place:])
