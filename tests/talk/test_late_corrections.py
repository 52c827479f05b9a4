"""Words that correct a vote that is in the urn."""

from __future__ import annotations

from datetime import date

import pytest

from flows.talk.late_corrections import corrects_it, regrets_it
from flows.talk.scene import Me, Scene
from tests.support.ears import EAR, big_edition, paris

NOW = paris(2026, 11, 5, 10)
VOTED = Scene(big_edition(24), NOW, Me(1, voted_on=date(2026, 11, 4)))


@pytest.mark.parametrize(
    ("text", "corrects", "regrets"),
    [
        pytest.param("finalement le 9 plutot que le 5", True, False, id="one rather than another"),
        pytest.param("enlevez le 5 et mettez le 9", True, False, id="one out, one in"),
        pytest.param("sans 12", True, False, id="without"),
        pytest.param("5 -> 9", True, False, id="an arrow"),
        pytest.param("g changé d'avis enlevez le 5", True, False, id="in texted words, after why"),
        pytest.param("g voté trop vite, virez le 12 svp", True, False, id="after a reason that nobody knows"),
        pytest.param("non pas le 10, je voulais le 11", False, False, id="one in after one out"),
        pytest.param("non là je voulais le 11 pas le 10", False, False, id="what is wanted in is a choice"),
        pytest.param("on peut enlever le 5 plus tard ?", False, False, id="a question"),
        pytest.param("annulez le 12 novembre, je viens pas", False, False, id="a day"),
        pytest.param("g changé d'avis enlevez le 99", False, False, id="a number that is not on the ballot"),
        pytest.param("je me suis trompé", False, True, id="a mistake"),
        pytest.param("oups", False, True, id="oops"),
        pytest.param("12", False, False, id="a number alone"),
        pytest.param("sans voitures", False, False, id="no number"),
        pytest.param("les bus 5 et 9 passent sans arret", False, False, id="a sentence"),
        pytest.param("je me suis trompé de salle hier", False, False, id="a mistake in something else"),
        pytest.param("sans 12 " * 60, False, False, id="a long text"),
    ],
)
def test_what_is_said_of_a_vote_that_is_cast(text: str, corrects: bool, regrets: bool) -> None:
    assert (corrects_it(text, VOTED, EAR.lexicon), regrets_it(text, VOTED, EAR.lexicon)) == (corrects, regrets)


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(Scene(VOTED.edition, NOW, Me(1)), id="who has not voted"),
        pytest.param(Scene(VOTED.edition, paris(2026, 12, 5), VOTED.me), id="after the vote"),
    ],
)
def test_where_no_vote_can_be_cast_anew_nothing_is_said_of_it(scene: Scene) -> None:
    assert not corrects_it("sans 12", scene, EAR.lexicon)
    assert not regrets_it("je me suis trompé", scene, EAR.lexicon)
