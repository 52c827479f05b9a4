"""What someone who stands up for a project gets from us, to pass on."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.deed import Look


@dataclass(frozen=True, slots=True)
class Kit:
    """Ready *texts* of one SMS each, and the addresses of what is to be printed or shown; empty where there is none."""

    texts: tuple[str, ...]
    leaflet: str = ""
    poster: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class KitOf(Look[Kit]):
    """The kit of the project (its id) in the person's language."""

    project: int
