"""The questions and answers of a town, from the edition's own file or from a JSON list that the town has already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from bot.edition.errors import Problem
from bot.edition.forms import FaqForm
from bot.edition.reading import EditionFileError, Reading, text_of
from bot.edition.remedies import worded
from flows.town.edition import Edition
from flows.town.faq import FaqEntry
from flows.town.learnt import by_asked


def read_faq(path: Path) -> tuple[FaqEntry, ...]:
    """The entries which the JSON file at *path* lists, each with its id, question and answer.

    Raises EditionFileError, with every problem of the file.
    """
    entries: list[FaqEntry] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for line, place, given in _entries(path.name, text_of(path)):
        try:
            entry = FaqForm.model_validate(given).entry()
        except ValidationError as invalid:
            problems += [
                Problem(path.name, line, ".".join(map(str, (place, *error["loc"]))), worded(error, FaqForm))
                for error in invalid.errors(include_url=False)
            ]
            continue
        if first.setdefault(entry.id, line) != line:
            what = f"is {entry.id}, as on line {first[entry.id]}: each needs its own"
            problems.append(Problem(path.name, line, f"{place}.id", what))
        entries.append(entry)
    if problems:
        raise EditionFileError(*problems)
    return tuple(entries)


def write_faq(stream: TextIO, edition: Edition) -> None:
    """Write the entries of *edition* as `read_faq` reads them; what was learnt is among the words of its entry."""
    learnt = by_asked(edition.learnt)
    written = []
    for entry in edition.faq:
        words = "\n".join(filter(None, (entry.words, *learnt.get(f"faq:{entry.id}", ()))))
        written.append({name: value for name, value in asdict(replace(entry, words=words)).items() if value})
    json.dump(written, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def faq_of(reading: Reading, beside: str) -> tuple[FaqEntry, ...]:
    """The entries of the edition file, then those of the file *beside* it, if there is one; problems are noted."""
    own = tuple(form.entry() for form in reading.entries(FaqForm, "faq").values())
    if not beside:
        return own
    path = reading.folder / beside
    if not path.is_file():
        reading.complain(f"is '{beside}', but no such file is beside this one: check its name", "edition", "faq_file")
        return own
    try:
        others = read_faq(path)
    except EditionFileError as wrong:
        reading.problems += wrong.problems
        return own
    for twice in sorted({entry.id for entry in own} & {entry.id for entry in others}):
        what = f"has '{twice}', which is in this file's [[faq]] too: each needs its own id"
        reading.complain(what, "edition", "faq_file")
    return own + others


def _entries(file: str, text: str) -> Iterator[tuple[int, str, Any]]:
    """Each entry of the list that *text* is, with its line and its place. Raises EditionFileError if it is no list."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"is not JSON, {error.msg}: it is a list in brackets of entries in braces, with commas between them"
        raise EditionFileError(Problem(file, error.lineno, "", what)) from error
    if not isinstance(whole, list):
        what = 'is not a list: write [ { "id": …, "question": …, "answer": … }, … ]'
        raise EditionFileError(Problem(file, 1, "", what))
    decoder = json.JSONDecoder()
    end = text.index("[") + 1
    for index in range(len(whole)):
        start = end + len(re.match(r"[\s,]*", text[end:])[0])  # type: ignore[index]  # it matches the empty text too
        given, end = decoder.raw_decode(text, start)
        yield text.count("\n", 0, start) + 1, f"[{index}]", given
