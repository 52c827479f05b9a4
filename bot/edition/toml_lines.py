"""Where each key of a TOML file stands: tomllib does not say, and a clerk needs the line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any, TypeAlias

Key: TypeAlias = tuple[str | int, ...]


def key_lines(text: str) -> dict[Key, int]:
    """The line, from 1, of each table, entry and key of *text*, which is valid TOML; of the first, if it comes again.

    What is written inside an inline table or array is on the line where its statement begins.
    """
    lines: dict[Key, int] = {}
    last: dict[Key, int] = {}
    table: Key = ()
    for line, statement, value in _statements(text):
        if statement.startswith("["):
            table = _opened(value, last)
            lines.setdefault(table, line)
            lines.setdefault(table[:-1], line)
        else:
            for key in _keys(value):
                lines.setdefault(table + key, line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each statement of *text* with its line and its value: it is TOML by itself, and its first lines alone are not."""
    begun, first = "", 1
    for line, row in enumerate(text.split("\n"), start=1):
        first, begun = (first, f"{begun}\n{row}") if begun else (line, row.lstrip())
        try:
            yield first, begun, tomllib.loads(begun)
        except tomllib.TOMLDecodeError:
            continue
        begun = ""


def _opened(value: Any, last: dict[Key, int]) -> Key:
    """The key of the table that a header opens: [a.b] is {"a": {"b": {}}}, and [[a]], a new entry, is {"a": [{}]}."""
    table: Key = ()
    while value:
        ((name, value),) = value.items()
        table += (name,)
        if isinstance(value, list):
            last[table], value = last.get(table, -1) + 1, {}
        if table in last:
            table += (last[table],)
    return table


def _keys(value: Any) -> Iterator[Key]:
    for name, inner in value.items() if isinstance(value, dict) else ():
        yield (name,)
        yield from ((name, *key) for key in _keys(inner))
