"""`portevoix kit`: leaflets, posters, pictures and ready texts of each project, and the whole ballot on paper."""

# `bot.kit` is slow to import, so only its functions do: no other command waits for it.

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.clock import Clock
from bot.commands.shared import Slug, err, tell
from bot.languages.plurals import so_many
from bot.languages.words import languages
from bot.settings import Settings, SettingsError, settings
from bot.telling import kit_news
from bot.turn.house import open_store
from bot.turn.turns import Turns
from flows.town.edition import Edition, Project
from storage.town import editions

if TYPE_CHECKING:
    from bot.kit import KitFile

Task = tuple[str, Callable[[], "Sequence[KitFile]"]]
"""Something to draw: what it is, and what gives its files."""


def kit(  # noqa: PLR0913  # each option is one of the command line's
    project: Annotated[
        list[int] | None, typer.Option("--project", metavar="NUMBER", help="Of this project only; may be repeated.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write.")] = Path("var/kit"),
    language: Annotated[
        list[str] | None, typer.Option("--language", help="In this language only; may be repeated.")
    ] = None,
    bot: Annotated[
        str, typer.Option("--bot", metavar="NAME", help="The Telegram bot's name; asked of Telegram if left out.")
    ] = "",
    tell_authors: Annotated[
        bool, typer.Option("--tell", help="Write to each project's authors what to pass on, once; print nothing.")
    ] = False,
    slug: Slug = "",
) -> None:
    """Write the kit of the projects on the ballot: a folder a language, and the leaflet of the whole ballot.

    Nothing in it is personal, and the same edition gives the same files.
    """
    if tell_authors:
        return _tell_authors()
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
    chosen = _chosen(edition, project or [])
    name = _given(bot) if bot else _asked_of_telegram(settings())
    if not (name or edition.sms_number):
        raise typer.BadParameter("there is no way to vote: set sms.number in the edition file, or give --bot NAME.")
    refused = 0
    for spoken in _languages(edition, language or []):
        count, not_drawn = _write(out / spoken, list(_tasks(edition, chosen, spoken, name, whole=not project)), spoken)
        tell(f"{so_many(count, 'file')} written to {out / spoken}.")
        for why, what in not_drawn.items():
            err.print(
                f"Not drawn: {', '.join(what)}. {why}", style="red", markup=False, highlight=False, soft_wrap=True
            )
        refused += len(not_drawn)
    if refused:
        raise typer.Exit(1)
    return None


def _tell_authors() -> None:
    """Have each author of a project on the ballot written to; whoever was before is not again."""
    with open_store() as store:
        clock = Clock()
        told = kit_news.tell(store, Turns(store, clock).hear)
    tell(f"{so_many(told, 'author')} told.")


def _chosen(edition: Edition, numbers: Sequence[int]) -> tuple[Project, ...]:
    """The projects of *numbers*, or all on the ballot."""
    if not edition.on_ballot:
        raise typer.BadParameter(f"no project of «{edition.slug}» is on the ballot yet: there is nothing to print.")
    by_number = {project.number: project for project in edition.on_ballot}
    for number in numbers:
        if number not in by_number:
            raise typer.BadParameter(f"project {number} is not on the ballot: `portevoix export --csv -` lists them.")
    return tuple(by_number[number] for number in numbers) or edition.on_ballot


def _languages(edition: Edition, wanted: Sequence[str]) -> tuple[str, ...]:
    """The languages *wanted*, or those of the edition."""
    for language in wanted:
        if language not in languages():
            raise typer.BadParameter(f"we do not speak «{language}»: write one of {', '.join(languages())}.")
    return tuple(wanted) or tuple(language for language in edition.languages if language in languages())


def _tasks(edition: Edition, chosen: Sequence[Project], language: str, bot: str, *, whole: bool) -> Iterator[Task]:
    """The kit of each project, then that of the ballot if the *whole* is wanted."""
    from bot.kit import author_kit, ballot_kit

    def of_one(project: Project) -> Sequence[KitFile]:
        return author_kit(edition, project, language, bot).files

    for project in chosen:
        yield f"project {project.number}", partial(of_one, project)
    if whole:
        yield "the whole ballot", partial(ballot_kit, edition, language, bot)


def _write(folder: Path, tasks: Sequence[Task], language: str) -> tuple[int, dict[str, list[str]]]:
    """Write the files of all *tasks* to *folder*; gives how many, and what could not be drawn, by the reason."""
    from bot.kit import CannotPrint

    folder.mkdir(parents=True, exist_ok=True)
    written, not_drawn = 0, defaultdict[str, list[str]](list)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        for what, draw in bar.track(tasks, description=f"Drawing ({language})"):
            try:
                pieces = draw()
            except CannotPrint as error:
                not_drawn[str(error)].append(what)
                continue
            for piece in pieces:
                (folder / piece.name).write_bytes(piece.data)
            written += len(pieces)
    return written, not_drawn


def _given(name: str) -> str:
    """The bot's *name* as it was given, if it can be one."""
    from bot.kit import NoSuchBot, bot_called

    try:
        return bot_called(name)
    except NoSuchBot as error:
        raise typer.BadParameter(str(error)) from error


def _asked_of_telegram(settings: Settings) -> str:
    """The bot's name as Telegram has it, "" where there is no Telegram. Raises SettingsError."""
    if not settings.telegram_token:
        return ""
    return asyncio.run(_name_of(settings.telegram_token, settings.telegram_api_base))


async def _name_of(token: str, base: str) -> str:
    from aiogram.exceptions import TelegramAPIError

    from bot.networks.telegram.api import bot_of

    bot = bot_of(token, base)
    try:
        return (await bot.get_me()).username or ""
    except TelegramAPIError as error:
        raise SettingsError(f"Telegram does not tell the bot's name ({error}): give it with --bot NAME.") from error
    finally:
        await bot.session.close()
