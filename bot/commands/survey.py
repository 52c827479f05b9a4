"""`portevoix survey`: which surveys there are, and what people answered."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TextIO

import orjson
import typer
from rich.table import Table
from rich.text import Text

from bot.clock import Clock
from bot.commands.shared import Slug, err, out, tell
from bot.edition.formulas import guarded
from bot.languages.plurals import so_many
from bot.team.survey_results import BY, COLUMNS, QuestionResult, ResultGroup, Results, as_json, as_rows, results
from bot.turn.house import open_store
from flows.town.few import FEW
from flows.town.questionnaire import QuestionKind, Survey
from storage.relays import polls
from storage.relays.polls import OF_THEMES, Polled
from storage.town import editions, surveys

survey = typer.Typer(no_args_is_help=True, help="List the surveys of the edition, and read what people answered.")

BAR = 24
"""Signs of the bar that stands for everyone."""

HELD_BACK = f"fewer than {FEW}, or held back with such a group: not shown"


@survey.command("list")
def list_(slug: Slug = "") -> None:
    """List the surveys: when each is open, whether it is anonymous, and how many have answered."""
    now = Clock().now()
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        counts = surveys.counts(tx, edition.id)
    table = Table("survey", "title", "word", "state", "open", "anonymous", "answers")
    for survey in edition.surveys:
        days = f"{survey.opens.astimezone(edition.zone):%Y-%m-%d} → {survey.closes.astimezone(edition.zone):%Y-%m-%d}"
        answers = f"{counts[survey.id]} of {survey.quota}" if survey.quota else str(counts[survey.id])
        kept = "yes" if survey.anonymous else "no"
        table.add_row(survey.id, Text(survey.title), survey.word.upper(), _state(survey, now), days, kept, answers)
    gone = {survey.id: survey for survey in edition.former_surveys if survey.id not in edition.survey_by_id}
    for survey in gone.values():
        kept = "yes" if survey.anonymous else "no"
        table.add_row(survey.id, Text(survey.title), "", "taken away", "", kept, str(counts[survey.id]))
    out.print(table) if edition.surveys or gone else tell("No survey: add [[surveys]] to the edition's file.")


@survey.command("results")
def results_(
    id: Annotated[str, typer.Argument(metavar="ID", help="The survey, as `survey list` names it.")],
    by: Annotated[str, typer.Option("--by", help=f"Tell groups apart by: {', '.join(BY)}.")] = "",
    csv_: Annotated[
        Path | None, typer.Option("--csv", help="Write the figures as a table; - writes to the standard output.")
    ] = None,
    as_json_: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    slug: Slug = "",
) -> None:
    """Count the answers to a survey; groups of fewer than five are never shown."""
    if by and by not in BY:
        raise typer.BadParameter(f"'{by}' is nothing to tell groups apart by: write {', '.join(BY)}.")
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        chosen = edition.survey_called(id)
        if chosen is None:
            known = ", ".join(edition.survey_by_id) or "none; add [[surveys]] to the edition's file"
            raise typer.BadParameter(f"no survey is called '{id}'. There is: {known}.")
        counted = results(edition, chosen, surveys.papers(tx, store, edition.id, id), by)
        polled = polls.polls_of(tx, edition.id, id)
    if chosen.is_open(Clock().now()):
        err.print("Still open: two looks at its figures tell what came between them. Publish them once it is closed.")
    if csv_:
        return _table(csv_, counted)
    if as_json_:
        return typer.echo(orjson.dumps(as_json(counted), option=orjson.OPT_INDENT_2).decode())
    _show(counted)
    return _show_polls(chosen, polled)


@survey.command("themes")
def themes_(slug: Slug = "") -> None:
    """Tell what groups on Telegram said matters: the totals of the polls that `/sondage IDEES` put to them.

    They are no vote and no survey: anyone in a group may answer, also who answers elsewhere.
    """
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        polled = polls.polls_of(tx, edition.id, OF_THEMES)
    for poll in polled:
        tell(f"In groups, {so_many(poll.voters, 'voter')} in {so_many(poll.polls, 'poll')}; no vote, and no survey:")
        for theme, count in sorted(poll.votes.items(), key=lambda voted: -voted[1]):
            tell(f"  {count}  {edition.theme_names.get(theme, theme)}")
    if not polled:
        tell("No group was asked: an ambassador, or who runs the group, writes /sondage IDEES there.")


def _show_polls(survey: Survey, polled: Sequence[Polled]) -> None:
    """What groups on Telegram answered: beside the survey, never mixed with it, since anyone there may vote."""
    for poll in polled:
        question = next((each.text for each in survey.questions if each.id == poll.question), poll.question)
        votes = ", ".join(f"{choice}: {count}" for choice, count in poll.votes.items())
        tell(f"In groups, «{question}»: {so_many(poll.voters, 'voter')} in {so_many(poll.polls, 'poll')}; {votes}.")


def _state(survey: Survey, now: datetime) -> str:
    if now < survey.opens:
        return "not yet"
    return "[green]open[/]" if survey.is_open(now) else "closed"


def _table(file: Path, results: Results) -> None:
    if str(file) == "-":
        return _write(sys.stdout, results)
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        _write(stream, results)
    return err.print(f"{so_many(results.papers, 'answer')} to «{results.survey.id}» written to {file}.")


def _write(stream: TextIO, results: Results) -> None:
    """Cells that a spreadsheet would take for a formula are made plain words: people wrote some of them."""
    table = csv.DictWriter(stream, COLUMNS, restval="")
    table.writeheader()
    for row in as_rows(results):
        table.writerow({name: _plain(value) for name, value in row.items()})


def _plain(value: Any) -> Any:
    return guarded(value) if isinstance(value, str) else value


def _show(results: Results) -> None:
    answers = so_many(results.papers, "answer")
    tell(f"{results.survey.title}: {answers}, {'anonymous' if results.survey.anonymous else 'not anonymous'}.")
    for number, question in enumerate(results.questions, 1):
        out.print()
        out.print(Text(f"{number}. {question.text}", style="bold"), soft_wrap=True)
        for group in (question.everyone, *question.groups):
            _show_group(question, group, results.by)
        for words in question.words:
            out.print(Text(f"   « {words} »"), soft_wrap=True)


def _show_group(question: QuestionResult, group: ResultGroup, by: str) -> None:
    heading = f"   {by} {group.name}: " if group.name else "   "
    if group.cells is None:
        return tell(f"{heading}{HELD_BACK}")
    figures = "".join(f", {part}" for part in _figures(group))
    tell(f"{heading}{group.answered} answered{figures}")
    if not group.cells:
        return None
    table = Table.grid(padding=(0, 1))
    for id, cell in group.cells.items():
        label = " ".join(filter(None, (id if question.kind is QuestionKind.SCALE else "", question.labels[id])))
        bar = "█" * round(cell.share * BAR)
        table.add_row("  ", Text(label), Text(bar, style="cyan"), f"{cell.count}", f"{cell.share:.0%}")
    return out.print(table)


def _figures(group: ResultGroup) -> Iterator[str]:
    if group.mean is not None:
        yield f"mean {group.mean:g}"
        yield f"median {group.median:g}"
