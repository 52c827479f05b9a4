"""How the bot describes itself on Telegram, in each language: before anyone wrote to it, and on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiogram.methods import SetMyDescription, SetMyShortDescription

from bot.languages.direction import set_apart
from bot.languages.words import voice
from flows.words import _

DESCRIPTION = _(
    "Le budget participatif de votre ville : votez pour des projets, proposez une idée, suivez ce qu'elle devient, "
    "posez vos questions. Écrivez avec vos mots, ou MENU. Votre vote est secret. STOP : plus aucun message."
)
"""What an empty conversation shows; Telegram allows 512 letters."""

SHORT = _("Le budget participatif de votre ville : voter, proposer, suivre, demander.")
"""What the bot's page shows, and what goes with its link when it is shared; Telegram allows 120 letters."""


def descriptions(spoken: Sequence[str]) -> Iterator[SetMyDescription | SetMyShortDescription]:
    """What Telegram is told, in each language *spoken*; the first is everyone else's too.

    What differs from a language only in its manner («fr-simple») is left out: Telegram knows languages by two letters.
    """
    of_two_letters = [language for language in spoken if "-" not in language]
    for place, language in enumerate(of_two_letters):
        description, short = (set_apart(voice(language).say(text)) for text in (DESCRIPTION, SHORT))
        for code in (None, language) if place == 0 else (language,):
            yield SetMyDescription(description=description, language_code=code)
            yield SetMyShortDescription(short_description=short, language_code=code)
