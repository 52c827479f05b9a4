"""What the town sends to many: prepared, armed by the team, and one row for each person, told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    String,
    Text,
    UniqueConstraint,
    and_,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field, Index, SQLModel

from flows.reminders import BY_HAND
from storage.database.store import Store, Utc
from storage.database.tables import table_of
from storage.reminders.states import CampaignState, ReminderState, into


class CampaignRow(SQLModel, table=True):
    """One reminder of one moment. *key* (edition, rule, what about, when due) is what makes it unique.

    *until* is when it is no longer true, and not sent any more.
    """

    __tablename__ = "campaigns"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    edition_id: int = Field(foreign_key="editions.id", sa_type=BigInteger, index=True)
    number: int  # by which the team calls it, in its edition
    key: str = Field(unique=True)
    rule: str
    about: str
    state: str
    due_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    until: datetime = Field(sa_column=Column(Utc, nullable=False))
    armed_by: str
    armed_at: datetime | None = Field(default=None, sa_column=Column(Utc))
    cursor: int = Field(sa_column=Column(BigInteger, nullable=False))  # the last person (id) that was looked at
    note: str = Field(sa_column=Column(Text, nullable=False))  # why it was stopped, or put off


class ReminderRow(SQLModel, table=True):
    """One person's part in a campaign: and which *variant* of it they were drawn for.

    The `reason` says why it was passed over.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        Index("reminders_to_tell", "campaign_id", "state", "channel", "due_at", "id"),
        Index("reminders_of_address", "address_id"),
    )

    id: int = Field(sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True))
    campaign_id: int = Field(foreign_key="campaigns.id", sa_type=BigInteger)
    person_id: int = Field(foreign_key="people.id", sa_type=BigInteger, index=True)
    address_id: int = Field(foreign_key="addresses.id", sa_type=BigInteger)
    channel: str  # that of the address
    variant: str = Field(sa_column=Column("arm", String, key="variant", nullable=False))
    state: str
    due_at: datetime = Field(sa_column=Column(Utc, nullable=False))
    told_at: datetime | None = Field(default=None, sa_column=Column(Utc))
    reason: str


CAMPAIGNS = table_of(CampaignRow)
REMINDERS = table_of(ReminderRow)


UNARMED = "armed by nobody while it was true"
"""What is noted of a campaign that was missed."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as it stands."""

    id: int
    edition_id: int
    number: int
    key: str
    rule: str
    about: str
    state: str
    due_at: datetime
    until: datetime
    note: str
    armed_by: str
    cursor: int  # 0: nobody was looked at yet; -1: everyone was
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)  # of an announcement, by language


def arm_due(tx: Connection, edition_id: int, by: str, now: datetime) -> int:
    """Arm the prepared campaigns whose time has come; how many there were. What is announced is armed by a person."""
    ready = and_(CAMPAIGNS.c.state == CampaignState.PREPARED, CAMPAIGNS.c.due_at <= now, CAMPAIGNS.c.until > now)
    made = CAMPAIGNS.c.rule.not_in(BY_HAND)
    ours = into(CampaignState.ARMED, CAMPAIGNS).where(CAMPAIGNS.c.edition_id == edition_id, ready, made)
    return len(tx.execute(ours.values(armed_by=by, armed_at=now).returning(CAMPAIGNS.c.id)).all())


def listed(tx: Connection, edition_id: int) -> list[Campaign]:
    """Every campaign of the edition, by date."""
    return which(tx, CAMPAIGNS.c.edition_id == edition_id)


def which(tx: Connection, *are: Any) -> list[Campaign]:
    """The campaigns that *are* so, by date."""
    query = select(CAMPAIGNS).where(*are).order_by(CAMPAIGNS.c.due_at, CAMPAIGNS.c.id)
    return [_campaign(row) for row in tx.execute(query)]


def numbered(tx: Connection, edition_id: int, number: int) -> Campaign | None:
    """The campaign that the team calls *number*."""
    query = select(CAMPAIGNS).where(CAMPAIGNS.c.edition_id == edition_id, CAMPAIGNS.c.number == number)
    row = tx.execute(query).one_or_none()
    return _campaign(row) if row else None


def arm(tx: Connection, id: int, by: str, now: datetime) -> bool:
    """Let a campaign begin when it is due, also one that the team had stopped; whether that may be.

    One that is done is armed anew only by what was taken back.
    """
    goes_on = (CAMPAIGNS.c.state != CampaignState.DONE, CAMPAIGNS.c.until > now)
    ours = into(CampaignState.ARMED, CAMPAIGNS).where(CAMPAIGNS.c.id == id, *goes_on)
    armed = ours.values(armed_by=by, armed_at=now, note="")
    return tx.execute(armed.returning(CAMPAIGNS.c.id)).first() is not None


def stop(tx: Connection, id: int, note: str) -> bool:
    """Have a campaign tell nobody from now on, nor send what is on its way; whether it was not stopped before.

    Waits for who is just telling someone.
    """
    ours = into(CampaignState.STOPPED, CAMPAIGNS).where(CAMPAIGNS.c.id == id)
    return tx.execute(ours.values(note=note).returning(CAMPAIGNS.c.id)).first() is not None


def annotate(tx: Connection, id: int, note: str) -> None:
    """Say why a campaign waits; nothing, once it does not wait any more."""
    tx.execute(update(CAMPAIGNS).where(CAMPAIGNS.c.id == id, CAMPAIGNS.c.note != note).values(note=note))


def under_way(tx: Connection, edition_id: int, now: datetime) -> list[Campaign]:
    """The armed campaigns of the edition that are due and not over, the oldest first."""
    ours = and_(CAMPAIGNS.c.state == CampaignState.ARMED, CAMPAIGNS.c.due_at <= now, CAMPAIGNS.c.until > now)
    return which(tx, CAMPAIGNS.c.edition_id == edition_id, ours)


def running(tx: Connection, edition_id: int, now: datetime) -> list[Campaign]:
    """The campaigns of the edition that have begun and are not over, also once everybody was told."""
    begun = CAMPAIGNS.c.state.in_((CampaignState.ARMED, CampaignState.DONE))
    return which(tx, CAMPAIGNS.c.edition_id == edition_id, begun, CAMPAIGNS.c.due_at <= now, CAMPAIGNS.c.until > now)


def cursor_of(tx: Connection, store: Store, id: int) -> int | None:
    """The person an armed campaign has got to; None if nobody is left to look at, it is armed no more, or another
    process is at it just now. Nobody else is at it until the transaction ends: that saves work, and nothing more.
    """
    if not store.is_sqlite and not tx.execute(select(func.pg_try_advisory_xact_lock(id))).scalar_one():
        return None
    ours = and_(CAMPAIGNS.c.id == id, CAMPAIGNS.c.state == CampaignState.ARMED, CAMPAIGNS.c.cursor >= 0)
    cursor: int | None = tx.execute(select(CAMPAIGNS.c.cursor).where(ours)).scalar_one_or_none()
    return cursor


def finish(tx: Connection, now: datetime, most: int) -> int:
    """Campaigns that are over: everyone was looked at and nobody waits, or what they say is no longer true.

    Of those who still wait then, at most so many are passed over; how many that was. One that nobody armed is missed.
    """
    missed = into(CampaignState.MISSED, CAMPAIGNS).where(CAMPAIGNS.c.until <= now).values(note=UNARMED)
    count = tx.execute(missed).rowcount
    waits = select(REMINDERS.c.id).where(
        REMINDERS.c.campaign_id == CAMPAIGNS.c.id, REMINDERS.c.state == ReminderState.WAITING
    )
    through = and_(CAMPAIGNS.c.cursor == -1, ~waits.exists())
    over = select(CAMPAIGNS.c.id).where(
        CAMPAIGNS.c.state == CampaignState.ARMED, or_(through, CAMPAIGNS.c.until <= now)
    )
    done = tx.execute(over).scalars().all()
    if done:
        tx.execute(into(CampaignState.DONE, CAMPAIGNS).where(CAMPAIGNS.c.id.in_(done)).values(note=""))
    late = select(CAMPAIGNS.c.id).where(
        CAMPAIGNS.c.state.in_((CampaignState.DONE, CampaignState.STOPPED)), CAMPAIGNS.c.until <= now
    )
    left = (
        select(REMINDERS.c.id)
        .where(REMINDERS.c.campaign_id.in_(late), REMINDERS.c.state == ReminderState.WAITING)
        .limit(most)
    )
    passed = into(ReminderState.PASSED, REMINDERS).where(REMINDERS.c.id.in_(left)).values(reason="too late")
    return count + len(done) + tx.execute(passed).rowcount


def _campaign(row: Any) -> Campaign:
    return Campaign(**{name: getattr(row, name) for name in Campaign.__slots__ if name in CAMPAIGNS.c})
