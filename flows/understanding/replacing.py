"""One thing for another, and each with its verdict: «remplace 5 par 3 et 12 par 9», «5 -> 9», «5 oui, 12 non»."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flows.understanding.said_of_numbers import Item, Mark
from flows.understanding.senses import Hint

_BETWEEN = frozenset({Mark.COMMA, Mark.LIST, Hint.TO})
_FOR = frozenset({Mark.AGREED, Hint.KEEP, Hint.WITH})
_AGAINST = frozenset({Mark.REFUSAL, Hint.WITHOUT})
_ANSWERS = frozenset({Mark.AGREED, Mark.REFUSAL})


@dataclass(frozen=True, slots=True)
class Moves:
    """The numbers that are to go, and those that are to come; not *sure* if the words may mean something else."""

    out: tuple[int, ...] = ()
    into: tuple[int, ...] = ()
    sure: bool = True


UNSURE = Moves(sure=False)


def verdicts(items: Sequence[Item], chosen: Collection[int]) -> Moves | None:
    """What is said of each number, after it («5 oui 12 non», «5 à garder, 12 à enlever») or before («oui 5 non 12»).

    None if nothing is said so.
    """
    said = [item for item in items if item not in _BETWEEN]
    marks = [item for item in said if not isinstance(item, int)]
    if not _FOR.union(_AGAINST).issuperset(marks) or len(marks) == len(said) or not marks:
        return None
    answered = _ANSWERS.intersection(marks)
    if not answered:
        return _after_each(said) if isinstance(said[0], int) and len(marks) > 1 else None
    if Mark.REFUSAL not in answered or not {*_ANSWERS, Hint.WITH}.issuperset(marks):
        return None
    said = [item for item in said if item is not Hint.WITH]
    if Mark.AGREED not in answered:
        return _refused_amid(said, chosen)
    if isinstance(said[0], int) and not isinstance(said[-1], int):
        return _after_each(said)
    if isinstance(said[-1], int) and not isinstance(said[0], int):
        return _after_each(said[::-1])
    return UNSURE


def _refused_amid(said: Sequence[Item], chosen: Collection[int]) -> Moves | None:
    """«5 non 9» is a 9 for a 5, whoever is asked; but of two that are chosen already it may be either."""
    if not isinstance(said[0], int):
        return None
    if not isinstance(said[-1], int):
        return _after_each(said)
    place = said.index(Mark.REFUSAL)
    before, after = _numbers(said[:place]), _numbers(said[place + 1 :])
    plain = said.count(Mark.REFUSAL) == 1 and set(before) <= set(chosen) and set(after).isdisjoint(chosen)
    return Moves(before, after) if plain else UNSURE


def _after_each(said: Sequence[Item]) -> Moves:
    """Each run of numbers with the verdict that follows it."""
    out: list[int] = []
    into: list[int] = []
    run: list[int] = []
    for item in said:
        if isinstance(item, int):
            run.append(item)
            continue
        if not run:
            return UNSURE
        (out if item in _AGAINST else into).extend(run)
        run = []
    return Moves(tuple(out), tuple(into)) if not run and set(out).isdisjoint(into) else UNSURE


def replaced(items: Sequence[Item], chosen: Collection[int]) -> tuple[list[Item], Moves]:
    """What is left of *items* beside the replacements in them («A par B, C par D»), and what these move."""
    swaps = Hint.BY in items or Hint.SWAPPED in items
    if not swaps and not (Hint.REPLACE in items and Hint.TO in items):
        sure = not (_half_said(items) or _one_for_another(items, chosen))
        return _taken_out(items), Moves(sure=sure)
    pivots = {Hint.BY, Hint.SWAPPED} if swaps else {Hint.TO}
    rest: list[Item] = []
    moves = Moves()
    for clause in _clauses(items):
        if pivots.isdisjoint(clause):
            rest += _taken_out(clause)
            continue
        after, more = _swapped(clause, pivots, chosen)
        rest += after
        moves = Moves(moves.out + more.out, moves.into + more.into, moves.sure and more.sure)
    return rest, moves


def _taken_out(items: Sequence[Item]) -> list[Item]:
    """«changer le 5», and nothing said of what comes in its place: it goes."""
    return [Hint.WITHOUT if item is Hint.REPLACE else item for item in items if item is not Hint.TO]


def _half_said(items: Sequence[Item]) -> bool:
    """Whether a «12 en 9» stands in it that no word says is an exchange."""
    between = zip(items, items[1:], items[2:], strict=False)
    return any(isinstance(first, int) and to is Hint.TO and isinstance(second, int) for first, to, second in between)


def _one_for_another(items: Sequence[Item], chosen: Collection[int]) -> bool:
    """«échangez 5 et 9»: of one that is chosen, and one that is not, only the first can go."""
    if not items or items[0] is not Hint.REPLACE or not all(isinstance(item, int) for item in items[1:]):
        return False
    return len({number in chosen for number in items[1:]}) > 1


def _clauses(items: Sequence[Item]) -> list[list[Item]]:
    """*items* cut before each «remplacer» that stands before its numbers."""
    clauses: list[list[Item]] = [[]]
    for item in items:
        if item is Hint.REPLACE and any(isinstance(item, int) for item in clauses[-1]):
            clauses.append([])
        clauses[-1].append(item)
    return clauses


def _swapped(clause: Sequence[Item], pivots: Collection[Item], chosen: Collection[int]) -> tuple[list[Item], Moves]:
    """One clause with its pairs: between two pivots stand one that comes and the next that goes."""
    last = max(place for place, item in enumerate(clause) if item in pivots)
    end = next((place for place in range(last + 2, len(clause)) if _begins_another(clause[place])), len(clause))
    called = Hint.REPLACE in clause or clause[0] is Hint.WITHOUT
    parts: list[list[int]] = [[]]
    for place, item in enumerate(clause[:end]):
        if item in pivots:
            parts.append([])
        elif isinstance(item, int):
            parts[-1].append(item)
        elif isinstance(item, Hint) and not (item in (Hint.REPLACE, Hint.TO) or (place == 0 and called)):
            return [], UNSURE
    first, *amid, final = parts
    if not first and len(chosen) == 1:
        first = list(chosen)
    if not first or not final or any(len(part) != _A_PAIR for part in amid):
        return [], UNSURE
    out = (*first, *(part[1] for part in amid))
    if not called and Hint.BY in pivots and Hint.BY in clause and not set(out) <= set(chosen):
        return [], UNSURE
    return list(clause[end:]), Moves(out, (*(part[0] for part in amid), *final))


_A_PAIR = 2


def _begins_another(item: Item) -> bool:
    return isinstance(item, Hint) and item is not Hint.TO


def _numbers(items: Sequence[Item]) -> tuple[int, ...]:
    return tuple(item for item in items if isinstance(item, int))
