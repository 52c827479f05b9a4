"""Who had enough: STOP and RAPPELS NON within two days after a message of a campaign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, false, select, true

from storage.people.consents import CONSENTS
from storage.people.silences import SILENCES
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS
from storage.reminders.states import ReminderState

AFTER = timedelta(hours=48)
"""How long after a message such words are taken to answer it. Two messages within it both had their part."""


@dataclass(frozen=True, slots=True)
class OptOuts:
    """How many people said STOP, and how many that they want fewer messages and did not take it back."""

    stops: int = 0
    refusals: int = 0


def opt_outs(tx: Connection, edition_id: int) -> Mapping[int, OptOuts]:
    """After each campaign of the edition (by id)."""
    told = select(REMINDERS.c.campaign_id, REMINDERS.c.person_id, REMINDERS.c.told_at).join(CAMPAIGNS)
    told = told.where(CAMPAIGNS.c.edition_id == edition_id, REMINDERS.c.state == ReminderState.TOLD)
    silent = told.add_columns(SILENCES.c.said_at).join(SILENCES, SILENCES.c.address_id == REMINDERS.c.address_id)
    refused = told.add_columns(CONSENTS.c.said_at).join(CONSENTS, CONSENTS.c.person_id == REMINDERS.c.person_id)
    stops = _soon_after(tx, silent.where(SILENCES.c.silent == true(), SILENCES.c.said_at >= REMINDERS.c.told_at))
    refusals = _soon_after(tx, refused.where(CONSENTS.c.wanted == false(), CONSENTS.c.said_at >= REMINDERS.c.told_at))
    return {id: OptOuts(len(stops[id]), len(refusals[id])) for id in stops.keys() | refusals.keys()}


def _soon_after(tx: Connection, query: Select[Any]) -> Mapping[int, set[int]]:
    people: dict[int, set[int]] = defaultdict(set)
    for campaign, person, told_at, said_at in tx.execute(query):
        if said_at - told_at <= AFTER:
            people[campaign].add(person)
    return people
