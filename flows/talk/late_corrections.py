"""A vote that is in the urn, and whoever corrects it in words: nobody knows what it was, so it is cast anew.

Nothing is guessed: the words name projects of a choice that is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from flows.talk.chat import Said
from flows.talk.late_codes import has_voted
from flows.talk.scene import Scene
from flows.understanding.corrections import LONGEST, speaks_of_a_choice, wished
from flows.understanding.counted_numbers import uncounted
from flows.understanding.interrogative import looks_asked
from flows.understanding.lexicon import Lexicon
from flows.understanding.said_of_numbers import Item, items
from flows.words import _


def corrects_it(words: str, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether *words*, which nothing understood, correct the vote: «enlevez le 5», «g voté trop vite, virez le 12».

    What else they tell does not matter, for nothing is done but to ask for all of the choice again.
    """
    if not has_voted(scene) or len(words) > LONGEST:
        return False
    read = items(words, lexicon)
    if speaks_of_a_choice(read) and wished(read, ()) is not None:
        return True
    if looks_asked(words, lexicon) or not lexicon.months.isdisjoint(lexicon.spell(words).split()):
        return False
    numbers = {project.number for project in scene.edition.on_ballot}
    read = items(uncounted(words, lexicon), lexicon)
    return any(_corrects(part, numbers) and _numbers(part) == _numbers(read) for part in _parts(read))


def _corrects(part: tuple[Item, ...], numbers: set[int]) -> bool:
    """Whether *part* only takes out a number on the ballot: «sans le 5». What it wants in is read back as a choice."""
    named = any(isinstance(after, int) and speaks_of_a_choice([before]) for before, after in pairwise(part))
    if not named or not numbers.issuperset(_numbers(part)):
        return False
    wish = wished(part, ())
    return wish is not None and bool(wish.out) and not wish.into


def _numbers(read: Sequence[Item]) -> list[int]:
    return [item for item in read if isinstance(item, int)]


def _parts(read: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """What stands between the words that say something else."""
    for said, part in groupby(read, lambda item: item is not None):
        if said:
            yield tuple(part)


def regrets_it(words: str, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether *words*, which nothing understood, may regret the vote: «je me suis trompé»."""
    return has_voted(scene) and lexicon.spell(words) in lexicon.mistaken


def cast_anew(scene: Scene) -> tuple[Said, ...]:
    """Why the whole choice is asked for, where it may be changed."""
    why = _("Votre vote est dans l'urne, sans votre nom : pour le corriger, redonnez tous vos choix.")
    return (Said(why),) if scene.edition.ballot.may_change else ()
