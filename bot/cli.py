"""The command line: `portevoix`, the same as `python -m bot`."""

from __future__ import annotations

import sys

import typer
from sqlalchemy.exc import OperationalError

from bot.commands.count import count
from bot.commands.demo import demo
from bot.commands.doctor import doctor
from bot.commands.edition import edition
from bot.commands.export import export
from bot.commands.import_ import import_
from bot.commands.migrate import migrate
from bot.commands.outbox import outbox
from bot.commands.replay import replay
from bot.commands.serve import run, web, worker
from bot.commands.shared import err
from bot.commands.sms import sms
from bot.commands.talk import talk
from bot.counting import CountError
from bot.file_errors import FileError
from bot.logs import set_up
from bot.pabulib import PabulibError
from bot.replay import ReplayError
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
for command in (demo, talk, run, web, worker, doctor, migrate, outbox, count, export, replay, sms):
    app.command()(command)
app.command("import")(import_)
app.add_typer(edition, name="edition")

TOLD = (
    CountError,
    FileError,
    KeyTooShort,
    NoEdition,
    NotYet,
    OutOfDate,
    OperationalError,
    OSError,
    PabulibError,
    ReplayError,
    SettingsError,
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
