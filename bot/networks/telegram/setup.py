"""What Telegram is told of the bot when a process starts: where its updates go, and the commands it shows people."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import DeleteMyCommands, GetMe, SetMyCommands, SetWebhook
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats

from bot.languages.direction import set_apart
from bot.languages.manners import base_of
from bot.languages.words import SOURCE, languages, voice, words_of
from bot.networks.telegram.api import AWAY, REFUSED, WAITS, Backoff
from bot.networks.telegram.descriptions import descriptions
from bot.networks.telegram.guest_question import KIND as GUEST
from bot.networks.telegram.intake import Listener
from bot.networks.telegram.updates import KINDS
from bot.networks.telegram.webhook import PATH
from bot.settings import Settings, needed_key
from flows.understanding.folding import fold
from flows.words import Text, _

log = structlog.get_logger()

T = TypeVar("T")

CONNECTIONS = 40
"""Updates that Telegram may bring us at once. Each waits for its commit: at 10 ms a commit that is 4,000 a second,
more than any town has, and few enough for a proxy in front of a small machine."""

COMMANDS: tuple[tuple[str, Text], ...] = (
    ("vote", _("Voter")),
    ("browse", _("Voir les projets")),
    ("results", _("Voir les résultats")),
    ("receipt", _("Vérifier mon vote")),
    ("menu", _("Tout ce que l'on peut faire ici")),
    ("language", _("Changer de langue")),
    ("help", _("Comment ça marche")),
    ("contact", _("Joindre une personne")),
    ("stop", _("Ne plus rien recevoir")),
)
"""What the menu of Telegram lists: conversations and senses by their names in `words.toml`, and what they do."""

IN_GROUPS: tuple[tuple[str, Text], ...] = (
    ("bp", _("Où en est le budget participatif")),
    ("projet", _("La fiche d'un projet, par son numéro")),
    ("suivi", _("Suivre un projet, en privé")),
)
"""What groups may ask so that only the asker sees the answer. The words are those of our own texts, in any language."""

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class WebhookRefused(ValueError):
    """Telegram refuses the webhook at PUBLIC_URL: it takes https only, on port 443, 80, 88 or 8443."""

    def __init__(self, said: str) -> None:
        super().__init__(f"{self.__doc__} It says: {said}")


async def introduce(listener: Listener, spoken: Sequence[str], waits: Sequence[float] = WAITS) -> None:
    """Learn the bot's own name; list its commands and describe it in each language *spoken*, the first for all others.

    Goes on until Telegram answers. Raises TokenRefused.
    """
    bot = listener.bot
    me = await _insist(lambda: bot(GetMe()), waits)
    await listener.called(me.username or "")
    if GUEST in listener.kinds and not me.supports_guest_queries:
        log.warning("GUEST_MODE is on, but @BotFather has guest mode off for this bot", action="telegram_introduce")
    for place, language in enumerate(dict.fromkeys(map(base_of, spoken))):  # Telegram knows of no manners of speaking
        listed = [BotCommand(command=name, description=set_apart(what)) for name, what in commands(language)]
        for code in (None, language) if place == 0 else (language,):
            for method in (SetMyCommands(commands=listed, language_code=code), in_groups(language, code, listener)):
                await _insist(lambda method=method: bot(method), waits)  # type: ignore[misc]  # mypy: bound at once
    for described in descriptions(spoken):
        await _insist(lambda described=described: bot(described), waits)  # type: ignore[misc]  # mypy: bound at once
    log.info("introduced", action="telegram_introduce", bot=listener.me, languages=list(spoken))


async def register(
    bot: Bot, public_url: str, secret: str, waits: Sequence[float] = WAITS, *, kinds: Sequence[str] = KINDS
) -> None:
    """Have updates of these *kinds* come to the webhook at *public_url*; those that wait already come too.

    Goes on until Telegram answers; any number of processes may do it. Raises TokenRefused, WebhookRefused.
    """
    method = SetWebhook(
        url=public_url.rstrip("/") + PATH,
        secret_token=secret,
        allowed_updates=list(kinds),
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )
    try:
        await _insist(lambda: bot(method), waits)
    except TelegramBadRequest as error:
        raise WebhookRefused(error.message) from error
    log.info("registered", action="telegram_register")


def webhook_secret(settings: Settings) -> str:
    """What Telegram proves itself with: as set, else derived from the secret key, the same in every process."""
    if settings.telegram_webhook_secret:
        return settings.telegram_webhook_secret
    return hmac.new(needed_key(settings).encode(), b"telegram webhook", hashlib.sha256).hexdigest()


def commands(language: str) -> tuple[tuple[str, str], ...]:
    """The commands in *language*: the first word that Telegram takes for each, and what it does.

    A language in other letters has the source language's words: Telegram allows a-z only.
    """
    say = voice(language).say
    named = {**_names(SOURCE), **_names(language)}
    return tuple((named[name], say(what)) for name, what in COMMANDS if name in named)


def in_groups(language: str, code: str | None, listener: Listener) -> SetMyCommands | DeleteMyCommands:
    """What has the menu in groups list, in *language*, what its asker alone is answered.

    Where all see the answers groups have the menu that everybody has, also if it was another one before this start.
    """
    scope, say = BotCommandScopeAllGroupChats(), voice(language).say
    if not listener.ephemeral.on:
        return DeleteMyCommands(scope=scope, language_code=code)
    listed = [BotCommand(command=name, description=set_apart(say(what)), is_ephemeral=True) for name, what in IN_GROUPS]
    return SetMyCommands(commands=listed, scope=scope, language_code=code)


def _names(language: str) -> dict[str, str]:
    """The command for each conversation and sense of which *language* has a word."""
    if language not in languages():
        return {}
    words = words_of(language)
    phrases = {**words["senses"], **words["flows"]}
    named = {name: [fold(phrase) for phrase in listed] for name, listed in phrases.items()}
    return {
        name: next(word for word in folded if _COMMAND.fullmatch(word))
        for name, folded in named.items()
        if any(_COMMAND.fullmatch(word) for word in folded)
    }


async def _insist(act: Callable[[], Awaitable[T]], waits: Sequence[float]) -> T:
    """What *act* gives, as soon as Telegram answers."""
    patience = Backoff(waits)
    while True:
        try:
            return await act()
        except (*AWAY, *REFUSED) as error:
            await patience.wait(error)
