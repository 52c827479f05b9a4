"""Whom campaigns reached, where, and why they left the others out; and whom one would leave out just now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Subquery, and_, case, exists, func, select, true

from flows.reminders import BY_NAME
from flows.town.edition import Edition
from storage.people.people import ADDRESSES, GROUP, PEOPLE
from storage.reminders.audience import is_for, is_silent, is_unreachable, wants
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS, Campaign
from storage.reminders.states import ReminderState

NOT_FOR_THEM = "no longer true"
"""Why a campaign is not for someone: it is true of them no more, or never was."""


def people_in(tx: Connection, edition_id: int, state: ReminderState) -> Mapping[int, Counter[tuple[str, str]]]:
    """How many people of each campaign of the edition (by id) are in that state, by channel and language."""
    by = (REMINDERS.c.campaign_id, REMINDERS.c.channel, PEOPLE.c.language)
    query = select(*by, func.count()).join(CAMPAIGNS).join(PEOPLE, PEOPLE.c.id == REMINDERS.c.person_id)
    ours = query.where(CAMPAIGNS.c.edition_id == edition_id, REMINDERS.c.state == state)
    counts: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for campaign, channel, language, count in tx.execute(ours.group_by(*by)):
        counts[campaign][channel, language] = count
    return counts


def people_told(tx: Connection, edition_id: int) -> Mapping[tuple[str, str], int]:
    """How many people were told something at least once in the edition, by kind of reminder, and by their channel."""
    theirs = _everybody()
    kind = case({rule.name: str(rule.kind) for rule in BY_NAME.values()}, value=CAMPAIGNS.c.rule)
    query = select(kind.label("kind"), theirs.c.channel, func.count(REMINDERS.c.person_id.distinct()))
    query = query.select_from(REMINDERS).join(CAMPAIGNS).join(theirs, theirs.c.id == REMINDERS.c.person_id)
    ours = query.where(CAMPAIGNS.c.edition_id == edition_id, REMINDERS.c.state == ReminderState.TOLD)
    return {(kind, channel): count for kind, channel, count in tx.execute(ours.group_by("kind", theirs.c.channel))}


def people_by_channel(tx: Connection) -> Mapping[str, int]:
    """How many people there are, by their channel; also those who want silence."""
    theirs = _everybody()
    return dict(tx.execute(select(theirs.c.channel, func.count()).group_by(theirs.c.channel)).all())


def _everybody() -> Subquery:
    """Each person with the channel they wrote from last."""
    newest = func.row_number().over(
        partition_by=PEOPLE.c.id, order_by=(ADDRESSES.c.heard_on.desc().nulls_last(), ADDRESSES.c.id.desc())
    )
    places = select(PEOPLE.c.id, ADDRESSES.c.channel, newest.label("best")).join(ADDRESSES)
    ranked = places.where(PEOPLE.c.erased_at.is_(None), ADDRESSES.c.channel != GROUP).subquery()
    return select(ranked.c.id, ranked.c.channel).where(ranked.c.best == 1).subquery()


def last_told(tx: Connection, edition_id: int) -> Mapping[int, datetime]:
    """When each campaign of the edition (by id) told the last person so far."""
    query = select(REMINDERS.c.campaign_id, func.max(REMINDERS.c.told_at)).join(CAMPAIGNS)
    ours = query.where(CAMPAIGNS.c.edition_id == edition_id, REMINDERS.c.state == ReminderState.TOLD)
    return dict(tx.execute(ours.group_by(REMINDERS.c.campaign_id)).all())


def passed(tx: Connection, edition_id: int) -> Mapping[int, Counter[str]]:
    """How many people each campaign of the edition (by id) passed over, by reason; «held out» is one of them."""
    by = (REMINDERS.c.campaign_id, REMINDERS.c.reason)
    query = select(*by, func.count()).join(CAMPAIGNS)
    ours = query.where(CAMPAIGNS.c.edition_id == edition_id, REMINDERS.c.state == ReminderState.PASSED)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for campaign, reason, count in tx.execute(ours.group_by(*by)):
        counts[campaign][reason] = count
    return counts


@dataclass(frozen=True, slots=True)
class OtherReason:
    """Why these *people* are left out that the store does not know by itself."""

    why: str
    people: Collection[int]


def left_out(
    tx: Connection, edition: Edition, campaign: Campaign, left_before: datetime, other: OtherReason
) -> Mapping[str, int]:
    """How many people the campaign would leave out just now, by reason, in the words of `reminders.standings`.

    Each person once, for the first reason that holds, the *other* last. Who is held out is among those it is for.
    """
    rule = BY_NAME[campaign.rule]
    theirs = ADDRESSES.c.person_id == PEOPLE.c.id
    can_be_told = exists().where(theirs, ~is_silent(), ~is_unreachable())
    hushed = exists().where(theirs, is_silent())
    why = case(
        (and_(~can_be_told, hushed), "asked for silence"),
        (~can_be_told, "cannot be reached"),
        (~wants(rule.kind), "wants none"),
        (~and_(true(), *is_for(edition.id, rule.whom, campaign.about, left_before)), NOT_FOR_THEM),
        (PEOPLE.c.id.in_(other.people), other.why),
        else_="",
    )
    is_group = exists().where(theirs, ADDRESSES.c.channel == GROUP)
    query = (
        select(why.label("why"), func.count())
        .select_from(PEOPLE)
        .where(PEOPLE.c.erased_at.is_(None), ~is_group)
        .group_by("why")
    )
    return {reason: count for reason, count in tx.execute(query) if reason}
