"""Thanks to those who voted or proposed, once the result is public: before it nobody is told by who has voted."""

from __future__ import annotations

from decimal import Decimal

from flows.reminders.base import ConsentKind, Due, Rule, Whom
from flows.reminders.dates import days_before, spans
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.vote.results import is_public, winners
from flows.words import Money, n_

AFTER = 3
"""Days after the results open: not on the day that the result itself is told."""


def due(edition: Edition) -> tuple[Due, ...]:
    """Some days after the results open, for as long as they are what people talk about."""
    moments = ((span, days_before(span.opens, -AFTER, edition)) for span in spans(edition, Phase.RESULTS))
    return tuple(Due(at, span.closes, span.phase) for span, at in moments if at < span.closes)


def says(scene: Scene, about: str) -> Said:
    """What came of it, in figures, and where it is read."""
    won = winners(scene.edition)
    cost = Money(sum((project.cost for project in won), Decimal(0)), scene.edition.currency)
    return Said(
        n_(
            "Merci d'avoir pris part ! {n} projet va se faire, pour {cost}. Pour le lire : RESULTATS.",
            "Merci d'avoir pris part ! {n} projets vont se faire, pour {cost}. Pour les lire : RESULTATS.",
            len(won),
            cost=cost,
        )
    )


def is_true(scene: Scene, about: str) -> bool:
    """While the result is public."""
    return scene.phase == about and is_ready(scene.edition)


def is_ready(edition: Edition) -> bool:
    """Whether there are winners, and everybody may know."""
    return is_public(edition) and bool(winners(edition))


THANKS = Rule("thanks", ConsentKind.NEWS, Whom.TOOK_PART, due, says, is_true, is_ready=is_ready)
