"""The lives of a season, as its file tells them: who writes what when, and what the team does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.support.year.season import Season


@dataclass(frozen=True, slots=True)
class Line:
    """Someone writes, or has read, or something happens, at a moment."""

    at: datetime
    number: int
    sign: str
    who: tuple[str, ...]
    channel: str
    words: str


_WRITES = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)*)(?: by (sms|telegram))?> (.+)")
_WRITING = timedelta(seconds=20)


def lives(season: Season) -> Iterator[Line]:
    """The lines of the script, each with its moment."""
    at = season.start
    channels: dict[str, str] = {}
    speakers: tuple[str, ...] = ()
    for number, line in enumerate(season.lives.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        sign, rest = line[0], line[1:].strip()
        if sign == "@":
            at = season.at(rest).astimezone(UTC)
        elif sign in "<*":
            yield Line(at, number, sign, speakers, "", rest)
        else:
            match = _WRITES.fullmatch(line)
            assert match, f"line {number} is no line of a life: {line}"
            speakers = tuple(match[1].split())
            channels |= {who: match[2] for who in speakers if match[2]}
            for who in speakers:
                at += _WRITING
                yield Line(at, number, ">", (who,), channels[who], match[3])
