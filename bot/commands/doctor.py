"""`portevoix doctor`: checks settings, store, channels and webhooks, and says what to mend."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import typer
from rich.markup import escape
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from bot.clock import Clock
from bot.commands.shared import out
from bot.languages.encoder import NoEncoder, look_at_it
from bot.languages.plurals import so_many
from bot.networks.twilio.account import Account, account_of
from bot.networks.twilio.rest import TwilioRest
from bot.refusals import explained, is_explained
from bot.reminders.forgotten import wants_somebody
from bot.settings import Settings, SettingsError, settings
from bot.turn.holds import Cause, holds
from bot.turn.house import NoDatabase, open_store
from bot.web.health import LATE
from storage.database.store import Store
from storage.database.vault import KeyTooShort, WrongKey
from storage.revision import OutOfDate
from storage.sending import outbox_view
from storage.town import editions

Finding = tuple[str, str]
"""What was looked at, and what is wrong with it and how to mend it ("" if nothing is)."""

NOT_OPEN = (SettingsError, NoDatabase, OutOfDate, WrongKey, KeyTooShort, SQLAlchemyError, OSError)


def doctor() -> None:
    """Check everything that can be wrong with an installation, and say what to mend; exit code 1 if anything is."""
    wrong = 0
    for what, trouble in _findings(settings()):
        wrong += bool(trouble)
        mark = "[red]✘[/]" if trouble else "[green]✔[/]"
        out.print(f"{mark} {escape(what)}{': ' + escape(trouble) if trouble else ''}", soft_wrap=True, highlight=False)
    if wrong:
        raise typer.Exit(1)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield from _of_store(settings)
    yield from _of_settings(settings)
    yield _of_meaning(settings)
    yield from asyncio.run(_all(_of_telegram(settings)))
    try:
        account = account_of(settings)
    except SettingsError as error:
        yield "SMS settings", str(error)
        return
    yield from (
        asyncio.run(_all(_of_twilio(account, settings))) if account else [("no SMS (TWILIO_ACCOUNT_SID is empty)", "")]
    )


def _of_store(settings: Settings) -> Iterator[Finding]:
    try:
        store = open_store(settings)
    except NOT_OPEN as error:
        told = explained(error) if isinstance(error, DatabaseError) and is_explained(error) else str(error)
        yield "store", told.splitlines()[0]
        return
    with store:
        yield f"store: {store.engine.dialect.name}, up to date, opened with its key", ""
        yield from _of_holds(store)
        yield from _of_edition(store)


def _of_holds(store: Store) -> Iterator[Finding]:
    with store.reading() as tx:
        held = {hold.cause: hold.told for hold in holds(tx, Clock())}
    for cause in Cause:
        yield str(cause), held.get(cause, "")


def _of_edition(store: Store) -> Iterator[Finding]:
    now = Clock().now()
    with store.reading() as tx:
        lag = outbox_view.lag(tx, now)
        try:
            edition = editions.find(tx)
        except editions.NoEdition as error:
            yield "edition", str(error)
            return
        wanting = list(wants_somebody(tx, edition, now))
    yield f"edition «{edition.slug}», phase {edition.phase_at(now)}, {so_many(len(edition.projects), 'project')}", ""
    late = f"a message has waited {lag:.0f} s: is `portevoix worker` running? See `portevoix outbox`."
    yield "outbox", late if lag > LATE else ""
    yield "reminders", "\n".join(wanting)


def _of_settings(settings: Settings) -> Iterator[Finding]:
    https = not settings.public_url or settings.public_url.startswith("https://")
    yield (
        "PUBLIC_URL",
        "" if https else f"{settings.public_url} is not https: Telegram refuses it, and texts could be read.",
    )


def _of_meaning(settings: Settings) -> Finding:
    """Whether the encoder is there, and to the letter the one that was measured."""
    if settings.meaning == "off":
        return "questions are understood by words alone (MEANING=off)", ""
    try:
        look_at_it()
    except NoEncoder as error:
        return "meaning", f"words alone serve: {error}"
    return "questions are understood by their meaning too", ""


async def _of_telegram(settings: Settings) -> AsyncIterator[Finding]:
    """Whether Telegram knows the token, and sends its updates where we hear them."""
    if not settings.telegram_token:
        yield "no Telegram (TELEGRAM_TOKEN is empty)", ""
        return
    from aiogram.exceptions import TelegramAPIError

    from bot.networks.telegram.api import TokenRefused, bot_of

    bot = bot_of(settings.telegram_token, settings.telegram_api_base)
    try:
        me, hook = await bot.get_me(), await bot.get_webhook_info()
    except (TelegramAPIError, TokenRefused) as error:
        yield (
            "Telegram",
            f"TELEGRAM_TOKEN is refused, or Telegram cannot be reached ({error}): ask @BotFather for /token.",
        )
        return
    finally:
        await bot.session.close()
    yield f"Telegram bot @{me.username}", ""
    wanted = f"{settings.public_url.rstrip('/')}/telegram/webhook" if settings.public_url else ""
    told = f"updates go to {hook.url or 'nobody'}, not to {wanted or 'whoever polls'}: `portevoix web` sets it."
    yield "Telegram webhook", told if hook.url != wanted else ""
    failed = hook.last_error_message or ""
    waiting = so_many(hook.pending_update_count, "update waits", "updates wait")
    yield (
        f"Telegram: {waiting}",
        failed and f"the last delivery failed: {failed}.",
    )


async def _of_twilio(account: Account, settings: Settings) -> AsyncIterator[Finding]:
    """Whether Twilio knows the account, and calls us when a text comes in."""
    rest = TwilioRest(account)
    try:
        name = await rest.call(lambda client: client.api.accounts(account.sid).fetch().friendly_name)
        numbers = await rest.call(lambda client: client.incoming_phone_numbers.list(limit=50))
    except Exception as error:  # whatever keeps us from asking is what the operator has to know
        yield "Twilio", f"TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are refused, or Twilio cannot be reached ({error})."
        return
    finally:
        await asyncio.to_thread(rest.close)
    yield f"Twilio account «{name}»", ""
    yield _hook_of(account, settings, numbers)


def _hook_of(account: Account, settings: Settings, numbers: list[Any]) -> Finding:
    ours = next((number for number in numbers if number.phone_number in account.own), None)
    wanted = f"{settings.public_url.rstrip('/')}/twilio/sms"
    if ours is None:
        return f"Twilio sender {settings.twilio_from}: a service or a short code; set its webhook to {wanted}", ""
    told = f"{ours.phone_number} calls {ours.sms_url or 'nobody'}: set «A message comes in» to {wanted} (POST)."
    return "Twilio webhook", told if ours.sms_url != wanted else ""


async def _all(findings: AsyncIterator[Finding]) -> list[Finding]:
    return [finding async for finding in findings]
