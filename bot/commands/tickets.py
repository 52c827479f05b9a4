"""`portevoix tickets` and `portevoix ticket N`: the questions that people ask the team, and its answers."""

from __future__ import annotations

import getpass
import json
from datetime import date, datetime, timedelta
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.markup import escape
from rich.table import Table

from bot.clock import Clock
from bot.commands.shared import Slug, out, tell
from bot.edition.forms import FaqForm
from bot.edition.remedies import worded
from bot.languages.plurals import so_many
from bot.team.learning import OFF_TOPIC, near, wording_of
from bot.telling.answers import tell as tell_answers
from bot.turn.house import open_store
from bot.turn.turns import Turns
from flows.hotline.deeds import TicketState
from flows.town.edition import Edition
from flows.town.faq import FaqEntry
from storage.database.store import Store
from storage.town import desk, editions, learning
from storage.town.desk import Seen, Spoken
from storage.town.tickets import TicketEntry

BRIEF = 60
"""Letters of a question in the list."""

MOST_LETTERS = 1000
"""Of an answer: seven SMS already."""

SATURDAY = 5

Words = Annotated[str, typer.Option("--words", help="The question as anyone might ask it, instead of the person's.")]
Yes = Annotated[bool, typer.Option("--yes", help="Keep it without asking.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it, for the record; you, if left out.")]

ticket = typer.Typer(invoke_without_command=True, help="Show one question; or answer it, close it, learn from it.")


def list_tickets(
    all_: Annotated[bool, typer.Option("--all", help="Those answered and closed as well.")] = False,
    slug: Slug = "",
) -> None:
    """List the questions that wait for the team, the oldest first; those later than promised are marked."""
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
        listed = desk.listed(tx, store, edition.id, tuple(TicketState) if all_ else (TicketState.OPEN,))
    now = Clock().now().astimezone(edition.zone)
    table = Table("no", "asked", "state", "since", "promise", "project", "question")
    for ticket in listed:
        asked, since = (f"{at.astimezone(edition.zone):%Y-%m-%d %H:%M}" for at in (ticket.opened_at, ticket.changed_at))
        project, question = str(ticket.project or ""), escape(_first_line(ticket))
        promise = _promise(ticket, edition, now)
        table.add_row(str(ticket.number), asked, _state(ticket), since, promise, project, question)
    out.print(table) if listed else tell("No question waits for the team.")


@ticket.callback()
def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The question's number.")],
    slug: Slug = "",
) -> None:
    """Show question N: what was said, by whom and when, and whether it could be told."""
    if context.invoked_subcommand is None:
        with open_store() as store:
            _show(*_found(store, number, slug))


@ticket.command()
def answer(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="The answer, as the person will read it.")],
    by: By = "",
    keep_open: Annotated[bool, typer.Option("--keep-open", help="The team is not done with it.")] = False,
) -> None:
    """Answer the question, where it was asked."""
    if not words.strip() or len(words) > MOST_LETTERS:
        raise typer.BadParameter(f"an answer has 1 to {MOST_LETTERS} letters; this one has {len(words.strip())}.")
    with open_store() as store:
        _edition, ticket = _found(store, *_named(context))
        clock = Clock()
        with store.writing() as tx:
            entry = TicketEntry(words.strip(), clock.now(), by or getpass.getuser())
            desk.answer(tx, store, ticket, entry, keep_open=keep_open)
        tell_answers(store, Turns(store, clock).hear, clock.now())
        edition, ticket = _found(store, *_named(context))
    tell(f"Question {ticket.number} is answered: {_fate(ticket, ticket.thread[-1])}.")
    tell(f"Was it asked before? `ticket {ticket.number} same-as ID` has it found next time: {_near(edition, ticket)}.")


@ticket.command()
def close(context: typer.Context, by: By = "") -> None:
    """Close the question without a word: nobody is told."""
    with open_store() as store:
        _edition, ticket = _found(store, *_named(context))
        now = Clock().now()
        with store.writing() as tx:
            desk.close(tx, ticket, now)
            desk.note(tx, store, ticket, TicketEntry("closed", now, by or getpass.getuser()))
    tell(f"Question {ticket.number} is closed. Its person was told nothing of it.")


@ticket.command()
def faq(
    context: typer.Context,
    id: Annotated[str, typer.Option("--id", help="The entry's id: lower-case letters, digits and hyphens.")],
    question: Annotated[str, typer.Option("--question", help="The question, as anyone might ask it.")],
    rule: Annotated[str, typer.Option("--rule", help="The rule it comes from: «règlement, art. 4».")] = "",
    by: By = "",
) -> None:
    """Make the team's last answer an entry of the FAQ, which answers the next person at once."""
    with open_store() as store:
        edition, ticket = _found(store, *_named(context))
        entry = _entry(edition, id, question, _last_answer(ticket), rule)
        with store.writing() as tx:
            editions.add_faq(tx, edition.id, entry)
            done = TicketEntry(f"FAQ entry «{entry.id}»", Clock().now(), by or getpass.getuser())
            desk.note(tx, store, ticket, done)
    tell(f"«{entry.question}» is in the FAQ now. Put it into your edition file too, or the next load forgets it:")
    tell(_as_toml(entry))


@ticket.command("same-as")
def same_as(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="An entry of the FAQ, or a topic.")],
    words: Words = "",
    yes: Yes = False,
    by: By = "",
) -> None:
    """Say that the question asks what ID answers: whoever asks like it gets that answer."""
    _learn(context, id, words, by, yes=yes)


@ticket.command("off-topic")
def off_topic(context: typer.Context, words: Words = "", yes: Yes = False, by: By = "") -> None:
    """Say that the question asks nothing of ours: whoever asks like it is told so, and where to turn."""
    _learn(context, f"topic:{OFF_TOPIC}", words, by, yes=yes)


def _learn(context: typer.Context, id: str, words: str, by: str, *, yes: bool) -> None:
    """Keep the words of the question, once they were shown, as one more wording of *id*."""
    with open_store() as store:
        edition, ticket = _found(store, *_named(context))
        wording = wording_of(edition, id, words or _asked_in(ticket))
        what = wording.asked.partition(":")[2]
        tell(f"Kept for «{what}», without telephones, names and addresses: read it again, --words replaces it.")
        tell(f"  {wording.words}")
        if not yes:
            typer.confirm("Keep it?", abort=True)
        now, name = Clock().now(), by or getpass.getuser()
        with store.writing() as tx:
            number = learning.keep(tx, edition.id, wording, name, now)
            desk.note(tx, store, ticket, TicketEntry(f"same question as «{what}», wording {number}", now, name))
    tell(f"Wording {number} is kept; `portevoix wordings forget {number}` takes it back.")


def _asked_in(ticket: Seen) -> str:
    """What the person asked first."""
    return next((said.words for said in ticket.thread if not said.by), "")


def _near(edition: Edition, ticket: Seen) -> str:
    return ", ".join(near(edition, _asked_in(ticket))) or "see the FAQ"


def working_days(since: date, until: date) -> int:
    """Days from Monday to Friday after *since*, up to *until*. A public holiday counts: better early than late."""
    days = (since + timedelta(days=passed) for passed in range(1, (until - since).days + 1))
    return sum(day.weekday() < SATURDAY for day in days)


def _named(context: typer.Context) -> tuple[int, str]:
    """The question's number, and its edition's name if it was said."""
    assert context.parent is not None, "a question's number comes before what is done with it"
    return int(context.parent.params["number"]), str(context.parent.params["slug"])


def _found(store: Store, number: int, slug: str) -> tuple[Edition, Seen]:
    with store.reading() as tx:
        edition = editions.find(tx, slug)
        ticket = desk.read(tx, store, edition.id, number)
    if ticket is None:
        raise typer.BadParameter(f"there is no question {number}: see `portevoix tickets --all`.")
    return edition, ticket


def _show(edition: Edition, ticket: Seen) -> None:
    now = Clock().now().astimezone(edition.zone)
    about = edition.by_number.get(ticket.project or 0)
    where = f"{ticket.channel} {ticket.address}" if ticket.channel else "nowhere: the person's data were erased"
    tell(f"Question {ticket.number}, {_state(ticket)}, asked from {where}. {_promise(ticket, edition, now)}".rstrip())
    if ticket.project:
        tell(f"About project {ticket.project}" + (f": {about.title}" if about else ""))
    for said in ticket.thread:
        who = said.by or "the person"
        fate = f" ({_fate(ticket, said)})" if said.by and not said.note else ""
        tell(f"{said.at.astimezone(edition.zone):%Y-%m-%d %H:%M} {who}{fate}: {said.words}")


def _state(ticket: Seen) -> str:
    return {TicketState.OPEN: "waiting for the team", TicketState.ANSWERED: "answered"}.get(ticket.state, "closed")


def _promise(ticket: Seen, edition: Edition, now: datetime) -> str:
    """How the promise stands, for what waits for the team."""
    if ticket.state is not TicketState.OPEN:
        return ""
    passed = working_days(ticket.changed_at.astimezone(edition.zone).date(), now.date())
    left = edition.service.answer_days - passed
    if left < 0:
        return f"LATE by {so_many(-left, 'working day')}"
    return f"{so_many(left, 'working day')} left"


def _fate(ticket: Seen, said: Spoken) -> str:
    """Whether an answer reached its person, or why it could not."""
    if said.told_at:
        return f"told by {ticket.channel}" if ticket.channel else "told"
    if not ticket.channel:
        return "not told: the person's data were erased"
    if ticket.silent:
        return "not told yet: this address asked for silence, it will be told if it writes START"
    if ticket.gone:
        return "not told yet: this address took no messages, it will be told when it writes again"
    return "not told yet: the worker tells it at its next round, while its edition is the open one"


def _first_line(ticket: Seen) -> str:
    words = " ".join(ticket.thread[0].words.split()) if ticket.thread else ""
    return words if len(words) <= BRIEF else words[: BRIEF - 1] + "…"


def _last_answer(ticket: Seen) -> str:
    answers = [said.words for said in ticket.thread if said.by and not said.note]
    if not answers:
        raise typer.BadParameter(f"question {ticket.number} has no answer yet: answer it first.")
    return answers[-1]


def _entry(edition: Edition, id: str, question: str, answer: str, rule: str) -> FaqEntry:
    """The entry, by the rules of the edition file. Raises BadParameter."""
    try:
        entry = FaqForm.model_validate({"id": id, "question": question, "answer": answer, "rule": rule}).entry()
    except ValidationError as invalid:
        [error, *_others] = invalid.errors(include_url=False)
        raise typer.BadParameter(f"--{error['loc'][-1]} {worded(error, FaqForm)}") from invalid
    if entry.id in edition.faq_by_id:
        raise typer.BadParameter(f"the FAQ has «{entry.id}» already: choose another --id.")
    return entry


def _as_toml(entry: FaqEntry) -> str:
    """The entry as the edition file writes it; TOML's strings are written like JSON's."""
    fields = {"id": entry.id, "question": entry.question, "answer": entry.answer, "rule": entry.rule}
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value)
    return "\n".join(("[[faq]]", *lines))
