"""The house rules that can be looked up: one word for one thing."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.folders import ROOT

FILES = [
    file
    for top in ("bot", "flows", "storage")
    for file in sorted((ROOT / top).glob("**/*.py"))
    if "versions" not in file.parts  # what a migration did stays as it was
]


def nodes(file: Path) -> Iterator[ast.AST]:
    """Everything that *file* says."""
    return ast.walk(ast.parse(file.read_text("utf-8")))


def test_a_class_has_a_name_of_its_own() -> None:
    names = Counter(node.name for file in FILES for node in nodes(file) if isinstance(node, ast.ClassDef))

    assert [name for name, times in names.items() if times > 1] == []
