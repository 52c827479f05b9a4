"""`make segments`: what each text of the transcripts weighs by SMS, worst first, and what one complete vote costs.

Then what it weighs in each language, which says what opening one costs.
"""

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
from bot.channels.sms import Sms
from bot.channels.sms_text import wash
from bot.edition.file import read_edition
from bot.languages.words import languages, voice
from bot.practice.sample import SAMPLE
from bot.settings import settings
from flows.talk import speech
from flows.talk.chat import Asking, Said
from flows.talk.memory import Memory, View
from flows.talk.questions import Confirm
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.vote.vote import read_back, thanks_by_sms
from tests.conftest import IN_THE_VOTE, HandClock, load_sample
from tests.support.ears import with_ids
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
    """A heading and numbered lines of ours to answer by, and nothing else.

    The list of the languages is an ordinary text: each finds their own in it, also in letters that take twice the room.
    """
    _heading, *lines = text.splitlines()
    if "العربية" in text:
        return False
    return len(lines) > 1 and all(re.match(r"(\d+|[A-Z]) |SUITE", line) for line in lines)


def vote_of_a_newcomer() -> list[str]:
    """What someone who never wrote before is sent to vote for three projects."""
    with tempfile.TemporaryDirectory() as folder, Databases(Path(folder)).fresh("sqlite") as store:
        load_sample(store)
        player = Player(store, HandClock(), "sms")
        player.play("> VOTE 3 12 18\n> {code}\n< dans l'urne")
        return player.texts


def in_language(language: str) -> list[str]:
    """What someone who votes for three projects is sent by SMS in *language*: what was understood, and the thanks."""
    edition, sms, tongue = with_ids(read_edition(SAMPLE)), Sms(), voice(language)
    read = read_back(("3", "12", "18"), edition)
    asking = Asking("sure", Confirm(read, of=""), View(code="42"))
    thanks = thanks_by_sms("K7M-4PX2", False, Scene(edition, IN_THE_VOTE, Me(1)))
    turns = (Turned(Memory(), (speech.notice(edition), Said(read)), asking=asking), Turned(Memory(), (Said(thanks),)))
    return [message.text for turned in turns for message in sms.show(turned, tongue, 0, "").messages]


def by_language() -> Table:
    """What that weighs in each language, and how many of its texts are more than an ordinary one may weigh."""
    table = Table(
        "language", "encoding", "a first vote", "texts beyond", title="In each language", title_justify="left"
    )
    for language in languages():
        vote = in_language(language)
        weights = [segments_of(wash(text)) for text in voice(language).texts]
        row = (f"{sum(map(segments_of, vote))} segments", f"{sum(one > ORDINARY for one in weights)} of {len(weights)}")
        table.add_row(language, encoding_of(vote[-1]), *row)
    return table


def main() -> None:
    """Print the tables."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table("segments", "encoding", "transcript", "text", title="Texts by SMS, worst first", title_justify="left")
    for weight in {weight.text: weight for weight in weighed(SCRIPTS)}.values():
        if table.row_count < SHOWN:
            table.add_row(str(weight.segments), encoding_of(weight.text), weight.transcript, Text(weight.text))
    console.print(table)
    texts = vote_of_a_newcomer()
    whole = sum(map(segments_of, texts))
    cost = cost_of(whole, Decimal(settings().segment_price))
    console.print(by_language())
    console.print(f"A first vote for 3 projects: {len(texts)} messages, {whole} segments, {cost} EUR.")


if __name__ == "__main__":
    main()
