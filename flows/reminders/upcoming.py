"""What an ambassador will have to relay, and when: the moments of the calendar that groups are told of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flows.relays.deeds import ToCome
from flows.reminders import REMINDERS
from flows.town.edition import Edition, Phase
from flows.town.good_times import next_good
from flows.words import Text, _

_SHOWN: dict[tuple[str, str], Text] = {
    ("phase_opens", Phase.IDEAS): _("l'appel à idées"),
    ("closes_soon", Phase.IDEAS): _("un rappel pour proposer"),
    ("phase_opens", Phase.VOTE): _("l'ouverture du vote"),
    ("not_voted_yet", Phase.VOTE): _("un rappel pour voter"),
    ("result_announced", Phase.RESULTS): _("le résultat"),
}
"""What each is, by its rule and its phase."""


def to_come(edition: Edition, now: datetime) -> list[ToCome]:
    """What is still to come by the edition's calendar, the next one first."""
    return sorted(_moments(edition, now), key=lambda moment: moment.at)


def _moments(edition: Edition, now: datetime) -> Iterator[ToCome]:
    used = [rule for rule in REMINDERS if rule.to_group and rule.name in edition.campaigns.rules]
    for name, due in ((rule.name, due) for rule in used for due in rule.due(edition)):
        what, at = _SHOWN.get((name, due.about)), next_good(due.at, edition).astimezone(edition.zone)
        if what and now < at < due.until:
            yield ToCome(at, what)
