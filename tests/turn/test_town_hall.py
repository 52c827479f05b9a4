"""The Procfile's processes as real processes, between both fakes, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import portevoix
from tests.support.stores import ENGINES, Databases
from tests.support.storm import storm
from tests.support.town_hall import TownHall, code_in


@pytest.fixture(scope="module", params=ENGINES)
def town(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TownHall]:
    """A town on SQLite (`run`) and one on PostgreSQL (`web` and `worker`)."""
    with TownHall(databases.url(request.param), tmp_path_factory.mktemp("town")) as hall:
        yield hall


def test_a_whole_vote_by_sms(town: TownHall) -> None:
    jeanne = town.twilio.person("+33639980003")
    jeanne.writes("VOTE 3 12 18")
    read_back = jeanne.waits_for("Pour valider", 20).text

    jeanne.writes(code_in(read_back))
    jeanne.waits_for("Votre vote est dans l'urne", 20)

    assert town.twilio.alerts == []
    assert town.twilio.oddities == []


def test_a_whole_vote_on_telegram(town: TownHall) -> None:
    lucie = town.telegram.person(1001, first_name="Lucie")
    lucie.starts()
    lucie.waits_for("Que voulez-vous faire", 20)
    for label, answer in (
        ("Voter", "Choisissez"),
        ("☐ 5 · Un skatepark sous le viaduc", "1 choix sur 3"),
        ("✅ Valider mon choix", "Est-ce bien votre vote"),
        ("✅ Oui, je confirme", "Votre vote est dans l'urne"),
    ):
        lucie.taps(label)
        lucie.waits_for(answer, 20)

    assert town.telegram.oddities == []


def test_a_restart_of_each_process_in_the_middle_of_a_vote_changes_nothing(town: TownHall) -> None:
    ahmed, karim = town.twilio.person("+33639980011"), town.telegram.person(1011, first_name="Karim")
    ahmed.writes("vote 4 5")
    karim.writes("/vote 4 5")
    read_back = ahmed.waits_for("Pour valider", 20).text
    karim.waits_for("Est-ce bien votre vote", 20)

    for name in town.names:
        town.restart(name)
    ahmed.writes(code_in(read_back))
    karim.taps("✅ Oui, je confirme")

    ahmed.waits_for("Votre vote est dans l'urne", 30)
    karim.waits_for("Votre vote est dans l'urne", 30)


def test_a_forged_text_leaves_no_trace(town: TownHall) -> None:
    before = town.urn()
    mallory = town.twilio.person("+33639980012")
    mallory.writes("VOTE 3", forged=True)
    with pytest.raises(AssertionError):
        mallory.waits_for("Pour valider", 2)

    assert town.urn() == before
    assert mallory.inbox == []


def test_the_doctor_finds_nothing_wrong_but_that_the_tests_have_no_https(town: TownHall) -> None:
    told = portevoix("doctor", folder=town.folder, **town.settings()).stdout

    troubles = [line for line in told.splitlines() if line.startswith("✘")]
    assert [line for line in troubles if "not https" not in line and "comes in" not in line] == [], told
    assert "Telegram bot @" in told
    assert "Twilio account" in told


def test_the_doctor_names_each_trouble_and_its_remedy(town: TownHall) -> None:
    wrong = town.settings() | {
        "TELEGRAM_TOKEN": "1:wrong",
        "TWILIO_AUTH_TOKEN": "wrong",
        "SECRET_KEY": "another key, long enough",
    }
    done = portevoix("doctor", folder=town.folder, **wrong)

    assert done.returncode == 1
    for remedy in ("@BotFather", "TWILIO_AUTH_TOKEN", "start with the key it was made with"):
        assert remedy in done.stdout


def test_kills_in_the_middle_lose_and_double_nothing(town: TownHall) -> None:
    """The small sister of `make soak`: every message answered, every vote in the urn once."""
    before = town.urn()[1]

    count = storm(town, voters=40, kills=3)

    print(count)
    assert count.unanswered == []
    assert count.thanked == 40
    assert count.ballots - before == 40
    assert count.doubled == 0


def test_polling_hears_as_well(databases: Databases, tmp_path: Path) -> None:
    with TownHall(databases.url("sqlite"), tmp_path, webhook=False) as town:
        lucie = town.telegram.person(1001, first_name="Lucie")
        lucie.writes("/vote 5")
        lucie.waits_for("Est-ce bien votre vote", 20)
        town.kill("run")
        lucie.taps("✅ Oui, je confirme")
        town.start("run")

        lucie.waits_for("Votre vote est dans l'urne", 40)
        assert town.urn() == (1, 1)


def test_a_question_is_answered_by_the_team_where_it_was_asked_and_the_reply_comes_back(town: TownHall) -> None:
    rosa = town.twilio.person("+33639980021")
    rosa.writes("QUESTION le bois de la passerelle viendra de quelle scierie")
    number = re.search(r"n[°o] ?(\d+)", rosa.waits_for("transmise", 20).text)
    assert number is not None

    told = portevoix("ticket", number[1], "answer", "Aucun, il jeune le mardi.", folder=town.folder, **town.settings())
    rosa.waits_for("il jeune le mardi", 30)
    rosa.writes("et le mercredi alors")
    rosa.waits_for("l'équipe", 20)

    assert told.returncode == 0, told.stderr
    shown = portevoix("ticket", number[1], folder=town.folder, **town.settings())
    assert "et le mercredi alors" in shown.stdout
    assert [text.text for text in rosa.inbox if "il jeune" in text.text] != []
    assert sum("il jeune" in text.text for text in rosa.inbox) == 1


def test_what_the_team_publishes_reaches_its_followers_once_on_their_own_phone(town: TownHall) -> None:
    lea, omar = town.telegram.person(1021, first_name="Léa"), town.twilio.person("+33639980022")
    lea.writes("/start suivre_16")
    lea.waits_for("16", 20)
    omar.writes("SUIVRE 16")
    omar.waits_for("16", 20)

    reason = "Le mur doit d'abord être consolidé."
    for words in (
        ("project", "16", "set", "abandoned", "--reason", reason, "--anyway"),
        ("publish", "--anyway", "--reason", reason),
    ):
        done = portevoix(*words, folder=town.folder, **town.settings())
        assert done.returncode == 0, done.stderr + done.stdout

    lea.waits_for("consolidé", 30)
    omar.waits_for("consolidé", 30)
    assert sum("consolid" in text.text for text in omar.inbox) == 1
