"""Brings the catalogues of `locales/` up to date with the texts in the code: `make messages`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from bot.languages.manners import base_of, is_manner
from tests.support.folders import ROOT

LOCALES = ROOT / "locales"

_NOISE = re.compile(
    r'^"(Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By): .*\n',
    re.MULTILINE,
)
"""What Babel writes into the headers by itself: names of nobody, and dates that make every run a change."""


def extract(template: Path) -> None:
    """Write all texts of the code to *template*."""
    options = ["-k", "_", "-k", "n_:1,2", "--no-location", "--sort-output", "--omit-header"]
    _babel("extract", "-F", str(ROOT / "pyproject.toml"), *options, "-o", str(template), str(ROOT))


def update() -> None:
    """Bring every language's catalogue up to date.

    What is no longer said is dropped, what is new is left to translate; a manner of speaking keeps its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        for words in sorted(LOCALES.glob("*/words.toml")):
            catalogue, language = words.parent / "messages.po", words.parent.name
            if is_manner(language):
                _keep_its_own(catalogue, base_of(language), template)
                continue
            new = not catalogue.exists()
            rest = () if new else ("--no-fuzzy-matching", "--ignore-obsolete")
            _babel("init" if new else "update", "-i", str(template), "-l", language, "-o", str(catalogue), *rest)
            _tidy(catalogue)


def _keep_its_own(catalogue: Path, locale: str, template: Path) -> None:
    """Drop what is no longer said from the *catalogue* of a manner of speaking of *locale*."""
    with template.open("rb") as file:
        said = {one.id for one in read_po(file)}
    with catalogue.open("rb") as file:
        own = read_po(file, locale=locale)
    for one in list(own):
        if one.id and one.id not in said:
            own.delete(one.id)
    with catalogue.open("wb") as file:
        write_po(file, own, sort_output=True)
    _tidy(catalogue)


def _tidy(catalogue: Path) -> None:
    text = _NOISE.sub("", catalogue.read_text("utf-8"))
    catalogue.write_text(text.replace("Project-Id-Version:  ", "Project-Id-Version: "), "utf-8")


def _babel(*words: str) -> None:
    CommandLineInterface().run(["pybabel", "--quiet", *words])


if __name__ == "__main__":
    update()
