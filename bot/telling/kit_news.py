"""Telling the authors of projects on the ballot what they can print and pass on: each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.turn.turns import Heard, Incoming
from storage.database.store import Store
from storage.town import authors, editions, publications

CHUNK = 100
"""People told in one transaction."""


def tell(store: Store, hear: Callable[[Sequence[Incoming]], list[Heard]]) -> int:
    """Push the kit to every author of a project on the ballot; how many had not had it. *hear* is that of `Turns`."""
    with store.reading() as tx:
        edition = editions.find(tx)
        projects = {project.id: project.number for project in edition.on_ballot}
        by = authors.of_projects(tx, projects)
        readers = {one.person_id: one for one in publications.readers(tx, store, {person for person, _project in by})}
    pushes = [
        Incoming(
            provider="push",
            id=f"kit:{project}:{person}",
            channel=readers[person].channel,
            address=readers[person].address,
            push=f"kit {projects[project]}",
            whom=readers[person].name,
            to=person,
        )
        for person, project in by
        if person in readers
    ]
    chunks = (pushes[start : start + CHUNK] for start in range(0, len(pushes), CHUNK))
    return sum(not one.again and bool(one.replies) for chunk in chunks for one in hear(chunk))
