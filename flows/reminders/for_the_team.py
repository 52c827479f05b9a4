"""What the team reads on its own phone, of a reminder that nobody took care of."""

from __future__ import annotations

from datetime import datetime

from flows.words import Moment, Say, _


def unarmed(number: int, due: datetime) -> Say:
    """It is due soon, or already, and nobody armed it."""
    return _(
        "Le rappel {number} doit partir le {due} et personne ne l'a armé. "
        "Sans cela, il ne partira pas : portevoix reminders arm {number}",
        number=number,
        due=Moment(due),
    )


def missed(number: int) -> Say:
    """It is over, and nobody had armed it."""
    return _(
        "Le rappel {number} n'est pas parti : personne ne l'a armé à temps. "
        "Pour le relire : portevoix reminders show {number}",
        number=number,
    )


def late(number: int, due: datetime) -> Say:
    """It is armed and due, and has not begun."""
    return _(
        "Le rappel {number} devait partir le {due} et n'a pas commencé. Pour savoir pourquoi : portevoix doctor",
        number=number,
        due=Moment(due),
    )
