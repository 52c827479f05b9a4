"""The conversations that the README shows are real ones: each line of theirs is what the sample town answers by SMS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import pytest

from bot.practice.demo import sample
from bot.practice.rehearsal import CODE, Rehearsal
from bot.practice.rehearsal_cases import CaseMessage, RehearsalCase, WantedReplies
from tests.support.folders import ROOT
from tests.support.understood import understood_in_the_sample

PAGES = ("README.md", "README.fr.md")
_BLOCK = re.compile(r"^```sms (\d{4}-\d\d-\d\d \d\d:\d\d)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DIFFERS = {r"(renvoyez\\ )\d\d": r"\1\\d\\d", r"[A-Z0-9]{3}\\-[A-Z0-9]{4}": r"[A-Z0-9]{3}-[A-Z0-9]{4}"}
"""What is another each time: the code to send back, and the receipt."""


class Spoken(NamedTuple):
    """A conversation on a page: when it begins, and what is said, each with the reply."""

    at: str
    said: tuple[tuple[str, str], ...]


def spoken(page: str) -> Iterator[Spoken]:
    """The conversations on *page*. «> » begins what a person writes, «< » the reply, which may go on below."""
    for at, lines in _BLOCK.findall((ROOT / page).read_text("utf-8")):
        turns = re.split(r"^> ", lines, flags=re.MULTILINE)[1:]
        yield Spoken(at, tuple(_turn(turn) for turn in turns))


def _turn(turn: str) -> tuple[str, str]:
    said, _line, replied = turn.partition("\n")
    return said, "\n".join(line[2:] for line in replied.rstrip().split("\n"))


CONVERSATIONS = [(page, number, one) for page in PAGES for number, one in enumerate(spoken(page), 1)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """The sample town, understood with the encoder, as `make demo` has it."""
    with understood_in_the_sample():
        yield Rehearsal(sample(), tmp_path_factory.mktemp("spoken"))


@pytest.mark.parametrize(
    "one", [one for *_where, one in CONVERSATIONS], ids=[f"{page} {number}" for page, number, _one in CONVERSATIONS]
)
def test_a_conversation_of_the_readme_goes_as_it_is_shown(one: Spoken, stage: Rehearsal) -> None:
    messages = tuple(CaseMessage(CODE if said.isdigit() else said) for said, _reply in one.said)
    for place, (said, reply) in enumerate(one.said, 1):
        case = RehearsalCase("shown", "shown", "sms", datetime.fromisoformat(one.at), messages[:place], WantedReplies())

        told = "\n".join(reply.text for reply in stage.play(case).replies)

        assert re.fullmatch(_pattern(reply), told), f"> {said}\n{told}"


def _pattern(reply: str) -> str:
    pattern = re.escape(reply)
    for what, stands in _DIFFERS.items():
        pattern = re.sub(what, stands, pattern)
    return pattern


def test_both_pages_show_some() -> None:
    assert {page for page, *_ in CONVERSATIONS} == set(PAGES)
    assert sum(len(one.said) for *_, one in CONVERSATIONS) >= 10
