"""Projects called by their place among those told or chosen: «le premier», «les deux», «les trois derniers»."""

from __future__ import annotations

from collections.abc import Sequence

from flows.understanding.lexicon import Lexicon
from flows.understanding.said_of_numbers import Item, Mark, items
from flows.understanding.senses import Hint

COUNTED = {Hint.FIRST: 0, Hint.SECOND: 1, Hint.THIRD: 2, Hint.LAST: -1}
"""Those that are called by their place."""

EVERY = {Hint.ALL: None, Hint.BOTH: 2, Hint.ALL_THREE: 3}
"""Ways to call them all, and how many there then are."""

_CHOOSING = frozenset({Hint.WITH, Hint.KEEP, Hint.RATHER, Hint.ONLY, Hint.TO, Hint.THAN, *Mark}) - {Mark.REFUSAL}
"""What may stand around a place by which something is chosen."""

A_ONE = 1
"""What English calls a thing by: «the first one»."""


def with_few(read: Sequence[Item], among: Sequence[int]) -> list[Item]:
    """*read*, with the first or the last few of those *among* which they are called: «les deux premiers»."""
    placed: list[Item] = []
    place = 0
    while place < len(read):
        few = _few(read[place], read[place + 1] if place + 1 < len(read) else None, among)
        placed += few or (read[place],)
        place += 2 if few else 1
    return placed


def _few(item: Item, after: Item, among: Sequence[int]) -> tuple[int, ...]:
    """«les deux premiers», «the first two»; () of anything else."""
    end, count = (item, after) if item in (Hint.FIRST, Hint.LAST) else (after, item)
    many = count if isinstance(count, int) else EVERY.get(count) if isinstance(count, Hint) else None
    if end not in (Hint.FIRST, Hint.LAST) or not many or not A_ONE < many <= len(among):
        return ()
    return tuple(among[:many] if end is Hint.FIRST else among[-many:])


def called_by_place(text: str, among: Sequence[int], lexicon: Lexicon) -> tuple[int, ...]:
    """The numbers of those *among* which *text* chooses by their places, where it says nothing else; () if none."""
    if not among or lexicon.of_places.isdisjoint({*lexicon.spell(text).split()}):
        return ()
    called: list[int] = []
    before: Item = None
    for item in with_few(items(text, lexicon), among):
        if isinstance(item, Hint) and item in COUNTED:
            if not -1 <= COUNTED[item] < len(among):
                return ()
            called.append(among[COUNTED[item]])
        elif isinstance(item, Hint) and item in EVERY:
            if EVERY[item] not in (None, len(among)):
                return ()
            called += among
        elif isinstance(item, int):
            a_one = item == A_ONE and before in COUNTED
            if item not in among and not a_one:
                return ()
            called += [item] if item in among and not a_one else []
        elif item not in _CHOOSING:
            return ()
        before = item
    return tuple(dict.fromkeys(called))
