"""What nobody took care of, in a sentence each with what to do: for `doctor`, `phase` and `reminders`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from flows.reminders import arms_itself
from flows.town.edition import Edition
from storage.reminders.campaigns import Campaign
from storage.reminders.forgotten import Neglect, forgotten


def wanting(tx: Connection, edition: Edition, now: datetime) -> Iterator[tuple[Neglect, Campaign]]:
    """The campaigns of the edition that are forgotten, and how; unarmed is none that arms itself."""
    for how, campaign in forgotten(tx, edition.id, now):
        if how is not Neglect.UNARMED or not arms_itself(campaign.rule, edition):
            yield how, campaign


def wants_somebody(tx: Connection, edition: Edition, now: datetime) -> Iterator[str]:
    """A sentence for each campaign of the edition that is forgotten."""
    for how, campaign in wanting(tx, edition, now):
        yield _told(how, campaign, edition, now)


def _told(how: Neglect, campaign: Campaign, edition: Edition, now: datetime) -> str:
    which = f"Reminder {campaign.number} ({campaign.rule}, {campaign.about})"
    due, until = (f"{at.astimezone(edition.zone):%Y-%m-%d %H:%M}" for at in (campaign.due_at, campaign.until))
    match how:
        case Neglect.UNARMED:
            when = f"has been due since {due}" if campaign.due_at <= now else f"is due on {due}"
            return f"{which} {when}, and nobody armed it: `portevoix reminders arm {campaign.number}`, before {until}."
        case Neglect.MISSED:
            return f"{which} was missed: nobody armed it before {until}, and nobody was told."
        case Neglect.LATE:
            return f"{which} has been due since {due} and has not begun: is `portevoix worker` running?"
