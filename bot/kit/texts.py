"""The ready texts of a project: three that fit one SMS each, and a longer one for messaging apps and e-mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.channels.gsm import segments_of
from bot.channels.sms_text import shorten, wash
from bot.kit.codes import telegram_link
from bot.kit.wording import closing_of, days_of, first_day, words_of
from bot.languages.words import Voice, voice
from flows.town.edition import Edition, Project
from flows.words import Day, Joined, Say, Verbatim, _

LEAST = 12
"""Letters of a title under which it says nothing: better none."""

_Wording = Callable[[str], Say]
"""A text as it is with a title of a given length."""


def short_texts(edition: Edition, project: Project, language: str, bot: str) -> tuple[str, ...]:
    """Three texts to pass on by SMS, each of one segment; none where there is neither a number nor a bot."""
    how = how_to_vote(edition, project, bot)
    if how is None:
        return ()
    tongue = voice(language)
    town, number = Verbatim(edition.town), project.number
    wordings: tuple[_Wording, ...] = (
        lambda title: _join(
            _("{town} vote ! Projet {number} : {title}.", town=town, number=number, title=title),
            _dates(edition, tongue),
            how,
        ),
        lambda title: _join(_("Je soutiens le projet {number} : {title}. Et vous ?", number=number, title=title), how),
        lambda title: _join(
            _("Il est encore temps de voter pour le projet {number} : {title}.", number=number, title=title),
            how,
            _until(edition),
        ),
    )
    plain = _join(_("Projet {number}.", number=number), how)
    texts = (wash(_fitting(wording, project, plain, tongue)) for wording in wordings)
    return tuple(dict.fromkeys(texts))


def long_text(edition: Edition, project: Project, language: str, bot: str) -> str:
    """A text for messaging apps and e-mail: what the project is, when and how to vote for it."""
    tongue = voice(language)
    ways: Iterable[Say | None] = (
        _("Par SMS : envoyez {words} au {phone}.", words=words_of(project), phone=edition.sms_number)
        if edition.sms_number
        else None,
        _("Sur Telegram : {link}", link=telegram_link(bot, f"vote_{project.number}")) if bot else None,
    )
    days = days_of(edition)
    parts = (
        Verbatim(f"{edition.name}, {edition.town}"),
        _("Projet {number} : {title}", number=project.number, title=project.title),
        Verbatim(project.summary) if project.summary else None,
        _("Pour voter, du {opens} au {closes} :", opens=first_day(days, tongue, year=True), closes=Day(days[1], True))
        if days
        else _("Pour voter :"),
        *ways,
        _("Merci, et faites passer !"),
    )
    return "\n".join(tongue.say(part) for part in parts if part)


def how_to_vote(edition: Edition, project: Project, bot: str) -> Say | None:
    """How to vote for *project* in one sentence, None if there is no way we know of."""
    if edition.sms_number:
        return _("Envoyez {words} au {phone}.", words=words_of(project), phone=edition.sms_number)
    return _("Votez ici : {link}", link=telegram_link(bot, f"vote_{project.number}")) if bot else None


def _fitting(wording: _Wording, project: Project, plain: Say, tongue: Voice) -> str:
    """*wording* with as much of the title as one segment holds, else the *plain* text."""
    cut = (shorten(project.title, width) for width in range(60, LEAST, -4))
    titles = (project.title, project.short or project.title, *cut)
    said = (tongue.say(wording(title)) for title in titles)
    return next((text for text in said if segments_of(wash(text)) == 1), tongue.say(plain))


def _dates(edition: Edition, tongue: Voice) -> Say | None:
    days = days_of(edition)
    if days is None:
        return None
    return _("Du {opens} au {closes}.", opens=first_day(days, tongue, year=False), closes=Day(days[1]))


def _until(edition: Edition) -> Say | None:
    end = closing_of(edition)
    return _("Jusqu'au {end}.", end=end) if end else None


def _join(*parts: Say | None) -> Say:
    return Joined(tuple(part for part in parts if part), " ")
