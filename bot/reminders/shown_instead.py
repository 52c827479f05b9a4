"""Ambassadors are shown a moment for their groups, and not told it beside that: one message a moment."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from flows.reminders import Rule
from flows.town.edition import Edition
from storage.relays import ambassadors
from storage.reminders.reminders import ReminderStanding

SHOWN = "shown it as an ambassador"
"""Why someone was not reminded who relays."""


def shown_it(tx: Connection, edition: Edition, rule: Rule) -> set[int]:
    """The people who are shown what *rule* says, for their groups."""
    return ambassadors.relaying(tx, edition.id) if rule.to_group else set()


def without_ambassadors(
    tx: Connection, edition: Edition, rule: Rule, standings: list[ReminderStanding]
) -> list[ReminderStanding]:
    """The same, in which nobody is to be told what they are shown."""
    relaying = shown_it(tx, edition, rule)
    return [replace(one, why=one.why or SHOWN) if one.person_id in relaying else one for one in standings]
