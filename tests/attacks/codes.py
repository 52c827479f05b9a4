"""Someone votes in the name of 300 telephones that they do not hold: how often do they guess the code?

They forge the sender of SMS, so that they never see a reply; they know the rules, the ballot, and every way to begin
again. Run it by itself with `python -m tests.attacks.codes`.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.database.vault import Vault
from storage.town import editions
from storage.votes import votes
from tests.attacks.base import Attack, Outcome
from tests.conftest import HandClock, load_sample
from tests.support.stores import SECRET, Databases

NUMBERS, TRIES = 300, 20
"""Telephones, and codes tried in the name of each."""

AT_A_TIME = 4
"""Codes tried before beginning again: one less than those that were ever noticed."""

AT_MOST = 38
"""Telephones of 300 that may be voted with: five tries at one of 75 codes find 20 on average, and chance hardly ever
twice as many."""

BEGIN = "vote 3"

WAYS: dict[str, tuple[str, ...]] = {
    "nothing": (BEGIN,),
    "MODIFIER": ("modifier", "3"),
    "RETOUR": ("retour", "3"),
    "ANNULER and VOTE": ("annuler", BEGIN),
    "another language": ("english", "français"),
    "EFFACER": ("effacer", "annuler", BEGIN),
}
"""What is done between the tries, by what it is called."""

Lengths = Callable[[int], int]
FORGERS: tuple[Lengths, ...] = (lambda tried: 2, lambda tried: 2 if tried < 5 else 4 if tried < 10 else 6)
"""How many digits the forger tries, given the wrong ones said before: always two, or as many as codes have by now."""


@dataclass(frozen=True, slots=True)
class Forged:
    """How many of the telephones were voted with, by the forger who did best, whatever was done *between* the tries."""

    between: str
    voted: int


def run(databases: Databases) -> Outcome:
    """The best that any way of beginning again does for the forger."""
    return _outcome(figures(databases))


def figures(databases: Databases) -> list[Forged]:
    """Each way of beginning again, on a town of its own."""
    return [
        Forged(between, max(_forge(databases, words, lengths) for lengths in FORGERS))
        for between, words in WAYS.items()
    ]


def _forge(databases: Databases, words: tuple[str, ...], lengths: Lengths) -> int:
    """The telephones that have voted, once everything was tried in the name of each."""
    with Store(databases.url("sqlite"), Vault(SECRET)) as store:
        load_sample(store)
        turns, chance, serial = Turns(store, HandClock()), random.Random(0), iter(range(10_000_000))
        for texts in zip(*(_script(words, lengths, chance) for _number in range(NUMBERS)), strict=True):
            turns.hear(
                [
                    Incoming("attack", str(next(serial)), "sms", f"+3363998{place:04}", text)
                    for place, text in enumerate(texts)
                ]
            )
        with store.reading() as tx:
            return votes.voters(tx, editions.find(tx).id)


def _script(words: tuple[str, ...], lengths: Lengths, chance: random.Random) -> Iterator[str]:
    """All that is said in the name of one telephone."""
    yield BEGIN
    tried: set[str] = set()
    for place in range(TRIES):
        code = _unlike(tried, lengths(place), chance)
        tried.add(code)
        yield code
        if len(tried) % AT_A_TIME == 0:
            yield from words


def _unlike(tried: set[str], digits: int, chance: random.Random) -> str:
    """A code that was not tried yet, and is no number of the sample's ballot."""
    while True:
        code = str(chance.randrange(25 if digits == 2 else 10 ** (digits - 1), 10**digits))
        if code not in tried:
            return code


def _outcome(forgeries: list[Forged]) -> Outcome:
    most = max(forged.voted for forged in forgeries)
    return Outcome(f"{most} of {NUMBERS} voted with", most <= AT_MOST)


ATTACK = Attack(
    "codes", f"{NUMBERS} forged numbers, {TRIES} codes each, six ways to begin again", "81 of 300 voted with", run
)


def main() -> int:
    """Print the figures; the exit code says whether any way of beginning again does better than the tries alone."""
    with tempfile.TemporaryDirectory() as folder:
        forgeries = figures(Databases(Path(folder)))
    for forged in forgeries:
        print(f"{TRIES} codes tried, every {AT_A_TIME} {forged.between}: {forged.voted} of {NUMBERS} voted with")
    return 0 if _outcome(forgeries).held else 1


if __name__ == "__main__":
    sys.exit(main())
