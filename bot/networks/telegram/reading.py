"""Reads an update of Telegram's, also one that holds things we have never heard of.

Telegram adds kinds of things at any time: where a message was forwarded from, what it replies to, a reaction. aiogram
3.31.0 refuses the whole update for one such kind, wherever it is nested (python-telegram-bot 22.8 reads most). So the
branch that cannot be read is dropped, and the rest is read again: nobody's words are lost for what surrounds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import structlog
from aiogram.types import Update
from pydantic import ValidationError

log = structlog.get_logger()

MOST_BRANCHES = 40
"""Branches dropped of one update at most: of a real one they are two or three."""

Path = tuple[str | int, ...]


def read_update(raw: dict[str, Any]) -> Update | None:
    """The update without what we cannot read in it; None if nothing is left that makes sense.

    Asking for it again would not help.
    """
    left, dropped = raw, []
    for _branch in range(MOST_BRANCHES):
        try:
            update = Update.model_validate(left)
        except ValidationError as error:
            paths = [_known(left, trouble["loc"]) for trouble in error.errors()]
            path = max(paths, key=len)  # the innermost: what is around it may well be read
            if len(path) <= 1:
                break
            left = _without(deepcopy(raw) if left is raw else left, path)
            dropped.append(".".join(map(str, path)))
        else:
            if dropped:
                log.warning("read in part", action="telegram_read", update=raw.get("update_id"), dropped=dropped)
            return update
    log.error("unreadable", action="telegram_read", update=raw.get("update_id"), dropped=dropped)
    return None


def _known(raw: dict[str, Any], where: Sequence[str | int]) -> Path:
    """The part of *where* that is in *raw*: pydantic also names the type it tried, and what is missing.

    Of a list, the list: a poll with fewer choices than it has would be another poll.
    """
    path: list[str | int] = []
    here: Any = raw
    for part in where:
        if isinstance(here, dict) and part in here:
            path.append(part)
            here = here[part]
        elif isinstance(here, list):
            break
    return tuple(path)


def _without(raw: dict[str, Any], path: Path) -> dict[str, Any]:
    here = raw
    for part in path[:-1]:
        here = here[part]  # type: ignore[index]  # paths hold the keys of objects only
    del here[path[-1]]  # type: ignore[arg-type]
    return raw
