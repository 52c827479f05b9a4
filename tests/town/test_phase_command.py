"""`portevoix phase` and `portevoix edition load`, as an operator uses them: real processes, in an empty folder."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.practice.sample import SAMPLE
from flows.town.edition import Edition, Phase
from storage.database.store import Store
from storage.database.vault import Vault
from storage.town import editions
from tests.support.processes import portevoix
from tests.support.samples import in_words

SECRET = "a secret key for these tests"
KEY = {"SECRET_KEY": SECRET}

NOW = datetime.now(UTC).replace(microsecond=0)
"""The commands go by the real clock: the calendar of these tests is laid around it."""


def day(days: int) -> str:
    """The date so many days from now."""
    return f"{(NOW + timedelta(days=days)).date()}"


CALENDAR = f"""
[[phases]]
phase = "before_vote"
opens = {day(-20)}
closes = {day(-10)}T09:00:00
[[phases]]
phase = "vote"
opens = {day(-10)}T09:00:00
closes = {day(10)}T20:00:00
[[phases]]
phase = "count"
opens = {day(10)}T20:00:00
closes = {day(20)}T18:00:00
[[phases]]
phase = "results"
opens = {day(20)}T18:00:00
closes = {day(40)}
"""


def file_with(calendar: str) -> str:
    """The sample edition's file with another calendar."""
    text = in_words(SAMPLE.read_text("utf-8"))
    begins, ends = text.index("[[phases]]"), text.index("[[districts]]")
    return text[:begins] + calendar + text[ends:]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where an edition that votes just now is loaded: nothing in it changes."""
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "town.toml").write_text(file_with(CALENDAR), "utf-8")
    portevoix("migrate", folder=folder, **KEY)
    done = portevoix("edition", "load", "town.toml", folder=folder, **KEY)
    assert "4 phases" in done.stdout, done.stderr
    portevoix("edition", "open", "montreval-2026", folder=folder, **KEY)
    return folder


@pytest.fixture
def town(loaded: Path, tmp_path: Path) -> Path:
    """A folder where that edition is loaded, to be changed."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(town: Path, *words: str, code: int = 0) -> str:
    """What a command told; it must have ended with *code*."""
    done = portevoix(*words, folder=town, **KEY)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def edition_of(town: Path) -> Edition:
    """The edition as it stands in the store."""
    [file] = list(town.rglob("*.db"))
    with Store(f"sqlite:///{file}", Vault(SECRET)) as store, store.reading() as tx:
        return editions.find(tx)


def hours(town: Path, phase: Phase) -> tuple[str, str]:
    """When a phase opens and closes, by the town's clocks."""
    edition = edition_of(town)
    span = edition.span_of(phase)
    assert span is not None
    opens, closes = (f"{at.astimezone(edition.zone):%Y-%m-%d %H:%M}" for at in (span.opens, span.closes))
    return opens, closes


def test_the_calendar_is_shown_with_where_we_are(town: Path) -> None:
    told = run(town, "phase")

    [marked] = [line for line in told.splitlines() if "→" in line]
    assert "vote" in marked
    assert f"{day(10)} 20:00" in marked
    assert "(Europe/Paris): vote." in told


def test_a_phase_that_lasts_longer_moves_what_follows_and_who_did_it_is_written_down(town: Path) -> None:
    told = run(town, "phase", "vote", "--closes", f"{day(17)}T20:00", "--by", "Nadia")

    assert f"vote closes: {day(10)} 20:00 → {day(17)} 20:00" in told
    assert "Surveys and meetings have dates of their own" in told
    assert hours(town, Phase.VOTE) == (f"{day(-10)} 09:00", f"{day(17)} 20:00")
    assert hours(town, Phase.COUNT) == (f"{day(17)} 20:00", f"{day(27)} 18:00")
    assert hours(town, Phase.RESULTS)[0] == f"{day(27)} 18:00"
    shown = run(town, "phase")
    assert "Nadia" in shown
    assert f"count closes: {day(20)} 18:00 → {day(27)} 18:00" in shown


def test_a_rehearsal_changes_nothing(town: Path) -> None:
    before = edition_of(town)

    told = run(town, "phase", "vote", "--by-days", "7", "--dry-run")

    assert f"vote closes: {day(10)} 20:00 → {day(17)} 20:00" in told
    assert "Nothing was changed" in told
    assert (edition_of(town).spans, edition_of(town).version) == (before.spans, before.version)
    assert "vote closes" not in run(town, "phase")


def test_alone_a_phase_leaves_the_later_dates(town: Path) -> None:
    run(town, "phase", "vote", "--closes", day(12), "--alone")

    assert hours(town, Phase.VOTE)[1] == f"{day(13)} 00:00"
    assert hours(town, Phase.COUNT) == (f"{day(13)} 00:00", f"{day(20)} 18:00")


def test_the_vote_is_closed_early_and_opened_again(town: Path) -> None:
    run(town, "phase", "vote", "close-now")
    assert edition_of(town).phase_at(datetime.now(UTC) + timedelta(minutes=1)) is Phase.COUNT, "the minute is whole"
    assert hours(town, Phase.COUNT)[1] == f"{day(20)} 18:00"

    run(town, "phase", "vote", "--closes", f"{day(10)}T20:00", "--alone")

    assert edition_of(town).phase_at(datetime.now(UTC)) is Phase.VOTE


def test_a_phase_is_opened_early(town: Path) -> None:
    run(town, "phase", "count", "open-now")

    assert edition_of(town).phase_at(datetime.now(UTC)) is Phase.COUNT


def test_conversations_see_the_new_dates_at_their_next_turn(town: Path) -> None:
    before = edition_of(town).version

    run(town, "phase", "vote", "--by-days", "1")

    assert edition_of(town).version == before + 1


def test_nothing_but_the_dates_is_changed(town: Path) -> None:
    before = edition_of(town)

    run(town, "phase", "vote", "--by-days", "1")

    after = edition_of(town)
    for name in ("projects", "surveys", "meetings", "campaigns", "faq", "districts", "ballot"):
        assert getattr(after, name) == getattr(before, name)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["vot", "close-now"], "did you mean 'vote'?", id="no such phase"),
        pytest.param(["ideas", "--closes", day(3)], "The calendar has no phase ideas", id="not in the calendar"),
        pytest.param(["vote"], "Say what to do", id="nothing to do"),
        pytest.param(["vote", "close-now", "--by-days", "2"], "One thing at a time", id="two things at once"),
        pytest.param(["vote", "--closes", "demain"], "write a day or a time", id="no date"),
        pytest.param(["vote", "--closes", day(-1)], "portevoix phase vote close-now", id="in the past"),
        pytest.param(["vote", "--opens", day(11), "--closes", day(10)], "is not after opens", id="back to front"),
        pytest.param(["vote", "--closes", day(25), "--alone"], "count.closes is not after opens", id="no room left"),
        pytest.param(["results", "open-now"], "portevoix phase count open-now", id="not the next one"),
        pytest.param(["before_vote", "--by-days", "1"], "is over since", id="over"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy_and_nothing_is_moved(
    town: Path, words: list[str], told: str
) -> None:
    before = edition_of(town).spans

    assert told in run(town, "phase", *words, code=2)
    assert edition_of(town).spans == before


def test_a_file_with_the_old_dates_is_refused_until_someone_says_which_ones_hold(town: Path) -> None:
    run(town, "phase", "vote", "--closes", f"{day(12)}T20:00", "--alone")

    told = run(town, "edition", "load", "town.toml", code=2)
    assert f"vote: closes = {day(12)}T20:00:00" in told
    assert f"count: opens = {day(12)}T20:00:00" in told
    assert "--dates-from-file" in told
    assert hours(town, Phase.VOTE)[1] == f"{day(12)} 20:00"

    run(town, "edition", "load", "town.toml", "--dates-from-file", "--by", "Nadia")
    assert hours(town, Phase.VOTE)[1] == f"{day(10)} 20:00"
    shown = run(town, "phase")
    assert f"by the file: vote closes: {day(12)} 20:00 → {day(10)} 20:00" in shown


def test_a_file_with_the_new_dates_is_loaded_and_counts_from_then_on(town: Path) -> None:
    run(town, "phase", "vote", "--closes", f"{day(12)}T20:00", "--alone")
    corrected = CALENDAR.replace(f"{day(10)}T20:00:00", f"{day(12)}T20:00:00")
    (town / "town.toml").write_text(file_with(corrected.replace(day(40), day(41))), "utf-8")

    run(town, "edition", "load", "town.toml")
    assert hours(town, Phase.RESULTS)[1] == f"{day(42)} 00:00"

    (town / "town.toml").write_text(file_with(CALENDAR), "utf-8")
    run(town, "edition", "load", "town.toml")
    assert hours(town, Phase.VOTE)[1] == f"{day(10)} 20:00"
