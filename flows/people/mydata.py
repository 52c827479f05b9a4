"""All that is kept of a person, given to that person and to nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from flows.people.profile import is_known, keep_declared
from flows.people.rights_deeds import Filled, Kept, KeptAddress, KeptWords, OwnIdea, WhatIsKept
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.memory import Thread
from flows.talk.questions import YesNo
from flows.talk.recalled import told_again
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.questionnaire import SurveyQuestion
from flows.town.rules import IN_NAME_OF
from flows.words import Day, Joined, Moment, Money, Say, Text, Tongue, Verbatim, _, n_


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
    return chat.say(Joined(tuple(_all(chat, kept, scene))))


def _all(chat: Chat, kept: Kept, scene: Scene) -> Iterator[Say]:
    """The whole of it, a line each."""
    yield _("Voici tout ce que nous gardons de vous, depuis le {day} :", day=Day(kept.since.date(), year=True))
    for label, value in _self(scene):
        yield _("{label} : {value}", label=label, value=value)
    yield from (_address(place) for place in kept.addresses)
    yield from (_ballot(day) for day in kept.ballots)
    yield from (_idea(idea, scene.edition) for idea in kept.ideas)
    yield from _listed(_("Projets soutenus"), kept.supports)
    yield from _listed(_("Projets suivis"), kept.follows)
    yield from _remarks(_("Commentaire sur le projet {about}, {at} : {words}"), kept.comments)
    for question in kept.questions:
        yield from _remarks(_said_by(question), (question,))
    yield from (_survey(filled, scene.edition) for filled in kept.surveys)
    for draft in _unfinished(kept):
        yield _("Conversation non terminée : {answers}", answers=told_again(draft, chat.recall(draft)))
    yield from _called(kept, scene.edition)
    if "taps" in scene.me.can:
        yield from _remarks(_("Message du {at} : {words}"), kept.messages)
    else:
        yield from _by_day(kept.messages)
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


def _address(place: KeptAddress) -> Say:
    label: Say = _CHANNELS.get(place.channel, Verbatim(place.channel))
    heard = _(" (dernier message le {day})", day=Day(place.heard_on, year=True)) if place.heard_on else Verbatim("")
    return _("{label} : {address}{heard}", label=label, address=Verbatim(place.address), heard=heard)


def _ballot(day: date) -> Say:
    return _("Vous avez voté le {day}. Votre choix n'est pas gardé avec votre nom.", day=Day(day, year=True))


def _idea(idea: OwnIdea, edition: Edition) -> Say:
    """The whole idea, in the words of the questions that were asked about it."""
    whose = " · ".join(part for part in (idea.name, idea.contact) if part)
    state = _("publique") if idea.public else _("lue par l'équipe seulement")
    line = _("Idée {number}, {state} : {title}", number=idea.number, state=state, title=Verbatim(idea.title))
    named = (_("(au nom de : {whose})", whose=Verbatim(whose)),) if whose else ()
    parts = [_("{label} : {value}", label=label, value=value) for label, value in _parts(idea, edition)]
    return Joined((Joined((line, *named), " "), *parts), " · ")


def _parts(idea: OwnIdea, edition: Edition) -> Iterator[tuple[Say, Say]]:
    """All that was said of an idea beside its title."""
    where = ", ".join(part for part in (edition.district_names.get(idea.district, idea.district), idea.place) if part)
    words = ((_("Quoi et pourquoi"), idea.summary), (_("Où"), where), (_("Pour qui"), idea.whom))
    yield from ((label, Verbatim(said)) for label, said in words if said)
    if idea.cost:
        yield _("Coût"), Text("{cost}", {"cost": Money(idea.cost, edition.currency)})
    if idea.photo:
        yield _("Photo"), _("oui")
    yield _("Au nom de"), IN_NAME_OF.get(idea.kind, Verbatim(idea.kind))
    if idea.adult:
        yield _("L'accord d'un adulte"), _("oui")
    if idea.akin:
        yield _("À réunir avec"), Verbatim(idea.akin)
    if idea.sent:
        yield _("Envoyée le"), Text("{day}", {"day": Day(idea.sent.date(), year=True)})


def _listed(label: Say, projects: tuple[tuple[int, str], ...]) -> Iterator[Say]:
    if projects:
        named = ", ".join(f"{number} {title}" for number, title in projects)
        yield _("{label} : {value}", label=label, value=Verbatim(named))


def _said_by(words: KeptWords) -> Text:
    """How something said in a question to the team is introduced."""
    if words.note:
        return _("Question {about}, note de l'équipe, {at} : {words}")
    if words.ours:
        return _("Question {about}, réponse de l'équipe, {at} : {words}")
    return _("Question {about}, {at} : {words}")


def _called(kept: Kept, edition: Edition) -> Iterator[Say]:
    """What has to do with the messages that nobody asked for, and with meeting people."""
    for id, companions in kept.meetings:
        meeting = edition.meeting_by_id.get(id)
        title = Verbatim(meeting.title if meeting else id)
        if not companions:
            yield _("Inscription : {title}", title=title)
        else:
            yield n_(
                "Inscription : {title}, avec {n} autre personne.",
                "Inscription : {title}, avec {n} autres personnes.",
                companions,
                title=title,
            )
    if kept.relayed:
        yield _("Ambassadeur : {value}", value=Verbatim(kept.relayed))
    if kept.through:
        yield _("Vous êtes venu par le mot d'un ambassadeur : il voit un nombre, jamais qui.")
    if kept.reminded:
        yield n_("{n} rappel envoyé.", "{n} rappels envoyés.", kept.reminded)
    for consent in kept.consents:
        said = _("oui") if consent.wanted else _("non")
        kind, day = _KINDS.get(consent.kind, Verbatim(consent.kind)), Day(consent.said.date(), year=True)
        yield _("{kind} : {said}, dit le {day}", kind=kind, said=said, day=day)


_KINDS: dict[str, Text] = {
    "reminders": _("Rappels"),
    "news": _("Grandes nouvelles"),
    "meetings": _("Annonces de réunions"),
}
"""The kinds of messages that people say yes or no to."""


def _remarks(how: Text, remarks: Iterable[KeptWords]) -> Iterator[Say]:
    for remark in remarks:
        yield Text(how.source, {"about": remark.about, "at": Moment(remark.at), "words": Verbatim(remark.words)})


def _by_day(messages: tuple[KeptWords, ...]) -> Iterator[Say]:
    """The messages of each day on a line: a date before each would be half of the SMS."""
    for day, said in groupby(messages, key=lambda message: message.at.date()):
        words = Verbatim(" / ".join(message.words for message in said))
        yield _("Messages du {day} : {words}", day=Day(day), words=words)


def _survey(filled: Filled, edition: Edition) -> Say:
    survey = edition.survey_called(filled.survey)
    title, day = Verbatim(survey.title if survey else filled.survey), Day(filled.day, year=True)
    if filled.answers is None:
        return _("Enquête « {title} », le {day} : réponses anonymes, séparées de vous.", title=title, day=day)
    questions = {question.id: question for question in survey.questions} if survey else {}
    given = " · ".join(_chosen(answer, questions.get(id), edition) for id, answer in filled.answers.items())
    return _("Enquête « {title} », le {day} : {given}", title=title, day=day, given=Verbatim(given))


def _chosen(answer: object, question: SurveyQuestion | None, edition: Edition) -> str:
    """An answer as the survey showed it: its choices by their labels."""
    labels = {choice.id: choice.label for choice in question.choices} if question else {}
    given = answer if isinstance(answer, list | tuple) else (answer,)
    return ", ".join(
        labels.get(str(choice)) or edition.district_names.get(str(choice), str(choice)) for choice in given
    )


def _brief(kept: Kept, scene: Scene) -> Say:
    """How much is kept of what, within two segments."""
    declared = [value for _label, value in _self(scene)]
    first = _("Gardé de vous : ce numéro, {self}.", self=Joined(tuple(declared), between=", "))
    return Joined((first, *_counts(kept)), between=" ")


def _unfinished(kept: Kept) -> list[Thread]:
    """The conversations left unfinished, beside this one."""
    return [thread for thread in kept.drafts if thread.flow != MYDATA.name]


def _counts(kept: Kept) -> Iterator[Say]:
    """What there is, and how much of it."""
    if kept.ballots:
        yield _("Vote : le {day}, jamais le choix.", day=Day(kept.ballots[-1]))
    counted = (
        (_("Idées : {n}."), len(kept.ideas)),
        (_("Soutiens : {n}."), len(kept.supports)),
        (_("Suivis : {n}."), len(kept.follows)),
        (_("Commentaires : {n}."), len(kept.comments)),
        (_("Questions : {n}."), len({question.about for question in kept.questions})),
        (_("Enquêtes : {n}."), len(kept.surveys)),
        (_("Brouillons : {n}."), len(_unfinished(kept))),
        (_("Messages : {n}."), len(kept.messages)),
    )
    yield from (Text(how.source, {"n": count}) for how, count in counted if count)


MYDATA = Flow("mydata", mydata, secret=True, word="MESDONNEES")
