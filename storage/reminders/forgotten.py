"""What nobody took care of: campaigns that are due and armed by nobody, that were missed, or that do not get on."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, and_, or_

from storage.reminders.campaigns import CAMPAIGNS, Campaign, which
from storage.reminders.states import CampaignState

SOON = timedelta(days=2)
"""How long before it is due a campaign that nobody armed is said to be."""

A_NIGHT = timedelta(hours=14)
"""How long a campaign may be due without having begun: quiet hours, and a worker that was away for a moment."""


class Neglect(StrEnum):
    """In which way."""

    UNARMED = "unarmed"  # due within two days, or already, and armed by nobody
    MISSED = "missed"  # over, and armed by nobody while it was true
    LATE = "late"  # armed and due, and nobody was looked at: no worker runs, or all of it is quiet


def forgotten(tx: Connection, edition_id: int, now: datetime, soon: timedelta = SOON) -> list[tuple[Neglect, Campaign]]:
    """The campaigns of the edition that want somebody, and in which way, by date: unarmed ones so *soon* before."""
    prepared, armed = CAMPAIGNS.c.state == CampaignState.PREPARED, CAMPAIGNS.c.state == CampaignState.ARMED
    unarmed = and_(prepared, CAMPAIGNS.c.due_at <= now + soon, CAMPAIGNS.c.until > now)
    missed = or_(CAMPAIGNS.c.state == CampaignState.MISSED, and_(prepared, CAMPAIGNS.c.until <= now))
    late = and_(armed, CAMPAIGNS.c.cursor == 0, CAMPAIGNS.c.due_at <= now - A_NIGHT, CAMPAIGNS.c.until > now)
    ours = {Neglect.UNARMED: unarmed, Neglect.MISSED: missed, Neglect.LATE: late}
    return [
        (how, campaign)
        for how, is_so in ours.items()
        for campaign in which(tx, CAMPAIGNS.c.edition_id == edition_id, is_so)
    ]
