"""What the team may decide of a project, how it is prepared and published, and who may support and comment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.hands.projects import MOST_UNREAD
from bot.practice.phone import Phone
from bot.team import decisions
from bot.team.decisions import InstructionError, Merger, TeamDecision
from bot.team.stamp import Stamp
from bot.turn.turns import Turns
from flows.projects.states import STAGES, STATES, is_stale
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition, News, Project, Stage, Status
from flows.town.rules import Ages
from storage.database.store import Store
from storage.town import comments, editions, events, projects, publications, supports
from storage.town.comments import CommentDecision, CommentState
from storage.town.events import ProjectChange
from tests.conftest import PARIS, HandClock, load_sample

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)


def edition_of(store: Store) -> Edition:
    """The current edition, as everyone sees it."""
    with store.reading() as tx:
        return editions.find(tx)


def decide(store: Store, number: int, decision: TeamDecision) -> ProjectChange:
    """The team prepares a change."""
    with store.writing() as tx:
        return decisions.decide(tx, editions.find(tx), number, decision, Stamp("Awa", NOW))


def merge(store: Store, number: int, into: int) -> ProjectChange:
    """The team prepares that a project goes on within another."""
    with store.writing() as tx:
        return decisions.merge(tx, editions.find(tx), Merger(number, into, "Elles se ressemblent"), Stamp("Awa", NOW))


def publish(store: Store) -> int:
    """The team publishes what is prepared; how much that was."""
    with store.writing() as tx:
        return len(publications.publish(tx, editions.find(tx).id, "Léo", NOW + timedelta(hours=1)))


def status_is(store: Store, number: int, status: Status) -> None:
    """Put a project where it must be for the case, without any event."""
    with store.writing() as tx:
        project = edition_of(store).by_number[number]
        change = projects.PROJECTS.update().where(projects.PROJECTS.c.id == project.id)
        tx.execute(change.values(status=str(status)))
        editions.touched(tx, editions.find(tx).id)


def test_what_is_prepared_is_seen_by_nobody_before_it_is_published_all_together(store: Store) -> None:
    load_sample(store)
    decide(store, 12, TeamDecision("unfeasible", why="La dalle est trop faible", then="un autre lieu est cherché"))
    decide(store, 5, TeamDecision("withdrawn"))
    before = edition_of(store)

    assert {before.by_number[number].status for number in (5, 12)} == {Status.ON_BALLOT}
    assert before.by_number[12].news == ()

    assert publish(store) == 2
    after = edition_of(store)
    assert after.version > before.version
    assert (after.by_number[5].status, after.by_number[12].status) == (Status.WITHDRAWN, Status.UNFEASIBLE)
    [news] = after.by_number[12].news
    assert (news.at, news.why, news.then) == (
        NOW + timedelta(hours=1),
        "La dalle est trop faible",
        "un autre lieu est cherché",
    )
    assert publish(store) == 0


def test_every_change_has_its_author_its_time_and_its_publisher(store: Store) -> None:
    load_sample(store)
    decide(store, 12, TeamDecision("withdrawn", why="Demande de l'auteur"))
    publish(store)
    decide(store, 12, TeamDecision("on_ballot", anyway=True))

    with store.reading() as tx:
        published, prepared = events.timeline(tx, edition_of(store).by_number[12].id)

    assert (published.by, published.at, published.published_by) == ("Awa", NOW, "Léo")
    assert (prepared.by, prepared.change.status, prepared.published_at) == ("Awa", Status.ON_BALLOT, None)


def test_a_second_decision_stands_in_the_place_of_one_that_is_only_prepared(store: Store) -> None:
    load_sample(store)
    decide(store, 12, TeamDecision("withdrawn"))
    decide(store, 12, TeamDecision("unfeasible", why="Trop lourd"))

    assert publish(store) == 1
    assert edition_of(store).by_number[12].status is Status.UNFEASIBLE


def test_what_was_prepared_can_be_dropped_and_what_was_published_cannot(store: Store) -> None:
    load_sample(store)
    decide(store, 12, TeamDecision("withdrawn"))
    publish(store)
    decide(store, 12, TeamDecision("on_ballot", anyway=True))

    with store.writing() as tx:
        assert events.unprepare(tx, edition_of(store).by_number[12].id) == 1
    assert publish(store) == 0
    assert edition_of(store).by_number[12].status is Status.WITHDRAWN
    assert len(edition_of(store).by_number[12].news) == 1


@pytest.mark.parametrize(
    ("decision", "remedy"),
    [
        pytest.param(TeamDecision("faisable"), "write one of submitted, eligible", id="a status we do not know"),
        pytest.param(TeamDecision("merged"), "portevoix merge 12 NUMBER", id="merged, without saying with which"),
        pytest.param(TeamDecision("draft"), "no project becomes one again", id="a draft"),
        pytest.param(TeamDecision("unfeasible"), "--reason", id="unfeasible without a reason"),
        pytest.param(
            TeamDecision("ineligible", anyway=True), "--reason", id="ineligible without a reason, insisted on"
        ),
        pytest.param(TeamDecision("abandoned", why=" "), "--reason", id="abandoned for a blank reason"),
        pytest.param(TeamDecision("works"), "--stage, one of study", id="works without a stage"),
        pytest.param(TeamDecision("works", stage="half"), "There is no stage «half»", id="a stage we do not know"),
        pytest.param(TeamDecision("feasible", stage="study"), "Only works have stages", id="a stage of no works"),
        pytest.param(TeamDecision("on_ballot"), "is on_ballot already", id="what it is already, and nothing new"),
        pytest.param(TeamDecision("delivered"), "add --anyway", id="delivered before the vote"),
        pytest.param(TeamDecision("winner"), "add --anyway", id="a winner without a vote"),
        pytest.param(TeamDecision("withdrawn", why="x" * 251), "250 letters", id="a reason as long as a letter"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_with_what_to_write(
    decision: TeamDecision, remedy: str, sqlite: Store
) -> None:
    load_sample(sqlite)

    with pytest.raises(InstructionError) as refused:
        decide(sqlite, 12, decision)
    assert remedy in str(refused.value)
    assert publish(sqlite) == 0


@pytest.mark.parametrize(
    ("before", "decision"),
    [
        (Status.SUBMITTED, TeamDecision("eligible")),
        (Status.SUBMITTED, TeamDecision("ineligible", why="Hors de la commune")),
        (Status.ELIGIBLE, TeamDecision("under_study")),
        (Status.UNDER_STUDY, TeamDecision("feasible")),
        (Status.UNDER_STUDY, TeamDecision("under_study", then="réponse en juin")),
        (Status.FEASIBLE, TeamDecision("shortlisted")),
        (Status.SHORTLISTED, TeamDecision("on_ballot")),
        (Status.WINNER, TeamDecision("works", stage="study")),
        (Status.NOT_SELECTED, TeamDecision("works", stage="study", anyway=True)),
        (Status.WORKS, TeamDecision("works", stage="procurement")),
        (Status.WORKS, TeamDecision("delivered")),
        (Status.WORKS, TeamDecision("abandoned", why="Le terrain est pollué")),
        (Status.INELIGIBLE, TeamDecision("eligible", why="Le recours est fondé", anyway=True)),
    ],
    ids=lambda case: case.status if isinstance(case, TeamDecision) else str(case),
)
def test_what_usually_follows_can_be_decided(before: Status, decision: TeamDecision, sqlite: Store) -> None:
    load_sample(sqlite)
    status_is(sqlite, 12, before)

    decide(sqlite, 12, decision)

    assert publish(sqlite) == 1


@pytest.mark.parametrize("decided", [Status.WINNER, Status.NOT_SELECTED])
def test_what_the_vote_decided_nobody_changes_but_by_building_it_or_giving_it_up(
    decided: Status, sqlite: Store
) -> None:
    load_sample(sqlite)
    status_is(sqlite, 12, decided)

    with pytest.raises(InstructionError, match="The vote has decided"):
        decide(sqlite, 12, TeamDecision("feasible", anyway=True))


def test_works_that_are_delivered_are_delivered_whichever_way_it_is_said(sqlite: Store) -> None:
    load_sample(sqlite)
    status_is(sqlite, 12, Status.WORKS)

    change = decide(sqlite, 12, TeamDecision("works", stage="delivered"))

    assert (change.status, change.stage) == (Status.DELIVERED, Stage.DELIVERED)


def test_a_merged_project_goes_on_within_the_other(store: Store) -> None:
    load_sample(store)
    merge(store, 12, 15)
    publish(store)

    after = edition_of(store)

    assert after.by_number[12].status is Status.MERGED
    assert after.by_number[12].merged_into == after.by_number[15].id


@pytest.mark.parametrize(
    ("number", "into", "remedy"),
    [
        pytest.param(12, 12, "name two", id="with itself"),
        pytest.param(12, 99, "portevoix projects", id="with one that is not there"),
        pytest.param(12, 14, "name the one that goes on", id="with one that is merged itself"),
        pytest.param(15, 12, "name the one that goes on", id="with one that is about to be merged"),
        pytest.param(13, 12, "can no longer be merged", id="after the vote"),
    ],
)
def test_a_merger_that_leads_nowhere_is_refused(number: int, into: int, remedy: str, sqlite: Store) -> None:
    load_sample(sqlite)
    status_is(sqlite, 14, Status.MERGED)
    status_is(sqlite, 13, Status.WINNER)
    if (number, into) == (15, 12):
        merge(sqlite, 12, 3)

    with pytest.raises(InstructionError) as refused:
        merge(sqlite, number, into)
    assert remedy in str(refused.value)


def test_each_state_and_each_stage_can_be_told() -> None:
    assert set(STATES) == set(Status)
    assert set(STAGES) == set(Stage)


@pytest.mark.parametrize(
    ("status", "days", "stale"),
    [
        pytest.param(Status.UNDER_STUDY, 61, True, id="old news of a study"),
        pytest.param(Status.UNDER_STUDY, 59, False, id="fresh news"),
        pytest.param(Status.UNFEASIBLE, 400, False, id="a refusal does not age"),
        pytest.param(Status.DELIVERED, 400, False, id="nor does what is delivered"),
        pytest.param(Status.UNDER_STUDY, None, False, id="no news, but the calendar knows what comes next"),
        pytest.param(Status.WORKS, None, True, id="no news, and no calendar either"),
    ],
)
def test_news_are_old_after_the_days_that_the_edition_says(
    status: Status, days: int | None, stale: bool, sqlite: Store
) -> None:
    load_sample(sqlite)
    scene = Scene(edition_of(sqlite), NOW.astimezone(PARIS), Me(1))
    news = () if days is None else (News(NOW - timedelta(days=days), status),)

    assert is_stale(Project(1, 1, "Un banc", Decimal(0), status, news=news), scene) is stale


def test_one_person_is_one_support_however_often_they_say_it(store: Store, clock: HandClock) -> None:
    load_sample(store)
    clock.at = datetime(2026, 5, 4, 10, tzinfo=PARIS)
    phone = Phone("sms", "+33639980001")

    for words in ("soutenir 12", "SOUTENIR 12", "plus soutenir 12", "plus soutenir 12", "soutenir 12"):
        Turns(store, clock).hear([phone.writes(words)])

    with store.reading() as tx:
        assert supports.count(tx, edition_of(store).by_number[12].id) == 1


@pytest.mark.parametrize("words", ["soutenir 12", "commenter 12 super"])
def test_who_is_too_young_by_the_rules_is_told_so_and_nothing_is_kept(
    words: str, sqlite: Store, clock: HandClock
) -> None:
    load_sample(sqlite)
    with sqlite.writing() as tx:
        editions.save(tx, replace(editions.find(tx), ages=Ages(support=16, comment=16)))
    clock.at = datetime(2026, 5, 4, 10, tzinfo=PARIS)
    child, grown_up = Phone("sms", "+33639980001"), Phone("sms", "+33639980002")

    [asked] = Turns(sqlite, clock).hear([child.writes(words)])
    [refused] = Turns(sqlite, clock).hear([child.writes("13")])
    Turns(sqlite, clock).hear([grown_up.writes(words)])
    Turns(sqlite, clock).hear([grown_up.writes("40")])
    Turns(sqlite, clock).hear([grown_up.writes("oui")])

    assert "avez-vous ?" in asked.replies[-1].text
    assert "16 ans" in refused.replies[-1].text
    with sqlite.reading() as tx:
        edition = editions.find(tx)
        kept = supports.count(tx, edition.by_number[12].id) + len(comments.of_edition(tx, sqlite, edition.id))
    assert kept == 1


def test_who_comments_on_and_on_waits_for_the_team(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    clock.at = datetime(2026, 5, 4, 10, tzinfo=PARIS)
    phone = Phone("telegram", "1001")
    for number in range(MOST_UNREAD + 1):
        Turns(sqlite, clock).hear([phone.writes(f"/commenter 12 Encore une idée {number}")])
        [heard] = Turns(sqlite, clock).hear([phone.writes("oui")])

    assert "pas encore lus" in heard.replies[-1].text
    with sqlite.reading() as tx:
        assert len(comments.of_edition(tx, sqlite, editions.find(tx).id)) == MOST_UNREAD


def test_a_comment_is_sealed_numbered_and_waits_for_the_team(store: Store, clock: HandClock) -> None:
    load_sample(store)
    clock.at = datetime(2026, 5, 4, 10, tzinfo=PARIS)
    phone = Phone("telegram", "1001")
    for words in ("/commenter 12 Très bonne idée !", "oui", "/commenter 5 Et des bancs ?", "oui"):
        Turns(store, clock).hear([phone.writes(words)])

    with store.writing() as tx:
        edition = editions.find(tx)
        first, second = comments.of_edition(tx, store, edition.id)
        assert comments.decide(tx, edition.id, 2, CommentDecision(CommentState.REFUSED, "Awa", NOW, "Hors sujet"))
        assert comments.decide(tx, edition.id, 9, CommentDecision(CommentState.SHOWN, "Awa", NOW)) is None
        left = comments.of_edition(tx, store, edition.id)
        [_first, refused] = comments.of_edition(tx, store, edition.id, None)
        sealed = tx.execute(comments.COMMENTS.select()).first()

    assert [(comment.number, comment.project, comment.words) for comment in (first, second)] == [
        (1, 12, "Très bonne idée !"),
        (2, 5, "Et des bancs ?"),
    ]
    assert left == [first]
    assert (refused.state, refused.decided_by, refused.why) == (comments.CommentState.REFUSED, "Awa", "Hors sujet")
    assert sealed is not None
    assert b"bonne" not in bytes(sealed.words)
