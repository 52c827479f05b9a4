"""Telling the authors of projects on the ballot what they can print and pass on: each once."""

from __future__ import annotations

from bot.telling.pushing import Hear, tell_each
from bot.turn.message import Push
from flows.talk.opening import Opening
from storage.database.store import Store
from storage.town import authors, editions, publications


def tell(store: Store, hear: Hear) -> int:
    """Push the kit to every author of a project on the ballot; how many had not had it. *hear* is that of `Turns`."""
    with store.reading() as tx:
        edition = editions.find(tx)
        projects = {project.id: project.number for project in edition.on_ballot}
        by = authors.of_projects(tx, projects)
        readers = {
            reader.person_id: reader for reader in publications.readers(tx, store, {person for person, _project in by})
        }
    pushes = {
        (project, person): Push(
            id=f"kit:{project}:{person}",
            channel=readers[person].channel,
            address=readers[person].address,
            opens=Opening("kit", (str(projects[project]),)),
            whom=readers[person].name,
            to=person,
        )
        for person, project in by
        if person in readers
    }
    return tell_each(hear, pushes).new
