"""Reminders from the calendar to the outbox: planned, filled with people by sets, and told one by one while still true.

1. A campaign is planned once (its key), whoever ticks and however often; it moves with the calendar until it begins.
2. A person has one row in it, written by a statement that may run twice. They are told in the transaction that marks
   their row as told, while they are locked: so once, whatever crashes, and whoever else is telling.
3. What waits for a better hour, or for a week that is less full, is told then only if it is still true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.channels import CHANNELS
from bot.relays import relays
from bot.relays.wording import in_groups
from bot.reminders import ceilings
from bot.reminders.shown_instead import without_ambassadors
from bot.sending.unasked import STALE
from bot.team.spending import spent
from bot.turn.message import Push
from bot.turn.ticker import Room
from flows.reminders import BY_NAME, REMINDERS, Due, Rule
from flows.reminders.remind import ToRemind
from flows.town.edition import Edition
from flows.town.good_times import is_good, next_good
from storage.database.ids import new_id
from storage.database.store import Store
from storage.messages import outbox
from storage.relays.posts import RelayedCampaign, ToRelay
from storage.reminders import campaigns, planning, reminders
from storage.reminders.campaigns import Campaign
from storage.reminders.planning import Planned
from storage.reminders.reminders import BLOCK, Occasion, Recipient
from storage.sending import unasked
from storage.sending.unasked import Recall
from storage.town import editions

log = structlog.get_logger()

AHEAD = 500
"""Messages of campaigns that may wait in the outbox for each channel: enough to keep its sender busy, few enough to
stop at once."""

CHUNK = 100
"""People told in one transaction."""

HEAVY = 5
"""Segments that a message may turn out to have, the town's name and how to get fewer included: near a ceiling, so many
fewer people are told at once."""

LEAD = timedelta(minutes=3)
"""Nobody is told so shortly before the quiet hours: what is in the outbox by then still has to leave."""

AGAIN = timedelta(hours=2)
"""When to look again for someone who was spoken to, or changed their mind, just as we were to tell them."""

LONGEST_STEP_BACK = 14
"""Days by which a moment is brought forward at most, when no good hour is left before it is too late."""

CLOCK = "clock"
"""Who armed a campaign that arms itself."""


# Jobs: at any time, any number of times, by any number of processes


def plan(room: Room) -> int:
    """Prepare a campaign for each moment of each rule that the edition uses; how many were new, moved or dropped."""
    now = room.clock.now()
    with room.store.writing() as tx:
        edition = editions.find(tx)
        changed = prepare(tx, room.store, edition, now)
        armed = campaigns.arm_due(tx, edition.id, CLOCK, now) if edition.campaigns.auto else 0
    return changed + armed


def fill(room: Room) -> int:
    """Write a reminder for everyone whom an armed campaign that is due is for; how many people were looked at."""
    now = room.clock.now()
    with room.store.reading() as tx:
        edition = editions.find(tx)
        running = campaigns.running(tx, edition.id, now)
        ready = [campaign for campaign in campaigns.under_way(tx, edition.id, now) if is_ready(campaign, edition)]
    for campaign in running:
        _relay(room, campaign, edition)
    return sum(fill_one(room.store, campaign, now) for campaign in ready)


def tell(room: Room) -> int:
    """Tell people what is due, as far as the hour, the outbox and the budget allow; how many were told."""
    now, count = room.clock.now(), 0
    with room.store.reading() as tx:
        edition = editions.find(tx)
    _tidy(room, edition)
    if not (is_good(now, edition) and is_good(now + LEAD, edition)):
        return 0  # the same people are asked for again at the next tick, until the hour is good
    with room.store.reading() as tx:
        ready = campaigns.under_way(tx, edition.id, now)
    for campaign in ready:
        for channel in CHANNELS:
            while told := _tell_some(room, edition, campaign, channel.name):
                count += told
    return count


# What staff do


def prepare(tx: Connection, store: Store, edition: Edition, now: datetime) -> int:
    """Have the campaigns of the edition as its calendar wants them, and arm none; how many changed."""
    return planning.plan(tx, store, edition.id, wanted(edition), now)


def wanted(edition: Edition) -> list[Planned]:
    """The campaigns of the edition's rules, by its calendar as it stands: of one thing, each until the next begins."""
    planned = [
        Planned(key_of(edition, rule, due), rule.name, due.about, good_start(due, edition), due.until)
        for rule in rules_of(edition)
        for due in rule.due(edition)
    ]
    return [replace(campaign, until=min([campaign.until, *_starts_after(campaign, planned)])) for campaign in planned]


def _starts_after(campaign: Planned, among: list[Planned]) -> list[datetime]:
    same = [other for other in among if (other.rule, other.about) == (campaign.rule, campaign.about)]
    return [other.due_at for other in same if other.due_at > campaign.due_at]


def rules_of(edition: Edition) -> tuple[Rule, ...]:
    """The rules that the edition uses, and those that follow from what the team does."""
    return tuple(rule for rule in REMINDERS if rule.always or rule.name in edition.campaigns.rules)


def key_of(edition: Edition, rule: Rule, due: Due) -> str:
    """What makes a campaign unique, whatever becomes of its date."""
    return f"{edition.id}:{rule.name}:{due.about}:{due.mark}"


def good_start(due: Due, edition: Edition) -> datetime:
    """The first good hour from the moment on; if that is too late (a Sunday, a meeting at nine), of a day before it."""
    starts = (next_good(due.at - timedelta(days=days), edition) for days in range(LONGEST_STEP_BACK))
    return next((start for start in starts if start < due.until - LEAD), due.at)


def is_ready(campaign: Campaign, edition: Edition) -> bool:
    """Whether what it tells of is there: a result, whatever the calendar says, is announced once it is published."""
    return BY_NAME[campaign.rule].is_ready(edition)


def left_before(campaign: Campaign, edition: Edition, now: datetime) -> datetime:
    """Until when people must have left what they began, to be reminded of it now: not in the middle of it."""
    moments = BY_NAME[campaign.rule].due(edition)
    due = next((due for due in moments if key_of(edition, BY_NAME[campaign.rule], due) == campaign.key), None)
    return min(now - timedelta(days=due.rest if due else 0), now - reminders.PUT_DOWN)


def fill_one(store: Store, campaign: Campaign, now: datetime, done: Callable[[int], None] = lambda count: None) -> int:
    """Write the reminders of one campaign, a block of people in each transaction; *done* is told how many were.

    If it is interrupted, whoever comes next goes on where it stopped.
    """
    looked = 0
    while True:
        with store.writing() as tx:
            cursor = campaigns.cursor_of(tx, store, campaign.id)
            if cursor is None:
                return looked
            edition = editions.snapshot(tx, campaign.edition_id)
            stretch = reminders.Stretch(cursor, next_good(now, edition), left_before(campaign, edition, now))
            filled = reminders.fill(tx, campaign, edition, stretch)
        if not filled:
            return looked
        looked += filled
        done(filled)


def stop(store: Store, campaign: Campaign, by: str, now: datetime) -> int:
    """End a campaign at once: nobody else is told, and what waits in the outbox is not sent; how many that spares.

    They wait again, and would be told if it were armed anew.
    """
    why = f"stopped by {by}"
    with store.writing() as tx:
        if not campaigns.stop(tx, campaign.id, why):
            return 0
        return unasked.withdraw(tx, store, Recall(why, now), campaign=campaign.id)


# How people are told


def _tell_some(room: Room, edition: Edition, campaign: Campaign, channel: str) -> int:
    """Tell a chunk of the people whom the campaign reaches by *channel*; 0 once nobody is left, or must wait."""
    with ceilings.alone(room.store, edition) as ours:
        return _tell_next(room, edition, campaign, channel) if ours else 0


def _tell_next(room: Room, edition: Edition, campaign: Campaign, channel: str) -> int:
    now = room.clock.now()
    with room.store.reading() as tx:
        spending = spent(tx, edition, now, room.price)
        room_left = AHEAD - outbox.waiting_campaigns(tx).get(channel, 0)
        most = max(0, min(CHUNK, room_left, max(1, spending.segments_left // HEAVY)))
        due = reminders.due(tx, campaign.id, channel, now, most)
    if not due:
        return 0
    if spending.is_over:
        return ceilings.halt(room, campaign, spending)
    ceilings.go_on(room, edition, campaign, spending)
    return _tell(room, edition, campaign, due)


def _tell(room: Room, edition: Edition, campaign: Campaign, due: list[Recipient]) -> int:
    """Push to those who are still to be told now. The others are passed over, or put off; how many there were."""
    now, occasion = room.clock.now(), Occasion(BY_NAME[campaign.rule], campaign.about)
    with room.store.writing() as tx:
        ids = [recipient.reminder_id for recipient in due]
        standings = reminders.standings(tx, edition, occasion, ids, now)
        standings = without_ambassadors(tx, edition, occasion.rule, standings)
        reminders.passed(tx, {standing.reminder_id: standing.why for standing in standings if standing.why})
        until = {standing.reminder_id: standing.rest for standing in standings if standing.rest and not standing.why}
        _rest(tx, edition, campaign, until)
    ready = {standing.reminder_id for standing in standings if not standing.why and not standing.rest}
    room.turns.hear([_push(room.store, campaign, recipient) for recipient in due if recipient.reminder_id in ready])
    with room.store.writing() as tx:  # who began to talk, or was silenced, in between
        left = reminders.waiting_among(tx, ready)
        reminders.put_off(tx, dict.fromkeys(left, next_good(now + AGAIN, edition)))
    return len(due)


def _rest(tx: Connection, edition: Edition, campaign: Campaign, until: dict[int, datetime]) -> None:
    """These are asked for again at a good hour, unless it is too late by then."""
    later = {id: next_good(moment, edition) for id, moment in until.items()}
    reminders.passed(tx, {id: "enough this week" for id, moment in later.items() if moment >= campaign.until})
    reminders.put_off(tx, {id: moment for id, moment in later.items() if moment < campaign.until})


def _push(store: Store, campaign: Campaign, recipient: Recipient) -> Push:
    """The wish to remind this person. Each try has an id of its own: what is told once is the reminder, not the try."""
    return Push(
        provider="reminder",
        id=f"{campaign.id}:{recipient.reminder_id}:{new_id()}",
        channel=recipient.channel,
        address=store.vault.open(recipient.sealed).decode(),
        opens=ToRemind(campaign.rule, campaign.about, recipient.variant, recipient.reminder_id).opening,
        kind="campaign",
        to=recipient.person_id,
    )


def _tidy(room: Room, edition: Edition) -> None:
    """End what is over, and take back from the outbox what must not leave now: in quiet hours, or hours too late."""
    now = room.clock.now()
    good = is_good(now, edition)
    with room.store.writing() as tx:
        before, due_at = now - STALE if good else None, next_good(now, edition)
        unasked.withdraw(tx, room.store, Recall("told later", now, due_at=due_at), before=before)
        campaigns.finish(tx, now, BLOCK)


def _relay(room: Room, campaign: Campaign, edition: Edition) -> None:
    """Show ambassadors what goes out, for their groups; also those who became one since."""
    moment = RelayedCampaign(campaign.id, campaign.rule, campaign.about, campaign.due_at)
    if words := in_groups(edition, moment, room.clock.now()):
        relays.relay(room, ToRelay(f"campaign:{campaign.id}", words, campaign.id, campaign.due_at))
