"""The results of surveys: what is counted, what is held back, and how the command shows it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from bot.team.survey_results import QuestionResult, Results, as_json, as_rows, held_back, results
from flows.town.few import FEW
from flows.town.questionnaire import QuestionKind, SurveyChoice, SurveyQuestion, When
from storage.database.store import Store
from storage.database.vault import Vault
from storage.people import speakers
from storage.people.speakers import Caller
from storage.relays.polls import OF_THEMES, POLLS
from storage.town import editions, surveys
from storage.town.surveys import Paper, SurveyEntry
from tests.support.processes import portevoix
from tests.support.stores import SECRET
from tests.surveys.test_surveys import survey

KEY = {"SECRET_KEY": SECRET}
EDITION = read_edition(SAMPLE)
WAY = SurveyQuestion(
    "way", "Comment ?", QuestionKind.ONE, choices=(SurveyChoice("bus", "En bus"), SurveyChoice("velo", "À vélo"))
)
WHERE = SurveyQuestion("where", "Où ?", QuestionKind.WORDS, optional=True, when=When("way", ("velo",)))
TOOLS = SurveyQuestion(
    "tools", "Quoi ?", QuestionKind.SEVERAL, choices=(SurveyChoice("a", "Un"), SurveyChoice("b", "Deux"))
)
NOTE = SurveyQuestion(
    "note", "Note ?", QuestionKind.SCALE, choices=(SurveyChoice("1", "Nul"), SurveyChoice("5", "Super"))
)


def paper(number: int, channel: str = "sms", district: str = "", band: str = "", **answers: Any) -> Paper:
    """A paper in a slot of its own."""
    return Paper(answers, channel, district, band, slot=bytes([number]) * 32)


def counted(*papers: Paper, by: str = "") -> Results:
    """The results of a survey of all kinds."""
    return results(EDITION, survey("s", WAY, WHERE, TOOLS, NOTE), papers, by)


def question(counts: Results, id: str) -> QuestionResult:
    """One question of the results."""
    return next(question for question in counts.questions if question.id == id)


def test_counts_and_shares_are_of_those_who_answered_the_question() -> None:
    ways = ["bus"] * 6 + ["velo"] * 2
    counts = counted(*(paper(n, way=way, tools=["a", "b"], note=n % 5 + 1) for n, way in enumerate(ways)))

    way, tools, note = (question(counts, id) for id in ("way", "tools", "note"))
    assert {id: (cell.count, cell.share) for id, cell in (way.everyone.cells or {}).items()} == {
        "bus": (6, 0.75),
        "velo": (2, 0.25),
    }
    assert {cell.share for cell in (tools.everyone.cells or {}).values()} == {1.0}
    assert (note.everyone.mean, note.everyone.median) == (2.62, 2.5)
    assert [cell.count for cell in (note.everyone.cells or {}).values()] == [2, 2, 2, 1, 1]


def test_an_answer_that_the_survey_no_longer_offers_is_counted_by_its_id() -> None:
    counts = counted(*(paper(n, way="tram" if n < 2 else "bus") for n in range(6)))

    assert question(counts, "way").labels == {"bus": "En bus", "velo": "À vélo", "tram": "tram"}


def test_fewer_than_five_answers_are_not_shown_at_all() -> None:
    counts = counted(*(paper(n, way="bus", note=5) for n in range(FEW - 1)), by="channel")

    for question in counts.questions:
        everyone = question.everyone
        assert (everyone.answered, everyone.cells, everyone.mean, question.groups) == (None, None, None, ())


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        pytest.param({"a": 5, "b": 9}, set(), id="all large enough"),
        pytest.param({"a": 4, "b": 9, "c": 7}, {"a", "c"}, id="one small: the next smallest with it"),
        pytest.param({"a": 1, "b": 1, "c": 6, "d": 9}, {"a", "b", "c"}, id="two small, too few together"),
        pytest.param({"a": 2, "b": 3, "c": 6}, {"a", "b"}, id="two small, enough together"),
        pytest.param({"a": 3, "b": 9}, {"a", "b"}, id="one of two: both"),
        pytest.param({"a": 3}, {"a"}, id="the only one"),
    ],
)
def test_groups_are_held_back_so_that_subtraction_tells_nothing(sizes: dict[str, int], hidden: set[str]) -> None:
    assert held_back(sizes) == hidden


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 30), max_size=8))
def test_nobody_can_work_out_a_group_below_five(sizes: Mapping[str, int]) -> None:
    hidden = held_back(sizes)

    left = sum(sizes[name] for name in hidden)
    assert all(sizes[name] >= FEW for name in sizes.keys() - hidden)
    assert not hidden or hidden == sizes.keys() or (len(hidden) >= 2 and left >= FEW)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        pytest.param("channel", ["sms", "telegram"], id="channel"),
        pytest.param("district", ["Rives de Lisse", "Gare et Tanneurs", "not said"], id="district, as the edition"),
        pytest.param("age", ["11-14", "18-25", "66-"], id="age, from young to old"),
    ],
)
def test_groups_stand_in_an_order_that_people_expect(by: str, names: list[str]) -> None:
    channels, districts, bands = ("telegram", "sms"), ("", "gare", "rives"), ("66-", "18-25", "11-14")
    papers = [paper(n, channels[n % 2], districts[n % 3], bands[n % 3], way="bus") for n in range(30)]

    counts = counted(*papers, by=by)

    groups = question(counts, "way").groups
    assert [group.name for group in groups] == names
    assert sum(group.answered or 0 for group in groups) == 30


def test_a_small_group_shows_no_figure_in_any_form() -> None:
    many = [paper(n, "sms", "gare", way="bus") for n in range(12)]
    counts = counted(*many, *(paper(50 + n, "sms", "rives", way="velo") for n in range(3)), by="district")

    groups = {group.name: group for group in question(counts, "way").groups}
    told = as_json(counts)["questions"][0]["groups"]
    rows = [row for row in as_rows(counts) if row.get("group") == "Rives de Lisse" and row["question"] == "way"]
    assert {name: group.cells for name, group in groups.items()} == {"Gare et Tanneurs": None, "Rives de Lisse": None}
    assert [(group["answered"], group["answers"]) for group in told] == [(None, None)] * 2
    assert [(row["answered"], row["answer"], row.get("count")) for row in rows] == [("<5", "", None)]


def test_words_stand_alone_and_in_an_order_of_their_own_for_each_question() -> None:
    first, second = (SurveyQuestion(id, id, QuestionKind.WORDS) for id in ("first", "second"))
    answers = [paper(n, "sms", "gare", first=f"a{n}", second=f"b{n}") for n in range(20)]

    counts = results(EDITION, survey("s", first, second), answers, "district")

    left, right = (question(counts, id) for id in ("first", "second"))
    assert Counter(left.words) == Counter(f"a{n}" for n in range(20))
    assert [words[1:] for words in left.words] != [words[1:] for words in right.words]
    assert (left.groups, right.groups) == ((), ())


@pytest.mark.parametrize(("cyclists", "shown"), [(4, ()), (5, ("au marché",))])
def test_words_are_listed_where_five_were_asked_for_them(cyclists: int, shown: tuple[str, ...]) -> None:
    asked = [paper(n, way="velo", **({"where": "au marché"} if n == 0 else {})) for n in range(cyclists)]

    counts = counted(*asked, *(paper(100 + n, way="bus") for n in range(9)))

    assert question(counts, "where").words == shown


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder where eight people have answered the sample's first survey, two of them by Telegram."""
    portevoix("migrate", folder=tmp_path, **KEY)
    portevoix("edition", "load", str(SAMPLE), folder=tmp_path, **KEY)
    portevoix("edition", "open", "montreval-2026", folder=tmp_path, **KEY)
    with Store(f"sqlite:///{tmp_path / 'var/portevoix.db'}", Vault(SECRET)) as store, store.writing() as tx:
        edition = editions.find(tx)
        callers = {bytes([n]) * 32: Caller("sms", f"+3363998000{n}") for n in range(8)}
        known = speakers.lock(tx, store, callers, _at(edition))
        for n, person in enumerate(known.values()):
            answers = {"connu": "internet", "vote": "oui", "facile": n % 2 + 4, "mot": "=SOMME(A1)" if n else "bravo"}
            paper = Paper(answers, "telegram" if n < 2 else "sms")
            entry = SurveyEntry(edition.id, "bilan-2026", person.person_id, date(2026, 11, 5))
            surveys.put(tx, store, entry, paper)
    return tmp_path


def _at(edition: Any) -> Any:
    return edition.surveys[0].opens


def test_the_list_names_each_survey_and_how_many_have_answered(folder: Path) -> None:
    told = portevoix("survey", "list", folder=folder, **KEY).stdout

    assert "bilan-2026" in told
    assert "BILAN" in told
    assert "0 of 150" in told
    assert "8" in next(line for line in told.splitlines() if "bilan-2026" in line)


def test_what_groups_said_of_the_themes_is_told_as_no_vote(folder: Path) -> None:
    before = portevoix("survey", "themes", folder=folder, **KEY).stdout
    with Store(f"sqlite:///{folder / 'var/portevoix.db'}", Vault(SECRET)) as store, store.writing() as tx:
        totals = '{"voters": 7, "votes": {"nature": 2, "sports": 5}}'
        poll = {"id": "1", "edition_id": editions.find(tx).id, "survey": OF_THEMES, "question": "theme"}
        tx.execute(insert(POLLS), poll | {"totals": totals, "closed": False})

    after = portevoix("survey", "themes", folder=folder, **KEY).stdout

    assert "No group was asked: an ambassador, or who runs the group, writes /sondage IDEES there." in before
    assert "In groups, 7 voters in 1 poll; no vote, and no survey:" in after
    assert after.index("5  Sports et loisirs") < after.index("2  Nature en ville")


def test_results_are_drawn_with_bars_and_small_groups_held_back(folder: Path) -> None:
    done = portevoix("survey", "results", "bilan-2026", "--by", "channel", folder=folder, **KEY)

    assert "8 answers, anonymous" in done.stdout, done.stderr
    assert "mean 4.5, median 4.5" in done.stdout
    assert "████" in done.stdout
    assert "« bravo »" in done.stdout
    assert "channel telegram: fewer than 5" in done.stdout
    assert "channel sms: fewer than 5" in done.stdout


def test_results_are_written_for_machines_and_for_spreadsheets(folder: Path) -> None:
    told = portevoix("survey", "results", "bilan-2026", "--json", folder=folder, **KEY).stdout
    table = portevoix("survey", "results", "bilan-2026", "--csv", "-", folder=folder, **KEY).stdout
    done = portevoix("survey", "results", "bilan-2026", "--csv", "out.csv", folder=folder, **KEY)

    rows = list(csv.DictReader(io.StringIO(table)))
    internet = next(row for row in rows if row["answer"] == "Internet")
    assert json.loads(told)["papers"] == 8
    assert (internet["question"], internet["count"], internet["share"]) == ("connu", "8", "1.0")
    assert "'=SOMME(A1)" in {row["answer"] for row in rows}  # plain words, not a formula
    assert (folder / "out.csv").read_text("utf-8-sig").splitlines() == table.splitlines()
    assert "8 answers to «bilan-2026» written to out.csv." in done.stderr


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        pytest.param(["nothing"], "There is: bilan-2026, parvis-gare", id="a survey that is not there"),
        pytest.param(["bilan-2026", "--by", "name"], "channel, district, age", id="a group that is not there"),
    ],
)
def test_what_cannot_be_shown_says_what_can(words: list[str], remedy: str, folder: Path) -> None:
    done = portevoix("survey", "results", *words, folder=folder, **KEY)

    assert done.returncode == 2
    assert remedy in " ".join(done.stderr.replace("│", " ").split())
