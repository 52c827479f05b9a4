"""What people did already is not rewritten under them: refused with the figures, unless it is meant, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from bot.counting.tally import count_edition, publish
from bot.practice.phone import Phone
from bot.team.anyway import TouchesPeopleError, Wanted, changing
from bot.team.stamp import Stamp
from bot.team.survey_results import NO_LONGER, results
from bot.telling import ballot_news
from bot.turn.turns import Turns
from flows.town.edition import Edition, Phase, Project, Status
from flows.town.questionnaire import QuestionKind, Survey, SurveyChoice, SurveyQuestion, When
from storage.database.store import Store
from storage.messages.outbox import OUTBOX, State
from storage.people.people import PEOPLE
from storage.town import calendar, editions, meetings, surveys
from storage.town.surveys import Paper, SurveyEntry
from tests.conftest import PARIS, HandClock
from tests.support.voted_town import IN_THE_COUNT, all_vote, edition_in

NOW = datetime(2026, 11, 6, 10, tzinfo=UTC)
AWA = Wanted(Stamp("Awa", NOW))
MEANT = replace(AWA, anyway=True, reason="Le terrain est vendu")

Change = Callable[[Edition], Edition]


def load(store: Store, change: Change, wanted: Wanted = AWA, now: datetime = NOW) -> None:
    """Load the edition again as *change* has it."""
    wanted = replace(wanted, stamp=Stamp("Awa", now))
    with store.writing() as tx, changing(tx, store, "montreval-2026", "loading town.toml", wanted):
        editions.save(tx, change(editions.find(tx)))


def refused(store: Store, change: Change) -> str:
    """What is said when the change is refused; nothing of it has happened."""
    before = edition_in(store)
    with pytest.raises(TouchesPeopleError) as error:
        load(store, change)
    after = edition_in(store)
    assert (after.version, after.ballot, after.projects) == (before.version, before.ballot, before.projects)
    return str(error.value)


def ballot(**rules: Any) -> Change:
    return lambda edition: replace(edition, ballot=replace(edition.ballot, **rules))


def ages(**limits: int) -> Change:
    return lambda edition: replace(edition, ages=replace(edition.ages, **limits))


def project(number: int, **fields: Any) -> Change:
    def change(edition: Edition) -> Edition:
        return replace(
            edition,
            projects=tuple(replace(other, **fields) if other.number == number else other for other in edition.projects),
        )

    return change


def without(number: int) -> Change:
    return lambda edition: replace(
        edition, projects=tuple(other for other in edition.projects if other.number != number)
    )


def with_another(edition: Edition) -> Edition:
    return replace(edition, projects=(*edition.projects, Project(0, 77, "Une serre", Decimal(9000))))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(ballot(most=2), "ballot.most becomes 2, it was 3", id="fewer choices"),
        pytest.param(ballot(most=2), "2 of the 3 ballots cast break the new rule", id="with the figure"),
        pytest.param(ballot(most=5), "0 of the 3 ballots cast break the new rule", id="more choices"),
        pytest.param(ballot(least=2), "1 of the 3 ballots cast breaks the new rule", id="more at least"),
        pytest.param(ballot(max_cost=Decimal(1)), "3 of the 3 ballots", id="a ceiling of the cost"),
        pytest.param(
            ballot(kind="cumulative", points=9), "no count would be true to all", id="points, of which none has"
        ),
        pytest.param(ballot(envelopes="district"), "ballot.envelopes becomes «district»", id="envelopes"),
        pytest.param(ballot(identity="phone"), "ballot.identity becomes «phone»", id="who has a vote"),
        pytest.param(ballot(threshold=9), "ballot.threshold becomes 9", id="the threshold"),
        pytest.param(ballot(may_change=False), "ballot.may_change becomes false", id="whether votes change"),
        pytest.param(lambda edition: replace(edition, budget=edition.budget + 1), "the budget becomes", id="budget"),
        pytest.param(without(12), "leaves the ballot: 2 ballots name it", id="a project gone from the file"),
        pytest.param(project(12, status=Status.UNFEASIBLE), "leaves the ballot: 2 ballots", id="or taken off it"),
        pytest.param(without(9), "leaves the ballot: 0 ballots name it", id="one that nobody chose yet"),
        pytest.param(with_another, "«Une serre» joins the ballot: 3 ballots cast without it", id="a new project"),
        pytest.param(project(12, title="Une piscine"), "its title becomes «Une piscine»", id="another project"),
        pytest.param(project(12, cost=Decimal(7)), "its cost becomes 7", id="another cost"),
        pytest.param(project(12, short="Piscine"), "its short title becomes «Piscine»", id="another title by SMS"),
        pytest.param(project(12, summary="Un bassin."), "its summary is written anew; 2 ballots name it", id="summary"),
        pytest.param(project(12, district=""), "its district becomes «»", id="another district, one budget for all"),
        pytest.param(ages(vote=18), "ages.vote becomes 18, it was 0; 3 ballots cast", id="another age to vote"),
        pytest.param(ages(vote=18), "3 by people who never said that they are 18 or older", id="nobody said theirs"),
    ],
)
def test_what_would_change_under_ballots_is_refused_with_the_figures(turns: Turns, change: Change, told: str) -> None:
    all_vote(turns, ["3 12 18", "12 3 5", "5"])

    assert told in refused(turns.store, change)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(project(12, photo="https://a.example/b.jpg", theme=""), id="its photo and theme"),
        pytest.param(lambda edition: replace(edition, name="Budget 2026"), id="a name"),
        pytest.param(lambda edition: edition, id="the same file"),
        pytest.param(ballot(who="qui vit ici", paper="à la mairie"), id="what is only told of the ballot"),
    ],
)
def test_what_touches_nobody_is_simply_done(turns: Turns, change: Change) -> None:
    all_vote(turns, ["3 12 18"])

    load(turns.store, change)


RANKED = ballot(kind="ordinal", scale=(5, 3, 1))


@pytest.mark.parametrize(
    ("voted_by", "change", "told"),
    [
        pytest.param(ballot(), RANKED, "ballot.kind becomes «ordinal», it was «approval»", id="chosen, now ranked"),
        pytest.param(RANKED, ballot(kind="approval", scale=()), "ballot.kind becomes «approval»", id="ranked before"),
        pytest.param(
            RANKED,
            ballot(kind="cumulative", points=9, scale=()),
            "ballot.kind becomes «cumulative», it was «ordinal»",
            id="ranked, now given points",
        ),
        pytest.param(RANKED, ballot(scale=(3, 2, 1)), "worth 3, 2, 1 points, they were worth 5, 3, 1", id="a scale"),
        pytest.param(
            ballot(kind="ordinal"), ballot(most=4), "worth 4, 3, 2, 1 points, they were", id="ranks, each worth more"
        ),
    ],
)
def test_no_reason_makes_ballots_mean_what_nobody_voted(
    turns: Turns, voted_by: Change, change: Change, told: str
) -> None:
    load(turns.store, voted_by)
    all_vote(turns, ["3 12 18", "12 3 5"])
    before = edition_in(turns.store).ballot

    with pytest.raises(TouchesPeopleError) as error:
        load(turns.store, change, MEANT)

    assert told in str(error.value)
    assert "2 ballots are cast" in str(error.value)
    assert "another slug" in str(error.value)
    assert edition_in(turns.store).ballot == before
    with turns.store.reading() as tx:
        assert count_edition(tx, turns.store, edition_in(turns.store)).choices == 6


def test_a_ballot_becomes_another_while_nobody_has_voted_or_where_each_rank_keeps_its_worth(turns: Turns) -> None:
    load(turns.store, RANKED)
    all_vote(turns, ["3 12"])

    load(turns.store, ballot(most=2, scale=(5, 3)), MEANT)

    with turns.store.reading() as tx:
        counted = count_edition(tx, turns.store, edition_in(turns.store)).result
    assert (counted.of("3").contender.score, counted.of("12").contender.score) == (5, 3)


def test_once_the_result_is_public_what_is_said_of_a_project_is_corrected_freely(turns: Turns) -> None:
    all_vote(turns, ["3 12 18"])
    with turns.store.writing() as tx:
        publish(tx, count_edition(tx, turns.store, editions.find(tx)), IN_THE_COUNT)

    load(turns.store, project(12, summary="L'abri est ouvert.", short="Abri"))

    assert "its title becomes" in refused(turns.store, project(12, title="Une piscine"))


def test_before_anyone_has_voted_everything_may_change(turns: Turns) -> None:
    load(turns.store, ballot(most=1))
    load(turns.store, without(12))

    assert edition_in(turns.store).ballot.most == 1


def test_ballots_that_give_more_points_than_may_be_given_break_the_new_rule(turns: Turns) -> None:
    load(turns.store, ballot(kind="cumulative", points=10))
    all_vote(turns, ["12 5, 3 2", "12 3"])

    assert "1 of the 2 ballots cast breaks the new rule" in refused(turns.store, ballot(kind="cumulative", points=6))
    assert "2 of the 2 ballots cast break" in refused(turns.store, ballot(points=10, kind="cumulative", most_points=2))


def test_anyway_asks_for_a_reason_and_is_logged_with_who_and_the_figures(turns: Turns) -> None:
    all_vote(turns, ["3 12 18"])

    with pytest.raises(TouchesPeopleError, match="--reason"):
        load(turns.store, ballot(most=1), replace(AWA, anyway=True))
    load(turns.store, ballot(most=1), MEANT)

    with turns.store.reading() as tx:
        [entry] = calendar.logged(tx, editions.find(tx).id, 5)
    assert entry.by == "Awa"
    assert "1 of the 1 ballot cast breaks the new rule" in entry.what
    assert "Reason: Le terrain est vendu" in entry.what


def heard_by(turns: Turns, now: datetime) -> dict[str, list[str]]:
    """What each phone is told of the ballot at that hour."""
    told: dict[str, list[str]] = {}

    def hear(messages: Any) -> Any:
        heard = turns.hear(messages)
        for message, answer in zip(messages, heard, strict=True):
            told.setdefault(message.address, []).extend(reply.text for reply in answer.replies)
        return heard

    ballot_news.tell(turns.store, hear, now)
    return told


def test_everyone_on_the_roll_is_told_alike_and_once_and_nobody_else(turns: Turns, clock: HandClock) -> None:
    first, second, silent = all_vote(turns, ["3 12", "5", "12"])
    stranger = Phone("sms", "+33639981111")
    turns.hear([stranger.writes("bonjour"), silent.writes("STOP")])
    load(turns.store, without(12), MEANT)

    told, again = heard_by(turns, clock.now()), heard_by(turns, clock.now())

    assert set(told) == {first.address, second.address}
    assert told[first.address] == told[second.address]
    assert "a été retiré du vote" in told[first.address][0]
    assert "Vous pouvez revoter : VOTE" in told[first.address][0]
    assert again == {}


def test_what_waits_to_be_told_is_taken_back_by_a_stop(turns: Turns, clock: HandClock) -> None:
    [phone] = all_vote(turns, ["3 12"])
    load(turns.store, without(12), MEANT)
    heard_by(turns, clock.now())
    told = select(OUTBOX.c.state).where(OUTBOX.c.wish.startswith("ballot_changed"))
    with turns.store.reading() as tx:
        assert set(tx.execute(told).scalars()) == {State.WAITING}

    turns.hear([phone.writes("STOP")])

    with turns.store.reading() as tx:
        assert State.WAITING not in set(tx.execute(told).scalars())


def test_at_night_nobody_is_told(turns: Turns) -> None:
    all_vote(turns, ["3 12"])
    load(turns.store, without(12), MEANT)

    assert heard_by(turns, datetime(2026, 11, 6, 3, tzinfo=PARIS)) == {}
    assert len(heard_by(turns, datetime(2026, 11, 6, 10, tzinfo=PARIS))) == 1


def test_once_the_vote_is_over_nobody_is_invited_to_vote_again(turns: Turns, clock: HandClock) -> None:
    [phone] = all_vote(turns, ["3 12"])
    load(turns.store, without(12), MEANT, IN_THE_COUNT)
    clock.at = IN_THE_COUNT

    [text] = heard_by(turns, clock.now())[phone.address]

    assert text.endswith("Votre vote reste dans l'urne.")


# Surveys

TRAVAIL, COURSES = SurveyChoice("travail", "Travail"), SurveyChoice("courses", "Courses")
WHY = SurveyQuestion("pourquoi", "Pour quoi faire ?", QuestionKind.SEVERAL, choices=(TRAVAIL, COURSES))
NOTE = SurveyQuestion("note", "Une note ?", QuestionKind.SCALE)


def asked(*questions: SurveyQuestion) -> Survey:
    opens, closes = datetime(2026, 11, 1, tzinfo=PARIS), datetime(2026, 12, 1, tzinfo=PARIS)
    return Survey("mob", "Mobilité", opens, closes, questions, word="mobilite", anonymous=False)


def surveyed(*questions: SurveyQuestion) -> Change:
    return lambda edition: replace(edition, surveys=(asked(*questions),) if questions else ())


@pytest.fixture
def answered(turns: Turns) -> Turns:
    """Seven people have answered that they ride to work, and marked it with a four."""
    load(turns.store, surveyed(WHY, NOTE))
    for number in range(7):
        turns.hear([Phone("sms", f"+3363998{number:04}").writes("bonjour")])
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        for person in tx.execute(select(PEOPLE.c.id)).scalars():
            paper = Paper({"pourquoi": ["travail"], "note": 4}, "sms", person_id=person)
            surveys.put(tx, turns.store, SurveyEntry(edition.id, "mob", person, NOW.date()), paper)
    return turns


OTHER = replace(WHY, choices=(SurveyChoice("aller-au-travail", "Aller au travail"), COURSES))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(surveyed(OTHER, NOTE), "«Travail» is taken away: 7 answers name travail", id="a choice"),
        pytest.param(surveyed(WHY), "mob, note: the question is taken away: 7 answers to it", id="a question"),
        pytest.param(surveyed(), "the survey mob is taken away: 7 answers to it", id="a survey"),
        pytest.param(
            surveyed(replace(WHY, text="Et pourquoi ?"), NOTE), "becomes «Et pourquoi ?»: 7 answers", id="other words"
        ),
        pytest.param(
            surveyed(replace(WHY, choices=(replace(TRAVAIL, label="Télétravail"), COURSES)), NOTE),
            "«Travail» would read «Télétravail»: 7 answers name travail",
            id="another label",
        ),
        pytest.param(
            surveyed(WHY, replace(NOTE, when=When("pourquoi", ("courses",)))),
            "mob, note: it is asked if pourquoi is courses, it was asked of everyone: 7 answers to it, 0 without one",
            id="asked of others",
        ),
        pytest.param(
            surveyed(replace(WHY, least=2), NOTE), "2 to 5 choices only: 7 answers beyond", id="how many choices"
        ),
        pytest.param(
            lambda edition: replace(edition, surveys=(replace(asked(WHY, NOTE), least_age=18),)),
            "the survey mob: least_age becomes 18, it was none: 7 answers to it",
            id="for others",
        ),
        pytest.param(ages(survey=15), "ages.survey becomes 15, it was 0; 7 answers given", id="another age to answer"),
        pytest.param(surveyed(WHY, replace(NOTE, most=3)), "from 1 to 3 only: 7 answers beyond that", id="a scale"),
        pytest.param(
            surveyed(WHY, replace(NOTE, kind=QuestionKind.WORDS)),
            "the kind becomes words, it was scale",
            id="another kind",
        ),
        pytest.param(
            lambda edition: replace(edition, surveys=(replace(asked(WHY, NOTE), anonymous=True),)),
            "the survey mob was not anonymous: 7 answers came under that promise",
            id="another promise",
        ),
    ],
)
def test_what_would_change_under_answers_is_refused_with_the_figures(
    answered: Turns, change: Change, told: str
) -> None:
    assert told in refused(answered.store, change)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            surveyed(replace(WHY, choices=(TRAVAIL, COURSES, SurveyChoice("sport", "Sport"))), NOTE), id="a choice"
        ),
        pytest.param(
            surveyed(WHY, NOTE, SurveyQuestion("mot", "Un mot ?", QuestionKind.WORDS, optional=True)), id="a question"
        ),
        pytest.param(
            surveyed(replace(WHY, choices=(TRAVAIL, replace(COURSES, label="Emplettes"))), NOTE), id="an unused label"
        ),
    ],
)
def test_what_is_added_to_a_survey_touches_no_answer(answered: Turns, change: Change) -> None:
    load(answered.store, change)


def shown(store: Store) -> dict[str, Any]:
    """The results: each question with its labels and counts."""
    with store.reading() as tx:
        edition = editions.find(tx)
        survey = edition.survey_called("mob")
        assert survey is not None
        outcome = results(edition, survey, surveys.papers(tx, store, edition.id, "mob"))
    return {
        question.text: {
            question.labels[id]: cell.count for id, cell in (question.everyone.cells or {}).items() if cell.count
        }
        for question in outcome.questions
    }


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(surveyed(OTHER), id="a choice and a question gone"),
        pytest.param(surveyed(OTHER, replace(NOTE, kind=QuestionKind.WORDS)), id="and another kind"),
    ],
)
def test_results_keep_old_labels_and_the_answers_to_questions_that_are_gone(answered: Turns, change: Change) -> None:
    load(answered.store, change, MEANT)
    load(answered.store, lambda edition: replace(edition, name="Budget 2026"))

    counts = shown(answered.store)

    assert counts[WHY.text] == {"Travail": 7}
    assert sum(counts[f"{NOTE.text} {NO_LONGER}"].values()) == 7


def test_a_survey_that_is_taken_away_is_still_counted(answered: Turns) -> None:
    load(answered.store, surveyed(), MEANT)

    assert shown(answered.store)[WHY.text] == {"Travail": 7}


# The dates


def vote_until(day: int, *, opens: int = 0) -> Change:
    def change(edition: Edition) -> Edition:
        spans = {span.phase: span for span in edition.spans}
        vote = spans[Phase.VOTE]
        begins = datetime(2026, 11, opens, 9, tzinfo=PARIS) if opens else vote.opens
        spans[Phase.VOTE] = replace(vote, opens=begins, closes=datetime(2026, 11, day, 20, tzinfo=PARIS))
        return replace(edition, spans=tuple(spans.values()))

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(vote_until(9), "the vote ends on 2026-11-09 20:00, people were told until", id="sooner"),
        pytest.param(vote_until(9), "1 person has voted so far", id="with the figure"),
        pytest.param(vote_until(20, opens=8), "the vote is closed until 2026-11-08 09:00", id="not open any more"),
    ],
)
def test_a_vote_under_way_does_not_end_sooner_in_passing(turns: Turns, change: Change, told: str) -> None:
    all_vote(turns, ["3"])

    assert told in refused(turns.store, change)
    load(turns.store, change, MEANT)


def test_a_vote_may_be_given_more_time(turns: Turns) -> None:
    all_vote(turns, ["3"])
    load(turns.store, vote_until(29))
    load(turns.store, vote_until(29), now=NOW)


def test_before_it_begins_its_dates_are_the_teams(turns: Turns) -> None:
    load(turns.store, vote_until(9), now=datetime(2026, 5, 1, tzinfo=UTC))


# The rest


def test_a_meeting_that_people_come_to_is_not_taken_away_in_passing(turns: Turns) -> None:
    turns.hear([Phone("sms", "+33639980001").writes("bonjour")])
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        person, meeting = tx.execute(select(PEOPLE.c.id)).scalar_one(), edition.meetings[0]
        meetings.sign_up(tx, edition.id, meeting.id, meetings.Party(person, 1), NOW)

    told = refused(turns.store, lambda edition: replace(edition, meetings=edition.meetings[1:]))

    assert "is taken away: 1 person comes to it" in told


def test_no_file_writes_over_an_idea_that_only_its_author_sees(turns: Turns) -> None:
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        editions.save(tx, replace(edition, projects=(*edition.projects, Project(0, 77, "Un four", Decimal(0)))))
        theirs = {"origin": "person", "status": str(Status.SUBMITTED)}
        editions.correct(tx, edition.id, editions.find(tx).by_number[77].id, theirs)

    assert "the idea «Un four» of a resident has the number 77" in refused(turns.store, with_another)
