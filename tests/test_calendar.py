"""What is said of every season of the budget: what is true now, and when what comes next opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.edition_file import read_edition
from bot.sample import SAMPLE
from bot.words import voice
from flows.calendar import closing, now_and_next, vote_until
from flows.edition import Phase, Span
from flows.words import Day, Moment
from tests.ears import big_edition, paris

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
            paris(2026, 12, 8), "Le vote est clos et les résultats sont connus.", "The vote is closed", id="results"
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
