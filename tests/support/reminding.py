"""Reminders in tests: the sample edition with some in use, a room for the clock's jobs, and people to remind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import func, insert, select, update

from bot.reminders import campaigns
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.reminders import REMINDERS
from flows.town.edition import Edition
from storage.database.ids import new_id
from storage.database.store import Store
from storage.messages.outbox import KEPT_WORDS, OUTBOX, WITH_WORDS, State
from storage.people import people
from storage.people.people import ADDRESSES, PEOPLE
from storage.reminders import campaigns as kept
from storage.reminders.campaigns import REMINDERS as ROWS
from storage.reminders.campaigns import Campaign
from storage.town import editions
from storage.votes.votes import ROLL
from tests.conftest import PARIS, HandClock, load_sample

ALL = tuple(rule.name for rule in REMINDERS)
BESIDES = {"meeting_announced", "survey_opens", "proclamation", "thanks", "works"}
"""What a town names if it likes to write more: the sample and the year go without."""

USUAL = tuple(name for name in ALL if name not in BESIDES)

MONDAY = datetime(2026, 11, 2, 9, tzinfo=PARIS)
"""The vote of the sample edition opens."""
FRIDAY = datetime(2026, 11, 27, 9, 30, tzinfo=PARIS)
"""Two days before the end of the vote: `not_voted_yet` is due."""

OPENS = ("phase_opens",)


def sets(store: Store, **rules: Any) -> Edition:
    """The current edition, with these among the rules of its campaigns from now on."""
    with store.writing() as tx:
        edition = editions.find(tx)
        rules = {"rules": edition.campaigns.rules or USUAL, **rules}
        editions.save(tx, replace(edition, campaigns=replace(edition.campaigns, **rules)))
        return editions.find(tx)


def room_of(store: Store, at: datetime = MONDAY, **rules: Any) -> Room:
    """A room over the sample edition, whose campaigns arm themselves; *rules* are those of `CampaignRules`."""
    load_sample(store)
    sets(store, **{"auto": True, **rules})
    clock = HandClock(at)
    return Room(store, clock, Turns(store, clock))


def ticks(room: Room, times: int = 1) -> int:
    """What the clock does, so many times; how many people were told."""
    count = 0
    for _time in range(times):
        campaigns.plan(room)
        campaigns.fill(room)
        count += campaigns.tell(room)
    return count


def someone(store: Store, number: int = 1, channel: str = "sms", **row: Any) -> int:
    """A person known to the town since before; *row* are columns of theirs, or of their address."""
    now = datetime(2026, 1, 15, 10, tzinfo=PARIS)
    address = f"+3363998{number:04}" if channel == "sms" else f"{1000 + number}"
    hash, sealed = people.hash_of(store, channel, address), store.vault.seal(address.encode())
    person: dict[str, Any] = {"id": new_id(), "language": "fr", "noticed_at": now, "created_at": now}
    place = {"id": new_id(), "person_id": person["id"], "channel": channel, "hash": hash, "sealed": sealed}
    for name, value in row.items():
        (person if name in PEOPLE.c else place)[name] = value
    with store.writing() as tx:
        tx.execute(insert(PEOPLE), person)
        tx.execute(insert(ADDRESSES), place)
    return int(person["id"])


def crowd(store: Store, count: int, channel: str = "sms", first: int = 1) -> None:
    """So many people."""
    now = datetime(2026, 1, 15, 10, tzinfo=PARIS)
    ids = [new_id() for _ in range(count)]
    addresses = [f"+336{first + place:08}" if channel == "sms" else f"{first + place}" for place in range(count)]
    with store.writing() as tx:
        tx.execute(insert(PEOPLE), [{"id": id, "language": "fr", "noticed_at": now, "created_at": now} for id in ids])
        places = [
            {
                "id": new_id(),
                "person_id": id,
                "channel": channel,
                "hash": people.hash_of(store, channel, address),
                "sealed": store.vault.seal(address.encode()),
            }
            for id, address in zip(ids, addresses, strict=True)
        ]
        tx.execute(insert(ADDRESSES), places)


def planned(store: Store, rule: str = "") -> list[Campaign]:
    """The campaigns of the current edition, of one rule or of all."""
    with store.reading() as tx:
        return [campaign for campaign in kept.listed(tx, editions.find(tx).id) if rule in ("", campaign.rule)]


def one(store: Store, rule: str, mark: str = "") -> Campaign:
    """The campaign of *rule*, the one whose key ends with *mark* if there are several."""
    return next(campaign for campaign in planned(store, rule) if campaign.key.endswith(mark))


def texts(store: Store, *states: str) -> list[str]:
    """What reminders say in the outbox, of messages in these states (all that were not stopped if none is named)."""

    ours = OUTBOX.c.state.in_(states) if states else OUTBOX.c.state != "stopped"
    with store.reading() as tx:
        said = select(KEPT_WORDS).select_from(WITH_WORDS).where(OUTBOX.c.kind == "campaign", ours)
        words = tx.execute(said.order_by(OUTBOX.c.id)).scalars()
        return [orjson.loads(store.vault.open(sealed))["text"] for sealed in words]


def leave(store: Store, now: datetime) -> None:
    """What waits in the outbox has left, as a sender has it do."""
    gone = update(OUTBOX).where(OUTBOX.c.kind == "campaign", OUTBOX.c.state == "waiting")
    with store.writing() as tx:
        tx.execute(gone.values(state="sent", sent_at=now))


def states(store: Store) -> Counter[tuple[str, str]]:
    """How many reminders are in each state, and why."""
    with store.reading() as tx:
        both = (ROWS.c.state, ROWS.c.reason)
        rows = tx.execute(select(*both, func.count()).group_by(*both))
        return Counter({(state, reason): count for state, reason, count in rows})


def votes(store: Store, *persons: int) -> None:
    """These people have voted."""
    with store.writing() as tx:
        edition = editions.find(tx).id
        rows = [
            {"edition_id": edition, "person_id": id, "voted_on": date(2026, 11, 3), "receipt": b"r"} for id in persons
        ]
        tx.execute(insert(ROLL), rows)


def sent(store: Store) -> None:
    """The senders empty the outbox."""
    with store.writing() as tx:
        tx.execute(update(OUTBOX).where(OUTBOX.c.state == State.WAITING).values(state=State.SENT))


def goes_to(room: Room, at: datetime) -> None:
    """It is *at* now."""
    assert isinstance(room.clock, HandClock), "the clock of a test is moved by hand"
    room.clock.at = at


def passes(room: Room, **how_long: float) -> None:
    """Time passes."""
    goes_to(room, room.clock.now() + timedelta(**how_long))
