"""Every attack is run by `make attack`, and stands in the document with its figures."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.registry import ATTACKS, BY_NAME
from tests.support.folders import ROOT

NO_ATTACKS = {"__init__", "__main__", "base", "registry", "files", "guess", "lengths"}


def test_every_attack_is_registered_under_the_name_of_its_file() -> None:
    """A file that nobody runs proves nothing."""
    files = {file.stem for file in Path(ROOT, "tests", "attacks").glob("*.py")} - NO_ATTACKS

    assert set(BY_NAME) == files
    assert len(BY_NAME) == len(ATTACKS)


def test_every_attack_stands_in_the_document() -> None:
    """With its command, for who reads the figures and doubts them."""
    document = Path(ROOT, "docs", "operate", "attacks.md").read_text("utf-8")

    for attack in ATTACKS:
        assert f"`make attack ARGS={attack.name}`" in document
