"""Finding a project by what people text of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from flows.projects.catalogue import ballot_paper, catalogue
from flows.talk.memory import View
from flows.understanding.search import Index
from tests.support.ears import big_edition

_READ = read_edition(SAMPLE)
EDITION = replace(_READ, projects=tuple(replace(project, id=project.number) for project in _READ.projects))


def numbers(words: str) -> list[int | None]:
    """The numbers of the projects found by *words*."""
    return [option.number for option in ballot_paper(EDITION).listed(View(find=words))]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        pytest.param("aire de jeux", 18, id="a phrase of the title"),
        pytest.param("skatepark", 5, id="a word of the title"),
        pytest.param("skate park", 5, id="written apart"),
        pytest.param("velo", 12, id="without its accent and plural"),
        pytest.param("PETANQUE", 6, id="in capitals"),
        pytest.param("petanqe", 6, id="with a letter missing"),
        pytest.param("defibrilateur", 20, id="with two slips in a long word"),
        pytest.param("l'école lucie ferrandon", 10, id="a phrase"),
        pytest.param("douches", 21, id="a word of the summary"),
        pytest.param("le kiosque a musique", 19, id="a phrase with small words"),
        pytest.param("mare", 24, id="a short word"),
        pytest.param("cabane a livres", 14, id="singular for plural"),
    ],
)
def test_the_first_find_of(words: str, first: int) -> None:
    assert numbers(words)[0] == first


@pytest.mark.parametrize(
    "words",
    [
        "a",
        "de la",
        "zzzz",
        "xylophone",
        "12",
        "🌳",
        "mon projet c'était le potager",
        "très bonne idée",
        "il y a très peu",
    ],
)
def test_nothing_is_found_for(words: str) -> None:
    assert numbers(words) == []


def test_a_district_or_a_theme_finds_its_projects() -> None:
    assert set(numbers("tuilerie")) >= {7, 8, 9, 22, 23}
    assert set(numbers("jeunesse")) >= {10, 11, 18, 23}


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    index = Index({"a": "banc banc rue", "b": "banc place", "c": "banc kiosque"})

    assert index.find("banc kiosque")[0] == "c"
    assert index.find("banc") == ["a", "b", "c"]


def test_a_word_of_the_title_counts_more() -> None:
    index = Index({"a": "un quai et ses vélos", "b": "un abri à vélos"}, {"b": "Un abri à vélos"})

    assert index.find("velo") == ["b", "a"]


def test_no_more_is_found_than_asked_for() -> None:
    assert len(Index({str(n): "banc" for n in range(200)}).find("banc", most=60)) == 60


def test_an_edition_without_districts_does_not_offer_them() -> None:
    assert ballot_paper(big_edition()).groups
    assert not ballot_paper(big_edition(1)).groups


def test_the_paper_and_the_catalogue_are_made_once_a_snapshot() -> None:
    assert ballot_paper(EDITION) is ballot_paper(EDITION)
    assert catalogue(EDITION) is catalogue(EDITION)
