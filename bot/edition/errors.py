"""What is wrong with a file that a town wrote, said so that a clerk can put it right."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong in a file, and what to do about it; *line* is 0 where nothing in the file stands for it."""

    file: str
    line: int
    place: str
    what: str

    def __str__(self) -> str:
        where = (self.file, f"line {self.line}" if self.line else "", self.place)
        return f"{', '.join(filter(None, where))}: {self.what}"


class FileError(Exception):
    """A file cannot be used; *problems* holds all that is wrong with it, by line."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__("\n".join(map(str, self.problems)))
