"""The command line: `portevoix`, the same as `python -m bot`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import typer
from sqlalchemy.exc import DatabaseError

from bot.commands.shared import err
from bot.logs import set_up
from bot.refusals import explained, is_explained
from bot.settings import SettingsError, settings

ABOUT = "Porte-voix: a participatory budget that fits in any phone. Start with `portevoix demo`."

COMMANDS: Mapping[str, str] = {
    "demo": "demo:demo",
    "talk": "talk:talk",
    "run": "serve:run",
    "web": "serve:web",
    "worker": "serve:worker",
    "doctor": "doctor:doctor",
    "migrate": "migrate:migrate",
    "outbox": "outbox:outbox",
    "project": "project:project",
    "projects": "project:projects",
    "edit": "edit:edit",
    "merge": "merge:merge",
    "publish": "publish:publish",
    "count": "count:count",
    "export": "export:export",
    "replay": "replay:replay",
    "kit": "kit:kit",
    "retention": "retention:retention",
    "sms": "sms:sms",
    "phase": "phase:phase",
    "meetings": "meetings:meetings",
    "restored": "restored:restored",
    "import": "import_:import_",
    "tickets": "tickets:list_tickets",
    "edition": "edition:edition",
    "ambassadors": "ambassadors:ambassadors",
    "clock": "clock:clock",
    "comments": "comments:comments",
    "survey": "survey:survey",
    "ticket": "tickets:ticket",
    "reminders": "reminders:reminders_",
    "evaluate": "evaluate:evaluate",
}
"""Where each command is, in bot/commands: a file and its name there. Only the one that is called is imported."""

TOLD: Mapping[str, str] = {
    "CountError": "bot.counting.count",
    "FileError": "bot.edition.errors",
    "Held": "bot.turn.holds",
    "InstructionError": "bot.team.decisions",
    "KeyTooShort": "storage.database.vault",
    "NoEdition": "storage.town.editions",
    "NoDatabase": "bot.turn.house",
    "NotYet": "bot.counting.tally",
    "OutOfDate": "storage.migrate",
    "PabulibError": "bot.counting.pb_lines",
    "PhaseError": "bot.edition.phases",
    "ReplayError": "bot.practice.replay",
    "RunsAlready": "bot.turn.run_lock",
    "TieLeftOpen": "bot.counting.tally",
    "TouchesPeopleError": "bot.team.anyway",
    "UnknownEnvelopeError": "flows.ballots.greedy",
    "WrongKey": "storage.database.vault",
}
"""Errors that are told in a sentence with the remedy, rather than shown as a fault of ours, and where they are."""


def main() -> None:
    """Run the command line; an error that the operator can mend is told on the standard error, with exit code 2."""
    try:
        set_up(settings().log_format)
        app(sys.argv[1:2])()
    except Exception as error:
        if not _is_told(error):
            raise
        err.print(_told(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)


def app(called: Sequence[str] = ()) -> typer.Typer:
    """The command line with the one command that is *called*; with all of them if it is none."""
    found = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=ABOUT)
    found.callback()(_no_options)
    for name in [name for name in COMMANDS if name in called] or COMMANDS:
        module, _colon, attribute = COMMANDS[name].partition(":")
        command = getattr(import_module(f"bot.commands.{module}"), attribute)
        if isinstance(command, typer.Typer):
            found.add_typer(command, name=name)
        else:
            found.command(name)(command)
    return found


def _no_options() -> None:
    """Nothing comes before the command: with this, one command alone is still called by its name."""


def _is_told(error: Exception) -> bool:
    kinds = {(kind.__name__, kind.__module__) for kind in type(error).__mro__}
    return isinstance(error, OSError | SettingsError) or is_explained(error) or not kinds.isdisjoint(TOLD.items())


def _told(error: Exception) -> str:
    if isinstance(error, DatabaseError):
        return explained(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return str(error)
