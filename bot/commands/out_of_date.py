"""What is out with a date that was moved: said when it is moved, with what tells those people the new one."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.commands.shared import tell
from bot.languages.plurals import so_many
from flows.town.edition import Edition, Phase
from storage.reminders import campaigns as kept
from storage.reminders.out_of_date import told_of
from storage.reminders.states import CampaignState


def tell_who_was_told(tx: Connection, edition: Edition, phase: Phase) -> None:
    """Print which reminders are out with the old date, and the message that is prepared for those people."""
    told = told_of(tx, edition.id, phase)
    ready = [
        one
        for one in kept.listed(tx, edition.id)
        if (one.rule, one.about, one.state) == ("phase_prolonged", phase, CampaignState.PREPARED)
    ]
    if not told:
        return tell("Nobody was reminded of the old date.")
    for one in told:
        tell(f"Reminder {one.number} ({one.rule}) told {so_many(one.people, 'person', 'people')} the old date.")
    if ready:
        number = ready[-1].number
        tell(f"To tell them the new one, look at message {number} and arm it: `portevoix reminders show {number}`.")
    return None
