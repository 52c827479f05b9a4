"""What a town leaves blank in its answers: filled in as they are said, refused where nothing fills it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.edition.file import read_edition
from bot.edition.typed_dates import typed_dates
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from flows.facts.blanks import BLANKS, blanks_in, filled
from flows.talk.scene import Me, Scene
from flows.town.edition import Phase
from storage.database.store import Store
from storage.town import editions
from tests.conftest import IN_THE_VOTE, HandClock, load_sample
from tests.support.bourg import TOWN, read_text, wrong_with
from tests.support.folders import ROOT
from tests.support.player import Player

EDITION = read_edition(SAMPLE)


def said(text: str, language: str = "fr") -> str:
    """*text* as it is said in the vote, with the blanks between figures made plain."""
    spoken = voice(language).say(filled(text, Scene(EDITION, IN_THE_VOTE, Me(1))))
    return spoken.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "as_said"),
    [
        ("Jusqu’au {vote.closes}.", "Jusqu’au 29 novembre à 20 h."),
        ("Dès le {vote.first_day}.", "Dès le 2 novembre."),
        ("Étude jusqu’au {analysis.last_day}.", "Étude jusqu’au 28 juin."),
        ("Travaux dès le {works.opens}.", "Travaux dès le 4 janvier 2027."),
        ("{budget}, {proposals.max_cost} au plus.", "400 000 €, 200 000 € au plus."),
        ("De {ballot.least} à {ballot.most}, dès {ages.propose} ans.", "De 1 à 3, dès 11 ans."),
        ("{contact.phone}, {sms.number}", "04 65 71 20 26, 09 38 12 34 56"),
        ("{meeting.next}", "La promenade des projets, le 14 novembre à 10 h, départ place aux Grains"),
        ("Sans rien, {et ceci}.", "Sans rien, {et ceci}."),
    ],
)
def test_a_blank_is_filled_as_it_is_said(text: str, as_said: str) -> None:
    assert said(text) == as_said


def test_a_blank_is_filled_in_the_persons_language() -> None:
    assert said("Until {vote.closes}", language="en").startswith("Until 29 November, 8 pm")


def test_every_blank_of_the_sample_can_be_said() -> None:
    unsaid = {name for name in BLANKS if said(f"{{{name}}}") == f"{{{name}}}"}

    assert unsaid == {"ballot.max_cost"}


def test_every_blank_is_told_of_in_the_page_of_the_edition_file() -> None:
    page = (ROOT / "docs" / "town" / "fichier-edition.md").read_text("utf-8")

    for name, blank in BLANKS.items():
        told = f"{{{'vote' if name.partition('.')[0] in tuple(Phase) else name.partition('.')[0]}"
        of = name.partition(".")[2]
        assert f"`{told}{'.' if of else ''}{of}}}` | {blank.says} |" in page, name


FAQ = '\n[[faq]]\nid = "quand"\nquestion = "Quand voter ?"\nanswer = "{answer}"\n'


def town(answer: str) -> str:
    return TOWN + FAQ.replace("{answer}", answer)


def test_a_name_that_nothing_fills_is_refused_with_the_one_that_was_meant(tmp_path: Path) -> None:
    [problem] = wrong_with(tmp_path, town("Jusqu’au {vote.close}."))

    assert "has '{vote.close}', which nothing fills in: did you mean '{vote.closes}'? There are town, " in problem
    assert all(name in problem for name in ("ballot.most", "contact.phone", "vote.opens", "vote.last_day"))


def test_what_the_file_does_not_say_cannot_be_left_blank(tmp_path: Path) -> None:
    [problem] = wrong_with(tmp_path, town("Dès le {selection.opens}."))

    assert "has '{selection.opens}', which this file does not say" in problem


@pytest.mark.parametrize(
    ("answer", "warned"),
    [
        ("Jusqu’au 28 novembre.", "«28 novembre», which is no day of the calendar: write {vote.closes} (29 novembre"),
        ("Jusqu’au 27 novembre.", "write {vote.closes} (29 novembre à 20 h)"),
        ("Jusqu’au 29 mars.", "«29 mars», which is no day of its phase vote: write {vote."),
        ("Jusqu’au 29 novembre 2019.", "a year that is none of the calendar's: write {vote.closes}"),
        ("Jusqu’au 29 novembre.", ""),
        ("Le 14 novembre, en marchant.", ""),
        ("Jusqu’au {vote.closes}.", ""),
        ("Il y a 3 projets et 12 voix.", ""),
    ],
)
def test_a_date_typed_by_hand_that_contradicts_the_calendar_is_warned_of(
    tmp_path: Path, answer: str, warned: str
) -> None:
    file = tmp_path / "town.toml"
    text = SAMPLE.read_text("utf-8")
    file.write_text(text.replace('"Du {vote.opens} au {vote.closes}."', f'"{answer}"'), "utf-8")

    warnings = typed_dates(read_edition(file), file)

    assert len(warnings) == bool(warned)
    if warned:
        line = next(n for n, row in enumerate(file.read_text("utf-8").split("\n"), 1) if answer in row)
        assert warnings[0].startswith(f"town.toml, line {line}: the answer «quand-voter» says ")
        assert warned in warnings[0]


def test_the_line_is_told_however_the_entries_are_written(tmp_path: Path) -> None:
    """In another order of their keys, with a comment between; what lies beside the file has no line in it."""
    first = '\n[[faq]]\nquestion = "Où ?"\nid = "ou"\nanswer = "Ici."\n'
    second = '\n[[faq]]\n# à relire\nquestion = "Quand voter ?"\nid = "quand"\nanswer = "Le 28 novembre."\n'
    beside = [{"id": "fin", "question": "Jusqu’à quand voter ?", "answer": "Le 27 novembre."}]
    (tmp_path / "faq.json").write_text(json.dumps(beside), "utf-8")
    file = tmp_path / "town.toml"
    file.write_text(TOWN.replace("[edition]", '[edition]\nfaq_file = "faq.json"') + first + second, "utf-8")

    own, other = typed_dates(read_edition(file), file)

    line = next(n for n, row in enumerate(file.read_text("utf-8").split("\n"), 1) if "28 novembre" in row)
    assert own.startswith(f"town.toml, line {line}: the answer «quand» says ")
    assert other.startswith("town.toml: the answer «fin» says ")


@pytest.mark.parametrize("channel", ["sms", "telegram"])
def test_a_phase_that_moves_moves_in_the_answers(sqlite: Store, clock: HandClock, channel: str) -> None:
    load_sample(sqlite)
    with sqlite.writing() as tx:
        edition = editions.find(tx)
        later = [
            replace(one, closes=one.closes - timedelta(days=1)) if one.phase is Phase.VOTE else one
            for one in edition.spans
        ]
        editions.save(tx, replace(edition, spans=tuple(later)))
    player = Player(sqlite, clock, channel)

    player.play("> bonjour\n@ 2026-11-05 10:00")
    player.play("> question puis-je changer mon vote ?\n< Oui, jusqu’au 28 novembre à 20 h.")


def test_names_are_found_where_they_stand() -> None:
    assert blanks_in("{a} et {b.c}, {") == ("a", "b.c")


def test_a_file_that_is_right_is_read(tmp_path: Path) -> None:
    assert read_text(tmp_path, town("Dès le {vote.opens}.")).faq[0].answer == "Dès le {vote.opens}."
