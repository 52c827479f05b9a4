"""What the team may decide of a project, and in which words a decision that makes no sense is refused.

A decision is prepared here, and becomes true when it is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.team.stamp import Stamp
from flows.town.edition import Edition, Project, Stage, Status
from storage.town import events, publications
from storage.town.events import Event, ProjectChange
from storage.town.projects import PROJECTS, news_of, project_of

REASONED = frozenset({Status.INELIGIBLE, Status.UNFEASIBLE, Status.ABANDONED})
"""The statuses that a resident must be given a reason for."""

COUNTED = frozenset({Status.WINNER, Status.NOT_SELECTED})
"""What the vote decides, and nobody else."""

BUILT = frozenset({Status.WORKS, Status.DELIVERED, Status.ABANDONED})
"""What may still happen to a project that the vote has decided."""

NOT_SET = frozenset({Status.DRAFT, Status.MERGED})
"""A draft is its author's, and merging needs to know with which project."""

REASON = 250
"""Letters of a reason, or of what comes next: with the rest of the news it never takes more than six SMS."""

_STUDIED = frozenset({Status.FEASIBLE, Status.UNFEASIBLE})
_CHOSEN = frozenset({Status.SHORTLISTED, Status.ON_BALLOT})
_CHECKED = frozenset({Status.ELIGIBLE, Status.INELIGIBLE, Status.UNDER_STUDY})

USUAL: dict[Status, frozenset[Status]] = {
    Status.SUBMITTED: _CHECKED | _STUDIED | {Status.WITHDRAWN},
    Status.ELIGIBLE: frozenset({Status.INELIGIBLE, Status.UNDER_STUDY, Status.WITHDRAWN}) | _STUDIED | _CHOSEN,
    Status.UNDER_STUDY: frozenset({Status.INELIGIBLE, Status.WITHDRAWN}) | _STUDIED,
    Status.FEASIBLE: frozenset({Status.UNDER_STUDY, Status.UNFEASIBLE, Status.WITHDRAWN}) | _CHOSEN,
    Status.SHORTLISTED: frozenset({Status.UNDER_STUDY, Status.ON_BALLOT, Status.WITHDRAWN}) | _STUDIED,
    Status.ON_BALLOT: frozenset({Status.UNFEASIBLE, Status.WITHDRAWN}),
    Status.WINNER: BUILT,
    Status.WORKS: BUILT,
}
"""What usually follows what; anything else is asked twice."""


class InstructionError(ValueError):
    """The team cannot decide this; the message says why, and what to write instead."""


@dataclass(frozen=True, slots=True)
class TeamDecision:
    """What the team wants a project to be, as it was asked for."""

    status: str
    why: str = ""
    then: str = ""
    stage: str = ""
    anyway: bool = False  # although it is unusual


@dataclass(frozen=True, slots=True)
class Merger:
    """The team's wish that the project *number* goes on within *into*."""

    number: int
    into: int
    why: str = ""
    then: str = ""
    anyway: bool = False  # although something else is prepared for either


def project_numbered(tx: Connection, edition: Edition, number: int) -> Project:
    """The project of that number, also one that only the team sees. Raises InstructionError, also for one erased."""
    project = any_numbered(tx, edition, number)
    if project.erased:
        raise InstructionError(was_erased(number))
    return project


def was_erased(number: int) -> str:
    """What is told of a project that its author took along."""
    return f"Project {number} was erased with what its author wrote: nothing is left but its number, never given again."


def any_numbered(tx: Connection, edition: Edition, number: int) -> Project:
    """The project of that number, were it erased. Raises InstructionError."""
    this = (PROJECTS.c.edition_id == edition.id) & (PROJECTS.c.number == number)
    row = tx.execute(select(PROJECTS).where(this)).one_or_none()
    if row is None:
        raise InstructionError(f"There is no project {number}: `portevoix projects` lists them.")
    return project_of(row, news_of(tx, this).get(row.id, ()))


def decide(tx: Connection, edition: Edition, number: int, wanted: TeamDecision, stamp: Stamp) -> ProjectChange:
    """Prepare what is wanted for the project *number*. Raises InstructionError."""
    project = project_numbered(tx, edition, number)
    change = _change(project, wanted)
    _check(project, change, wanted.anyway)
    merger = [event for event in events.timeline(tx, project.id) if not event.published_at and event.change.merged_into]
    if merger and not wanted.anyway:
        _check_nothing_prepared([(project, merger[-1])])
    events.prepare(tx, change, stamp.by, stamp.at)
    return change


def merge(tx: Connection, edition: Edition, wanted: Merger, stamp: Stamp) -> ProjectChange:
    """Prepare that a project goes on within another. Raises InstructionError."""
    number, into = wanted.number, wanted.into
    project, target = project_numbered(tx, edition, number), project_numbered(tx, edition, into)
    prepared = {event.change.project_id: event for event in publications.prepared(tx, edition.id)}
    leaving = {id for id, event in prepared.items() if event.change.merged_into}
    if project.id == target.id:
        raise InstructionError("A project cannot be merged with itself: name two.")
    if project.status in COUNTED | BUILT:
        raise InstructionError(f"Project {number} is {project.status}: it can no longer be merged.")
    if target.status is Status.MERGED or target.id in leaving:
        raise InstructionError(f"Project {into} is merged itself: name the one that goes on.")
    _check_words(wanted.why, wanted.then)
    if not wanted.anyway:
        both = (project, target)
        _check_nothing_prepared([(either, prepared[either.id]) for either in both if either.id in prepared])
    change = ProjectChange(project.id, Status.MERGED, why=wanted.why, then=wanted.then, merged_into=target.id)
    events.prepare(tx, change, stamp.by, stamp.at)
    return change


def _check_nothing_prepared(prepared: Sequence[tuple[Project, Event]]) -> None:
    """Raises InstructionError with what is prepared, by whom and why, which would be lost or contradicted."""
    lines = []
    for project, event in prepared:
        why = f" («{event.change.why}»)" if event.change.why else ""
        lines.append(f"Project {project.number} is prepared already to be {event.change.status}{why}, by {event.by}.")
    if lines:
        raise InstructionError("\n".join((*lines, "If this decision is to count instead, add --anyway.")))


def _change(project: Project, wanted: TeamDecision) -> ProjectChange:
    """The decision in our terms. Raises InstructionError for words we do not know."""
    try:
        status = Status(wanted.status)
    except ValueError:
        settable = ", ".join(status for status in Status if status not in NOT_SET)
        raise InstructionError(f"There is no status «{wanted.status}»: write one of {settable}.") from None
    try:
        stage = Stage(wanted.stage) if wanted.stage else None
    except ValueError:
        raise InstructionError(f"There is no stage «{wanted.stage}»: write one of {', '.join(Stage)}.") from None
    if status is Status.WORKS and stage is None:
        raise InstructionError(f"How far are the works? Add --stage, one of {', '.join(Stage)}.")
    if stage and status not in (Status.WORKS, Status.DELIVERED):
        raise InstructionError(f"Only works have stages: leave --stage out, or set works instead of {status}.")
    if Stage.DELIVERED is stage or status is Status.DELIVERED:
        status, stage = Status.DELIVERED, Stage.DELIVERED
    return ProjectChange(project.id, status, stage, wanted.why.strip(), wanted.then.strip())


def _check(project: Project, change: ProjectChange, anyway: bool) -> None:
    """Raises InstructionError for what cannot be, and for what is unusual unless it is wanted *anyway*."""
    status = change.status
    _check_words(change.why, change.then)
    if status is Status.MERGED:
        raise InstructionError(f"Say with which project: `portevoix merge {project.number} NUMBER`.")
    if status is Status.DRAFT:
        raise InstructionError("A draft is its author's alone: no project becomes one again.")
    if status in REASONED and not change.why:
        raise InstructionError(f'Its author deserves a reason: add --reason "…" to set {status}.')
    if project.status in COUNTED and status not in BUILT and status is not project.status:
        raise InstructionError(
            f"The vote has decided: project {project.number} is {project.status}. "
            f"It can only be set to {', '.join(sorted(BUILT))}."
        )
    if status is Status.ON_BALLOT and not project.cost:
        remedy = f"`portevoix edit {project.number} --cost AMOUNT`"
        raise InstructionError(f"What people vote on has a cost: {remedy} first.")
    if anyway:
        return
    if status is project.status and not (change.why or change.then or _moves_on(project, change)):
        raise InstructionError(f'Project {project.number} is {status} already: add --then "…" to tell news of it.')
    if status is not project.status and status not in USUAL.get(project.status, frozenset()):
        raise InstructionError(f"From {project.status} to {status} is unusual. If it is meant, add --anyway.")


def _check_words(*words: str) -> None:
    if any(len(text) > REASON for text in words):
        raise InstructionError(f"It will be read on telephones: {REASON} letters at most for --reason and --then.")


def _moves_on(project: Project, change: ProjectChange) -> bool:
    """Whether the works reach another stage."""
    return change.stage is not None and change.stage is not (project.news[-1].stage if project.news else None)
