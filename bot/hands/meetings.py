"""Keeping places at meetings, and freeing them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.hands.base import Hands, does
from flows.meetings.deeds import CalendarFile, Come, Comes, Full, HowMeetingsStand, Places, StayAway
from flows.talk.deed import Refused
from flows.words import _
from storage.messages.own_names import WEB, own_names
from storage.town import meetings
from storage.town.meetings import Party, Turnout


@does(HowMeetingsStand)
def how_they_stand(hands: Hands, _look: HowMeetingsStand) -> Mapping[str, Places]:
    """The places taken at each meeting, and by the person."""
    turnouts = meetings.turnouts(hands.tx, hands.edition.id)
    mine = meetings.of_person(hands.tx, hands.edition.id, hands.known.person_id)
    return {id: Places(turnout.places, mine[id] + 1 if id in mine else 0) for id, turnout in turnouts.items()}


@does(CalendarFile)
def calendar_file(hands: Hands, look: CalendarFile) -> str:
    """The address of the meeting on our own pages, where the internet reaches them."""
    meeting = hands.edition.meeting_by_id.get(look.meeting)
    web = own_names(hands.tx).get(WEB, "")
    return f"{web}/meetings/{hands.edition.slug}/{meeting.number}.ics" if web and meeting else ""


@does(Come)
def come(hands: Hands, deed: Come) -> Comes | Full | Refused:
    """The places are the person's, if there are enough; nobody takes one while they are counted."""
    meeting = hands.edition.meeting_by_id.get(deed.meeting)
    if meeting is None or meeting.ends <= hands.now:
        return Refused(_("Cette réunion est passée. Pour voir les suivantes : REUNIONS."))
    edition, me = hands.edition.id, hands.known.person_id
    if meeting.capacity:
        meetings.hold(hands.tx, hands.store, edition)
        taken = meetings.turnouts(hands.tx, edition).get(meeting.id, Turnout()).places
        mine = meetings.of_person(hands.tx, edition, me).get(meeting.id)
        left = meeting.capacity - taken + (0 if mine is None else mine + 1)
        if deed.guests + 1 > left:
            return Full(max(left, 0))
    meetings.sign_up(hands.tx, edition, meeting.id, Party(me, deed.guests), hands.now)
    return Comes()


@does(StayAway)
def stay_away(hands: Hands, deed: StayAway) -> bool:
    """The places are free again."""
    return meetings.take_back(hands.tx, hands.edition.id, deed.meeting, hands.known.person_id)
