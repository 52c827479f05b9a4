"""The edition file of Bourg, a very small town: to be changed, added to, and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.edition.file import EditionFileError, read_edition
from flows.town.edition import Edition

TOWN = """\
[edition]
slug = "bourg-2026"
town = "Bourg"
name = "Budget participatif"
timezone = "Europe/Paris"
languages = ["fr"]
currency = "EUR"
budget = 50000
[contact]
who = "Mairie de Bourg"
email = "mairie@bourg.example"
[ballot]
kind = "approval"
least = 1
most = 2
envelopes = "town"
[[phases]]
phase = "ideas"
opens = 2026-03-01
closes = 2026-03-31
[[phases]]
phase = "vote"
opens = 2026-10-01T09:00:00
closes = 2026-10-31T20:00:00
[[districts]]
id = "nord"
name = "Nord"
[[districts]]
id = "sud"
name = "Sud"
[[themes]]
id = "nature"
name = "Nature"
[[projects]]
number = 1
title = "Un verger"
cost = 12000
district = "nord"
theme = "nature"
[[projects]]
number = 2
title = "Des bancs"
cost = 4500.50
"""

RULES = """
[proposals]
most = 0
max_cost = 20000
organisations = false
optional = ["photo"]
shown = "at_once"
who = "toute personne qui vit ici"
territory = "dans la commune"
terms = ["Ouvert à tous.", "Sans loyer."]
[ages]
propose = 11
vote = 16
survey = 12
support = 13
comment = 14
guardian = 18
[supports]
phases = ["ideas"]
[comments]
phases = []
[service]
answer_days = 2
stale_days = 30
silent_days = 90
people_per_phone = 6
[retention]
words_days = 0
numbers_days = 365
"""


def read_text(folder: Path, text: str) -> Edition:
    path = folder / "bourg.toml"
    path.write_text(text, "utf-8")
    return read_edition(path)


def wrong_with(folder: Path, text: str) -> list[str]:
    """What is said of *text*, a sentence a problem."""
    with pytest.raises(EditionFileError) as refused:
        read_text(folder, text)
    return str(refused.value).splitlines()


def read(folder: Path, *changes: tuple[str, str]) -> Edition:
    """The edition of TOWN, once each text of *changes* is replaced, at its first place, by the other."""
    text = TOWN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read_text(folder, text)


def complaints(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What is said of TOWN after *changes*, a sentence a problem."""
    with pytest.raises(EditionFileError) as refused:
        read(folder, *changes)
    return str(refused.value).splitlines()
