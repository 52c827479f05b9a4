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


def read_text(folder: Path, text: str) -> Edition:
    path = folder / "bourg.toml"
    path.write_text(text, "utf-8")
    return read_edition(path)


def wrong_with(folder: Path, text: str) -> list[str]:
    """What is said of *text*, a sentence a problem."""
    with pytest.raises(EditionFileError) as refused:
        read_text(folder, text)
    return str(refused.value).splitlines()
