"""The answers of a town, in its edition file or in a list of its own beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.town.faq import FaqEntry
from tests.support.bourg import TOWN, read_text, wrong_with

FAQ = """
[[faq]]
id = "qui-vote"
question = "Qui peut voter ?"
answer = "Tout le monde."
rule = "règlement, art. 2"
words = "droit de vote"
"""
LIST = """[
 {"id": "age_vote", "question": "Dès quel âge ?", "answer": "Dès 11 ans.", "theme": "vote"},
 {
  "id": "argent",
  "question": "Combien ?",
  "answer": "50 000 €.",
  "rule": "art. 1",
  "words": "budget"
 }
]"""
BESIDE = ("budget = 50000", 'budget = 50000\nfaq_file = "faq.json"')


def test_a_town_answers_in_its_own_words(tmp_path: Path) -> None:
    edition = read_text(tmp_path, TOWN + FAQ)

    assert edition.faq == (
        FaqEntry("qui-vote", "Qui peut voter ?", "Tout le monde.", "règlement, art. 2", "droit de vote"),
    )


def test_a_list_of_answers_that_a_town_has_already_is_read_after_its_own(tmp_path: Path) -> None:
    (tmp_path / "faq.json").write_text(LIST, "utf-8")

    edition = read_text(tmp_path, TOWN.replace(*BESIDE) + FAQ)

    assert edition.faq[1:] == (
        FaqEntry("age_vote", "Dès quel âge ?", "Dès 11 ans."),
        FaqEntry("argent", "Combien ?", "50 000 €.", "art. 1", "budget"),
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param(
            "Dès 11 ans.",
            "x" * 601,
            f"faq.json, line 2, [0].answer: is '{'x' * 59}…, 601 characters long: shorten it to 600 at most",
            id="too long",
        ),
        pytest.param('"id": "argent",', "", "faq.json, line 3, [1].id: is missing: add it", id="no id"),
        pytest.param(
            '"argent"',
            '"age_vote"',
            "faq.json, line 3, [1].id: is age_vote, as on line 2: each needs its own",
            id="id twice",
        ),
        pytest.param(
            '"words"',
            '"mots"',
            "faq.json, line 3, [1].mots: is not a key we know here: write one of answer, id, question, rule, theme, "
            "words",
            id="unknown key",
        ),
        pytest.param(
            '"rule": "art. 1",',
            '"rule": "art. 1"',
            "faq.json, line 8: is not JSON, Expecting ',' delimiter: it is a list in brackets of entries in braces, "
            "with commas between them",
            id="no comma",
        ),
        pytest.param(
            LIST,
            '{"faq": []}',
            'faq.json, line 1: is not a list: write [ { "id": …, "question": …, "answer": … }, … ]',
            id="no list",
        ),
        pytest.param(LIST, "[3]", "faq.json, line 1, [0]: is 3, where one table belongs", id="no entry"),
        pytest.param(
            '"argent"',
            '"qui-vote"',
            "bourg.toml, line 9, edition.faq_file: has 'qui-vote', which is in this file's [[faq]] too: each needs its "
            "own id",
            id="id of the other file",
        ),
    ],
)
def test_a_slip_in_the_list_of_answers_is_named_with_its_file_its_line_and_the_remedy(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in LIST
    (tmp_path / "faq.json").write_text(LIST.replace(old, new, 1), "utf-8")

    [said] = wrong_with(tmp_path, TOWN.replace(*BESIDE) + FAQ)

    assert said.startswith(complaint)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        pytest.param(
            "absent.json", "is 'absent.json', but no such file is beside this one: check its name", id="absent"
        ),
        pytest.param(
            "/etc/faq.json", "is '/etc/faq.json': put the file beside this one, and write its name", id="elsewhere"
        ),
        pytest.param("../faq.json", "is '../faq.json': put the file beside this one, and write its name", id="above"),
    ],
)
def test_the_list_of_answers_is_a_file_beside(tmp_path: Path, name: str, complaint: str) -> None:
    old, new = BESIDE

    assert wrong_with(tmp_path, TOWN.replace(old, new.replace("faq.json", name))) == [
        f"bourg.toml, line 9, edition.faq_file: {complaint}"
    ]


def test_what_is_wrong_with_two_files_is_said_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "faq.json").write_text(LIST.replace('"id": "argent",', ""), "utf-8")
    text = TOWN.replace(*BESIDE).replace('"mairie@bourg.example"', '"mairie"').replace("cost = 12000", 'cost = "x"')

    assert [said.split(",")[0] for said in wrong_with(tmp_path, text)] == ["bourg.toml", "bourg.toml", "faq.json"]
