"""When one votes and proposes, when the result is known, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, about_the_vote, day_of, days_left, end_of, last_day, start_of, to_do
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.calendar import longer, true_now, why_longer
from flows.town.edition import Phase, Span
from flows.town.stood import was_decided
from flows.words import Day, Joined, Say, Verbatim, _, n_

COUNTED = 60
"""Days up to which those that are left are told: nobody counts more."""

EARLY = (Phase.PREPARATION, Phase.IDEAS, Phase.ANALYSIS)
"""The phases in which so much is still to come that an hour has no room, and matters to nobody."""

SOON = (Phase.IDEAS, Phase.BEFORE_VOTE, Phase.VOTE, Phase.RESULTS)
"""The phases whose beginning people wait for."""

VOTED = (Phase.COUNT, Phase.RESULTS)
"""The phases in which they wait for what is built, too."""

AGAIN = _("La prochaine fois n'est pas encore fixée.")


def vote_dates(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """When one votes, and how much time is left."""
    span = scene.edition.span_of(Phase.VOTE)
    if span is None:
        return None
    start, end = start_of(span, scene), end_of(span, scene)
    if scene.now < span.opens:
        told = _("Le vote ouvre le {start} et dure jusqu'au {end}.", start=start, end=end)
        return Said(Joined((told, *_meanwhile(scene)), " "))
    if scene.now >= span.closes:
        return Said(Joined((*about_the_vote(scene), *(list(_ahead(scene, SOON)) or [to_do(scene)])), " "))
    if more := longer(scene.edition, Phase.VOTE):
        return _longer(more, scene, to_do(scene))
    return Said(Joined((_open(span, scene), to_do(scene)), " "))


def _longer(told: Say, scene: Scene, how: Say) -> Said:
    """Until when a phase that was prolonged lasts, why, and what to do."""
    return Said(Joined((told, *why_longer(scene.edition, scene.phase), how), " "), Joined((told, how), " "))


def _open(span: Span, scene: Scene) -> Say:
    end, left = end_of(span, scene), days_left(span, scene)
    if left == 0:
        return _("Le vote est ouvert jusqu'au {end} : c'est le dernier jour.", end=end)
    if left > COUNTED:
        return _("Le vote est ouvert jusqu'au {end}.", end=end)
    return n_(
        "Le vote est ouvert jusqu'au {end} : encore {n} jour.",
        "Le vote est ouvert jusqu'au {end} : encore {n} jours.",
        left,
        end=end,
    )


def _meanwhile(scene: Scene) -> tuple[Say, ...]:
    """What one can do before the vote opens."""
    return (to_do(scene),) if scene.phase in (Phase.IDEAS, Phase.BEFORE_VOTE) else ()


def idea_dates(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """When one proposes; once that is over, what comes instead."""
    span = scene.edition.span_of(Phase.IDEAS)
    if span is None:
        return None
    start, end = start_of(span, scene), end_of(span, scene)
    if scene.now < span.opens:
        start = _within(span, scene) if isinstance(start, Day) else start
        return Said(_("Vous pourrez proposer vos idées du {start} au {end}.", start=start, end=end))
    if scene.now < span.closes:
        if more := longer(scene.edition, Phase.IDEAS):
            return _longer(more, scene, _("Pour proposer : PROPOSER."))
        return Said(Joined((_accepted(span, scene), _("Pour proposer : PROPOSER.")), " "))
    closed = _("Le dépôt des idées est clos depuis le {end}.", end=end)
    return Said(Joined((closed, AGAIN, *about_the_vote(scene)), " "))


def _accepted(span: Span, scene: Scene) -> Say:
    end, left = end_of(span, scene), days_left(span, scene)
    if left == 0:
        return _("Vous pouvez proposer une idée jusqu'au {end} : c'est le dernier jour.", end=end)
    if left > COUNTED:
        return _("Vous pouvez proposer une idée jusqu'au {end}.", end=end)
    return n_(
        "Vous pouvez proposer une idée jusqu'au {end} : encore {n} jour.",
        "Vous pouvez proposer une idée jusqu'au {end} : encore {n} jours.",
        left,
        end=end,
    )


def result_dates(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """When the result is known, or that it is."""
    if are_known(scene):
        return Said(_("Les résultats sont connus. Pour les lire : RESULTATS."))
    span = scene.edition.span_of(Phase.RESULTS)
    if span is None:
        return None
    if span.opens <= scene.now:
        return Said(_("Le vote est clos, les résultats seront bientôt publiés. Pour les lire : RESULTATS."))
    when = start_of(span, scene)
    told = _("Les résultats seront connus le {when}.", when=when)
    return Said(Joined((told, *_announced(span, scene), _("Ou ici, dès ce moment-là : RESULTATS.")), " "))


def _announced(span: Span, scene: Scene) -> tuple[Say, ...]:
    """The meeting of that very day, where the result is told aloud."""
    day = span.opens.astimezone(scene.edition.zone).date()
    there = [one for one in scene.edition.meetings if one.starts.astimezone(scene.edition.zone).date() == day]
    told = [_("{title} : {place}.", title=Verbatim(one.title), place=Verbatim(one.place)) for one in there[:1]]
    return tuple(told)


def are_known(scene: Scene) -> bool:
    """Whether the result of the vote was published."""
    return any(was_decided(project) for project in scene.edition.projects)


def what_next(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What is true now, and every date that people wait for; once nothing is left to wait for, what is over."""
    if scene.phase is Phase.VOTE and scene.me.voted_on and not scene.me.doubtful:
        done = _("Votre vote est dans l'urne : vous n'avez plus rien à faire.")
        return Said(Joined((done, *_ahead(scene, SOON), to_do(scene)), " "), Joined((done, *_ahead(scene, SOON)), " "))
    awaited = (*SOON, Phase.WORKS) if scene.phase in VOTED else SOON
    told = (true_now(scene.edition, scene.now), *_until(scene), *_ahead(scene, awaited), *_over(scene))
    return Said(Joined((*told, to_do(scene)), " "), Joined(told, " "))


def _until(scene: Scene) -> tuple[Say, ...]:
    """When what is open closes, or is to be built by."""
    span = scene.edition.span_of(scene.phase)
    under_way = span is not None and span.opens <= scene.now < span.closes
    if span is None or not under_way or scene.phase not in (Phase.IDEAS, Phase.VOTE, Phase.WORKS):
        return ()
    return (_("Jusqu'au {end}.", end=end_of(span, scene)),)


def _ahead(scene: Scene, awaited: Sequence[Phase]) -> Iterator[Say]:
    """A line for each thing that is *awaited*, and still to come."""
    for span in scene.edition.spans:
        if span.opens > scene.now and span.phase in awaited:
            yield line_of(span, scene)


def _over(scene: Scene) -> tuple[Say, ...]:
    """That the vote is over and the next one not known, once nothing is to be done any more."""
    match scene.phase:
        case Phase.WORKS:
            return (*about_the_vote(scene), AGAIN)
        case Phase.CLOSED:
            return (AGAIN,)
    return ()


def next_edition(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That the next edition is not fixed, and what is still open of this one."""
    told = (AGAIN, true_now(scene.edition, scene.now), *_until(scene))
    return Said(Joined((*told, to_do(scene)), " "), Joined(told, " "))


def line_of(span: Span, scene: Scene) -> Say:
    """What a phase is and when, in a few words."""
    day = day_of(span.opens, scene)
    match span.phase:
        case Phase.IDEAS:
            return _("Idées : du {start} au {end}.", start=_within(span, scene), end=last_day(span, scene))
        case Phase.BEFORE_VOTE:
            return _("Liste des projets : le {day}.", day=day)
        case Phase.VOTE:
            return _("Vote : du {start} au {end}.", start=_within(span, scene), end=last_day(span, scene))
        case Phase.WORKS:
            return _("Travaux : du {start} au {end}.", start=_within(span, scene), end=last_day(span, scene))
    return _("Résultats : le {when}.", when=day if scene.phase in EARLY else start_of(span, scene))


def _within(span: Span, scene: Scene) -> Day:
    """The first day of *span*, whose year goes without saying where that of its last day is told."""
    start, end = day_of(span.opens, scene), last_day(span, scene)
    return Day(start.day) if start.day.year == end.day.year else start


def list_dates(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Until when ideas are studied, and when it is known which of them one votes for; or that it is."""
    listed, study = scene.edition.span_of(Phase.BEFORE_VOTE), scene.edition.span_of(Phase.ANALYSIS)
    if listed is None or scene.edition.span_of(Phase.VOTE) is None:
        return what_next(scene)
    if listed.opens <= scene.now:
        known, read = _("La liste des projets est connue."), _("Voir les projets : PROJETS.")
        return Said(Joined((known, read, *about_the_vote(scene)), " "))
    told = _("La liste des projets à voter sera connue le {day}.", day=start_of(listed, scene))
    if study is None or study.closes <= scene.now:
        return Said(told)
    return Said(Joined((_("L'étude des idées dure jusqu'au {day}.", day=last_day(study, scene)), told), " "))


def works_when(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """When what won is built."""
    span = scene.edition.span_of(Phase.WORKS)
    if span is None:
        return None
    end = Day(last_day(span, scene).day, year=True)
    begins = day_of(span.opens, scene).day
    start = Day(begins, year=begins.year != end.day.year)
    if scene.now < span.opens:
        told = _("Les projets choisis seront réalisés entre le {start} et le {end}.", start=start, end=end)
    elif scene.now < span.closes:
        told = _("Les projets choisis sont réalisés entre le {start} et le {end}.", start=start, end=end)
    else:
        told = _("Les projets choisis devaient être réalisés entre le {start} et le {end}.", start=start, end=end)
    return Said(Joined((told, _("Où en est un projet : SUIVI et son numéro.")), " "))


FACTS: dict[str, Fact] = {
    "vote_dates": vote_dates,
    "idea_dates": idea_dates,
    "result_dates": result_dates,
    "what_next": what_next,
    "next_edition": next_edition,
    "list_dates": list_dates,
    "works_when": works_when,
}
