"""The command line: `portevoix`, the same as `python -m bot`."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer
from sqlalchemy.exc import OperationalError

from bot.anyway import TouchesPeopleError
from bot.commands.ambassadors import ambassadors
from bot.commands.clock import clock
from bot.commands.comments import comments
from bot.commands.count import count
from bot.commands.demo import demo
from bot.commands.doctor import doctor
from bot.commands.edit import edit
from bot.commands.edition import edition
from bot.commands.evaluate import evaluate
from bot.commands.export import export
from bot.commands.import_ import import_
from bot.commands.kit import kit
from bot.commands.meetings import meetings
from bot.commands.merge import merge
from bot.commands.migrate import migrate
from bot.commands.outbox import outbox
from bot.commands.phase import phase
from bot.commands.project import project, projects
from bot.commands.publish import publish
from bot.commands.reminders import reminders_
from bot.commands.replay import replay
from bot.commands.restored import restored
from bot.commands.retention import retention
from bot.commands.serve import run, web, worker
from bot.commands.shared import err
from bot.commands.sms import sms
from bot.commands.survey import survey
from bot.commands.talk import talk
from bot.commands.tickets import list_tickets, ticket
from bot.counting import CountError
from bot.file_errors import FileError
from bot.holds import Held
from bot.instruction import InstructionError
from bot.logs import set_up
from bot.pabulib import PabulibError
from bot.phases import PhaseError
from bot.replay import ReplayError
from bot.run_lock import RunsAlready
from bot.settings import SettingsError, settings
from bot.tally import NotYet
from flows.ballots.greedy import UnknownEnvelopeError
from storage.editions import NoEdition
from storage.migrate import OutOfDate
from storage.vault import KeyTooShort, WrongKey

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Porte-voix: a participatory budget that fits in any phone. Start with `portevoix demo`.",
)
COMMANDS: tuple[Callable[..., None], ...] = (
    *(demo, talk, run, web, worker, doctor, migrate, outbox),
    *(project, projects, edit, merge, publish, count, export, replay, kit, retention, sms),
)
for command in COMMANDS:
    app.command()(command)
for command in (phase, meetings, restored):
    app.command()(command)
app.command("import")(import_)
app.command("tickets")(list_tickets)
app.add_typer(edition, name="edition")
app.add_typer(ambassadors, name="ambassadors")
app.add_typer(clock, name="clock")
app.add_typer(comments, name="comments")
app.add_typer(survey, name="survey")
app.add_typer(ticket, name="ticket")
app.add_typer(reminders_, name="reminders")
app.add_typer(evaluate, name="evaluate")

TOLD = (
    CountError,
    FileError,
    Held,
    InstructionError,
    KeyTooShort,
    NoEdition,
    NotYet,
    OutOfDate,
    OperationalError,
    OSError,
    PabulibError,
    PhaseError,
    ReplayError,
    RunsAlready,
    SettingsError,
    TouchesPeopleError,
    UnknownEnvelopeError,
    WrongKey,
)
"""Errors that are told in a sentence with the remedy, rather than shown as a fault of ours."""


def main() -> None:
    """Run the command line; an error that the operator can mend is told on the standard error, with exit code 2."""
    try:
        set_up(settings().log_format)
        app()
    except TOLD as error:
        err.print(_told(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)


def _told(error: Exception) -> str:
    if isinstance(error, OperationalError):
        why = str(error.orig).strip().splitlines()[0]
        return f"The database does not answer ({why}). Check DATABASE_URL, and that it runs."
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return str(error)
