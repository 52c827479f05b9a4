"""An idea that was begun and not sent, while there is still time."""

from __future__ import annotations

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before, end_of, halfway, one_after_the_other, spans
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.words import Verbatim, _


def due(edition: Edition) -> tuple[Due, ...]:
    """In the middle of the phase, for who left it alone for some days; before it closes, for all: in time to finish."""
    dues: list[Due] = []
    for span in spans(edition, Phase.IDEAS):
        half = halfway(span.opens, span.closes, edition)
        last = days_before(span.closes, max(edition.campaigns.closing_days, default=3) + 1, edition)
        moments = [
            Due(half, span.closes, span.phase, "half", edition.campaigns.draft_days),
            Due(last, span.closes, span.phase, "last"),
        ]
        moments.sort(key=lambda moment: moment.at)
        dues += one_after_the_other([moment for moment in moments if span.opens < moment.at < span.closes])
    return tuple(dues)


def says(scene: Scene, about: str) -> Said:
    """That the draft is there, and until when it can be sent."""
    end = end_of(scene, about)
    if scene.me.draft:
        title = Verbatim(scene.me.draft)
        return Said(
            _("Votre idée « {title} » vous attend : il reste à la finir, jusqu'au {end}.", title=title, end=end),
            _("Votre idée « {title} » vous attend, jusqu'au {end}. Suite :", title=title, end=end),
        )
    return Said(
        _("Votre idée vous attend : il reste à la finir, jusqu'au {end}. La voici, où vous en étiez.", end=end),
        _("Votre idée vous attend, jusqu'au {end}. Suite :", end=end),
    )


def is_true(scene: Scene, about: str) -> bool:
    """While the phase lasts and the draft is there."""
    return scene.phase == about and "propose" in scene.me.drafts


UNFINISHED_DRAFT = Rule("unfinished_draft", ConsentKind.REMINDERS, Whom.DRAFT_BEGUN, due, says, is_true, then="propose")
