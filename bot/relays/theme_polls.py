"""A poll of a group on which themes matter, before the vote: kept beside the surveys' polls, and mixed with nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.languages.words import voice
from bot.relays.group_polls import LONGEST_POLL, Poll, fits
from flows.relays.theme_question import theme_question, why_not
from flows.town.edition import Edition, Phase
from flows.town.questionnaire import QuestionKind, SurveyChoice, SurveyQuestion
from flows.understanding.folding import fold
from flows.words import Say, _
from storage.relays import polls
from storage.relays.groups import Group
from storage.relays.polls import OF_THEMES

WORDS = frozenset(
    {"idees", "idee", "themes", "theme", "ideas", "idea", "topics", "temas", "tema", "ideias", "fikirler", "temalar"}
)
"""What asks for one, after /sondage: «idées» or «thèmes», in the languages of towns."""

ON_THE_WAY = timedelta(minutes=1)
"""What the farthest end is kept short of Telegram's own bound, which counts from when the poll arrives."""


def is_of_themes(wanted: str) -> bool:
    """Whether *wanted*, what was written after the command, asks for a poll on themes."""
    return fold(wanted) in WORDS


def theme_poll(tx: Connection, group: Group, edition: Edition, now: datetime, _wanted: str) -> Poll | Say:
    """Which theme matters most to the group, asked once in an edition; or why that is not asked.

    It closes when the vote opens, or after the longest time that Telegram leaves a poll to close by itself.
    """
    refused = why_not(edition, now)
    if refused:
        return refused
    if polls.polled(tx, group, OF_THEMES):
        return _("Je l'ai déjà demandé ici : une fois suffit. Merci !")
    text = voice(group.language).say(theme_question(edition, now))
    choices = tuple(SurveyChoice(theme.id, theme.name) for theme in edition.themes)
    question = SurveyQuestion("theme", text, QuestionKind.ONE, choices=choices)
    if not fits(question):
        return _("Un nom de thème est trop long pour un sondage.")
    vote, farthest = edition.span_of(Phase.VOTE), now + LONGEST_POLL - ON_THE_WAY
    way = "_idee" if edition.phase_at(now) is Phase.IDEAS else ""
    return Poll(group, OF_THEMES, question, min(vote.opens, farthest) if vote else farthest, way)
