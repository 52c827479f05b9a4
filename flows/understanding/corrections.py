"""What people write to correct a choice that was read back to them: «et le 7», «sans 3», «pas le 6, le 9», «- 3»."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from flows.ballots.ballot import Wish
from flows.understanding.by_place import COUNTED, EVERY, with_few
from flows.understanding.counted_numbers import uncounted
from flows.understanding.lexicon import Lexicon
from flows.understanding.padding import phrases
from flows.understanding.replacing import Moves, replaced, verdicts
from flows.understanding.said_of_numbers import Item, Mark, items
from flows.understanding.senses import Hint

LONGEST = 320
"""Letters of a correction, two SMS: a longer text is about something else."""

_SPEAKING = frozenset(Hint) - {Hint.ANYHOW, Hint.TO, Hint.NE, Hint.THAN, Hint.LEFT, *COUNTED, *EVERY}
"""What people say of a number to correct a choice, and seldom else."""


def corrections_in(text: str, chosen: Collection[int], lexicon: Lexicon) -> Wish[int] | None:
    """What *text* wants in and out of the choice of these numbers; None if it says anything else, or no number.

    Several numbers beside a «non» or a «plutôt» are the whole choice from then on. Where the words may mean one thing
    or another, nothing is guessed: None.
    """
    return wished(items(uncounted(text, lexicon), lexicon), chosen)


def wished(read: Sequence[Item], chosen: Collection[int]) -> Wish[int] | None:
    """The same of a text that is *read* already, into the items it is made of."""
    placed = _negated(_placed(read, tuple(chosen)))
    if None in placed or Hint.LEFT in placed or not any(isinstance(item, int) for item in placed):
        return None
    judged = verdicts(placed, chosen)
    if judged:
        return Wish(judged.out, judged.into) if judged.sure else None
    rest, moves = replaced(_compared([item for item in placed if item is not Mark.AGREED]), chosen)
    if not moves.sure or (Hint.KEEP in rest and moves != Moves()):
        return None
    wish = _kept(rest, chosen) if Hint.KEEP in rest else _wished(rest, chosen)
    if wish is None or (any(item in EVERY for item in read) and not wish.out):
        return None
    if moves == Moves():
        return wish
    return Wish((*moves.out, *wish.out), (*moves.into, *wish.into))


def may_correct(read: Sequence[Item]) -> bool:
    """Whether a text, if it is no clear correction, may well be meant as one: it says something of a number, or no."""
    numbered = any(isinstance(item, int) or item in COUNTED for item in read)
    return only_refuses(read) or (numbered and speaks_of_a_choice(read))


def speaks_of_a_choice(read: Sequence[Item]) -> bool:
    """Whether a word or a sign says what is to become of what a text names: «sans le skatepark»."""
    return any(map(_speaks, read))


def _speaks(item: Item) -> bool:
    return item in _SPEAKING or item is Mark.REFUSAL


def only_refuses(said: Sequence[Item]) -> bool:
    """Whether it is a no, or a word of correction that says of nothing what it wants: «non», «garde»."""
    return bool(said) and all(item is Mark.REFUSAL or item in (Hint.KEEP, Hint.REPLACE) for item in said)


def _wished(rest: Sequence[Item], chosen: Collection[int]) -> Wish[int]:
    out, into = _sorted_out(rest, chosen)
    refused = Mark.REFUSAL in rest and not out
    if (
        refused and Hint.ONLY not in rest and set(into) <= set(chosen) and len(into) in (1, len(chosen))
    ):  # «non 3», said of one that is chosen
        return Wish(out=into)
    rather = Hint.RATHER in rest or refused or (Hint.INSTEAD in rest and not out)
    several = rather and len(into) > 1
    return Wish(out, into, only=not out and (Hint.ONLY in rest or several), rather=rather)


def _kept(rest: Sequence[Item], chosen: Collection[int]) -> Wish[int] | None:
    """«gardez 7 et 15»: those only, of a choice that has both; with others in or out, what nothing is said of stays.

    None where it is not said what becomes of the others: «garde le 5 et ajoute le 9», of 5 and 12.
    """
    out, into = _sorted_out(rest, chosen)
    kept = _after(Hint.KEEP, rest)
    if chosen and not set(kept) <= set(chosen):
        return None
    if out:
        return Wish(out, tuple(number for number in into if number not in kept))
    if set(kept) >= set(into):
        return Wish(into=kept, only=True) if kept else None
    return Wish(into=into) if set(kept) >= set(chosen) else None


def _after(hint: Hint, rest: Sequence[Item]) -> tuple[int, ...]:
    """The numbers that *hint* is said of: those after it, up to another hint."""
    numbers: dict[int, None] = {}
    said = False
    for item in rest:
        if isinstance(item, int) and said:
            numbers[item] = None
        elif isinstance(item, Hint):
            said = item is hint or (said and item in (Hint.ONLY, Hint.THAN))
    return tuple(numbers)


def _negated(said: Sequence[Item]) -> list[Item]:
    """*said*, with what «ne» turns into its contrary: «ne mettez pas le 12», «je ne garde que le 5».

    What is denied twice, or not to be replaced, is no longer clear: None.
    """
    turned: list[Item] = []
    between: list[Item] = []
    denied = False
    for place, item in enumerate(said):
        if item is Hint.NE:
            denied = denied or not isinstance(next(iter(said[place + 1 :]), None), int)  # «n° 12»
        elif isinstance(item, int) or item is Mark.COMMA:
            turned += [*_contrary(between, denied=denied), item]
            between, denied = [], False
        else:
            between.append(item)
    return [*turned, *_contrary(between, denied=denied)]


def _contrary(between: list[Item], *, denied: bool) -> list[Item]:
    """What stands between two numbers, once it is known whether a «ne» was among it."""
    no = between.count(Hint.WITHOUT)
    only = next((place for place, item in enumerate(between) if item in (Hint.ONLY, Hint.THAN)), None)
    restricts = only is not None and (denied or Hint.WITHOUT in between[:only] or Hint.KEEP in between)
    if restricts and no <= 1:  # «plus que le 5»
        return [Hint.ONLY]
    if no > 1 or (no and Hint.REPLACE in between):
        return [None]
    if not denied:
        return between
    if Hint.REPLACE in between or not (no or Hint.WITH in between):
        return [None]
    return [Hint.WITHOUT]


def asks_what_is_left(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* only asks for the sum that is left: «il me reste combien ?»."""
    said = {item for item in items(text, lexicon) if item is not Hint.TO}
    return Hint.LEFT in said and said <= {Hint.LEFT, Mark.COMMA}


def with_numbers(text: str, lexicon: Lexicon, called: Callable[[str], int | None]) -> str | None:
    """*text* with the number that is *called* in the place of each name in it: «sans le skatepark», «sans le 5».

    None if it has a name that calls nothing, or nothing but names and numbers: «parc 3» may be anything.
    """
    words = lexicon.spell(text).split()
    parts = list(phrases(words, lexicon))
    kinds = "".join(_kind(words[start], hint, lexicon) for start, _end, hint in parts)
    written: list[str] = []
    if "d" in kinds and "o" not in kinds:
        return None
    for run in _NAME.finditer(kinds):
        said = " ".join(words[parts[run.start()][0] : parts[run.end() - 1][1]])
        number = called(said) if run[0][0] == "n" else None
        if number is None and run[0][0] == "n":
            return None
        written.append(said if number is None else str(number))
    return " ".join(written)


_NAME = re.compile("n(?:s*n)*|.")
"""A name, of words and the small ones between them; or else any other phrase."""


def _kind(word: str, hint: Hint | None, lexicon: Lexicon) -> str:
    """«n» for a word that may name something, «s» for a small one, «d» for digits, «o» for what is said of them."""
    if hint in (Hint.ANYHOW, Hint.TO, Hint.NE) or (not hint and word in lexicon.fillers):
        return "s"
    if not hint and word.isdigit():
        return "d"
    return "o" if hint or lexicon.senses.get(word) else "n"


def _compared(said: Sequence[Item]) -> list[Item]:
    """«plutôt le 9 que le 5», «je préfère le 9 au 5»: the second goes. Any other «que» says nothing, or «only»."""
    compared: list[Item] = []
    for place, item in enumerate(said):
        if item not in (Hint.THAN, Hint.ONLY, Hint.TO):
            compared.append(item)
            continue
        than = Hint.RATHER in compared and any(isinstance(item, int) for item in compared)
        if than and isinstance(next(iter(said[place + 1 :]), None), int):
            compared.append(Hint.INSTEAD)
        elif item is not Hint.THAN:
            compared.append(item)
    return compared


def _placed(said: Sequence[Item], chosen: tuple[int, ...]) -> list[Item]:
    """The items, with the numbers of the projects that are called by their place, or all together."""
    few = with_few(said, chosen)
    numbers = sum(isinstance(item, int) for item in few)
    placed: list[Item] = []
    for item in few:
        if isinstance(item, Hint) and item in COUNTED:
            place = COUNTED[item]
            placed.append(chosen[place] if -1 <= place < len(chosen) and chosen else None)
        elif isinstance(item, Hint) and item in EVERY:
            placed += _every(EVERY[item], numbers, chosen)
        else:
            placed.append(item)
    return placed


def _every(count: int | None, numbers: int, chosen: tuple[int, ...]) -> tuple[int | None, ...]:
    """The whole choice, if it has so many; beside other *numbers*, «les deux» is a number itself."""
    if count is not None and numbers:
        return (count,)
    return chosen if count in (None, len(chosen)) else (None,)


def _sorted_out(rest: Sequence[Item], chosen: Collection[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers that are to go, and those that are to come.

    After «pas le 6» and a comma, or a small word, another number goes too if it is chosen: else it comes in the place
    of the first. What nothing follows is said of what stands before it: «le 6, à enlever».
    """
    out: dict[int, None] = {}
    into: dict[int, None] = {}
    goes = may_go = idle = False
    last: Item = None  # what stands before the last hint
    for before, item, after in zip([None, *rest], rest, [*rest[1:], None], strict=False):
        if isinstance(item, int):
            going = (goes or (may_go and item in chosen)) and after is not Hint.INSTEAD  # «9 au lieu de 5»
            (out if going else into)[item] = None
            idle = False
        elif isinstance(item, Hint):
            goes, may_go, last = item in (Hint.WITHOUT, Hint.INSTEAD), False, before
            idle = item is Hint.WITHOUT
        elif goes and item is not Mark.REFUSAL:
            may_go = True
            if idle and item is Mark.COMMA and isinstance(last, int):  # «le 5 surtout pas, mais le 9»
                into.pop(last, None)
                out[last] = None
                may_go = False
            goes = False
    if idle and not out:
        return tuple(into), ()
    return tuple(out), tuple(number for number in into if number not in out)
