"""The commands of `portevoix`, one a file. To add one: a file, and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Entry:
    """Where a command is, a file of this folder and its name there, and what the list of commands says of it.

    `portevoix --help` shows what is said here, so that it imports none of them.
    """

    where: str
    about: str

    def load(self) -> Any:
        """The command: a function, or a `typer.Typer` of several."""
        module, _colon, name = self.where.partition(":")
        return getattr(import_module(f"bot.commands.{module}"), name)


COMMANDS: Mapping[str, Entry] = {
    "demo": Entry("demo:demo", "Serve the demo: open the address it prints, and talk to the town on two phones."),
    "talk": Entry(
        "talk:talk",
        "Talk with the demo's town in this terminal. A button is tapped by its label in brackets: [Voter].",
    ),
    "run": Entry("serve:run", "Run everything in one process: all that a small town on SQLite needs."),
    "web": Entry(
        "serve:web",
        "Hear what people write, and serve the public pages; `worker` sends what does not go out with the answer.",
    ),
    "worker": Entry(
        "serve:worker",
        "Send what waits in the outbox, and do what the clock asks: news, reminders, erasing what was kept long "
        "enough.",
    ),
    "doctor": Entry(
        "doctor:doctor",
        "Check everything that can be wrong with an installation, and say what to mend; exit code 1 if anything is.",
    ),
    "migrate": Entry(
        "migrate:migrate",
        "Bring the database's tables up to this version; safe to run at every release.",
    ),
    "outbox": Entry("outbox:outbox", "Show what is in the outbox, by state."),
    "project": Entry(
        "project:project",
        "Show what happened to a project; `set STATUS` prepares a change of it, `unset` drops what was prepared.",
    ),
    "projects": Entry(
        "project:projects",
        "List the projects, also those that only the team sees, with what is prepared of them.",
    ),
    "edit": Entry(
        "edit:edit",
        "Correct what people read of a project: at once, and written in the log. Nobody is told; `project … set` "
        "tells.",
    ),
    "merge": Entry("merge:merge", "Prepare that project NUMBER goes on within project INTO."),
    "publish": Entry("publish:publish", "Publish all that was prepared, and tell each follower in one message."),
    "count": Entry(
        "count:count",
        "Count the votes of the edition, or of FILE.pb: for each project whether it won, and why.",
    ),
    "export": Entry("export:export", "Export the edition; `-` as a file writes to the standard output."),
    "replay": Entry(
        "replay:replay",
        "Have each voter of FILE hold the real conversation on a fresh database, then count and compare with the file.",
    ),
    "hear": Entry(
        "hear:hear",
        "Print the ways to read TEXT, written by a fresh person: the score of each, why, and where it would lead.",
    ),
    "rehearse": Entry(
        "rehearse:rehearse",
        "Play each case of FILE from one fresh person, and compare what comes back; exit code 1 if any is wrong.",
    ),
    "kit": Entry(
        "kit:kit",
        "Write the kit of the projects on the ballot: a folder a language, and the leaflet of the whole ballot.",
    ),
    "retention": Entry(
        "retention:retention",
        "Erase what has been kept long enough, as the editions' retention table says; the worker does it every hour.",
    ),
    "sms": Entry(
        "sms:sms",
        "Show what TEXT weighs and costs as an SMS, what to reword in it, and what people will receive.",
    ),
    "phase": Entry(
        "phase:phase",
        "Show the calendar and its log; with a phase, move it: what comes later follows, at the same hours of the day.",
    ),
    "prolong": Entry(
        "prolong:prolong",
        "Let a phase that is open last longer, say why, and tell those who were told the old date.",
    ),
    "meetings": Entry(
        "meetings:meetings",
        "List the meetings of the edition file, and how many people said that they come; guests are counted in.",
    ),
    "restored": Entry(
        "restored:restored",
        "Go on after a backup was restored: replay who was erased and who said STOP since, and tell whose vote is "
        "lost.",
    ),
    "import": Entry(
        "import_:import_",
        "Import an election from FILE.pb as an edition (a draft, if it is new), or projects from FILE.csv into one.",
    ),
    "tickets": Entry(
        "tickets:list_tickets",
        "List the questions that wait for the team, the oldest first; those later than promised are marked.",
    ),
    "edition": Entry("edition:edition", "Load, list and open editions (one participatory budget each)."),
    "ambassadors": Entry("ambassadors:ambassadors", "List the ambassadors; say yes or no to who asks."),
    "clock": Entry("clock:clock", "Show whether this machine's clock can be trusted; `clock confirm` says it can."),
    "comments": Entry("comments:comments", "Read comments on projects, and show or refuse them."),
    "survey": Entry("survey:survey", "List the surveys of the edition, and read what people answered."),
    "ticket": Entry("tickets:ticket", "Show one question; or answer it, close it, learn from it."),
    "wordings": Entry("wordings:wordings", "List what was learnt from the team's answers; take one back."),
    "reminders": Entry(
        "reminders:reminders_",
        "List what people will be reminded of; show it, test it, arm it, stop it.",
    ),
    "sends": Entry(
        "sends:sends",
        "Show all that will be sent, and what was: to whom, through whom, how much it costs, when the last one leaves.",
    ),
    "announce": Entry(
        "announce:announce",
        "Write to people in the town's own words: `new` prepares, `test` tries it on your phone, `arm` lets it go.",
    ),
    "evaluate": Entry("evaluate:evaluate", "Measure how well similar ideas and answers are found."),
}
