"""What a town is told when a line of its edition file cannot stand: the line, the key and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.edition.file import EditionFileError, read_edition
from bot.edition.toml_lines import key_lines
from tests.support.bourg import RULES, TOWN, complaints, read, read_text, wrong_with

RULE_SLIPS = (
    ("most = 0", "most = -1", "proposals.most: is -1: write 0 or more", "fewer than no ideas"),
    (
        "max_cost = 20000",
        "max_cost = 60000",
        "proposals.max_cost: is 60000, more than the whole budget: write 50000 or less",
        "an idea beyond the budget",
    ),
    ('["photo"]', '["phot"]', "proposals.optional[0]: is 'phot': did you mean 'photo'?", "unknown question"),
    ('["photo"]', '["cost", "cost"]', "proposals.optional: names 'cost' twice: keep one", "question twice"),
    ('"at_once"', '"never"', "proposals.shown: is 'never': write one of at_once, checked", "when ideas show"),
    (
        '["Ouvert à tous.", "Sans loyer."]',
        '"Ouvert à tous."',
        'proposals.terms: is \'Ouvert à tous.\': write a list in brackets, like ["fr", "en"]',
        "terms that are no list",
    ),
    ("propose = 11", "propose = 121", "ages.propose: is 121: write 120 or less", "age"),
    (
        "propose = 11",
        "proposer = 11",
        "ages.proposer: is not a key we know here: did you mean 'propose'?",
        "age of what",
    ),
    ('["ideas"]', '["idea"]', "supports.phases[0]: is 'idea': did you mean 'ideas'?", "phase of supports"),
    ("answer_days = 2", "answer_days = 0", "service.answer_days: is 0: write 1 or more", "an answer at once"),
    ("words_days = 0", "words_days = 4000", "retention.words_days: is 4000: write 3650 or less", "kept for ever"),
)


@pytest.mark.parametrize(("old", "new", "complaint"), [pytest.param(*slip[:3], id=slip[3]) for slip in RULE_SLIPS])
def test_a_slip_in_a_rule_is_named_with_its_key_and_the_remedy(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    text = TOWN + RULES.replace(old, new)
    line = next(number for number, row in enumerate(text.splitlines(), 1) if new in row)

    assert wrong_with(tmp_path, text) == [f"bourg.toml, line {line}, {complaint}"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param('town = "Bourg"\n', "", "line 1, edition.town: is missing: add it", id="missing key"),
        pytest.param(
            "town =",
            "twon =",
            "line 3, edition.twon: is not a key we know here: did you mean 'town'?",
            id="unknown key",
        ),
        pytest.param(
            "[contact]",
            "[contcat]",
            "line 9, contcat: is not a table of an edition: did you mean 'contact'?",
            id="unknown table",
        ),
        pytest.param(
            '"bourg-2026"',
            '"Bourg 2026"',
            "line 2, edition.slug: is 'Bourg 2026': write lower-case letters without accents, digits and "
            "single hyphens",
            id="slug",
        ),
        pytest.param(
            '"Bourg"',
            "2026",
            "line 3, edition.town: is 2026: write text, between straight quotes",
            id="number for a text",
        ),
        pytest.param('"Bourg"', '" "', "line 3, edition.town: is empty: fill it in", id="blank text"),
        pytest.param(
            '"Bourg"',
            '"Bourg\\nd’en haut"',
            "line 3, edition.town: is 'Bourg\\nd’en haut': write it on one line",
            id="two lines",
        ),
        pytest.param(
            "Europe/Paris",
            "Europe/Pari",
            "line 5, edition.timezone: is 'Europe/Pari': did you mean 'Europe/Paris'?",
            id="time zone",
        ),
        pytest.param(
            '["fr"]',
            '["fr", "de"]',
            "line 6, edition.languages[1]: has 'de', which the bot does not speak: "
            "write one of ar, en, es, fr, fr-simple, pt, tr",
            id="language",
        ),
        pytest.param('["fr"]', "[]", "line 6, edition.languages: is empty: fill it in", id="no language"),
        pytest.param('"EUR"', '"EURO"', "line 7, edition.currency: is 'EURO': did you mean 'EUR'?", id="currency"),
        pytest.param(
            "50000",
            '"50 000 €"',
            "line 8, edition.budget: is '50 000 €': write digits only, without quotes, spaces or currency, "
            "like 45000 or 45000.50",
            id="amount in quotes",
        ),
        pytest.param(
            "4500.50",
            "4500.505",
            "line 43, projects[1].cost: is 4500.505: write two decimals at most",
            id="three decimals",
        ),
        pytest.param(
            "4500.50",
            "0",
            "line 43, projects[1].cost: is 0: write an amount above 0, and up to 1000000000000",
            id="free project",
        ),
        pytest.param(
            "4500.50",
            "inf",
            "line 43, projects[1].cost: is Infinity: write an amount above 0, and up to 1000000000000",
            id="infinite cost",
        ),
        pytest.param(
            "4500.50",
            "nan",
            "line 43, projects[1].cost: is NaN: write an amount above 0, and up to 1000000000000",
            id="cost that is no number",
        ),
        pytest.param(
            "mairie@bourg.example",
            "mairie",
            "line 11, contact.email: is 'mairie': write an e-mail address, like budget@ville.example",
            id="e-mail",
        ),
        pytest.param(
            '"approval"',
            '"aproval"',
            "line 13, ballot.kind: is 'aproval': did you mean 'approval'?",
            id="kind of ballot",
        ),
        pytest.param("least = 1", "least = 0", "line 14, ballot.least: is 0: write 1 or more", id="least too small"),
        pytest.param(
            "least = 1",
            "least = true",
            "line 14, ballot.least: is true: write a whole number, without quotes",
            id="true for a number",
        ),
        pytest.param(
            "least = 1", "least = 3", "line 15, ballot.most: is less than least: write 3 or more", id="most under least"
        ),
        pytest.param(
            "most = 2",
            "most = 3",
            "line 15, ballot.most: is 3, more than the 2 projects on the ballot: write 2 or less, or add some",
            id="most over ballot",
        ),
        pytest.param(
            "[[phases]]",
            "[phases_]",
            "line 17, phases_: is not a table of an edition: did you mean 'phases'?",
            id="table for a list",
        ),
        pytest.param('"vote"', '"voet"', "line 22, phases[1].phase: is 'voet': did you mean 'vote'?", id="phase"),
        pytest.param(
            '"vote"',
            '"ideas"',
            "line 22, phases[1].phase: is ideas, as in phases[0]: each needs its own",
            id="phase twice",
        ),
        pytest.param(
            '"ideas"',
            '"count"',
            "line 22, phases[1].phase: stands after count: the order is preparation, ideas, analysis, "
            "selection, before_vote, vote, count, results, works, closed",
            id="phases out of order",
        ),
        pytest.param(
            "2026-10-01T09:00:00",
            '"1er octobre"',
            "line 23, phases[1].opens: is '1er octobre': write a day or a time without quotes, like "
            "2026-11-02 or 2026-11-02T09:00:00",
            id="date in quotes",
        ),
        pytest.param(
            "2026-10-01T09:00:00", "0206-10-01", "line 23, phases[1].opens: is in the year 206: check it", id="year"
        ),
        pytest.param(
            "2026-10-01T09:00:00",
            "2026-03-31T20:00:00",
            "line 23, phases[1].opens: is before ideas closes: phases may not overlap, write "
            "2026-04-01T00:00:00 or later",
            id="phases overlap",
        ),
        pytest.param(
            "2026-10-31T20:00:00",
            "2026-10-01T09:00:00",
            "line 24, phases[1].closes: is not after opens: write a time after 2026-10-01T09:00:00",
            id="closes as it opens",
        ),
        pytest.param(
            "closes = 2026-03-31",
            "closes = 2026-03-29T02:30:00",
            "line 20, phases[0].closes: is an hour that the clocks skip that day: write 2026-03-29T03:30:00",
            id="hour skipped in spring",
        ),
        pytest.param(
            '"sud"',
            '"nord"',
            "line 29, districts[1].id: is nord, as in districts[0]: each needs its own",
            id="id twice",
        ),
        pytest.param(
            "number = 2",
            "number = 1",
            "line 41, projects[1].number: is 1, as in projects[0]: each needs its own",
            id="number twice",
        ),
        pytest.param(
            'district = "nord"',
            'district = "norf"',
            "line 38, projects[0].district: is 'norf', the id of no [[districts]]: did you mean 'nord'?",
            id="unknown district",
        ),
        pytest.param(
            'theme = "nature"',
            'theme = "eau"',
            "line 39, projects[0].theme: is 'eau', the id of no [[themes]]: write one of nature",
            id="unknown theme",
        ),
        pytest.param(
            "cost = 12000",
            'cost = 12000\nstatus = "ballot"',
            "line 38, projects[0].status: is 'ballot': did you mean 'on_ballot'?",
            id="status",
        ),
        *(
            pytest.param(
                "cost = 12000",
                f'cost = 12000\nphoto = "{photo}"',
                f"line 38, projects[0].photo: is '{photo}': write the address of a picture, with https:// and %20 for "
                "spaces, like https://ville.example/photos/12.jpg",
                id=f"photo: {what}",
            )
            for photo, what in (
                ("http://bourg.example/1.jpg", "not secure"),
                ("photos/1.jpg", "a file"),
                ("https://bourg.example/", "no picture"),
                ("https://bourg.example/le banc.jpg", "a space"),
            )
        ),
    ],
)
def test_a_slip_is_named_with_its_line_its_key_and_the_remedy(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert f"bourg.toml, {complaint}" in complaints(tmp_path, (old, new))


def test_a_project_may_have_a_photo_whose_address_has_300_characters_at_most(tmp_path: Path) -> None:
    longest = "https://bourg.example/" + "x" * 278

    edition = read(tmp_path, ("cost = 12000", f'cost = 12000\nphoto = " {longest} "'))

    assert [project.photo for project in edition.projects] == [longest, ""]
    assert (
        "301 characters long: shorten it to 300"
        in complaints(tmp_path, ("cost = 12000", f'cost = 12000\nphoto = "{longest}x"'))[0]
    )


@pytest.mark.parametrize(
    ("field", "most"),
    [
        pytest.param("title", 120, id="title"),
        pytest.param("short", 30, id="short"),
        pytest.param("summary", 600, id="summary"),
    ],
)
def test_a_text_of_the_longest_length_is_read_and_one_character_more_is_refused(
    tmp_path: Path, field: str, most: int
) -> None:
    head, tail = TOWN.split('title = "Des bancs"')
    other = "" if field == "title" else 'title = "Des bancs"\n'

    edition = read_text(tmp_path, f'{head}{other}{field} = "{"é" * most}"{tail}')

    assert getattr(edition.projects[1], field) == "é" * most
    with pytest.raises(
        EditionFileError, match=rf"is 'é+…?'?, {most + 1} characters long: shorten it to {most} at most$"
    ):
        read_text(tmp_path, f'{head}{other}{field} = "{"é" * (most + 1)}"{tail}')


def test_all_that_is_wrong_is_said_at_once_from_top_to_bottom(tmp_path: Path) -> None:
    slips = (('"bourg-2026"', '"Bourg"'), ("2026-03-31", "2026-02-01"), ('"nord"', '"Nord"'), ("= 12000", '= "12 000"'))

    lines = [int(complaint.split("line ")[1].split(",")[0]) for complaint in complaints(tmp_path, *slips)]

    assert lines == [2, 20, 26, 37]


def test_a_district_with_a_slip_does_not_make_its_projects_wrong(tmp_path: Path) -> None:
    assert len(complaints(tmp_path, ('name = "Nord"', "name = 5"))) == 1


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param('town = "Bourg"', "town = “Bourg”", "line 3", id="curly quotes"),
        pytest.param('name = "Sud"', 'name = "Sud', "line 30", id="quotes not closed"),
        pytest.param("budget = 50000", "budget = 50 000", "line 8", id="space in a number"),
        pytest.param("4500.50\n", "[", "line 43", id="cut off"),
    ],
)
def test_what_is_not_toml_is_found_on_its_line(tmp_path: Path, old: str, new: str, line: str) -> None:
    [complaint] = complaints(tmp_path, (old, new))

    assert complaint.startswith(f"bourg.toml, {line}: is not TOML, ")
    assert complaint.endswith("text goes between straight quotes, numbers and dates without, one key a line")


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bourg.toml"
    path.write_bytes(TOWN.replace("Un verger", "Été").encode("cp1252"))

    with pytest.raises(
        EditionFileError, match=r"^bourg.toml, line 36: is not in UTF-8: save the file in that encoding$"
    ):
        read_edition(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditionFileError, match=r"nowhere.toml: cannot be read \(No such file or directory\): check"):
        read_edition(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("a = 1\n\n# b = 2\nb = 2", {("a",): 1, ("b",): 4}, id="keys, a blank line and a comment"),
        pytest.param("[t]\na = 1", {("t",): 1, ("t", "a"): 2}, id="table"),
        pytest.param(
            "[[t]]\na = 1\n[[t]]\na = 2",
            {("t",): 1, ("t", 0): 1, ("t", 0, "a"): 2, ("t", 1): 3, ("t", 1, "a"): 4},
            id="list of tables",
        ),
        pytest.param(
            "[[t]]\n[t.u]\na = 1",
            {("t",): 1, ("t", 0): 1, ("t", 0, "u"): 2, ("t", 0, "u", "a"): 3},
            id="table in a list",
        ),
        pytest.param('a = """\n[t]\nb = 1\n"""\nc = 1', {("a",): 1, ("c",): 5}, id="text that looks like TOML"),
        pytest.param("a = [\n  1,\n  2,\n]\nb = 1", {("a",): 1, ("b",): 5}, id="list over several lines"),
        pytest.param("a.b = 1\na.c = 2", {("a",): 1, ("a", "b"): 1, ("a", "c"): 2}, id="dotted keys"),
        pytest.param("t = {a = 1}", {("t",): 1, ("t", "a"): 1}, id="inline table"),
        pytest.param("  [ t ] # here\n  'a b' = 1", {("t",): 1, ("t", "a b"): 2}, id="spaces and quoted keys"),
    ],
)
def test_each_key_is_found_on_its_line(text: str, lines: dict[tuple[str | int, ...], int]) -> None:
    assert {key: line for key, line in key_lines(text).items() if key} == lines
