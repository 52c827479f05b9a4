"""The command line: `portevoix`, the same as `python -m bot`."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import typer

from bot.commands import COMMANDS, Entry
from bot.commands.shared import err

ABOUT = "Porte-voix: a participatory budget that fits in any phone. Start with `portevoix demo`."

TOLD: Mapping[str, str] = {
    "CountError": "bot.counting.count",
    "FileError": "bot.edition.errors",
    "Held": "bot.turn.holds",
    "InstructionError": "bot.team.decisions",
    "KeyTooShort": "storage.database.vault",
    "NoEdition": "storage.town.editions",
    "NoDatabase": "bot.turn.house",
    "NotYet": "bot.counting.tally",
    "OutOfDate": "storage.revision",
    "PabulibError": "bot.counting.pb_lines",
    "PhaseError": "bot.edition.phases",
    "ReplayError": "bot.practice.replay",
    "RunsAlready": "bot.turn.run_lock",
    "SettingsError": "bot.settings",
    "TieLeftOpen": "bot.counting.tally",
    "TouchesPeopleError": "bot.team.anyway",
    "UnknownEnvelopeError": "flows.ballots.greedy",
    "WrongKey": "storage.database.vault",
}
"""Errors that are told in a sentence with the remedy, rather than shown as a fault of ours, and where they are."""


def main() -> None:
    """Run the command line; an error that the operator can mend is told on the standard error, with exit code 2."""
    try:
        app(next((word for word in sys.argv[1:] if not word.startswith("-")), ""))()
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        err.print(told, style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)


def app(called: str = "") -> typer.Typer:
    """The command line, to run the command *called*: it alone is imported, of the others nothing but their names."""
    line = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=ABOUT)
    line.callback()(_set_up)
    for name, entry in COMMANDS.items():
        _add(line, name, entry, is_called=name == called)
    return line


def _add(line: typer.Typer, name: str, entry: Entry, *, is_called: bool) -> None:
    command = entry.load() if is_called else _listed
    if isinstance(command, typer.Typer):
        line.add_typer(command, name=name)
    else:
        line.command(name, help=None if is_called else entry.about)(command)


def _listed() -> None:
    """Stands for a command in the list of them."""


def _set_up() -> None:
    """Before any command; the list of commands needs no setting, so no wrong one is in its way."""
    from bot.logs import set_up  # only now: with the settings' it is half of what `--help` would import
    from bot.settings import settings

    set_up(settings().log_format)


def _told(error: Exception) -> str | None:
    """What an operator can do about *error*; None if it is a fault of ours."""
    from bot.refusals import explained, is_explained  # only now: knowing the database's errors imports SQLAlchemy

    if is_explained(error):
        return explained(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    kinds = {(kind.__name__, kind.__module__) for kind in type(error).__mro__}
    return str(error) if isinstance(error, OSError) or not kinds.isdisjoint(TOLD.items()) else None
