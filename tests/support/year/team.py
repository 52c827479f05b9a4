"""What the team does in a season, as its commands do it: a line of the lives each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.counting import tally
from bot.edition import phases
from bot.relays import relays
from bot.reminders import announcing, campaigns
from bot.reminders.announcing import lasts
from bot.team import calendar, decisions
from bot.team.calendar import MoveReason
from bot.team.decisions import TeamDecision
from bot.team.stamp import Stamp
from bot.turn.ticker import Room
from flows.reminders.announcement import ANNOUNCEMENT
from flows.reminders.audiences import Addressed, Audience
from flows.town.edition import Edition, Phase
from storage.relays.ambassadors import RelayDecision
from storage.reminders import campaigns as kept
from storage.reminders.announcements import Announced
from storage.town import editions, publications
from tests.support import relaying

BY = "Awa"


@dataclass(frozen=True, slots=True)
class Office:
    """Where the team works: over a store, at a moment, on the edition as it stands."""

    tx: Connection
    room: Room
    edition: Edition

    @property
    def now(self) -> datetime:
        """The moment, as commands take it."""
        return self.room.clock.now()


def acts(room: Room, what: str) -> None:
    """The team does what a line of the lives says."""
    if tied := re.fullmatch(r"the group of ambassador (\d) is tied", what):
        return relaying.ties(room, int(tied[1]))
    if what == "the team stops its announcement":
        return _stops(room)
    deed, given = next(
        ((deed, match.groups()) for how, deed in _DEEDS.items() if (match := re.fullmatch(how, what))), (None, ())
    )
    assert deed, f"the team does not understand «{what}»"
    with room.store.writing() as tx:
        deed(Office(tx, room, editions.find(tx)), *given)
    return None


def _approves(office: Office, number: str) -> None:
    ambassador = relaying.found(office.room, int(number))
    relays.approve(office.tx, office.room.store, ambassador, RelayDecision(BY, office.now))


def _sets(office: Office, number: str, status: str, stage: str, why: str) -> None:
    wanted = TeamDecision(status, why.strip(), stage=stage)
    decisions.decide(office.tx, office.edition, int(number), wanted, Stamp(BY, office.now))


def _publishes(office: Office) -> None:
    publications.publish(office.tx, office.edition.id, BY, office.now)


def _counts(office: Office) -> None:
    counted = tally.count_edition(office.tx, office.room.store, office.edition)
    tally.publish(office.tx, counted, office.now)


def _moves(office: Office, days: str) -> None:
    """As `portevoix phase vote --by-days` does."""
    edition = office.edition
    old = phases.local(edition.spans, edition.zone)
    new = phases.moved_by(old, Phase.VOTE, int(days), office.now, and_after=True)
    calendar.move(office.tx, edition, new, MoveReason(BY), office.now)


def _prolongs(office: Office, end: str, why: str) -> None:
    """As `portevoix prolong vote` does."""
    edition = office.edition
    old = phases.local(edition.spans, edition.zone)
    closes = phases.read_date(end, "closes", edition.zone)
    new = phases.moved(old, Phase.VOTE, None, closes, and_after=True)
    calendar.move(office.tx, edition, new, MoveReason(BY, why), office.now)
    campaigns.prepare(office.tx, office.room.store, editions.find(office.tx), office.now)


def _closes_ideas(office: Office) -> None:
    """As `portevoix phase ideas close-now` does."""
    edition = office.edition
    new = phases.closed_now(phases.local(edition.spans, edition.zone), Phase.IDEAS, office.now)
    calendar.move(office.tx, edition, new, MoveReason(BY), office.now)


def _moves_meeting(office: Office, id: str, starts: str, ends: str) -> None:
    """As a new edition file does."""
    begin, end = (datetime.fromisoformat(at).replace(tzinfo=office.edition.zone) for at in (starts, ends))
    meetings = tuple(
        replace(meeting, starts=begin, ends=end) if meeting.id == id else meeting for meeting in office.edition.meetings
    )
    editions.save(office.tx, replace(office.edition, meetings=meetings))


def _cancels_meeting(office: Office, id: str) -> None:
    """As a new edition file does, which has it no more."""
    meetings = tuple(meeting for meeting in office.edition.meetings if meeting.id != id)
    editions.save(office.tx, replace(office.edition, meetings=meetings))


def _announces(office: Office, words: str) -> None:
    """As `portevoix announce new` and `arm` do."""
    edition, store, now = office.edition, office.room.store, office.now
    wanted = Announced(Addressed(Audience.ALL), {"fr": words}, now, lasts(now))
    number = announcing.announce(office.tx, store, edition, wanted, now)
    campaign = kept.numbered(office.tx, edition.id, number)
    assert campaign is not None
    kept.arm(office.tx, campaign.id, BY, now)


def _stops(room: Room) -> None:
    """As `portevoix announce stop` does."""
    with room.store.reading() as tx:
        announced = kept.which(tx, kept.CAMPAIGNS.c.rule == ANNOUNCEMENT.name)[-1]
    campaigns.stop(room.store, announced, BY, room.clock.now())


_DEEDS: Mapping[str, Callable[..., None]] = {
    r"the team approves ambassador (\d)": _approves,
    r"the team sets (\d+) (\w+) ?(\w*):(.*)": _sets,
    r"the team publishes": _publishes,
    r"the team counts": _counts,
    r"the team moves the end of the vote by (\d+) days": _moves,
    r"the team prolongs the vote to (\S+): (.+)": _prolongs,
    r"the team closes the ideas": _closes_ideas,
    r"the team moves the meeting (\w+) to (\S+) until (\S+)": _moves_meeting,
    r"the team cancels the meeting (\w+)": _cancels_meeting,
    r"the team announces: (.+)": _announces,
}
