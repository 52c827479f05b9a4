"""Meetings: which there are, «VENIR 2 AVEC 3» to keep places, «ABSENT 2» to free them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from flows.meetings.deeds import CalendarFile, Come, Comes, Full, HowMeetingsStand, Places, StayAway
from flows.meetings.which_meeting import ABSENT_FROM, COME_TO, READ_OF, upcoming, which_meeting, which_with_guests
from flows.people.profile import is_known, keep_declared
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.meeting import Meeting
from flows.words import Joined, Moment, Say, Value, Verbatim, _, n_

NOBODY = Places()


def meetings(chat: Chat, scene: Scene) -> None:
    """Tell of one meeting after another, for as long as the person likes."""
    coming = upcoming(scene)
    if not coming:
        _none(chat, scene)
        return
    places = chat.look(HowMeetingsStand())
    if _mine(coming, places) and not is_known(chat, scene):
        return
    meeting = coming[chat.ask("meeting", which_meeting(coming, scene, READ_OF), opening=True)]
    while True:
        taken = places.get(meeting.id, NOBODY)
        chat.say(*_details(meeting, taken, scene))
        then = chat.ask("then", _what_next(meeting, taken, len(coming)))
        if then != "other":
            break
        meeting = coming[chat.ask("other", which_meeting(coming, scene, READ_OF))]
    keep_declared(chat, scene)
    chat.go(then, str(meeting.number) if then in ("come", "absent") else "")


def come(chat: Chat, scene: Scene) -> None:
    """Keep places at a meeting for the person and their guests."""
    coming = upcoming(scene)
    if not coming:
        return _none(chat, scene)
    id, _blank, guests = chat.ask("meeting", which_with_guests(coming, scene, COME_TO), opening=True).partition(" ")
    meeting, many = coming[id], int(guests or 0)
    before = chat.look(HowMeetingsStand()).get(id, NOBODY)
    if before.mine and not guests:
        return chat.say(*_comes_already(meeting, before, scene))
    keep_declared(chat, scene)
    match chat.do(Come(id, many)):
        case Comes():
            return chat.say(*_kept(meeting, many + 1, chat.look(CalendarFile(id)), scene))
        case Full(left):
            places = chat.look(HowMeetingsStand())
            return chat.say(*_full(meeting, left, before, _similar(meeting, many + 1, coming, places), scene))
        case Refused(why):
            return chat.say(why)


def absent(chat: Chat, scene: Scene) -> None:
    """Free the places of a person who cannot come after all."""
    coming = upcoming(scene)
    if not coming:
        return _none(chat, scene)
    mine = _mine(coming, chat.look(HowMeetingsStand()))
    if mine and not is_known(chat, scene):
        return None
    if not mine:
        keep_declared(chat, scene)
        return chat.say(_("Vous n'avez de place à aucune réunion. Pour les voir : REUNIONS."))
    meeting = _missed(chat, scene, coming, mine)
    keep_declared(chat, scene)
    if not chat.do(StayAway(meeting.id)):
        number = meeting.number
        return chat.say(_("Vous n'aviez pas de place à la réunion n° {number} : rien ne change.", number=number))
    return chat.say(
        _(
            "C'est noté : vous ne venez pas à « {title} », le {at}. Merci de l'avoir dit, la place est libre. "
            "Si vous changez d'avis : VENIR {number}.",
            **_named(meeting, scene),
        ),
        _(
            "C'est noté : vous ne venez pas à la réunion {number}, le {at}. Merci de l'avoir dit. "
            "Si vous changez d'avis : VENIR {number}.",
            **_named(meeting, scene),
        ),
    )


def _none(chat: Chat, scene: Scene) -> None:
    """There is nowhere to go: what is true instead."""
    chat.say(Joined((_("Aucune réunion n'est prévue pour l'instant."), now_and_next(scene.edition, scene.now)), " "))


def _mine(coming: Mapping[str, Meeting], places: Mapping[str, Places]) -> dict[str, Meeting]:
    """Those of the meetings *coming* to which the person said they come."""
    return {id: meeting for id, meeting in coming.items() if places.get(id, NOBODY).mine}


def _named(meeting: Meeting, scene: Scene) -> dict[str, Value]:
    """What a sentence may say of a meeting."""
    return {
        "number": meeting.number,
        "title": Verbatim(meeting.title),
        "at": Moment(meeting.starts.astimezone(scene.edition.zone)),
        "place": Verbatim(meeting.place),
    }


# One meeting


def _details(meeting: Meeting, places: Places, scene: Scene) -> tuple[Say, Say]:
    """All there is to say of a meeting; by SMS, without what it is about."""
    named = _named(meeting, scene)
    where = scene.edition.district_names.get(meeting.district, "")
    room = _room(meeting, places)
    return (
        Joined(
            (
                _("N° {number} · {title}", **named),
                _("Le {at}, {place}", **named),
                *((Verbatim(where),) if where else ()),
                *((Verbatim(meeting.about),) if meeting.about else ()),
                *room,
            )
        ),
        Joined((_("{number} {title} : le {at}, {place}.", **named), *room), " "),
    )


def _room(meeting: Meeting, places: Places) -> tuple[Say, ...]:
    """Whether the person comes; else whether there is room."""
    if places.mine:
        return (n_("Vous y avez {n} place.", "Vous y avez {n} places.", places.mine),)
    if not meeting.capacity:
        return ()
    left = _left(meeting, places)
    return (n_("Il reste {n} place.", "Il reste {n} places.", left) if left else _("C'est complet."),)


def _left(meeting: Meeting, places: Places) -> int:
    return max(meeting.capacity - places.taken, 0)


def _what_next(meeting: Meeting, places: Places, count: int) -> Pick:
    return Pick(
        _("Et maintenant ?"),
        short=_("Ensuite ?"),
        help=_("Répondez par le chiffre d'une ligne. MENU : tout le reste."),
        topic=_("La suite"),
        options=tuple(_options(meeting, places, count)),
    )


def _options(meeting: Meeting, places: Places, count: int) -> Iterator[Option]:
    if places.mine:
        yield Option("absent", _("Je ne viens plus"))
    elif not meeting.capacity or _left(meeting, places):
        yield Option("come", _("J'y vais"), words="venir, je viens")
    if count > 1:
        yield Option("other", _("Une autre réunion"), words="autre")
    yield Option("menu", _("Menu"))


# Coming


def _kept(meeting: Meeting, places: int, link: str, scene: Scene) -> tuple[Say, Say]:
    """The places are kept; where letters cost nothing, with the file for the person's own calendar."""
    named = _named(meeting, scene)
    whole = n_(
        "C'est noté : {n} place pour « {title} », le {at}, {place}.",
        "C'est noté : {n} places pour « {title} », le {at}, {place}.",
        places,
        **named,
    )
    short = n_(
        "Noté, {n} place : {title}, le {at}, {place}.", "Noté, {n} places : {title}, le {at}, {place}.", places, **named
    )
    more = _("À plusieurs ? Par exemple : VENIR {number} AVEC 3.", **named) if places == 1 else None
    away = _("Un imprévu ? ABSENT {number}.", **named)
    agenda = _("Dans votre agenda : {link}", link=Verbatim(link)) if link else None
    return (
        Joined(tuple(part for part in (whole, more, away, agenda) if part)),
        Joined(tuple(part for part in (short, more, away) if part), " "),
    )


def _comes_already(meeting: Meeting, places: Places, scene: Scene) -> tuple[Say, Say]:
    """They have places already: how to have more, or none."""
    named = _named(meeting, scene)
    return (
        n_(
            "Vous avez déjà {n} place pour « {title} », le {at}, {place}. "
            "Pour en changer le nombre : VENIR {number} AVEC 2. Un imprévu ? ABSENT {number}.",
            "Vous avez déjà {n} places pour « {title} », le {at}, {place}. "
            "Pour en changer le nombre : VENIR {number} AVEC 2. Un imprévu ? ABSENT {number}.",
            places.mine,
            **named,
        ),
        n_(
            "Vous avez déjà {n} place à la réunion {number}, le {at}. "
            "Pour changer : VENIR {number} AVEC 2, ou ABSENT {number}.",
            "Vous avez déjà {n} places à la réunion {number}, le {at}. "
            "Pour changer : VENIR {number} AVEC 2, ou ABSENT {number}.",
            places.mine,
            **named,
        ),
    )


def _full(meeting: Meeting, left: int, before: Places, similar: Meeting | None, scene: Scene) -> tuple[Say, Say]:
    """There is no room, or not enough: what there is, what they keep, and another meeting."""
    whole = (_no_room(meeting, left, scene), _kept_before(before), _instead(similar, scene))
    short = (_no_room_by_sms(meeting, left), _kept_before(before), _instead_by_sms(similar, scene))
    return Joined(tuple(part for part in whole if part)), Joined(tuple(part for part in short if part), " ")


def _no_room(meeting: Meeting, left: int, scene: Scene) -> Say:
    named = _named(meeting, scene)
    if not left:
        return _("Désolé, « {title} », le {at}, est complet. Merci de votre envie de venir !", **named)
    return n_(
        "Désolé, il ne reste que {n} place pour « {title} », le {at}.",
        "Désolé, il ne reste que {n} places pour « {title} », le {at}.",
        left,
        **named,
    )


def _no_room_by_sms(meeting: Meeting, left: int) -> Say:
    if not left:
        return _("Désolé, la réunion {number} est complète.", number=meeting.number)
    return n_(
        "Désolé, il ne reste que {n} place à la réunion {number}.",
        "Désolé, il ne reste que {n} places à la réunion {number}.",
        left,
        number=meeting.number,
    )


def _kept_before(before: Places) -> Say | None:
    if not before.mine:
        return None
    return n_("Vous gardez votre place.", "Vous gardez vos {n} places.", before.mine)


def _instead(similar: Meeting | None, scene: Scene) -> Say:
    if similar is None:
        return _("Une place se libère parfois : essayez de nouveau la veille.")
    return _("Il reste de la place pour « {title} », le {at}, {place} : VENIR {number}.", **_named(similar, scene))


def _instead_by_sms(similar: Meeting | None, scene: Scene) -> Say:
    if similar is None:
        return _("Une place se libère parfois : essayez de nouveau la veille.")
    return _("Il reste de la place pour {title}, le {at} : VENIR {number}.", **_named(similar, scene))


def _similar(full: Meeting, wanted: int, coming: Mapping[str, Meeting], places: Mapping[str, Places]) -> Meeting | None:
    """Another meeting with room for so many: of the same district if there is one, else the soonest."""

    def nearness(meeting: Meeting) -> tuple[bool, datetime]:
        return meeting.district != full.district, meeting.starts

    others = (
        meeting for meeting in coming.values() if meeting.id != full.id and not places.get(meeting.id, NOBODY).mine
    )
    roomy = (
        meeting
        for meeting in others
        if not meeting.capacity or _left(meeting, places.get(meeting.id, NOBODY)) >= wanted
    )
    return min(roomy, key=nearness, default=None)


# Not coming


def _missed(chat: Chat, scene: Scene, coming: Mapping[str, Meeting], mine: Mapping[str, Meeting]) -> Meeting:
    """Which one they cannot come to: the only one they meant to come to, unless they name another."""
    was_asked = chat.given("meeting") or (chat.thread.asked and chat.thread.asked.name == "meeting")
    if len(mine) == 1 and not chat.opening and not was_asked:
        return next(iter(mine.values()))
    offered = which_meeting(coming if chat.opening else mine, scene, ABSENT_FROM)
    return coming[chat.ask("meeting", offered, opening=True)]


MEETINGS = Flow("meetings", meetings, word="REUNIONS")
COME = Flow("come", come, word="VENIR")
ABSENT = Flow("absent", absent, word="ABSENT")
