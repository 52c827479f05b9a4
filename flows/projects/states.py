"""Where a project stands, in plain words: its state, why, since when, and what comes next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flows.talk.scene import Scene
from flows.town.calendar import true_now, vote_until
from flows.town.edition import Edition, News, Phase, Project, Stage, Status
from flows.words import Day, Joined, Say, Text, Verbatim, _

STATES: dict[Status, Text] = {
    Status.DRAFT: _("il n'est pas encore envoyé"),
    Status.SUBMITTED: _("il est bien arrivé, l'équipe va le lire"),
    Status.MERGED: _("il est réuni avec un autre projet"),
    Status.ELIGIBLE: _("il respecte les règles"),
    Status.INELIGIBLE: _("il ne respecte pas les règles"),
    Status.UNDER_STUDY: _("les services l'étudient"),
    Status.FEASIBLE: _("il est jugé faisable"),
    Status.UNFEASIBLE: _("il n'est pas faisable"),
    Status.SHORTLISTED: _("il est sélectionné pour le vote"),
    Status.ON_BALLOT: _("il est soumis au vote"),
    Status.WINNER: _("il a gagné, il sera réalisé"),
    Status.NOT_SELECTED: _("le vote ne l'a pas retenu"),
    Status.WORKS: _("il est en cours de réalisation"),
    Status.DELIVERED: _("il est livré"),
    Status.ABANDONED: _("il est abandonné"),
    Status.WITHDRAWN: _("il est retiré"),
}
"""Each status, to be said after the project's name and a colon."""

STAGES: dict[Stage, Text] = {
    Stage.STUDY: _("on dessine les plans (étape 1 sur 4 : étude)"),
    Stage.PROCUREMENT: _("on choisit les entreprises (étape 2 sur 4 : marché)"),
    Stage.WORKS: _("les travaux sont en cours (étape 3 sur 4 : travaux)"),
    Stage.DELIVERED: _("il est livré (étape 4 sur 4)"),
}
"""How far the works are, to be said in the place of the status."""

_AFTER: dict[Stage, Text] = {
    Stage.STUDY: _("Ensuite : le choix des entreprises."),
    Stage.PROCUREMENT: _("Ensuite : les travaux."),
    Stage.WORKS: _("Ensuite : la livraison."),
}

_IN_STUDY = frozenset({Status.SUBMITTED, Status.ELIGIBLE, Status.UNDER_STUDY})
_CHOSEN = frozenset({Status.SHORTLISTED, Status.ON_BALLOT})

OVER = frozenset(
    {
        Status.MERGED,
        Status.INELIGIBLE,
        Status.UNFEASIBLE,
        Status.NOT_SELECTED,
        Status.DELIVERED,
        Status.ABANDONED,
        Status.WITHDRAWN,
    }
)
"""The statuses after which no news is to be waited for."""


REFUSED = frozenset({Status.INELIGIBLE, Status.UNFEASIBLE, Status.ABANDONED})
"""The statuses that the town's services decided against the author's wish: people may object."""


def state_of(status: Status, stage: Stage | None = None) -> Text:
    """Where a project stands, to be said after its name and a colon."""
    return STAGES[stage] if stage and status in (Status.WORKS, Status.DELIVERED) else STATES[status]


def now_of(project: Project, scene: Scene) -> Text:
    """The same of a project now: one that was put to a vote which is over still waits for what came of it."""
    span = scene.edition.span_of(Phase.VOTE)
    if project.status is Status.ON_BALLOT and span is not None and span.closes <= scene.now:
        return _("il était soumis au vote")
    return state_of(project.status, stage_of(project))


def stage_of(project: Project) -> Stage | None:
    """How far the works of the project are, as was last told."""
    return next((news.stage for news in reversed(project.news) if news.stage), None)


def told_of(project: Project) -> News | None:
    """The last news of the project, if it still stands there."""
    return project.news[-1] if project.news and project.news[-1].status is project.status else None


def reason_of(project: Project) -> str:
    """Why the project stands where it does, if a reason was given."""
    news = told_of(project)
    counted = project.why if project.status in (Status.WINNER, Status.NOT_SELECTED) else ""
    return (news.why if news else "") or counted


def next_of(project: Project, scene: Scene) -> Say | None:
    """What comes next and when: as the team told it last, else as the calendar has it; None if neither knows."""
    news = told_of(project)
    if news and news.then:
        return _("Ensuite : {then}", then=Verbatim(ended(news.then)))
    return by_calendar(project.status, stage_of(project), scene, project.number)


def by_calendar(status: Status, stage: Stage | None, scene: Scene, number: int = 0) -> Say | None:
    """What the calendar makes of the status of project *number*: what comes next, and when; None if nothing."""
    edition, now = scene.edition, scene.now
    if status is Status.WORKS:
        return _AFTER.get(stage) if stage else None
    if status in REFUSED:
        return _("Un désaccord ? Écrire QUESTION {number}.", number=number)
    if status is Status.WINNER:
        return _on(edition, Phase.WORKS, now, _("Sa réalisation se prépare à partir du {day}."))
    if status in _CHOSEN and scene.phase is Phase.VOTE:
        return vote_until(edition)
    if status in _CHOSEN:
        return _of_the_vote(scene)
    if status in _IN_STUDY and scene.phase is Phase.IDEAS:
        return _on(edition, Phase.ANALYSIS, now, _("Les services étudient les idées à partir du {day}."))
    if status in _IN_STUDY and scene.phase is Phase.ANALYSIS:
        return _until(edition, Phase.ANALYSIS, _("L'étude des idées dure jusqu'au {day}."))
    if status is Status.FEASIBLE:
        return _on(edition, Phase.BEFORE_VOTE, now, _("La liste des projets à voter sera connue le {day}."))
    return None


def _of_the_vote(scene: Scene) -> Say | None:
    """When the vote opens or its result is published; while the town is late with it, that it is over."""
    edition, now = scene.edition, scene.now
    opens = _on(edition, Phase.VOTE, now, _("Le vote ouvre le {day}."))
    publishes = _on(edition, Phase.RESULTS, now, _("Les résultats seront publiés le {day}."))
    return opens or publishes or (true_now(edition, now) if scene.phase is Phase.RESULTS else None)


def next_for_ideas(scene: Scene) -> tuple[Say, ...]:
    """What the ideas that were proposed wait for now, by the calendar; nothing once the ballot is known."""
    match scene.phase:
        case Phase.IDEAS:
            told = _on(
                scene.edition, Phase.ANALYSIS, scene.now, _("Les services étudient les idées à partir du {day}.")
            )
        case Phase.ANALYSIS:
            told = _until(scene.edition, Phase.ANALYSIS, _("L'étude des idées dure jusqu'au {day}."))
        case Phase.SELECTION:
            told = _on(
                scene.edition, Phase.BEFORE_VOTE, scene.now, _("La liste des projets à voter sera connue le {day}.")
            )
        case _:
            told = None
    return (told,) if told else ()


def is_stale(project: Project, scene: Scene) -> bool:
    """Whether what we can tell of the project is missing or old, so that a person should be asked."""
    if project.status in OVER:
        return False
    if not project.news:
        return by_calendar(project.status, None, scene) is None
    return scene.now - project.news[-1].at > timedelta(days=scene.edition.service.stale_days)


def day_of(at: datetime, scene: Scene) -> Day:
    """The day of a moment, with its year if it is not this one."""
    day: date = at.astimezone(scene.edition.zone).date()
    return Day(day, year=day.year != scene.now.year)


def about(state: Say, why: str, then: Say | None) -> Say:
    """A state with its reason and what comes next, as sentences."""
    reason = _("Pourquoi : {why}", why=Verbatim(ended(why))) if why else None
    return Joined(tuple(part for part in (_("{state}.", state=state), reason, then) if part is not None), " ")


def ended(words: str) -> str:
    """Someone's words with a full stop, unless they end a sentence already."""
    words = words.strip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _on(edition: Edition, phase: Phase, now: datetime, told: Text) -> Text | None:
    """*told* with the day on which *phase* opens, if it is still to come."""
    span = edition.span_of(phase)
    if span is None or span.opens <= now:
        return None
    return Text(told.source, {"day": Day(span.opens.astimezone(edition.zone).date())})


def _until(edition: Edition, phase: Phase, told: Text) -> Text | None:
    """*told* with the last day of *phase*."""
    span = edition.span_of(phase)
    if span is None:
        return None
    last = span.closes.astimezone(edition.zone) - timedelta(seconds=1)
    return Text(told.source, {"day": Day(last.date())})
