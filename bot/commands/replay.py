"""`portevoix replay`: a real election voted again, by conversation, and counted."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from bot.clock import Clock
from bot.commands.pb_file import reading
from bot.commands.shared import err, out
from bot.counting import pabulib
from bot.counting.pb_edition import edition_of
from bot.counting.pb_export import as_instance
from bot.counting.tally import count_edition, ref_of
from bot.languages.plurals import so_many
from bot.practice.replay import Disturbances, Replay, expected, phone_of
from bot.settings import needed_key, settings
from bot.turn.house import own_key
from flows.town.edition import Edition, Phase
from storage import migrate
from storage.database import proof
from storage.database.store import Store
from storage.database.vault import Vault
from storage.people import people
from storage.town import editions
from storage.votes import votes

FOLDER = Path("var/replay")


class As(StrEnum):
    """What the voters hold in their hands."""

    SMS = "sms"
    TELEGRAM = "telegram"
    MIXED = "mixed"


CHANNELS: dict[As, tuple[str, ...]] = {As.SMS: ("sms",), As.TELEGRAM: ("telegram",), As.MIXED: ("sms", "telegram")}


class VoteTime(Clock):
    """A clock that stands in the middle of a vote."""

    def __init__(self, edition: Edition) -> None:
        """It is the middle of the vote of *edition*."""
        span = edition.span_of(Phase.VOTE)
        assert span is not None, "an edition made from an election has a vote"
        self._now = span.opens + (span.closes - span.opens) / 2

    def now(self) -> datetime:
        """The middle of the vote."""
        return self._now


def replay(  # noqa: PLR0913  # each option is one of the command line's
    file: Annotated[Path, typer.Argument(help="A Pabulib election whose people voted by approval.")],
    as_: Annotated[
        As, typer.Option("--as", help="What the voters hold: sms, telegram, or every other one.")
    ] = As.MIXED,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N voters.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an interrupted replay stopped.")] = False,
    database: Annotated[
        str, typer.Option(help="The database to use (needs SECRET_KEY); var/replay/… if left out.")
    ] = "",
    pb: Annotated[Path | None, typer.Option("--pb", help="Write the result as a Pabulib file.")] = None,
    callers: Annotated[int, typer.Option(min=1, help="People who write at the same time.")] = 64,
    twice: Annotated[float, typer.Option(min=0, max=1, help="Share of messages delivered twice.")] = 0.01,
    restart: Annotated[float, typer.Option(min=0, max=1, help="Share of conversations cut by a restart.")] = 0.01,
) -> None:
    """Have each voter of FILE hold the real conversation on a fresh database, then count and compare with the file."""
    instance = reading(file)
    if instance.vote_type != "approval":
        raise typer.BadParameter(f"people voted by {instance.vote_type} in {file.name}; only approval can be replayed.")
    with _store(file, database, resume) as store:
        edition = _edition(store, file, instance, resume)
        todo = instance.votes[:limit]
        left = _not_yet_voted(store, edition, todo, CHANNELS[as_]) if resume else list(enumerate(todo))
        run = f"{secrets.token_hex(4)}-" if resume else ""
        replayed = Replay(store, VoteTime(edition), edition, Disturbances(twice, restart), run)
        seconds = _play(replayed, left, CHANNELS[as_], callers, len(todo))
        _tell(replayed, seconds)
        same = _compare(store, edition, instance, todo, pb)
    if not same:
        raise typer.Exit(1)


def _store(file: Path, database: str, resume: bool) -> Store:
    """The database: the one named, which must hold no edition unless it is resumed; else one of our own, made anew."""
    if database:
        store = Store(database, Vault(needed_key(settings())))
        migrate.migrate(store)
        proof.check(store)
        with store.reading() as tx:
            taken = bool(editions.listed(tx))
        if taken and not resume:
            store.close()
            raise typer.BadParameter(f"{database} holds an edition already: give an empty database, or --resume.")
        return store
    FOLDER.mkdir(parents=True, exist_ok=True)
    own = FOLDER / f"{file.stem}.db"
    if not resume:
        for path in FOLDER.glob(f"{file.stem}.db*"):
            path.unlink()
    store = Store(f"sqlite:///{own}", Vault(own_key(FOLDER)))
    migrate.migrate(store)
    proof.check(store)
    return store


def _edition(store: Store, file: Path, instance: pabulib.Instance, resume: bool) -> Edition:
    with store.writing() as tx:
        if not (resume and editions.listed(tx)):
            edition = replace(edition_of(instance, file), languages=("fr",))
            editions.save(tx, edition)
            editions.open_(tx, edition.slug, Clock().now())
        return editions.find(tx)


def _not_yet_voted(
    store: Store, edition: Edition, todo: Sequence[pabulib.PbVote], channels: Sequence[str]
) -> list[tuple[int, pabulib.PbVote]]:
    """The voters who are not on the roll yet, with their places in the file."""
    with store.reading() as tx:
        hashes = {}
        for place, vote in enumerate(todo):
            phone = phone_of(vote, place, channels)
            hashes[people.hash_of(store, phone.channel, phone.address)] = place
        done = {hashes[hash] for hash in people.hashes_of(tx, votes.voters_of(tx, edition.id)) if hash in hashes}
    return [(place, vote) for place, vote in enumerate(todo) if place not in done]


def _play(
    replayed: Replay, left: list[tuple[int, pabulib.PbVote]], channels: Sequence[str], callers: int, whole: int
) -> float:
    columns = (TextColumn("voters"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    begun = time.perf_counter()
    with Progress(*columns, console=err) as progress:
        bar = progress.add_task("", total=whole, completed=whole - len(left))
        asyncio.run(replayed.play(left, channels, callers, lambda: progress.advance(bar)))
    return time.perf_counter() - begun


def _tell(replayed: Replay, seconds: float) -> None:
    tale = replayed.tale
    rate = tale.messages / max(seconds, 0.001)
    told = f"{so_many(tale.voters, 'voter')}, {so_many(tale.messages, 'message')}"
    err.print(
        f"{told} in {seconds:.1f} s ({rate:,.0f} a second); "
        f"{tale.twice} delivered twice, {so_many(tale.restarts, 'restart')}."
    )
    for way, count in sorted(tale.ways.items()):
        err.print(f"  {count:6} {way}")


def _compare(
    store: Store, edition: Edition, instance: pabulib.Instance, todo: Sequence[pabulib.PbVote], pb: Path | None
) -> bool:
    """Whether the count of the urn is that of the file; each difference is printed."""
    with store.reading() as tx:
        counted = count_edition(tx, store, edition)
        if pb:
            pabulib.write(pb, replace(as_instance(tx, store, edition, counted), meta=instance.meta))
    wanted = expected(instance, todo)
    scores = {decision.contender.ref: int(decision.contender.score) for decision in counted.result.decisions}
    wrong = [
        (ref_of(p), scores[ref_of(p)], wanted[p.ref]) for p in edition.projects if scores[ref_of(p)] != wanted[p.ref]
    ]
    for ref, score, right in wrong:
        out.print(f"[red]Project {ref}[/]: {so_many(score, 'vote')} counted, {right} in the file.")
    voters, choices = so_many(counted.voters, "voter"), so_many(counted.choices, "choice")
    out.print(f"{voters} on the roll, {len(todo)} in the file; {choices}.")
    if wrong or counted.voters != len(todo):
        return False
    out.print(f"Exact: every one of the {so_many(len(scores), 'project')} has the file's votes.")
    return True
