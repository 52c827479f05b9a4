"""The seasons of the budget: what is said of each, in whichever calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.edition.file import read_edition
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from flows.town.calendar import closing, now_and_next, vote_until
from flows.town.edition import Edition, Phase, Span, Status
from flows.words import Day, Moment
from tests.support.ears import PARIS, big_edition, paris

EDITION = read_edition(SAMPLE)


@pytest.mark.parametrize(
    ("now", "french", "english"),
    [
        pytest.param(
            paris(2025, 12, 10),
            "Le budget participatif se prépare. Vous pourrez proposer vos idées à partir du 12 janvier.",
            "The participatory budget is being prepared. You can propose your ideas from 12 January.",
            id="preparation",
        ),
        pytest.param(
            paris(2026, 2, 1),
            "Le dépôt des idées est ouvert. Jusqu'au 29 mars à 20 h.",
            "You can propose ideas now. Until 29 March",
            id="ideas",
        ),
        pytest.param(
            paris(2026, 5, 1),
            "Le dépôt des idées est clos : la ville les étudie. Le vote ouvre le 2 novembre.",
            "Ideas are closed: the town is studying them. The vote opens on 2 November.",
            id="analysis",
        ),
        pytest.param(
            paris(2026, 7, 1),
            "La liste des projets à voter se prépare. Le vote ouvre le 2 novembre.",
            "The list of projects to vote on is being drawn up.",
            id="selection",
        ),
        pytest.param(
            paris(2026, 10, 15),
            "La liste des projets est connue, le vote n'est pas encore ouvert. Le vote ouvre le 2 novembre.",
            "The list of projects is known, the vote is not open yet.",
            id="before the vote",
        ),
        pytest.param(
            paris(2026, 11, 2, 9), "Le vote est ouvert. Jusqu'au 29 novembre à 20 h.", "The vote is open.", id="vote"
        ),
        pytest.param(
            paris(2026, 11, 29, 20),
            "Le vote est clos, le dépouillement est en cours. Les résultats seront publiés le 7 décembre.",
            "The vote is closed, the votes are being counted. The results will be published on 7 December.",
            id="count",
        ),
        pytest.param(
            paris(2026, 12, 8),
            "Le vote est clos, les résultats seront bientôt publiés.",
            "The vote is closed",
            id="results, which nobody has published",
        ),
        pytest.param(
            paris(2027, 3, 1), "Les projets lauréats sont en cours de réalisation.", "The winning projects", id="works"
        ),
        pytest.param(
            paris(2028, 1, 1),
            "Ce budget participatif est terminé. Merci à toutes et à tous.",
            "This participatory budget is over.",
            id="closed",
        ),
    ],
)
def test_each_phase_has_a_true_sentence(now: datetime, french: str, english: str) -> None:
    said = now_and_next(EDITION, now)

    assert voice("fr").say(said) == french
    assert voice("en").say(said).startswith(english)


@pytest.mark.parametrize("phase", list(Phase))
def test_no_phase_is_left_without_a_sentence(phase: Phase) -> None:
    edition = replace(big_edition(1), spans=(Span(phase, paris(2026, 1, 1), paris(2026, 2, 1)),))

    for now in (paris(2025, 12, 1), paris(2026, 1, 15), paris(2026, 3, 1)):
        assert voice("fr").say(now_and_next(edition, now)).endswith((".", "!"))


def test_a_vote_that_lasts_to_midnight_closes_on_its_last_day() -> None:
    midnight = Span(Phase.VOTE, paris(2026, 11, 2), paris(2026, 12, 1))
    evening = Span(Phase.VOTE, paris(2026, 11, 2), paris(2026, 12, 1, 18))

    assert closing(midnight, EDITION) == Day(paris(2026, 11, 30).date())
    assert closing(evening, EDITION) == Moment(paris(2026, 12, 1, 18))


def test_an_overseas_town_reads_its_own_hours() -> None:
    edition = replace(big_edition(1), timezone="Indian/Reunion", spans=EDITION.spans)

    assert voice("fr").say(vote_until(edition)) == "Vote ouvert jusqu'au 29 novembre à 23 h."


# In calendars that leave phases out, and between two phases


def town(*spans: tuple[Phase, str, str], won: bool = False) -> Edition:
    """A town with these phases, from a day to the end of another; *won*: its result is published."""
    dated = tuple(
        Span(
            phase,
            datetime.fromisoformat(opens).replace(tzinfo=PARIS),
            datetime.fromisoformat(closes).replace(tzinfo=PARIS),
        )
        for phase, opens, closes in spans
    )
    edition = replace(big_edition(1), spans=dated)
    projects = tuple(replace(project, status=Status.WINNER if won else project.status) for project in edition.projects)
    return replace(edition, projects=projects)


IDEAS = (Phase.IDEAS, "2026-01-10", "2026-02-10")
STUDY = (Phase.ANALYSIS, "2026-03-01", "2026-04-01")
LIST = (Phase.SELECTION, "2026-05-01", "2026-06-01")
VOTE = (Phase.VOTE, "2026-09-10", "2026-09-20")
COUNT = (Phase.COUNT, "2026-09-21", "2026-09-25")
RESULTS = (Phase.RESULTS, "2026-10-01", "2026-10-10")
WORKS = (Phase.WORKS, "2026-11-01", "2026-12-01")


@pytest.mark.parametrize(
    ("edition", "day", "said"),
    [
        pytest.param(
            town(IDEAS, VOTE),
            "2026-01-01",
            "Le budget participatif se prépare. Vous pourrez proposer vos idées à partir du 10 janvier.",
            id="before all",
        ),
        pytest.param(
            town(IDEAS, STUDY, VOTE),
            "2026-02-15",
            "Le dépôt des idées est clos : la ville les étudie. Le vote ouvre le 10 septembre.",
            id="between ideas and study",
        ),
        pytest.param(
            town(STUDY, VOTE), "2026-03-15", "La ville étudie les idées. Le vote ouvre le 10 septembre.", id="no ideas"
        ),
        pytest.param(
            town(STUDY, LIST, VOTE),
            "2026-04-15",
            "La liste des projets à voter se prépare. Le vote ouvre le 10 septembre.",
            id="between study and list",
        ),
        pytest.param(
            town(LIST, VOTE),
            "2026-08-01",
            "La liste des projets est connue, le vote n'est pas encore ouvert. Le vote ouvre le 10 septembre.",
            id="between list and vote",
        ),
        pytest.param(
            town(IDEAS, LIST, RESULTS),
            "2026-05-15",
            "La liste des projets se prépare. Les résultats seront publiés le 1er octobre.",
            id="a list, and no vote",
        ),
        pytest.param(
            town(LIST, RESULTS),
            "2026-08-01",
            "La liste des projets est connue. Les résultats seront publiés le 1er octobre.",
            id="a list known, and no vote",
        ),
        pytest.param(
            town(VOTE, COUNT, RESULTS),
            "2026-09-20",
            "Le vote est clos, le dépouillement est en cours. Les résultats seront publiés le 1er octobre.",
            id="between vote and count",
        ),
        pytest.param(
            town(VOTE, COUNT, RESULTS),
            "2026-09-28",
            "Le vote est clos, le dépouillement est en cours. Les résultats seront publiés le 1er octobre.",
            id="between count and results",
        ),
        pytest.param(
            town(VOTE, RESULTS, won=True), "2026-10-05", "Le vote est clos et les résultats sont connus.", id="results"
        ),
        pytest.param(
            town(VOTE, RESULTS),
            "2026-10-05",
            "Le vote est clos, les résultats seront bientôt publiés.",
            id="results that are late",
        ),
        pytest.param(town(LIST, RESULTS, won=True), "2026-10-05", "Les résultats sont connus.", id="results, no vote"),
        pytest.param(
            town(LIST, RESULTS), "2026-10-05", "Les résultats seront bientôt publiés.", id="late results, no vote"
        ),
        pytest.param(
            town(VOTE, RESULTS, WORKS, won=True),
            "2026-10-20",
            "Le vote est clos et les résultats sont connus.",
            id="between results and works",
        ),
        pytest.param(
            town(VOTE, RESULTS, won=True),
            "2027-01-01",
            "Le vote est clos et les résultats sont connus.",
            id="after results, no works",
        ),
        pytest.param(
            town(WORKS), "2026-11-15", "Les projets lauréats sont en cours de réalisation.", id="works and nothing else"
        ),
        pytest.param(
            town(WORKS),
            "2026-12-15",
            "Ce budget participatif est terminé. Merci à toutes et à tous.",
            id="after works",
        ),
        pytest.param(town(), "2026-11-15", "Le budget participatif se prépare.", id="no calendar at all"),
    ],
)
def test_between_phases_and_without_some_what_is_said_is_true(edition: Edition, day: str, said: str) -> None:
    assert voice("fr").say(now_and_next(edition, there(day))) == said


def there(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)
