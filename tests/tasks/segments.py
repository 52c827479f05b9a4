"""`make segments`: what each text of the transcripts weighs by SMS, worst first, and what one complete vote costs."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.channels.gsm import cost_of, encoding_of, segments_of
from bot.settings import settings
from tests.conftest import HandClock, load_sample
from tests.support.player import SCRIPTS, Player
from tests.support.stores import Databases

MENU, ORDINARY, MOST = 1, 2, 6
"""Segments that a menu, an ordinary text, and anything at all may take."""

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text that was sent by SMS in a transcript; *is_menu* when it is nothing but a menu."""

    transcript: str
    text: str
    is_menu: bool

    @property
    def segments(self) -> int:
        """What it is billed as."""
        return segments_of(self.text)

    @property
    def allowed(self) -> int:
        """What it may weigh."""
        return MENU if self.is_menu else ORDINARY


def weighed(scripts: Iterable[Path]) -> list[Weighed]:
    """Every text of each of *scripts* played by SMS, heaviest first."""
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for script in scripts:
            with databases.fresh("sqlite") as store:
                load_sample(store)
                player = Player(store, HandClock(), "sms")
                player.play(script.read_text("utf-8"))
                texts += weigh(script.stem, player.texts)
    return sorted(texts, key=lambda weight: -weight.segments)


def weigh(transcript: str, texts: Iterable[str]) -> list[Weighed]:
    """Each of the *texts* that were sent by SMS in *transcript*."""
    return [Weighed(transcript, text, _is_menu(text)) for text in texts]


def too_heavy(texts: Iterable[Weighed]) -> dict[str, tuple[int, int]]:
    """Those of *texts* that take more segments than they may: how many, and how many they may."""
    return {
        weight.text: (weight.segments, weight.allowed)
        for weight in texts
        if weight.segments > min(weight.allowed, MOST)
    }


def _is_menu(text: str) -> bool:
    """A heading and numbered lines of ours to answer by, and nothing else."""
    _heading, *lines = text.splitlines()
    return len(lines) > 1 and all(re.match(r"(\d+|[A-Z]) |SUITE", line) for line in lines)


def vote_of_a_newcomer() -> list[str]:
    """What someone who never wrote before is sent to vote for three projects."""
    with tempfile.TemporaryDirectory() as folder, Databases(Path(folder)).fresh("sqlite") as store:
        load_sample(store)
        player = Player(store, HandClock(), "sms")
        player.play("> VOTE 3 12 18\n> {code}\n< dans l'urne")
        return player.texts


def main() -> None:
    """Print both tables."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table("segments", "encoding", "transcript", "text", title="Texts by SMS, worst first", title_justify="left")
    for weight in {weight.text: weight for weight in weighed(SCRIPTS)}.values():
        if table.row_count < SHOWN:
            table.add_row(str(weight.segments), encoding_of(weight.text), weight.transcript, Text(weight.text))
    console.print(table)
    texts = vote_of_a_newcomer()
    whole = sum(map(segments_of, texts))
    cost = cost_of(whole, Decimal(settings().segment_price))
    console.print(f"A first vote for 3 projects: {len(texts)} messages, {whole} segments, {cost} EUR.")


if __name__ == "__main__":
    main()
