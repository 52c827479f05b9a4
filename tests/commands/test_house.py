"""The house rules that can be looked up: one word for one thing, and no function longer than a page."""

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

LONGEST = 40
"""Lines of a function, its docstring included."""


def nodes(file: Path) -> Iterator[ast.AST]:
    """Everything that *file* says."""
    return ast.walk(ast.parse(file.read_text("utf-8")))


def test_a_class_has_a_name_of_its_own() -> None:
    names = Counter(node.name for file in FILES for node in nodes(file) if isinstance(node, ast.ClassDef))

    assert [name for name, times in names.items() if times > 1] == []


def test_no_function_passes_forty_lines() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    lines = {
        f"{file.relative_to(ROOT)}, {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file in FILES
        for node in nodes(file)
        if isinstance(node, functions)
    }

    assert {name: length for name, length in lines.items() if length > LONGEST} == {}
