"""The pages are true in what can be looked up: their links lead somewhere, and the files that they name are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.folders import ROOT

PAGES = sorted(page for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if page.name != "CHANGELOG.md")
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`((?:bot|flows|storage|tests|locales|docs)/[\w/-]+(?:\.\w+)?)/?`")
EXAMPLES = {  # files that the guides have their reader write
    "bot/channels/webchat.py",
    "bot/networks/acme.py",
    "flows/ballots/ranked.py",
    "locales/es/messages.po",
    "locales/es/words.toml",
    "locales/es/likeness.toml",
    "flows/home/dates.py",
    "flows/reminders/works_begin.py",
    "tests/transcripts/dates.txt",
    "tests/transcripts/remind_works.txt",
}


def leads_nowhere(page: Path) -> Iterator[str]:
    """The links of *page* to files that are not there."""
    for link in LINK.findall(page.read_text("utf-8")):
        if not (page.parent / link).exists():
            yield link


def names_nothing(page: Path) -> Iterator[str]:
    """The paths that *page* names and nobody finds."""
    for path in NAMED.findall(page.read_text("utf-8")):
        if path not in EXAMPLES and not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists():
            yield path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_its_links_lead_somewhere_and_its_files_are_there(page: Path) -> None:
    assert [*leads_nowhere(page), *names_nothing(page)] == []
