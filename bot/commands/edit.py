"""`portevoix edit`: what the town's services found out about an idea, before it goes on the ballot."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from bot.commands.project import By, stamp_of
from bot.commands.shared import Anyway, Because, Slug, tell, warn
from bot.edition.currencies import decimals_told, is_payable
from bot.edition.forms import ProjectForm
from bot.edition.odd_costs import odd_costs
from bot.edition.remedies import worded
from bot.team.anyway import Wanted, changing
from bot.team.decisions import InstructionError, project_numbered
from bot.turn.house import open_store
from flows.town.edition import Edition, Project
from storage.database.ids import new_id
from storage.town import calendar, editions
from storage.town.calendar import CalendarEntry


def edit(  # noqa: PLR0913  # each option is one of the command line's
    number: Annotated[int, typer.Argument(help="The project's number.")],
    title: Annotated[str | None, typer.Option(help="Its title, 120 letters at most.", show_default=False)] = None,
    short: Annotated[str | None, typer.Option(help="Its title by SMS, 30 letters at most.", show_default=False)] = None,
    summary: Annotated[str | None, typer.Option(help="What, where, for whom.", show_default=False)] = None,
    cost: Annotated[str | None, typer.Option(help="What it costs the town, like 45000.", show_default=False)] = None,
    district: Annotated[str | None, typer.Option(help="The id of its district.", show_default=False)] = None,
    theme: Annotated[str | None, typer.Option(help="The id of its theme.", show_default=False)] = None,
    anyway: Anyway = False,
    reason: Because = "",
    by: By = "",
    slug: Slug = "",
) -> None:
    """Correct what people read of a project: at once, and written in the log. Nobody is told; `project … set` tells."""
    given = {"title": title, "short": short, "summary": summary, "cost": cost, "district": district, "theme": theme}
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise InstructionError("Say what to change: --title, --short, --summary, --cost, --district or --theme.")
    with open_store() as store, store.writing() as tx:
        edition = editions.find(tx, slug)
        project = project_numbered(tx, edition, number)
        values = _checked(project, edition, changes)
        stamp = stamp_of(by)
        wanted = Wanted(stamp, anyway, reason, warn)
        with changing(tx, store, edition.slug, f"correcting project {number}", wanted):
            editions.correct(tx, edition.id, project.id, values)
        what = f"project {number}: " + ", ".join(f"{name} {value}" for name, value in changes.items())
        key = f"project:{project.id}:{new_id()}"
        calendar.log(tx, edition.id, [CalendarEntry(stamp.at, stamp.by, key, what)])
    tell(f"Project {number} is corrected.")
    for warning in odd_costs(edition, [replace(project, **values)]) if "cost" in values else ():
        warn(f"Warning: {warning}")


def _checked(project: Project, edition: Edition, changes: dict[str, str]) -> dict[str, Any]:
    """The values as they are kept. Raises InstructionError with the remedy."""
    for name, ids in (("district", edition.district_names), ("theme", edition.theme_names)):
        if changes.get(name) and changes[name] not in ids:
            raise InstructionError(f"There is no {name} «{changes[name]}»: write one of {', '.join(sorted(ids))}.")
    given: dict[str, Any] = dict(changes)
    if "cost" in given:
        given["cost"] = _amount(given["cost"])
    known = {"number": project.number, "title": project.title, "cost": project.cost or 1}
    try:
        form = ProjectForm.model_validate(known | given)
    except ValidationError as invalid:
        told = "; ".join(
            f"{error['loc'][0]} {worded(error, ProjectForm)}" for error in invalid.errors(include_url=False)
        )
        raise InstructionError(f"{told}.") from invalid
    if "cost" in changes and not is_payable(form.cost, edition.currency):
        raise InstructionError(f"cost is {form.cost}: {decimals_told(edition.currency)}.")
    return {name: getattr(form, name) for name in changes}


def _amount(words: str) -> Decimal | str:
    try:
        return Decimal(words)
    except InvalidOperation:
        return words
