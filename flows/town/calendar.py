"""What is true now, and when what comes next opens: one honest sentence for each phase."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.town.edition import DECIDED, Edition, Phase, Span
from flows.town.prolonged import prolonged
from flows.town.stood import was_decided
from flows.words import Day, Joined, Moment, Say, Text, Verbatim, _

_NOW: dict[Phase, Text] = {
    Phase.PREPARATION: _("Le budget participatif se prépare."),
    Phase.IDEAS: _("Le dépôt des idées est ouvert."),
    Phase.ANALYSIS: _("Le dépôt des idées est clos : la ville les étudie."),
    Phase.SELECTION: _("La liste des projets à voter se prépare."),
    Phase.BEFORE_VOTE: _("La liste des projets est connue, le vote n'est pas encore ouvert."),
    Phase.VOTE: _("Le vote est ouvert."),
    Phase.COUNT: _("Le vote est clos, le dépouillement est en cours."),
    Phase.RESULTS: _("Le vote est clos et les résultats sont connus."),
    Phase.WORKS: _("Les projets lauréats sont en cours de réalisation."),
    Phase.CLOSED: _("Ce budget participatif est terminé. Merci à toutes et à tous."),
}

_OPENS: dict[Phase, str] = {
    Phase.IDEAS: "ideas",
    Phase.VOTE: "vote",
    Phase.RESULTS: "results",
}


def now_and_next(edition: Edition, now: datetime) -> Say:
    """What is true at *now*, then when what people wait for opens."""
    phase = edition.phase_at(now)
    said = _now(edition, phase, now)
    if phase in (Phase.IDEAS, Phase.VOTE):
        return Joined((said, _until(edition, phase)), " ")
    coming = _coming(edition, now)
    return Joined((said, coming), " ") if coming else said


def true_now(edition: Edition, now: datetime) -> Say:
    """What is true at *now*, without what comes next."""
    return _now(edition, edition.phase_at(now), now)


def _now(edition: Edition, phase: Phase, now: datetime) -> Say:
    """What is true at *now*, also in a calendar that leaves phases out, or between two of them."""
    has_vote = edition.span_of(Phase.VOTE) is not None
    match phase:
        case Phase.ANALYSIS if edition.span_of(Phase.IDEAS) is None:
            return _("La ville étudie les idées.")
        case Phase.SELECTION if not has_vote:
            return _("La liste des projets se prépare.")
        case Phase.BEFORE_VOTE if not has_vote:
            return _("La liste des projets est connue.")
        case Phase.WORKS if not _has_begun(edition, Phase.WORKS, now):  # the results are over, and nothing is built yet
            return _results(edition, has_vote)
        case Phase.RESULTS:
            return _results(edition, has_vote)
    return _NOW[phase]


def _results(edition: Edition, has_vote: bool) -> Say:
    """That the result is known; or that it is still to come, if the town is late with it."""
    if not has_vote:
        is_known = any(project.status in DECIDED for project in edition.projects)
        return _("Les résultats sont connus.") if is_known else _("Les résultats seront bientôt publiés.")
    if any(was_decided(project) for project in edition.projects):
        return _NOW[Phase.RESULTS]
    return _("Le vote est clos, les résultats seront bientôt publiés.")


def _has_begun(edition: Edition, phase: Phase, now: datetime) -> bool:
    span = edition.span_of(phase)
    return span is not None and span.opens <= now


def vote_until(edition: Edition) -> Say:
    """Until when the vote is open, in a few words."""
    span = edition.span_of(Phase.VOTE)
    return _("Vote ouvert jusqu'au {end}.", end=closing(span, edition)) if span else _("Le vote est ouvert.")


def closing(span: Span, edition: Edition) -> Day | Moment:
    """The last moment of *span* as people say it: a day when it lasts to midnight, else a day and an hour."""
    return said_end(span.closes, edition)


def said_end(closes: datetime, edition: Edition) -> Day | Moment:
    """An end as people say it."""
    closes = closes.astimezone(edition.zone)
    if closes.hour == closes.minute == 0:
        return Day((closes - timedelta(days=1)).date())
    return Moment(closes)


def longer(edition: Edition, phase: str) -> Say | None:
    """That a phase lasts longer than people were told, and until when; None if it does not."""
    known, span = prolonged(edition, phase), edition.span_of(Phase(phase))
    if known is None or span is None:
        return None
    end, was = closing(span, edition), said_end(known.was, edition)
    if phase == Phase.VOTE:
        return _("Le vote est prolongé jusqu'au {end}, au lieu du {was}.", end=end, was=was)
    return _("Vous avez jusqu'au {end} pour proposer une idée, au lieu du {was}.", end=end, was=was)


def why_longer(edition: Edition, phase: str) -> tuple[Say, ...]:
    """Why it does, in the town's words; nothing if the town did not say."""
    known = prolonged(edition, phase)
    return (_("Pourquoi : {why}", why=Verbatim(known.why)),) if known and known.why else ()


def _until(edition: Edition, phase: Phase) -> Say:
    span = edition.span_of(phase)
    assert span is not None, "a phase that is under way has a span"
    if prolonged(edition, phase):
        return _("Prolongé jusqu'au {end}.", end=closing(span, edition))
    return _("Jusqu'au {end}.", end=closing(span, edition))


def _coming(edition: Edition, now: datetime) -> Say | None:
    """When the next thing that people wait for comes, if the calendar has one."""
    span = next((span for span in edition.spans if span.opens > now and span.phase in _OPENS), None)
    if span is None:
        return None
    day = Day(span.opens.astimezone(edition.zone).date())
    match span.phase:
        case Phase.IDEAS:
            return _("Vous pourrez proposer vos idées à partir du {day}.", day=day)
        case Phase.VOTE:
            return _("Le vote ouvre le {day}.", day=day)
    return _("Les résultats seront publiés le {day}.", day=day)
