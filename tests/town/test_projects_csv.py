"""The table of projects that a clerk keeps in a spreadsheet: what is read from it, what is refused, what is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from bot.edition.file import read_edition
from bot.edition.projects_csv import ProjectsFileError, read_projects, write_projects
from bot.practice.sample import SAMPLE
from flows.town.edition import Contact, District, Edition, Project, Status, Theme

BOURG = Edition(
    id=1,
    version=1,
    slug="bourg-2026",
    town="Bourg",
    name="Budget participatif",
    contact=Contact("Mairie de Bourg"),
    budget=Decimal(50000),
    districts=(District("nord", "Bourg Nord"), District("ile", "L’Île-aux-Moines")),
    themes=(Theme("nature", "Nature en ville"), Theme("ecole", "Écoles")),
)

VERGER = Project(0, 1, "Un verger à l’école", Decimal(45000), district="nord", theme="ecole")

PHOTO = "https://bourg.example/photos/verger.jpg"


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[Project, ...]:
    path = folder / "projets.csv"
    path.write_bytes(text.encode(encoding))
    return read_projects(path, BOURG)


def complaints(folder: Path, text: str) -> list[str]:
    """What is said of the table *text*, a sentence a problem."""
    with pytest.raises(ProjectsFileError) as refused:
        read(folder, text)
    return str(refused.value).splitlines()


FRENCH = "numéro;titre;coût;quartier;thème\n1;Un verger à l’école;45000;nord;ecole\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(FRENCH, "utf-8", id="semicolons"),
        pytest.param(FRENCH.replace(";", ","), "utf-8", id="commas"),
        pytest.param(FRENCH.replace(";", "\t"), "utf-8", id="tabs"),
        pytest.param(FRENCH, "utf-8-sig", id="UTF-8 with a byte-order mark"),
        pytest.param(FRENCH, "cp1252", id="Windows-1252"),
        pytest.param(FRENCH.replace(";", "\t"), "utf-16", id="UTF-16, «Unicode text»"),
        pytest.param(FRENCH.replace("\n", "\r\n"), "utf-8", id="Windows line ends"),
        pytest.param(FRENCH.replace("numéro;titre;coût", "NUMERO;Titre; Cout "), "utf-8", id="headings as one likes"),
        pytest.param("number;title;cost;district;theme" + FRENCH[32:], "utf-8", id="headings in English"),
        pytest.param(FRENCH.replace(";nord;ecole", ";BOURG-NORD;écoles"), "utf-8", id="district and theme by name"),
        pytest.param(FRENCH.replace("\n", ";;\n") + ";;;;;;\n\n", "utf-8", id="empty cells and lines around"),
        pytest.param("\n" + FRENCH, "utf-8", id="empty first line"),
        pytest.param(FRENCH.replace("1;", '"1";'), "utf-8", id="cells in quotes"),
    ],
)
def test_a_table_is_read_as_the_spreadsheet_saved_it(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(tmp_path, text, encoding) == (VERGER,)


def test_every_column_has_its_place_in_the_project(tmp_path: Path) -> None:
    table = (
        f'titre;numéro;court;résumé;coût;statut;photo\nUn banc;7;Banc;"Un banc ;\nà l’ombre";800;submitted;{PHOTO}\n'
    )
    bench = Project(0, 7, "Un banc", Decimal(800), Status.SUBMITTED, short="Banc", photo=PHOTO)

    assert read(tmp_path, table) == (replace(bench, summary="Un banc ;\nà l’ombre"),)


@pytest.mark.parametrize(
    ("written", "cost"),
    [
        pytest.param("45000", "45000", id="digits"),
        pytest.param("45 000 €", "45000", id="space and euro"),
        pytest.param("45\u202f000,50\u00a0€", "45000.50", id="the spaces of a spreadsheet"),
        pytest.param("45000,5", "45000.5", id="comma"),
        pytest.param("45000.50", "45000.50", id="full stop"),
        pytest.param("1 200 000 EUR", "1200000", id="millions"),
        pytest.param("80euros", "80", id="in words"),
    ],
)
def test_costs_are_read_as_people_write_them(tmp_path: Path, written: str, cost: str) -> None:
    [project] = read(tmp_path, f"numero;titre;cout\n1;Un verger;{written}\n")

    assert project.cost == Decimal(cost)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        pytest.param(
            "1;Un verger;45.000;;;",
            "column 'coût': is '45.000': write an amount like 45000, 45 000 or 45000,50",
            id="45 or 45 thousand",
        ),
        pytest.param(
            "1;Un verger;4 50;;;",
            "column 'coût': is '4 50': write an amount like 45000, 45 000 or 45000,50",
            id="odd space",
        ),
        pytest.param(
            "1;Un verger;-5;;;",
            "column 'coût': is '-5': write an amount like 45000, 45 000 or 45000,50",
            id="negative cost",
        ),
        pytest.param(
            "1;Un verger;0;;;", "column 'coût': is 0: write an amount above 0, and up to 1000000000000", id="no cost"
        ),
        pytest.param("1;Un verger;;;;", "column 'coût': is empty: fill it in", id="empty cost"),
        pytest.param("1;;5;;;", "column 'titre': is empty: fill it in", id="empty title"),
        pytest.param(
            "n° 1;Un verger;5;;;", "column 'numéro': is 'n° 1': write a whole number, in digits", id="number in words"
        ),
        pytest.param("0;Un verger;5;;;", "column 'numéro': is 0: write 1 or more", id="number 0"),
        pytest.param(
            "1;Un verger;5;Bourg Sud;;",
            "column 'quartier': is 'Bourg Sud', which the edition does not have: did you mean 'Bourg Nord'?",
            id="district",
        ),
        pytest.param(
            "1;Un verger;5;;sport;",
            "column 'thème': is 'sport', which the edition does not have: write one of Nature en ville, Écoles",
            id="theme",
        ),
        pytest.param(
            "1;Un verger;5;;;on ballot", "column 'statut': is 'on ballot': did you mean 'on_ballot'?", id="status"
        ),
        pytest.param(
            "1;Un verger;5;;;;verger.jpg",
            "column 'photo': is 'verger.jpg': write the address of a picture, with https:// and %20 for spaces, "
            "like https://ville.example/photos/12.jpg",
            id="photo",
        ),
        pytest.param(
            f"1;{'x' * 121};5;;;",
            f"column 'titre': is '{'x' * 59}…, 121 characters long: shorten it to 120 at most",
            id="long title",
        ),
        pytest.param(
            "1;Un verger;5;;;;;et 2",
            "has more cells than the 7 headings: put a text that holds a separator in quotes",
            id="cell too many",
        ),
    ],
)
def test_a_cell_that_cannot_stand_is_named_with_its_line_and_the_remedy(
    tmp_path: Path, row: str, complaint: str
) -> None:
    table = f"numéro;titre;coût;quartier;thème;statut;photo\n9;Des bancs;800;;;\n{row}\n"

    assert complaints(tmp_path, table) == [f"projets.csv, line 3, {complaint}".replace("3, has", "3: has")]


@pytest.mark.parametrize(
    ("headings", "complaint"),
    [
        pytest.param(
            "numéro;titre", "line 1: has no column 'coût' (or 'cost'): add it to the first line", id="missing"
        ),
        pytest.param(
            "numéro;titre;coût;cartier",
            "line 1, column 'cartier': is not a column we know, rename or remove it: did you mean 'quartier'?",
            id="unknown",
        ),
        pytest.param(
            "numéro;titre;coût;cost",
            "line 1, column 'cost': says the same as the column 'coût': keep one of them",
            id="twice",
        ),
    ],
)
def test_headings_must_be_sure_before_any_cell_is_judged(tmp_path: Path, headings: str, complaint: str) -> None:
    assert complaints(tmp_path, f"{headings}\nx;x;x;x\n") == [f"projets.csv, {complaint}"]


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param("N°;Intitulé du projet;Montant (€);Quartier;Thématique", id="a town's own words"),
        pytest.param("Numéro du projet;Nom du projet;Coût estimé (€ TTC);Secteur;Catégorie", id="longer ones"),
        pytest.param("N° projet;Projet;Budget prévisionnel;Quartiers;Thème", id="the project itself"),
        pytest.param("id;name;amount;district;category", id="in English"),
    ],
)
def test_usual_headings_are_understood(tmp_path: Path, headings: str) -> None:
    assert read(tmp_path, f"{headings}\n{FRENCH.splitlines()[1]}\n") == (VERGER,)


@pytest.mark.parametrize("line", ["sep=;", "SEP=;\r", '"sep=;"', "sep=;;;;"])
def test_the_line_that_tells_excel_the_separator_is_passed_over(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, f"{line}\n{FRENCH}") == (VERGER,)
    [complaint] = complaints(tmp_path, f"{line}\n{FRENCH}2;Un banc;cher;;\n")
    assert complaint.startswith("projets.csv, line 4, column 'coût'")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Rénovation été", id="small letters"),
        pytest.param("ÉCOLE, BIBLIOTHÈQUE ET GARÇONS", id="capitals"),
        pytest.param("L’école « à côté » du marché", id="quotation marks"),
        pytest.param("Où sème-t-on des pâquerettes ? Ça dépend, Noël", id="many signs"),
    ],
)
def test_old_encodings_of_windows_and_the_macintosh_are_told_apart(tmp_path: Path, title: str, encoding: str) -> None:
    line_end = "\r" if encoding == "mac_roman" else "\r\n"
    table = line_end.join(("numero;titre;cout", f"1;{title};100", ""))

    [project] = read(tmp_path, table, encoding)

    assert project.title == title


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("\u202eRTL override", "RTL override", id="text turned around"),
        pytest.param("Un\u200b banc\u2066", "Un banc", id="signs that nobody sees"),
        pytest.param("عنوان بالعربي", "عنوان بالعربي", id="Arabic stays"),
        pytest.param("<b>Gras</b>", "<b>Gras</b>", id="tags are plain text"),
        pytest.param("Banc 👨‍👩‍👧", "Banc 👨‍👩‍👧", id="an emoji of several"),
    ],
)
def test_titles_carry_no_sign_that_turns_what_follows(tmp_path: Path, written: str, kept: str) -> None:
    [project] = read(tmp_path, f"numero;titre;cout\n1;{written};100\n")

    assert project.title == kept


def test_a_cost_that_is_not_known_is_an_empty_cell_both_ways(tmp_path: Path) -> None:
    idea = Project(0, 4, "Une idée", Decimal(0), Status.SUBMITTED, place="Au bord de l’eau", origin="person")
    edition = replace(BOURG, projects=(idea,))

    table = written(edition)
    path = tmp_path / "projets.csv"
    path.write_text(table, "utf-8", newline="")

    assert table.splitlines()[1] == "4;Une idée;;;;;;submitted;"
    assert read_projects(path, BOURG) == (replace(idea, place="", origin="town"),)
    assert read_projects(path, edition)[0].place == "Au bord de l’eau"


def test_what_the_table_does_not_speak_of_stays_as_it_was(tmp_path: Path) -> None:
    kept = replace(VERGER, status=Status.ELIGIBLE, short="Verger", summary="Des fruits", whom="aux enfants", ref="V-1")
    path = tmp_path / "projets.csv"
    path.write_text("numero;titre;cout;quartier\n1;Un grand verger;46000;\n", "utf-8")

    [project] = read_projects(path, replace(BOURG, projects=(kept,)))

    assert project == replace(kept, title="Un grand verger", cost=Decimal(46000), district="")


def test_an_empty_file_is_told_what_it_lacks(tmp_path: Path) -> None:
    assert len(complaints(tmp_path, "")) == 3


def test_a_table_of_headings_alone_has_no_projects(tmp_path: Path) -> None:
    assert read(tmp_path, FRENCH.splitlines()[0]) == ()


def test_all_that_is_wrong_is_said_at_once_with_the_line_where_each_row_begins(tmp_path: Path) -> None:
    table = 'numero;titre;resume;cout\n1;Un verger;"Sur\ndeux lignes";cher\n1;Des bancs;;800\nun;;;\n1;Un banc;;80\n'

    assert complaints(tmp_path, table) == [
        "projets.csv, line 2, column 'cout': is 'cher': write an amount like 45000, 45 000 or 45000,50",
        "projets.csv, line 5, column 'titre': is empty: fill it in",
        "projets.csv, line 5, column 'cout': is empty: fill it in",
        "projets.csv, line 5, column 'numero': is 'un': write a whole number, in digits",
        "projets.csv, line 6, column 'numero': is 1, as on line 4: each project needs its own",
    ]


def test_quotes_that_are_never_closed_do_not_swallow_the_rest_in_silence(tmp_path: Path) -> None:
    [complaint] = complaints(tmp_path, 'numero;titre;cout\n1;"Un verger;800\n2;Un banc;80\n')

    assert complaint.startswith("projets.csv, line 2: cannot be read from here on, unexpected end of data: double the")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProjectsFileError, match=r"nowhere.csv: cannot be read \(No such file or directory\): check"):
        read_projects(tmp_path / "nowhere.csv", BOURG)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x81\x8d")

    with pytest.raises(ProjectsFileError, match=r"photo.csv: is in an unknown encoding: save it as «CSV UTF-8»"):
        read_projects(path, BOURG)


def written(edition: Edition) -> str:
    stream = StringIO(newline="")
    write_projects(stream, edition)
    return stream.getvalue()


def test_projects_are_written_by_number_as_a_french_spreadsheet_opens_them() -> None:
    bench = Project(8, 2, "Un banc", Decimal("800.50"), Status.WINNER, short="Banc", summary="Bois ; fer")

    assert written(replace(BOURG, projects=(bench, replace(VERGER, id=9, photo=PHOTO)))) == (
        "numéro;titre;court;résumé;coût;quartier;thème;statut;photo\r\n"
        f"1;Un verger à l’école;;;45000;nord;ecole;on_ballot;{PHOTO}\r\n"
        '2;Un banc;Banc;"Bois ; fer";800,50;;;winner;\r\n'
    )


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Un « banc », 2 places ; à l’ombre", id="separators"),
        pytest.param('Le "verger"', id="quotes"),
        pytest.param('=HYPERLINK("https://ailleurs.example")', id="formula"),
        pytest.param("+ de bancs", id="plus"),
        pytest.param("'t Hof", id="apostrophe"),
        pytest.param("'+ de bancs", id="apostrophe and plus"),
    ],
)
def test_what_we_write_we_read_back_the_same(tmp_path: Path, title: str) -> None:
    project = Project(
        0, 3, title, Decimal("0.10"), Status.FEASIBLE, title[:30], f"{title}\n{title}", PHOTO, "ile", "nature"
    )

    assert read(tmp_path, written(replace(BOURG, projects=(project,))), "utf-8-sig") == (project,)


def test_no_cell_we_write_is_run_by_a_spreadsheet() -> None:
    formula = replace(VERGER, title="=1+1", short="@now", summary="-1")

    row = written(replace(BOURG, projects=(formula,))).splitlines()[1]

    assert row == "1;'=1+1;'@now;'-1;45000;nord;ecole;on_ballot;"


def test_the_sample_goes_out_and_comes_back(tmp_path: Path) -> None:
    sample = read_edition(SAMPLE)
    path = tmp_path / "projets.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        write_projects(stream, sample)

    assert read_projects(path, sample) == sample.projects
