"""What an ambassador will have to relay, and when: the moments of the calendar that groups are told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flows.reminders import REMINDERS
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase
from flows.town.good_times import next_good
from flows.words import Day, Say, Text, _

MOST = 3
"""Moments that are told at once."""

_SHOWN: dict[tuple[str, str], Text] = {
    ("phase_opens", Phase.IDEAS): _("l'appel à idées"),
    ("closes_soon", Phase.IDEAS): _("un rappel pour proposer"),
    ("phase_opens", Phase.VOTE): _("l'ouverture du vote"),
    ("not_voted_yet", Phase.VOTE): _("un rappel pour voter"),
    ("result_announced", Phase.RESULTS): _("le résultat"),
}
"""What each is, by its rule and its phase."""


@dataclass(frozen=True, slots=True)
class ToCome:
    """Something to relay, and the first good hour for it."""

    at: datetime
    what: Text


def to_come(edition: Edition, now: datetime) -> list[ToCome]:
    """What is still to come by the edition's calendar, the next one first."""
    return sorted(_moments(edition, now), key=lambda moment: moment.at)


def in_lines(scene: Scene) -> tuple[Say, ...]:
    """The next moments, a line each, under a heading; nothing if there are none."""
    moments = to_come(scene.edition, scene.now)[:MOST]
    lines = (_("{day} : {what}", day=Day(moment.at.date()), what=moment.what) for moment in moments)
    return (_("À relayer bientôt :"), *lines) if moments else ()


def next_one(scene: Scene) -> tuple[Say, ...]:
    """The next moment in a line; nothing if there is none."""
    return tuple(
        _("À relayer le {day} : {what}.", day=Day(moment.at.date()), what=moment.what)
        for moment in to_come(scene.edition, scene.now)[:1]
    )


def _moments(edition: Edition, now: datetime) -> Iterator[ToCome]:
    used = [rule for rule in REMINDERS if rule.to_group and rule.name in edition.campaigns.rules]
    for name, due in ((rule.name, due) for rule in used for due in rule.due(edition)):
        what, at = _SHOWN.get((name, due.about)), next_good(due.at, edition).astimezone(edition.zone)
        if what and now < at < due.until:
            yield ToCome(at, what)
