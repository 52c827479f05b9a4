"""The kit in Arabic: letters joined, lines and sheets read from the right, what is texted as it is written."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from bot.edition.file import read_edition
from bot.kit import author_kit, ballot_kit
from bot.kit.colours import SAND, TOWN
from bot.kit.leftwards import as_seen
from bot.kit.typeface import Face
from bot.kit.typesetting import Style, fit
from bot.practice.sample import SAMPLE
from flows.town.edition import Edition
from tests.projects.test_kit import BOT, DPI, changed, codes_of, is_blank_around, pages, pdfs, text_of

TITLE = "حديقة للجميع في حي Tuilerie (10 أشجار)، قرب المدرسة"


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The sample edition."""
    return read_edition(SAMPLE)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        pytest.param("مشروع", "ﻉﻭﺮﺸﻣ", id="letters joined, from the right"),
        pytest.param("إلى الأمام", "ﻡﺎﻣﻷﺍ ﻰﻟﺇ", id="lam and alef are one"),
        pytest.param("مُحَمَّد", "ﺪﻤﺤﻣ", id="without the marks of vowels"),
        pytest.param("أرسلوا VOTE 12", "VOTE 12 ﺍﻮﻠﺳﺭﺃ", id="what is texted"),
        pytest.param("VOTE 12 هنا", "ﺎﻨﻫ VOTE 12", id="what is texted, at the beginning"),
        pytest.param("إلى 09 38 12 34 56.", ".09 38 12 34 56 ﻰﻟﺇ", id="what is dialled"),
        pytest.param("5 مشاريع", "ﻊﻳﺭﺎﺸﻣ 5", id="a number at the beginning"),
        pytest.param("من 2 إلى 29", "29 ﻰﻟﺇ 2 ﻦﻣ", id="from one number to another"),
        pytest.param("حي Gare (10 أشجار)!", "!(ﺭﺎﺠﺷﺃ 10) Gare ﻲﺣ", id="brackets open to the left"),
        pytest.param("«Café» هنا", "ﺎﻨﻫ «Café»", id="quotation marks too"),
        pytest.param("26 20 · a-b@c.example", "a-b@c.example · 26 20", id="two things apart, the first on the right"),
    ],
)
def test_a_line_is_in_the_order_in_which_it_is_seen(written: str, seen: str) -> None:
    assert as_seen(written) == seen


def test_a_sheet_says_in_arabic_how_and_when_to_vote(edition: Edition) -> None:
    for pdf in pdfs(author_kit(edition, edition.by_number[12], "ar", BOT)):
        told = text_of(pdf)

        for words in ("المشروع", "أرسلوا", "VOTE 12", "التصويت من 2 إلى 29 نوفمبر 2026", edition.by_number[12].title):
            assert words in told, words
        assert len(pages(pdf)) == 1
        assert is_blank_around(pages(pdf)[0], 8)
        assert codes_of(pages(pdf)[0]) == {
            "sms:+33938123456?body=VOTE%2012",
            "https://t.me/montreval_bot?start=vote_12",
        }


def test_letters_are_drawn_joined_from_the_font_that_has_them(edition: Edition) -> None:
    project = replace(edition.by_number[12], title=TITLE)
    leaflet = pdfs(author_kit(changed(edition, project), project, "fr", BOT))[0]

    assert b"IBMPlexSansArabic" in leaflet
    assert "حديقة للجميع" in text_of(leaflet)
    assert b"IBMPlexSansArabic" not in pdfs(author_kit(edition, edition.by_number[12], "fr", BOT))[0]


@pytest.mark.parametrize("kind", ["leaflet", "ballot"])
def test_a_sheet_is_laid_out_from_the_right(edition: Edition, kind: str) -> None:
    french, arabic = (places_of_codes(sheet(edition, kind, language)) for language in ("fr", "ar"))

    for link, (x, y) in french.items():
        assert (210 if kind == "ballot" else 148) - x == pytest.approx(arabic[link][0], abs=1)
        assert y == pytest.approx(arabic[link][1], abs=1)


def sheet(edition: Edition, kind: str, language: str) -> bytes:
    """The leaflet of a project, or that of the whole ballot."""
    if kind == "ballot":
        return ballot_kit(edition, language, BOT)[0].data
    return pdfs(author_kit(edition, edition.by_number[12], language, BOT))[0]


def places_of_codes(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Where the middle of each code of the first page is, in millimetres from its left and its top."""
    found = {}
    for code in zxingcpp.read_barcodes(pages(pdf)[0]):
        first, across = code.position.top_left, code.position.bottom_right
        kind = code.text.partition(":")[0]
        found[kind] = ((first.x + across.x) / 2 / DPI * 25.4, (first.y + across.y) / 2 / DPI * 25.4)
    return found


def test_the_picture_begins_at_its_right_edge(edition: Edition) -> None:
    french, arabic = (picture(edition, language) for language in ("fr", "ar"))

    assert left_and_right(french, TOWN)[0] == pytest.approx(64, abs=8)
    assert 1080 - left_and_right(arabic, TOWN)[1] == pytest.approx(64, abs=8)


def picture(edition: Edition, language: str) -> Image.Image:
    """The strip of the square picture that says how to vote."""
    square = author_kit(edition, edition.by_number[12], language, BOT).files[2].data
    return Image.open(io.BytesIO(square)).convert("RGB").crop((0, 830, 1080, 1080))


def left_and_right(strip: Image.Image, ink: tuple[int, int, int]) -> tuple[int, int]:
    """The first and the last column of *strip* with *ink* in it."""
    assert strip.getpixel((1, 200)) == SAND
    columns = [x for x in range(strip.width) if ink in strip.crop((x, 0, x + 1, strip.height)).get_flattened_data()]
    return columns[0], columns[-1]


def test_lines_are_broken_as_they_are_read_and_never_pass_their_width() -> None:
    block = fit(TITLE, Style(Face.BLACK, (4, 9)), 50, 100)

    assert len(block.lines) > 1
    assert block.lines[0].endswith(as_seen("حديقة"))
    assert block.width <= 50
    assert fit(TITLE, Style(Face.BLACK, (4, 4)), 30, 5).lines[0].startswith("…")


def test_files_have_names_that_every_computer_takes(edition: Edition) -> None:
    kit = (*author_kit(edition, edition.by_number[12], "ar", BOT).files, *ballot_kit(edition, "ar", BOT))

    assert [piece.name for piece in kit][:2] == ["projet-12-tract-a5.pdf", "projet-12-affiche-a4.pdf"]
    assert all(piece.name.isascii() for piece in kit)


def test_the_ballot_names_every_project_and_says_what_it_is_in_arabic(edition: Edition) -> None:
    document = pypdfium2.PdfDocument(ballot_kit(edition, "ar", BOT)[0].data)
    told = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())

    assert "24 مشروعا: اختاروا" in told
    for project in edition.on_ballot:
        assert project.title.split()[0] in told
