"""A vote that was begun and not confirmed: it is not in the urn, and its person may think it is."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before, end_of, halfway, one_after_the_other, spans
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.words import _


def due(edition: Edition) -> tuple[Due, ...]:
    """Once in the middle of the vote, for who left it alone for some days; once the day before it closes, for all."""
    dues: list[Due] = []
    for span in spans(edition, Phase.VOTE):
        half, last = halfway(span.opens, span.closes, edition), days_before(span.closes, 1, edition)
        moments = [
            Due(half, span.closes, span.phase, "half", edition.campaigns.draft_days),
            Due(last, span.closes, span.phase, "last"),
        ]
        dues += one_after_the_other([moment for moment in moments if span.opens < moment.at < span.closes])
    return tuple(dues)


def says(scene: Scene, about: str) -> Said:
    """That the vote is not in the urn yet, and how to go on. Nothing chosen is shown, and no code: others may read."""
    end = end_of(scene, about)
    return Said(_("Votre vote attend : il n'est pas encore dans l'urne. Vous avez jusqu'au {end} : VOTE.", end=end))


def is_true(scene: Scene, about: str) -> bool:
    """While the vote is open, for who has not voted."""
    return scene.phase is Phase.VOTE and scene.me.voted_on is None


BALLOT_BEGUN = Rule("ballot_begun", ConsentKind.REMINDERS, Whom.BALLOT_BEGUN, due, says, is_true)
