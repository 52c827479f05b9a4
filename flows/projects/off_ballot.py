"""What is said of a project that is asked for by its number and cannot be voted for: what became of it, and why."""

from __future__ import annotations

from collections.abc import Sequence

from flows.projects.states import ended, reason_of, stage_of, state_of
from flows.talk.questions.pick_some import not_in_the_list
from flows.town.edition import Edition, Project, Status
from flows.words import Joined, Say, Value, Verbatim, _, n_

BRIEF = 60
"""Letters of a reason that two SMS have room for beside a ballot."""


def off_the_ballot(numbers: Sequence[int], edition: Edition) -> Say:
    """Why none of *numbers* can be voted for; of several projects, where each can be read of."""
    known = [edition.by_number[number] for number in numbers if number in edition.by_number]
    unknown = [number for number in numbers if number not in edition.by_number]
    told = _several(known) if len(known) > 1 else fate_of(known[0]) if known else None
    missing = not_in_the_list(unknown) if unknown else None
    return Joined(tuple(part for part in (told, missing) if part), " ")


def fate_of(project: Project) -> Say:
    """That it was withdrawn, or why it is not on the ballot, and where to read on."""
    return Joined((_stands(project), *_why(project), _read_on(project)), " ")


def fate_in_brief(project: Project) -> Say:
    """The same beside a choice that is read back: the reason, or where to read it if it is long."""
    why = _why(project) if len(reason_of(project)) <= BRIEF else (_read_on(project),)
    return Joined((_stands(project), *why), " ")


def _stands(project: Project) -> Say:
    values: dict[str, Value] = {"number": project.number, "title": project.named}
    if project.status is Status.WITHDRAWN:
        return _("Le projet n° {number} « {title} » a été retiré.", **values)
    state = state_of(project.status, stage_of(project))
    return _("Le projet n° {number} « {title} » n'est pas soumis au vote : {state}.", state=state, **values)


def _why(project: Project) -> tuple[Say, ...]:
    why = reason_of(project)
    return (_("Pourquoi : {why}", why=Verbatim(ended(why))),) if why else ()


def _read_on(project: Project) -> Say:
    return _("Pour en savoir plus : SUIVI {number}.", number=project.number)


def _several(projects: Sequence[Project]) -> Say:
    return n_(
        "Le projet {numbers} n'est pas soumis au vote. Pour savoir pourquoi : SUIVI et son numéro.",
        "Les projets {numbers} ne sont pas soumis au vote. Pour savoir pourquoi : SUIVI et un numéro.",
        len(projects),
        numbers=Verbatim(", ".join(str(project.number) for project in projects)),
    )
