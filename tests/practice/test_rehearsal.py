"""A rehearsal: each case from one fresh person through the real turn, and what is said of what came back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.rehearse import rehearse
from bot.edition.errors import FileError
from bot.practice.demo import sample
from bot.practice.rehearsal import Rehearsal
from bot.practice.rehearsal_cases import read_cases
from tests.support.understood import understood_in_the_sample

VOTE = "2026-11-05T10:00"


def cases(folder: Path, *objects: Mapping[str, object]) -> Path:
    """A file of cases, each with what every case needs."""
    file = folder / "cases.jsonl"
    whole = ({"id": f"c{place}", "as": "sms", "date": VOTE, **given} for place, given in enumerate(objects))
    file.write_text("".join(f"{json.dumps(case, ensure_ascii=False)}\n" for case in whole))
    return file


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        pytest.param({"messages": ["AIDE"], "want": {"all": ["projets"]}}, (), id="what is wanted came back"),
        pytest.param({"messages": ["PROJETS"], "want": {"all": ["licorne"]}}, ("lacks licorne",), id="it did not"),
        pytest.param({"messages": ["AIDE"], "want": {"any": [["licorne", "vote"]]}}, (), id="one of several did"),
        pytest.param(
            {"messages": ["AIDE"], "want": {"any": [["licorne", "dragon"]]}},
            ("lacks any of licorne | dragon",),
            id="none did",
        ),
        pytest.param({"messages": ["AIDE"], "want": {"none": ["votez?"]}}, ("has votez?",), id="what should not, did"),
        pytest.param(
            {"as": "telegram", "messages": ["bonjour"], "want": {"all": ["voir les projets"]}},
            (),
            id="buttons are read too",
        ),
        pytest.param({"messages": ["INFOS"], "want": {"all": ["donnees"]}}, (), id="without accents or capitals"),
    ],
)
def test_a_case_tells_what_is_wrong(tmp_path: Path, given: dict[str, object], wrong: tuple[str, ...]) -> None:
    (case,) = read_cases(cases(tmp_path, given))

    assert Rehearsal(sample(), tmp_path).play(case).wrong == wrong


def test_the_code_is_sent_back_and_no_case_knows_of_another(tmp_path: Path) -> None:
    voted = {"messages": ["VOTE 5 12", "{code}"], "want": {"all": ["urne", "recu"]}}
    fresh = {"messages": ["RECU"], "want": {"none": ["votre vote est"]}}
    stage = Rehearsal(sample(), tmp_path)

    assert [stage.play(case).wrong for case in read_cases(cases(tmp_path, voted, fresh))] == [(), ()]


def test_what_is_read_is_what_was_typed(tmp_path: Path) -> None:
    """Not the sign that stands for the code: it was read as words about a code."""
    (case,) = read_cases(cases(tmp_path, {"messages": ["VOTE 5 12", "{code}"]}))

    assert Rehearsal(sample(), tmp_path).play(case).reading == "nothing"


def test_what_comes_days_later_is_heard_then(tmp_path: Path) -> None:
    later = {"at": "2026-12-01T10:00", "text": "VOTE"}
    (case,) = read_cases(cases(tmp_path, {"messages": ["bonjour", later], "want": {"all": ["clos"]}}))

    assert Rehearsal(sample(), tmp_path).play(case).passed


def test_segments_are_those_of_the_last_replies(tmp_path: Path) -> None:
    by_sms, by_telegram = read_cases(
        cases(tmp_path, {"messages": ["PROJETS"]}, {"messages": ["PROJETS"], "as": "telegram"})
    )
    stage = Rehearsal(sample(), tmp_path)

    assert (stage.play(by_sms).segments > 0, stage.play(by_telegram).segments) == (True, 0)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        pytest.param("{", "line 1: is not JSON", id="no JSON"),
        pytest.param('{"id": "a", "date": "2026-11-05T10:00", "messages": []}', "messages", id="no message"),
        pytest.param(
            '{"id": "a", "date": "2026-11-05T10:00", "messages": ["x"], "want": {"all": ["("]}}',
            "is no regular expression",
            id="no regular expression",
        ),
        pytest.param(
            '{"id": "a", "date": "2026-11-05T10:00", "messages": ["x"], "want": {"nonne": ["x"]}}',
            "nonne",
            id="misspelled",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_where(tmp_path: Path, line: str, complaint: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(line + "\n")

    with pytest.raises(FileError, match=complaint):
        read_cases(file)


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="line 2, id: 'c0' names a case before it"):
        read_cases(cases(tmp_path, {"messages": ["a"]}, {"messages": ["b"], "id": "c0"}))


def test_the_command_sums_up_and_ends_with_1_if_any_is_wrong(tmp_path: Path) -> None:
    file = cases(
        tmp_path,
        {"messages": ["AIDE"], "kind": "help", "want": {"all": ["menu"]}},
        {"messages": ["AIDE"], "kind": "help", "want": {"all": ["licorne"]}},
    )

    app = typer.Typer()
    app.command()(rehearse)
    with understood_in_the_sample():
        ended = CliRunner().invoke(app, [str(file)])
        objects = CliRunner().invoke(app, [str(file), "--json"])

    assert ended.exit_code == 1
    assert "1 of    2  help" in ended.stdout
    read = [json.loads(line) for line in objects.stdout.splitlines()]
    assert [one["passed"] for one in read] == [True, False]
    assert [one["reading"] for one in read] == ["door help", "door help"]
