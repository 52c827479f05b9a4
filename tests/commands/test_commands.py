"""The command line as an operator uses it: real processes, in an empty folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.counting import pabulib
from bot.practice.sample import SAMPLE
from tests.support.election import election, written
from tests.support.processes import environment, portevoix
from tests.support.samples import in_words

KEY = {"SECRET_KEY": "a secret key for these tests"}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder where the sample edition is loaded."""
    portevoix("migrate", folder=tmp_path, **KEY)
    done = portevoix("edition", "load", str(SAMPLE), folder=tmp_path, **KEY)
    assert "24 projects" in done.stdout, done.stderr
    assert "a draft: nobody sees it yet" in done.stdout
    done = portevoix("edition", "open", "montreval-2026", folder=tmp_path, **KEY)
    assert "is now open" in done.stdout, done.stderr
    return tmp_path


def test_a_file_is_checked_without_being_loaded(tmp_path: Path) -> None:
    """No store is needed for it, and what is probably a slip is said with its line and what to write."""
    file = tmp_path / "town.toml"
    file.write_text(SAMPLE.read_text("utf-8").replace("{vote.closes}. Écrivez", "28 novembre. Écrivez"), "utf-8")

    done = portevoix("edition", "check", str(file), folder=tmp_path, **KEY)

    assert "can be loaded: 24 projects, 10 phases." in done.stdout, done.stderr
    assert "«changer-vote» says «28 novembre», which is no day of the calendar: write {vote.closes}" in done.stderr


def test_help_names_every_command_and_where_to_start(tmp_path: Path) -> None:
    told = portevoix("--help", folder=tmp_path).stdout

    assert "portevoix demo" in told
    for command in (
        "count",
        "demo",
        "edition",
        "export",
        "import",
        "migrate",
        "replay",
        "run",
        "sms",
        "talk",
        "web",
        "worker",
    ):
        assert f" {command} " in told


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        pytest.param(["migrate"], "openssl rand -base64 32", id="without a secret key"),
        pytest.param(["count", "nothing.pb"], "nothing.pb: No such file", id="a file that is not there"),
    ],
)
def test_without_what_it_needs_a_command_says_what_to_do(words: list[str], remedy: str, tmp_path: Path) -> None:
    done = portevoix(*words, folder=tmp_path)

    assert done.returncode == 2
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr


def test_before_migrating_the_remedy_is_named(tmp_path: Path) -> None:
    done = portevoix("edition", "list", folder=tmp_path, **KEY)

    assert done.returncode == 2
    assert "portevoix migrate" in done.stderr


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    done = portevoix("migrate", folder=tmp_path, SECRET_KEY="short")

    assert done.returncode == 2
    assert "too short" in done.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = portevoix("migrate", folder=tmp_path, PORT="many", **KEY)

    assert done.returncode == 2
    assert "PORT" in done.stderr
    assert ".env.example" in done.stderr


def test_an_edition_that_is_wrong_changes_nothing(town: Path) -> None:
    (town / "wrong.toml").write_text(SAMPLE.read_text("utf-8").replace('phase = "vote"', 'phase = "vot"'), "utf-8")

    done = portevoix("edition", "load", "wrong.toml", folder=town, **KEY)

    assert done.returncode == 2
    assert "wrong.toml, line" in done.stderr
    assert "did you mean 'vote'" in done.stderr
    assert "montreval-2026" in portevoix("edition", "list", folder=town, **KEY).stdout


def test_a_table_of_projects_goes_out_and_comes_back(town: Path) -> None:
    portevoix("export", "--csv", "projects.csv", folder=town, **KEY)
    table = (town / "projects.csv").read_text("utf-8-sig").replace("Un skatepark sous le viaduc", "Un grand skatepark")
    (town / "projects.csv").write_text(table, "utf-8")

    done = portevoix("import", "projects.csv", folder=town, **KEY)

    assert "24 projects imported" in done.stdout, done.stderr
    assert "Un grand skatepark" in portevoix("export", "--csv", "-", folder=town, **KEY).stdout


def test_a_table_with_one_wrong_line_imports_none_of_it(town: Path) -> None:
    (town / "projects.csv").write_text("numero;titre;cout\n25;Un autre banc;500\n26;Une table;beaucoup\n", "utf-8")

    done = portevoix("import", "projects.csv", folder=town, **KEY)

    assert done.returncode == 2
    assert "projects.csv, line 3" in done.stderr
    assert "Un autre banc" not in portevoix("export", "--csv", "-", folder=town, **KEY).stdout


def test_an_election_is_imported_as_a_draft_until_it_is_opened(town: Path) -> None:
    file = written(town)

    done = portevoix("import", str(file), folder=town, **KEY)

    assert "«petiteville» is imported: 24 projects, 1 to 3 to choose." in done.stdout, done.stderr
    assert "To open it to people: `portevoix edition open petiteville`" in done.stdout
    assert "→ │ montreval-2026" in portevoix("edition", "list", folder=town, **KEY).stdout
    opened = portevoix("edition", "open", "petiteville", "--anyway", "--reason", "essai", folder=town, **KEY)
    assert "people talk about it from their next message on" in opened.stdout, opened.stderr
    assert "→ │ petiteville" in portevoix("edition", "list", folder=town, **KEY).stdout


def test_with_drafts_only_the_way_to_open_or_to_name_one_is_told(tmp_path: Path) -> None:
    portevoix("migrate", folder=tmp_path, **KEY)
    portevoix("edition", "load", str(SAMPLE), folder=tmp_path, **KEY)

    refused = portevoix("export", "--csv", "-", folder=tmp_path, **KEY)
    named = portevoix("export", "--csv", "-", "--edition", "montreval-2026", folder=tmp_path, **KEY)

    assert refused.returncode == 2
    assert "portevoix edition open montreval-2026" in refused.stderr
    assert "--edition montreval-2026" in refused.stderr
    assert "skatepark" in named.stdout


def test_a_file_of_no_known_kind_is_refused(town: Path) -> None:
    done = portevoix("import", "projects.xlsx", folder=town, **KEY)

    assert done.returncode == 2
    assert ".csv" in done.stderr


def test_a_file_is_counted_without_any_store(tmp_path: Path) -> None:
    done = portevoix("count", str(written(tmp_path)), "--json", folder=tmp_path)

    counted = json.loads(done.stdout)
    assert counted["voters"] == 60
    assert sum(project["score"] for project in counted["projects"]) == sum(len(vote.refs) for vote in election().votes)
    assert all(project["why"] for project in counted["projects"])


def test_a_file_that_disagrees_with_its_own_figures_is_told(tmp_path: Path) -> None:
    instance = election()
    claimed = pabulib.PbProject(ref="1", cost=instance.projects[0].cost, votes=999)
    projects = (claimed, *instance.projects[1:])
    pabulib.write(tmp_path / "claims.pb", pabulib.Instance(instance.meta, projects, instance.votes))

    done = portevoix("count", "claims.pb", folder=tmp_path)

    assert "project 1: the file's «votes» is 999" in done.stderr


def test_a_replayed_election_can_be_exported_and_recounted_alike(tmp_path: Path) -> None:
    portevoix("replay", str(written(tmp_path)), "--pb", "out.pb", folder=tmp_path)

    first = json.loads(portevoix("count", "petiteville.pb", "--json", folder=tmp_path).stdout)
    again = json.loads(portevoix("count", "out.pb", "--json", folder=tmp_path).stdout)

    verdicts = [{p["ref"]: (p["score"], p["verdict"]) for p in counted["projects"]} for counted in (first, again)]
    assert verdicts[0] == verdicts[1]


def test_nothing_is_counted_while_the_vote_is_open(tmp_path: Path) -> None:
    open_vote = "\n".join(_phase_lines(SAMPLE.read_text("utf-8")))
    (tmp_path / "open.toml").write_text(in_words(open_vote), "utf-8")
    portevoix("migrate", folder=tmp_path, **KEY)
    loaded = portevoix("edition", "load", "open.toml", folder=tmp_path, **KEY)
    assert loaded.returncode == 0, loaded.stderr
    portevoix("edition", "open", "montreval-2026", folder=tmp_path, **KEY)

    refused = portevoix("count", folder=tmp_path, **KEY)
    rehearsed = portevoix("count", "--early", "--json", folder=tmp_path, **KEY)

    assert refused.returncode == 2
    assert "not over" in refused.stderr
    assert json.loads(rehearsed.stdout)["voters"] == 0


def _phase_lines(toml: str) -> list[str]:
    """The sample with one phase only: a vote from 2020 on."""
    kept, skipping = [], False
    for line in toml.splitlines():
        if line.startswith("["):
            skipping = line.startswith("[[phases]]")
        if not skipping:
            kept.append(line)
    return [*kept, "[[phases]]", 'phase = "vote"', "opens = 2020-01-01", "closes = 2090-01-01"]


def test_talk_holds_a_conversation_in_the_terminal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "talk", "--as", "sms", "--date", "2026-11-05 10:00:00"],
        cwd=tmp_path,
        env=environment(),
        input="vote 3 12 18\n[rien]\nannuler\nprojets 5\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert "Votre vote" in done.stdout
    assert "no line «rien» to answer" in done.stdout
    assert "GSM-7" in done.stdout
    assert "skatepark" in done.stdout
