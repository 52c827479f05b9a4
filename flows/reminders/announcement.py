"""What the town announces in its own words: an item of news that no rule foresees, to those whom the team chose."""

from __future__ import annotations

from collections.abc import Mapping

from flows.facts.blanks import filled
from flows.reminders.audiences import Addressed, Audience
from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.vote.results import is_public
from flows.words import Verbatim


def due(edition: Edition) -> tuple[Due, ...]:
    """At no moment of the calendar: the team makes each, with its hour."""
    return ()


def says(scene: Scene, about: str) -> Said:
    """Nothing of its own: its words are those that were written for it (`announced`)."""
    return Said(Verbatim(""))


def announced(texts: Mapping[str, str], scene: Scene) -> Said:
    """*texts* in the person's language, else in the edition's first one; the blanks are filled in as it is said."""
    mine = scene.me.language
    wanted = (mine, mine.partition("-")[0], scene.edition.languages[0])
    return Said(filled(next((texts[language] for language in wanted if language in texts), ""), scene))


def is_true(scene: Scene, about: str) -> bool:
    """As long as it lasts; to voters, only while the result is public: before it nobody is told by who has voted."""
    return Addressed.read(about).audience is not Audience.VOTERS or is_public(scene.edition)


ANNOUNCEMENT = Rule("announcement", ConsentKind.NEWS, Whom.ADDRESSED, due, says, is_true)
