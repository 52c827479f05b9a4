"""Counting what lies in the urn of an edition, and making the result public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import Connection

from bot.counting.count import result_as_json
from bot.counting.republish import differences
from bot.languages.plurals import so_many
from bot.languages.words import SOURCE, voice
from bot.team.anyway import Wanted, insist, write_down
from bot.team.touched import Touched
from flows.ballots import ballot_of
from flows.ballots.ballot import Choice, Ref, Unit
from flows.ballots.greedy import Terms
from flows.ballots.result import Contender, Result, Tie, Verdict
from flows.counting import RULES
from flows.counting.beside import without_winner
from flows.counting.envelopes import TOWN, by_envelope
from flows.counting.poll import Contest, Marks, marks_of
from flows.town.edition import Edition, Phase, Project, Status
from flows.town.stood import left_out, stood
from storage.database.store import Store
from storage.town import calendar, editions, publications
from storage.town.events import ProjectChange
from storage.votes import votes

_OPEN_TO_THE_COUNT = frozenset({Status.ON_BALLOT, Status.WINNER, Status.NOT_SELECTED})

CLOSED = (Phase.COUNT, Phase.RESULTS, Phase.WORKS, Phase.CLOSED)
"""The phases in which the vote is over."""


class NotYet(RuntimeError):
    """The vote is not over: count it once it is closed, or rehearse with `--early`."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class TieLeftOpen(RuntimeError):
    """A result that a draw has yet to complete: what would be published is no result."""

    def __init__(self, ties: Sequence[Tie], unit: Unit = "vote") -> None:
        lines = (f"  - {', '.join(tie.refs)} are tied at {so_many(int(tie.score), unit)}" for tie in ties)
        told = "The result is not published: some projects are tied, and their order decides who is funded."
        remedy = (
            "Draw lots as you announced it, publish the seed, and give it: "
            "`portevoix count --draw SEED`, then `portevoix count --draw SEED --publish`."
        )
        super().__init__("\n".join((told, *lines, remedy)))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A project that is not counted, for its status; *ballots* are those that name it, as it stood there for a time."""

    number: int
    title: str
    status: Status
    ballots: int = 0


@dataclass(frozen=True)
class Count:
    """The count of an edition: who voted how much, who won and why, and the seal of the urn."""

    edition: Edition
    result: Result
    voters: int
    choices: int  # projects chosen, all ballots together
    digest: str
    without_winner: int = 0  # people who chose nothing of what is funded
    left_out: tuple[LeftOut, ...] = ()  # what did not stand on this ballot

    @property
    def unit(self) -> Unit:
        """What the scores are counted in."""
        return ballot_of(self.edition.ballot.kind).unit


def count_edition(tx: Connection, store: Store, edition: Edition, draw: str | None = None) -> Count:
    """Count the urn of *edition* by its rules; decisive ties wait for *draw*, a published seed.

    One that the result was published with stands until another is given.
    """
    if draw is None:
        draw = _seed_published(tx, edition.id)
    ballot, cast = ballot_of(edition.ballot.kind), votes.papers(tx, store, edition.id)
    scores: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for choice, ballots in cast.items():
        named.update(dict.fromkeys(choice.projects, ballots))
        for project, score in ballot.tally([choice]).items():
            scores[project] += int(score) * ballots
    poll = _contest(edition, cast, scores, Terms(edition.ballot.threshold, draw, edition.currency, ballot.spoken))
    result = by_envelope(poll, envelopes_of(edition), RULES[edition.ballot.rule])
    return Count(
        edition,
        result,
        voters=votes.voters(tx, edition.id),
        choices=named.total(),
        digest=votes.digest(tx, store, edition.id),
        without_winner=without_winner(poll, result),
        left_out=tuple(LeftOut(p.number, p.title, p.status, named[p.id]) for p in left_out(edition, named)),
    )


def _contest(edition: Edition, cast: Mapping[Choice[int], int], scores: Mapping[int, int], terms: Terms) -> Contest:
    """The election as rules count it: of ballots what was counted, and no ballot for nothing else."""
    contenders = tuple(_contender(project, scores[project.id], edition) for project in stood(edition, scores))
    refs = refs_of(edition, (contender.ref for contender in contenders))
    ballots: Counter[Marks] = Counter()
    for choice, times in cast.items():
        if (counted := of_counted(choice, refs)).projects:
            ballots[marks_of(counted)] += times
    return Contest(contenders, ballots, edition.budget, terms)


def refs_of(edition: Edition, counted: Iterable[str]) -> dict[int, str]:
    """The names in files of the projects that were *counted*, by their ids."""
    those = set(counted)
    return {project.id: ref for project in edition.projects if (ref := ref_of(project)) in those}


def of_counted(choice: Choice[Ref], names: Mapping[Ref, str]) -> Choice[str]:
    """What a ballot says of the projects in *names*, by these names, and their points if it has any."""
    kept = [place for place, project in enumerate(choice.projects) if project in names]
    points = tuple(choice.points[place] for place in kept) if choice.points else ()
    return Choice(tuple(names[choice.projects[place]] for place in kept), points)


def _seed_published(tx: Connection, edition_id: int) -> str | None:
    before = editions.published(tx, edition_id)
    seed = orjson.loads(before).get("draw") if before else None
    return str(seed) if seed else None


def envelopes_of(edition: Edition) -> dict[str, Decimal]:
    """The budgets that projects are paid from, by key: the town's, or one for each district."""
    if edition.ballot.envelopes == "district":
        return {district.id: district.envelope or Decimal(0) for district in edition.districts}
    return {TOWN: edition.budget}


def publish(tx: Connection, count: Count, now: datetime, by: str = "count") -> None:
    """Make *count* public, and give each project its fate: followers are told.

    Raises NotYet while the vote is open, TieLeftOpen while a draw is needed.
    """
    if count.edition.phase_at(now) not in CLOSED:
        raise NotYet
    _check_drawn(count)
    editions.publish(tx, count.edition, orjson.dumps(as_json(count)).decode(), list(_fates(count)))
    publications.announce(tx, count.edition.id, _news(count), by, now)


def publish_as(tx: Connection, store: Store, count: Count, wanted: Wanted) -> None:
    """Make *count* public in the name of who wants it, as the log says; a second time only *anyway*, and why.

    Raises NotYet, TieLeftOpen, TouchesPeopleError.
    """
    _check_drawn(count)
    calendar.hold(tx, count.edition.id)
    before = editions.published(tx, count.edition.id)
    if before is not None:
        clauses = tuple(differences(before, as_json(count)))
        touching = Touched(clauses, to_tell=_to_be_told(tx, store, count))
        insist(tx, count.edition.id, f"publishing the result of {count.edition.slug} again", touching, wanted)
    publish(tx, count, wanted.stamp.at, wanted.stamp.by)
    if before is None:
        told = (
            f"result published: {len(count.result.funded)} funded, {so_many(count.voters, 'voter')}, urn {count.digest}"
        )
        write_down(tx, count.edition.id, told, wanted.stamp)


def _check_drawn(count: Count) -> None:
    """Raises TieLeftOpen if who is funded waits for a draw."""
    waiting = [tie for tie in count.result.ties if not tie.drawn]
    if waiting:
        raise TieLeftOpen(waiting, count.unit)


def _fates(count: Count) -> Iterator[Project]:
    """Each project that was counted, as the result makes it."""
    say = voice(SOURCE).say
    by_ref = {ref_of(project): project for project in count.edition.projects}
    for decision in count.result.decisions:
        project = by_ref[decision.contender.ref]
        status, score = _fate(project, decision.verdict), int(decision.contender.score)
        yield replace(project, status=status, votes=score, why=say(decision.why))


def _news(count: Count) -> list[ProjectChange]:
    """What the result changes of the projects, for those who follow them."""
    stood = {project.id: project.status for project in count.edition.projects}
    changed = (project for project in _fates(count) if project.status is not stood[project.id])
    return [ProjectChange(project.id, project.status, why=project.why) for project in changed]


def _to_be_told(tx: Connection, store: Store, count: Count) -> str:
    """How many people a second publication is told to."""
    changes = ((place, change.project_id) for place, change in enumerate(_news(count)))
    followers = len(publications.readers(tx, store, list(publications.concerned(tx, changes))))
    others = so_many(count.voters, "voter reads", "voters read")
    return f"{so_many(followers, 'follower')} of what changes will be told; {others} it when they ask: RESULTATS."


def as_json(count: Count) -> dict[str, Any]:
    """The count for machines, its reasons in every language of the edition."""
    others = {language: voice(language).say for language in count.edition.languages if language != SOURCE}
    return {
        "edition": count.edition.slug,
        "voters": count.voters,
        "choices": count.choices,
        "unit": count.unit,
        "digest": count.digest,
        "rule": count.edition.ballot.rule,
        "without_winner": count.without_winner,
        **result_as_json(count.result, voice(SOURCE).say, others),
        "left_out": [
            {"number": project.number, "name": project.title, "status": str(project.status), "ballots": project.ballots}
            for project in count.left_out
        ],
    }


def ref_of(project: Project) -> str:
    """The name by which a project goes in files and draws: the one it came with, else its number."""
    return project.ref or str(project.number)


def _contender(project: Project, score: int, edition: Edition) -> Contender:
    envelope = project.district if edition.ballot.envelopes == "district" else TOWN
    return Contender(ref_of(project), project.title, project.cost, score, envelope, project.number)


def _fate(project: Project, verdict: Verdict) -> Status:
    """What the count makes of a project; what has happened to it since, like works, is not undone."""
    if verdict is Verdict.UNDECIDED or project.status not in _OPEN_TO_THE_COUNT:
        return project.status
    return Status.WINNER if verdict is Verdict.FUNDED else Status.NOT_SELECTED
