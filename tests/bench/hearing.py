"""How long the dearest texts of 4,000 signs take to be heard, by every door, question and search."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.languages.vocabulary import vocabulary
from bot.languages.words import lexicon
from flows.town.edition import Edition
from tests.support.heavy import TEXTS, Hearing, doors_of, questions_of, sample_of, searches_of
from tests.support.stores import Databases

TIMES = 5
"""Each text is heard so often, anew; the quickest counts, in time of the processor: the machine has other work too."""

AT_MOST = 5.0
"""Milliseconds that one text may take."""


def hearing_figures(edition: Edition) -> Table:
    """The dearest text of each door, question and search, and its milliseconds."""
    table = Table("heard by", "its dearest text", "ms", title="4,000 signs, words alone", title_justify="left")
    for name, hears in _all(edition).items():
        text, took = max(((text, _milliseconds(hears, TEXTS[text])) for text in TEXTS), key=lambda timed: timed[1])
        table.add_row(name, text, f"{took:.2f}" + ("" if took <= AT_MOST else " too dear"))
    return table


def _all(edition: Edition) -> dict[str, Hearing]:
    words = lexicon()
    searches = searches_of(edition, vocabulary(), lambda index: index)
    return {**doors_of(words), **questions_of(edition, words), **searches}


def _milliseconds(hears: Hearing, text: str) -> float:
    """The quickest of a few; a sign less each time, so that nothing is remembered."""
    return 1000 * min(_timed(partial(hears, text[: len(text) - place])) for place in range(TIMES))


def _timed(hear: partial[object]) -> float:
    begun = time.process_time()
    hear()
    return time.process_time() - begun


def main() -> None:
    """Only this: `python -m tests.bench.hearing`."""
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        with databases.fresh("sqlite") as store:
            table = hearing_figures(sample_of(store))
        databases.close()
    Console().print(table)


if __name__ == "__main__":
    main()
