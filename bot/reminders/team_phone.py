"""The team's own phone: it gets a text, once, for each reminder that nobody took care of."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.channels import BY_NAME as CHANNELS
from bot.languages.words import voice
from bot.reminders.forgotten import wanting
from bot.turn.ticker import Room
from flows.reminders import for_the_team
from flows.talk.chat import Said
from flows.talk.memory import Memory
from flows.talk.speech import named
from flows.talk.turned import Turned
from flows.town.edition import Edition
from flows.town.good_times import is_good
from flows.words import Say
from storage.database.ids import new_id
from storage.database.store import Store
from storage.messages import to_send
from storage.messages.to_send import ToSend
from storage.people import people, speakers
from storage.people.speakers import Known
from storage.reminders.campaigns import Campaign
from storage.reminders.forgotten import Neglect
from storage.town import editions

SMS = "sms"

A_WEEK = timedelta(days=7)
"""After how long what was missed is no news: the phone was named later than that."""


def warn(room: Room) -> int:
    """Write to the team's phone, if there is one, of what it was not told yet; how many texts that was.

    At hours at which people may be written to: nobody arms a reminder at night.
    """
    now = room.clock.now()
    with room.store.reading() as tx:
        edition = editions.find(tx)
        if not (edition.team_phone and is_good(now, edition) and _new(tx, edition, now)):
            return 0
    with room.store.writing() as tx:
        new, phone = _new(tx, edition, now), _phone(tx, room.store, edition, now)
        if phone is None:
            return 0
        to_send.put(tx, room.store, [_to_send(key, text, phone, edition) for key, text in new.items()], now)
    return len(new)


def _new(tx: Connection, edition: Edition, now: datetime) -> dict[str, Say]:
    """What there is to tell, and was not yet, by a key of its own."""
    texts = {
        f"team:{how}:{campaign.id}": _told(how, campaign, campaign.due_at.astimezone(edition.zone))
        for how, campaign in wanting(tx, edition, now)
        if campaign.until > now - A_WEEK
    }
    known = to_send.known(tx, list(texts))
    return {key: text for key, text in texts.items() if key not in known}


def _told(how: Neglect, campaign: Campaign, due: datetime) -> Say:
    match how:
        case Neglect.UNARMED:
            return for_the_team.unarmed(campaign.number, due)
        case Neglect.MISSED:
            return for_the_team.missed(campaign.number)
        case Neglect.LATE:
            return for_the_team.late(campaign.number, due)


def _phone(tx: Connection, store: Store, edition: Edition, now: datetime) -> Known | None:
    """Who is at the team's phone, which need not have written to us; None if it asked for silence."""
    known = speakers.found(tx, store, SMS, edition.team_phone)
    if known is None:
        person = people.new_person(tx, edition.languages[0], now)
        people.add_address(tx, store, SMS, edition.team_phone, person)
        known = speakers.found(tx, store, SMS, edition.team_phone)
    return known if known and not (known.stopped or known.erased) else None


def _to_send(key: str, text: Say, phone: Known, edition: Edition) -> ToSend:
    shape = CHANNELS[SMS]
    turned = Turned(Memory(), named(edition, (Said(text),)))
    [message] = shape.show(turned, voice(edition.languages[0]), 0, "").messages
    return ToSend(
        id=new_id(),
        message_id=None,
        address_id=phone.address_id,
        channel=SMS,
        words=message.as_json(),
        secret=False,
        handed_over=False,
        weight=shape.weigh(message),
        key=key,
        person_id=phone.person_id,
    )
