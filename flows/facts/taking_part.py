"""Meetings, ideas, one's own project and what one thinks: what there is to do, and when."""

from __future__ import annotations

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, end_of, start_of
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Phase, Span
from flows.town.meeting import Meeting
from flows.understanding.folding import fold
from flows.understanding.telling import based, told_words
from flows.words import Day, Joined, Moment, Say, Verbatim, _, n_


def meetings(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """The next meeting: what, when, where, and how to come."""
    coming = sorted((one for one in scene.edition.meetings if scene.now < one.ends), key=lambda one: one.starts)
    if not coming:
        return Said(_("Aucune réunion n'est annoncée pour l'instant. Les dates à venir : MENU."))
    coming = sorted(coming, key=lambda one: not _is_meant(one, asked.words, scene))
    told = _told(coming[0], scene)
    others = n_("Et {n} autre : REUNIONS.", "Et {n} autres : REUNIONS.", len(coming) - 1)
    come = _("Pour venir : VENIR {number}.", number=coming[0].number)
    if asked.of_an_end:
        end = _end_of(coming[0], scene)
        return Said(Joined((told, end, come), " "), Joined((told, end), " "))
    return Said(Joined((told, come, *((others,) if len(coming) > 1 else ())), " "), Joined((told, come), " "))


def _is_meant(meeting: Meeting, words: str, scene: Scene) -> bool:
    """Whether *words* speak of that meeting: by what its title tells, or by its day («la soirée du 7»)."""
    said = {based(word) for word in fold(words).split()}
    day = meeting.starts.astimezone(scene.edition.zone).day
    return bool(told_words(meeting.title) & said) or f" du {day} " in f" {fold(words)} "


def _told(meeting: Meeting, scene: Scene) -> Say:
    starts = meeting.starts.astimezone(scene.edition.zone)
    when = (
        Moment(starts)
        if starts.year == scene.now.astimezone(scene.edition.zone).year
        else Day(starts.date(), year=True)
    )
    return _("{title} : le {when}, {place}.", title=Verbatim(meeting.title), when=when, place=Verbatim(meeting.place))


def _end_of(meeting: Meeting, scene: Scene) -> Say:
    """When *meeting* is over."""
    return _("Fin : le {end}.", end=Moment(meeting.ends.astimezone(scene.edition.zone)))


def propose_how(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What to write to propose; out of season, when one can, and what to do meanwhile."""
    span = scene.edition.span_of(Phase.IDEAS)
    if span is None:
        return None
    if scene.now < span.opens:
        told: Say = _("Le dépôt des idées ouvre le {day}. Ce jour-là, écrivez PROPOSER.", day=start_of(span, scene))
    elif scene.now < span.closes:
        told = _open(span, scene)
    else:
        closed = _("Le dépôt des idées est clos depuis le {end}.", end=end_of(span, scene))
        told = Joined((closed, _("Pour en parler quand même à l'équipe : QUESTION et votre idée.")), " ")
    return Said(told)


def _open(span: Span, scene: Scene) -> Say:
    end = end_of(span, scene)
    return _(
        "Écrivez PROPOSER : je vous pose les questions une à une, vous relisez, et c'est envoyé. Jusqu'au {end}.",
        end=end,
    )


def my_project(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How to know where one's own project stands."""
    return Said(_("Où en est votre projet : écrivez SUIVI. Pour un projet précis : SUIVI et son numéro."))


def give_opinion(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Where an opinion can be given now: on a project, in a survey, to the team."""
    if scene.phase in scene.edition.comments and scene.edition.projects:
        return Said(_("Pour donner votre avis sur un projet : COMMENTER et son numéro. À l'équipe : QUESTION."))
    survey = next((one for one in scene.edition.surveys if one.is_open(scene.now)), None)
    if survey:
        told = _("Pour donner votre avis, répondez à l'enquête : {word}.", word=Verbatim(survey.word.upper()))
        return Said(Joined((told, _("À l'équipe : QUESTION.")), " "))
    return Said(_("Écrivez QUESTION et votre avis : l'équipe le lira."))


FACTS: dict[str, Fact] = {
    "meetings": meetings,
    "propose_how": propose_how,
    "my_project": my_project,
    "give_opinion": give_opinion,
}
