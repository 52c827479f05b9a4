"""What a ballot says before it is sealed: the choice, and a salt; as long as any other of its edition.

Whoever knows the seal of the urn (`votes.digest`) and the slots could else try all choices, where few have voted,
until they find those that give that seal. A ballot of before there were salts is its choice alone, so that seals
published then stay true.
"""

from __future__ import annotations

import secrets

import orjson

SALT = 16
"""Bytes of chance in a ballot: as many as a key has that nobody guesses."""

_ID = 20
"""Signs of a project's id, with its comma."""

_POINTS = 7
"""Signs of the points that go with it, with their brackets and comma: up to 1000."""

_LEAST_ROOM = 256
"""Bytes of a ballot with few projects: as many for one as for eleven, so that most editions have the same."""


def text_of(choice: tuple[int, ...], points: tuple[int, ...] = ()) -> bytes:
    """What the ballot says: the projects in the order of their ids, with their points if any; then the salt."""
    said = sorted(zip(choice, points, strict=True)) if points else sorted(choice)
    return orjson.dumps(said) + b" " + secrets.token_hex(SALT).encode()


def choice_in(text: bytes) -> tuple[int, ...]:
    """The projects that a ballot says."""
    return paper_in(text)[0]


def paper_in(text: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The projects that a ballot says, and the points of each if it has any: then the most points first."""
    said = orjson.loads(text.partition(b" ")[0])
    if not said or isinstance(said[0], int):
        return tuple(said), ()
    pairs = sorted(said, key=lambda pair: (-pair[1], pair[0]))
    return tuple(project for project, _points in pairs), tuple(points for _project, points in pairs)


def room_for(most: int, *, points: bool = False) -> int:
    """Bytes that hold any ballot of at most so many projects: what is chosen does not change its length."""
    room, needed = _LEAST_ROOM, most * (_ID + points * _POINTS) + 2 * SALT + 4
    while room < needed:
        room *= 2
    return room
