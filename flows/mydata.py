"""All that is kept of a person, given to that person and to nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from flows.chat import Chat
from flows.deeds import Address, Filled, Kept, OwnIdea, Remark, WhatIsKept
from flows.edition import Edition
from flows.flow import Flow
from flows.profile import is_known, keep_declared
from flows.questions import YesNo
from flows.scene import Scene
from flows.words import Day, Joined, Moment, Say, Text, Tongue, Verbatim, _, n_


def mydata(chat: Chat, scene: Scene) -> None:
    """Everything, readable; by SMS how much of what, then the rest to who wants it in so many texts."""
    if not is_known(chat, scene):
        return None
    kept = chat.look(WhatIsKept())
    if "taps" not in scene.me.can:
        chat.say(_brief(kept, scene))
        if not chat.ask("all", YesNo(_("Tout recevoir ici, en plusieurs SMS ?"), topic=_("Tout recevoir"))):
            keep_declared(chat, scene)
            return chat.say(_("D'accord. Pour tout effacer : EFFACER."))
    keep_declared(chat, scene)
    return chat.say(Joined(tuple(_all(kept, scene))))


def _all(kept: Kept, scene: Scene) -> Iterator[Say]:
    """The whole of it, a line each."""
    yield _("Voici tout ce que nous gardons de vous, depuis le {day} :", day=Day(kept.since.date(), year=True))
    for label, value in _self(scene):
        yield _("{label} : {value}", label=label, value=value)
    yield from (_address(one) for one in kept.addresses)
    yield from (_ballot(day) for day in kept.ballots)
    yield from (_idea(one) for one in kept.ideas)
    yield from _listed(_("Projets soutenus"), kept.supports)
    yield from _listed(_("Projets suivis"), kept.follows)
    yield from _remarks(_("Commentaire sur le projet {about}, {at} : {words}"), kept.comments)
    for one in kept.questions:
        yield from _remarks(_said_by(one), (one,))
    yield from (_survey(one, scene.edition) for one in kept.surveys)
    for draft in kept.drafts:
        yield _("Conversation non terminée : {answers}", answers=_draft(draft, scene.edition))
    yield from _called(kept, scene.edition)
    yield from _remarks(_("Message du {at} : {words}"), kept.messages)
    yield from _remarks(_("STOP ou START, {at} : {words}"), kept.silences)
    if kept.replies:
        yield n_("Et {n} de nos réponses.", "Et {n} de nos réponses.", kept.replies)
    if kept.shared:
        yield _SHARED
    yield _("Pour corriger : MOI. Pour tout effacer : EFFACER.")


_SHARED = _("Vous partagez ce téléphone : ses messages, et ce qui est à d'autres, ne sont pas montrés.")


def _self(scene: Scene) -> Iterator[tuple[Say, Say]]:
    """What the person declared."""
    me = scene.me
    yield _("Langue"), Text("{language}", {"language": Tongue(me.language)})
    if me.name:
        yield _("Prénom"), Verbatim(me.name)
    if me.district:
        yield _("Quartier"), Verbatim(scene.edition.district_names.get(me.district, me.district))
    if me.band:
        yield _("Âge"), _band(me.band)


def _band(band: str) -> Say:
    least, _dash, most = band.partition("-")
    return _("{least} à {most} ans", least=least, most=most) if most else _("{least} ans et plus", least=least)


_CHANNELS: dict[str, Text] = {"sms": _("Téléphone"), "telegram": _("Compte Telegram")}


def _address(one: Address) -> Say:
    label: Say = _CHANNELS.get(one.channel, Verbatim(one.channel))
    heard = _(" (dernier message le {day})", day=Day(one.heard_on, year=True)) if one.heard_on else Verbatim("")
    return _("{label} : {address}{heard}", label=label, address=Verbatim(one.address), heard=heard)


def _ballot(day: date) -> Say:
    return _("Vous avez voté le {day}. Votre choix n'est pas gardé avec votre nom.", day=Day(day, year=True))


def _idea(one: OwnIdea) -> Say:
    whose = " · ".join(part for part in (one.name, one.contact) if part)
    state = _("publique") if one.public else _("lue par l'équipe seulement")
    line = _("Idée {number}, {state} : {title}", number=one.number, state=state, title=Verbatim(one.title))
    return Joined((line, _("(au nom de : {whose})", whose=Verbatim(whose))), between=" ") if whose else line


def _listed(label: Say, projects: tuple[tuple[int, str], ...]) -> Iterator[Say]:
    if projects:
        named = ", ".join(f"{number} {title}" for number, title in projects)
        yield _("{label} : {value}", label=label, value=Verbatim(named))


def _said_by(one: Remark) -> Text:
    """How something said in a question to the team is introduced."""
    if one.note:
        return _("Question {about}, note de l'équipe, {at} : {words}")
    if one.ours:
        return _("Question {about}, réponse de l'équipe, {at} : {words}")
    return _("Question {about}, {at} : {words}")


def _called(kept: Kept, edition: Edition) -> Iterator[Say]:
    """What has to do with the messages that nobody asked for, and with meeting people."""
    for id in kept.meetings:
        meeting = edition.meeting_by_id.get(id)
        yield _("Inscription : {title}", title=Verbatim(meeting.title if meeting else id))
    if kept.relayed:
        yield _("Ambassadeur : {value}", value=Verbatim(kept.relayed))
    if kept.through:
        yield _("Vous êtes venu par le mot d'un ambassadeur : il voit un nombre, jamais qui.")
    if kept.reminded:
        yield n_("{n} rappel envoyé.", "{n} rappels envoyés.", kept.reminded)
    if kept.unwanted:
        yield _("Vous ne voulez pas de rappels.")


def _draft(answers: tuple[str, ...], edition: Edition) -> Say:
    """The answers of a draft; a place is kept as lines, of which the first is the id of its district."""
    parts = (edition.district_names.get(part, part) for answer in answers for part in answer.split("\n") if part)
    return Verbatim(" · ".join(parts))


def _remarks(how: Text, remarks: Iterable[Remark]) -> Iterator[Say]:
    for one in remarks:
        yield Text(how.source, {"about": one.about, "at": Moment(one.at), "words": Verbatim(one.words)})


def _survey(one: Filled, edition: Edition) -> Say:
    survey = edition.survey_called(one.survey)
    title, day = Verbatim(survey.title if survey else one.survey), Day(one.day, year=True)
    if one.answers is None:
        return _("Enquête « {title} », le {day} : réponses anonymes, séparées de vous.", title=title, day=day)
    given = " · ".join(_in_words(answer) for answer in one.answers.values())
    return _("Enquête « {title} », le {day} : {given}", title=title, day=day, given=Verbatim(given))


def _in_words(answer: object) -> str:
    return ", ".join(map(str, answer)) if isinstance(answer, list | tuple) else str(answer)


def _brief(kept: Kept, scene: Scene) -> Say:
    """How much is kept of what, within two segments."""
    declared = [value for _label, value in _self(scene)]
    first = _("Gardé de vous : ce numéro, {self}.", self=Joined(tuple(declared), between=", "))
    return Joined((first, *_counts(kept)), between=" ")


def _counts(kept: Kept) -> Iterator[Say]:
    """What there is, and how much of it."""
    if kept.ballots:
        yield _("Vote : le {day}, jamais le choix.", day=Day(kept.ballots[-1]))
    counted = (
        (_("Idées : {n}."), len(kept.ideas)),
        (_("Soutiens : {n}."), len(kept.supports)),
        (_("Suivis : {n}."), len(kept.follows)),
        (_("Commentaires : {n}."), len(kept.comments)),
        (_("Questions : {n}."), len({one.about for one in kept.questions})),
        (_("Enquêtes : {n}."), len(kept.surveys)),
        (_("Brouillons : {n}."), len(kept.drafts)),
        (_("Messages : {n}."), len(kept.messages)),
    )
    yield from (Text(how.source, {"n": count}) for how, count in counted if count)


MYDATA = Flow("mydata", mydata, secret=True, word="MESDONNEES")
