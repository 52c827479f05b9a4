"""The kit on paper and in pictures: what is read in it, what its codes open, that it fits, and that it names nobody."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from bot.channels.gsm import segments_of
from bot.edition.file import read_edition
from bot.kit import AuthorKit, CannotPrint, NoSuchBot, author_kit, ballot_kit, bot_called
from bot.kit.codes import sms_link
from bot.kit.colours import READ, contrast
from bot.kit.texts import short_texts
from bot.kit.typeface import Face
from bot.kit.typesetting import Style, fit, lines_of, typeset
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from flows.town.edition import Edition, Phase, Project, Span
from flows.words import _
from tests.conftest import PARIS
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram
from tests.support.processes import portevoix

BOT = "montreval_bot"
DPI = 150
MM = DPI / 25.4
A5, A4 = (148, 210), (210, 297)
LONG_TITLE = (
    "Réaménagement intergénérationnel des cheminements piétons, cyclables et végétalisés entre l'école et le marché"
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The sample edition."""
    return read_edition(SAMPLE)


def pages(pdf: bytes) -> list[Image.Image]:
    """The pages of *pdf* as a printer would put them on paper."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]


def text_of(pdf: bytes) -> str:
    """What can be searched and copied in *pdf*, on one line, its spaces plain and its apostrophes straight."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("’", "'").split())


def codes_of(image: Image.Image) -> set[str]:
    """What a phone reads in the codes of *image*."""
    return {code.text for code in zxingcpp.read_barcodes(image)}


def size_of(pdf: bytes) -> tuple[int, int]:
    """The first page's width and height in millimetres."""
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def pdfs(kit: AuthorKit) -> list[bytes]:
    """The leaflet and the poster."""
    return [piece.data for piece in kit.files if piece.name.endswith(".pdf")]


def changed(edition: Edition, project: Project) -> Edition:
    """The edition with *project* in the place of the one of its number."""
    return replace(edition, projects=tuple(project if p.number == project.number else p for p in edition.projects))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_leaflet_and_a_poster_say_what_the_project_is_and_how_and_when_to_vote(
    edition: Edition, language: str
) -> None:
    project = edition.by_number[12]
    say = voice(language).say

    leaflet, poster = pdfs(author_kit(edition, project, language, BOT))

    assert (size_of(leaflet), size_of(poster)) == (A5, A4)
    for pdf in (leaflet, poster):
        assert len(pages(pdf)) == 1
        told = text_of(pdf)
        for words in (
            edition.town,
            edition.name,
            project.title.replace("’", "'"),
            "soixante places",
            "Gare et Tanneurs",
            "VOTE 12",
            "09 38 12 34 56",
            "29",
            "2026",
            say(_("Par SMS")),
            f"@{BOT}",
            "Ville de Montreval, service Vie citoyenne",
            "04 65 71 20 26",
        ):
            assert words in told, words


def test_the_codes_open_a_text_already_written_and_the_vote_on_telegram(edition: Edition) -> None:
    project = edition.by_number[12]

    for pdf in pdfs(author_kit(edition, project, "fr", BOT)):
        assert codes_of(pages(pdf)[0]) == {
            "sms:+33938123456?body=VOTE%2012",
            "https://t.me/montreval_bot?start=vote_12",
        }


@pytest.mark.parametrize(
    ("number", "bot", "codes"),
    [
        pytest.param("", BOT, {"https://t.me/montreval_bot?start=vote_7"}, id="Telegram only"),
        pytest.param("38080", "", {"sms:38080?body=VOTE%207"}, id="a short number only"),
        pytest.param("", "", set(), id="neither"),
    ],
)
def test_what_there_is_no_way_for_is_not_on_the_leaflet(
    edition: Edition, number: str, bot: str, codes: set[str]
) -> None:
    kit = author_kit(replace(edition, sms_number=number), edition.by_number[7], "fr", bot)

    leaflet = pdfs(kit)[0]
    assert codes_of(pages(leaflet)[0]) == codes
    assert ("Telegram" in text_of(leaflet)) == bool(bot)
    assert ("SMS" in text_of(leaflet)) == bool(number)
    assert len(kit.texts) == (3 if codes else 0)


@pytest.mark.parametrize(
    ("number", "zone", "dialled"),
    [
        pytest.param("09 38 12 34 56", "Europe/Paris", "+33938123456", id="a number of the mainland"),
        pytest.param("0692 12 34 56", "Indian/Reunion", "+262692123456", id="a number of its own territory"),
        pytest.param("09 38 12 34 56", "Indian/Reunion", "+33938123456", id="overseas with a number of the mainland"),
        pytest.param("+41 79 123 45 67", "Europe/Zurich", "+41791234567", id="already international"),
        pytest.param("36179", "Europe/Paris", "36179", id="a short number"),
        pytest.param("12 34 56 78 90 12", "Europe/Paris", "123456789012", id="one that we cannot place"),
    ],
)
def test_a_code_dials_the_number_from_anywhere(edition: Edition, number: str, zone: str, dialled: str) -> None:
    town = replace(edition, sms_number=number, timezone=zone)

    assert sms_link(town, "VOTE 1") == f"sms:{dialled}?body=VOTE%201"


def test_the_picture_is_square_and_light_enough_to_send(edition: Edition) -> None:
    for number in (1, 12):
        [picture] = [
            piece for piece in author_kit(edition, edition.by_number[number], "fr", BOT).files if "image" in piece.name
        ]

        assert Image.open(io.BytesIO(picture.data)).size == (1080, 1080)
        assert len(picture.data) < 200_000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_ready_text_is_one_sms_and_names_the_number(edition: Edition, language: str) -> None:
    for project, bot in product(edition.on_ballot, ("", BOT)):
        texts = short_texts(edition, project, language, bot)

        assert len(texts) == 3
        for text in texts:
            assert segments_of(text) == 1, text
            assert f"VOTE {project.number} " in text


@pytest.mark.parametrize(
    ("title", "town"),
    [
        pytest.param(LONG_TITLE, "Montreval-sur-Lisse", id="a long title"),
        pytest.param(LONG_TITLE, "Communauté de communes du Val de Garonne, de la Gascogne et des Coteaux", id="both"),
        pytest.param("Çà et là, des chênes à l'île aux Cœurs", "Île-d’Aix", id="letters outside GSM-7"),
        pytest.param("Жилой сад", "Montreval-sur-Lisse", id="another alphabet"),
    ],
)
def test_a_ready_text_gives_up_the_title_before_it_costs_two_sms(edition: Edition, title: str, town: str) -> None:
    project = replace(edition.by_number[12], title=title, short="")
    texts = short_texts(changed(replace(edition, town=town), project), project, "fr", "")

    assert texts
    for text in texts:
        assert segments_of(text) == 1, text
        assert "VOTE 12" in text
        assert "09 38 12 34 56" in text


def test_the_longer_text_has_the_summary_the_number_and_the_link(edition: Edition) -> None:
    message = author_kit(edition, edition.by_number[12], "fr", BOT).message

    assert message.splitlines() == [
        "Budget participatif 2026, Montreval-sur-Lisse",
        "Projet 12 : Un abri fermé pour soixante vélos à la gare",
        edition.by_number[12].summary,
        "Pour voter, du 2 au 29 novembre 2026 :",
        "Par SMS : envoyez VOTE 12 au 09 38 12 34 56.",
        "Sur Telegram : https://t.me/montreval_bot?start=vote_12",
        "Merci, et faites passer !",
    ]


def test_the_texts_are_in_the_kit_as_a_file_too(edition: Edition) -> None:
    kit = author_kit(edition, edition.by_number[12], "fr", BOT)

    [page] = [piece.data.decode() for piece in kit.files if piece.name.endswith(".txt")]
    assert all(text in page for text in (*kit.texts, kit.message))


def test_what_an_author_said_of_people_is_not_printed(edition: Edition) -> None:
    project = replace(
        edition.by_number[12], origin="person", place="chez Jeanne Martin", whom="ma voisine Jeanne Martin"
    )
    kit = author_kit(changed(edition, project), project, "fr", BOT)

    for told in (*map(text_of, pdfs(kit)), text_of(ballot(changed(edition, project))), kit.message, *kit.texts):
        assert "Jeanne" not in told


def test_files_are_named_for_any_computer(edition: Edition) -> None:
    kit = author_kit(edition, edition.by_number[12], "fr", BOT)

    assert [piece.name for piece in (*kit.files, *ballot_kit(edition, "fr", BOT))] == [
        "projet-12-tract-a5.pdf",
        "projet-12-affiche-a4.pdf",
        "projet-12-image.png",
        "projet-12-textes.txt",
        "tous-les-projets-a4.pdf",
    ]


def test_the_ballot_has_every_project_with_the_number_that_is_sent_by_sms(edition: Edition) -> None:
    [piece] = ballot_kit(edition, "fr", BOT)
    told = text_of(piece.data)

    assert size_of(piece.data) == A4
    for project in edition.on_ballot:
        assert f"{project.number} {project.title.replace('’', chr(39))}" in told
    assert [told.index(district.name) for district in edition.districts] == sorted(
        told.index(district.name) for district in edition.districts
    )
    for words in ("24 projets", "400 000 €", "Vote du 2 au 29 novembre 2026", "jusqu'à 3 projets", "09 38 12 34 56"):
        assert words in told
    assert codes_of(pages(piece.data)[0]) == {
        "sms:+33938123456?body=VOTE%20",
        "https://t.me/montreval_bot?start=vote",
    }


def test_the_ballot_asks_for_numbers_without_naming_one(edition: Edition) -> None:
    """A number given as an example would be voted for: the town's own leaflet favours no project."""
    [piece] = ballot_kit(edition, "fr", "")

    assert "VOTE et les numéros de vos projets" in text_of(piece.data)


@pytest.mark.parametrize("count", [1, 2, 7, 24, 41, 78, 300])
def test_every_project_is_on_the_ballot_once_however_many_they_are(edition: Edition, count: int) -> None:
    originals = edition.projects
    projects = tuple(
        replace(originals[number % 24], id=number, number=number, title=f"Projet essai{number:03}fin")
        for number in range(1, count + 1)
    )

    [piece] = ballot_kit(replace(edition, projects=projects), "fr", BOT)

    told = text_of(piece.data)
    assert all(told.count(project.title) == 1 for project in projects)


def test_what_is_for_the_whole_town_comes_last_and_envelopes_are_named(edition: Edition) -> None:
    districts = tuple(replace(district, envelope=Decimal(80000)) for district in edition.districts)
    town = replace(
        changed(edition, replace(edition.by_number[1], district="")),
        districts=districts,
        ballot=replace(edition.ballot, envelopes="district"),
    )

    told = text_of(ballot_kit(town, "fr", "")[0].data)

    assert "Plateau des Ormes : 80 000 €" in told
    assert told.index("Plateau des Ormes") < told.index("Toute la ville")


@pytest.mark.parametrize(
    "title",
    [
        pytest.param(LONG_TITLE, id="long"),
        pytest.param("Anticonstitutionnellement" * 4, id="one endless word"),
        pytest.param("Vu", id="two letters"),
        pytest.param("L'œuvre à 1 234 € : ça, où ? « Là ! »", id="marks and ligatures"),
    ],
)
@pytest.mark.parametrize("summary", ["", "Un mot.", "Un résumé qui dit quoi, où et pour qui. " * 15])
def test_any_title_fits_within_the_margins_of_one_page(edition: Edition, title: str, summary: str) -> None:
    project = replace(edition.by_number[12], number=1234, title=title, summary=summary)
    town = replace(edition, town="Communauté de communes du Val de Garonne et de la Gascogne", projects=(project,))

    for pdf in (*pdfs(author_kit(town, project, "fr", "un_nom_de_bot_aussi_long_que_permis"[:32])), ballot(town)):
        for page in pages(pdf):
            assert is_blank_around(page, 8)
        assert "1234" in text_of(pdf)


def ballot(edition: Edition) -> bytes:
    """The leaflet of the whole ballot."""
    return ballot_kit(edition, "fr", BOT)[0].data


def is_blank_around(page: Image.Image, margin: float) -> bool:
    """Whether nothing is printed within *margin* millimetres of the edges, where printers do not reach."""
    edge = int(margin * MM)
    inner = Image.new("RGB", (page.width - 2 * edge, page.height - 2 * edge), "white")
    around = page.copy()
    around.paste(inner, (edge, edge))
    return around.getcolors() == [(page.width * page.height, (255, 255, 255))]


def test_type_shrinks_before_anything_is_cut_and_lines_never_pass_their_width() -> None:
    words = "Une passerelle vers l’île aux Saules et un ponton pour les canoës"

    large = fit(words, Style(Face.BLACK, (4, 9)), 100, 100)
    small = fit(words, Style(Face.BLACK, (4, 9)), 100, 10)
    cut = fit(words, Style(Face.BLACK, (4, 9)), 40, 5)

    assert " ".join(large.lines) == " ".join(small.lines) == words
    assert large.size == 9 > small.size > 4 == cut.size
    assert cut.lines[-1].endswith("…")
    for block, width in ((large, 100), (small, 100), (cut, 40)):
        assert block.width <= width


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("C'est à voir : oui ?", "C’est à voir\u00a0: oui\u00a0?"),
        ("« Là »", "«\u00a0Là\u00a0»"),
        ("45 000 €", "45\u00a0000\u00a0€"),
        ("Un vélo 🚲 pour tous 👍🏽", "Un vélo pour tous"),
        ("e\u0301cole", "école"),
        ("deux  espaces\net une ligne", "deux espaces et une ligne"),
    ],
)
def test_text_is_set_as_a_french_printer_does(written: str, printed: str) -> None:
    assert typeset(written, "fr") == typeset(written, "fr-simple") == printed


def test_no_line_begins_with_a_mark_of_punctuation() -> None:
    lines = lines_of(typeset("Pourquoi ? Parce que : voilà ! Fin", "fr"), Face.REGULAR, 4, 20)

    assert len(lines) > 1
    assert not any(line[0] in "?!:" for line in lines)


@pytest.mark.parametrize(
    ("title", "language", "told"),
    [
        pytest.param("גן לכולם", "fr", "French", id="a Hebrew title in a French kit"),
        pytest.param("பூங்கா", "ta", "Tamil", id="Tamil"),
        pytest.param("公園", "zh", "Chinese", id="Chinese"),
    ],
)
def test_letters_that_the_typeface_lacks_are_refused_and_named(
    edition: Edition, title: str, language: str, told: str
) -> None:
    project = replace(edition.by_number[12], title=title)

    with pytest.raises(CannotPrint, match=told) as refused:
        author_kit(edition, project, language, BOT)
    assert title[0] in str(refused.value)


@pytest.mark.parametrize(
    "title",
    [
        *("Şehir bahçesi için ığdır, İLÂN ÖÜ", "Água, maçã, avó, corações, pão", "¿Añoráis el pingüino? ¡Sí!"),
        *("Ogród społeczny", "Общий сад", "Κήπος", "Vườn chung"),
    ],
)
def test_the_letters_of_every_language_written_as_ours_are_printed(edition: Edition, title: str) -> None:
    project = replace(edition.by_number[12], title=title)

    assert title in text_of(pdfs(author_kit(edition, project, "fr", BOT))[0])


def test_the_same_edition_gives_the_same_files(edition: Edition) -> None:
    project = edition.by_number[12]

    assert author_kit(edition, project, "fr", BOT) == author_kit(replace(edition), project, "fr", BOT)
    assert ballot_kit(edition, "fr", BOT) == ballot_kit(replace(edition), "fr", BOT)


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [
        pytest.param((2026, 10, 26), (2026, 11, 9), "Vote du 26 octobre au 8 novembre 2026", id="two months"),
        pytest.param((2026, 12, 20), (2027, 1, 11), "Vote du 20 décembre 2026 au 10 janvier 2027", id="two years"),
        pytest.param((2026, 11, 1), (2026, 11, 9), "Vote du 1er au 8 novembre 2026", id="from the first"),
    ],
)
def test_dates_are_said_as_people_say_them(
    edition: Edition, opens: tuple[int, int, int], closes: tuple[int, int, int], told: str
) -> None:
    span = Span(Phase.VOTE, datetime(*opens, tzinfo=PARIS), datetime(*closes, tzinfo=PARIS))
    town = replace(edition, spans=(span,))

    assert told in text_of(pdfs(author_kit(town, edition.by_number[12], "fr", BOT))[0])


def test_the_age_from_which_one_votes_is_on_the_leaflet(edition: Edition) -> None:
    town = replace(edition, ages=replace(edition.ages, vote=11))

    assert "Dès 11 ans." in text_of(pdfs(author_kit(town, edition.by_number[12], "fr", BOT))[0])


def test_all_that_is_written_stands_out_from_its_ground() -> None:
    for ink, ground in READ:
        assert contrast(ink, ground) >= 4.5, (ink, ground)


def test_seventy_eight_projects_are_drawn_while_one_waits(edition: Edition) -> None:
    author_kit(edition, edition.by_number[12], "fr", BOT)  # the fonts are read

    begun = time.process_time()
    for project in edition.on_ballot[:6]:
        author_kit(edition, project, "fr", BOT)

    assert (time.process_time() - begun) / 6 * 78 < 90


@pytest.mark.parametrize(
    ("given", "name"),
    [("montreval_bot", "montreval_bot"), ("@montreval_bot", "montreval_bot"), (" Bot2026 ", "Bot2026")],
)
def test_a_bots_name_is_taken_with_or_without_its_sign(given: str, name: str) -> None:
    assert bot_called(given) == name


@pytest.mark.parametrize("given", ["", "un bot", "https://t.me/montreval_bot", "été_bot", "a" * 33])
def test_what_is_no_name_of_a_bot_is_refused(given: str) -> None:
    with pytest.raises(NoSuchBot, match="4 to 32 letters"):
        bot_called(given)


KEY = {"SECRET_KEY": "a secret key for these tests"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the sample edition is loaded."""
    folder = tmp_path_factory.mktemp("town")
    portevoix("migrate", folder=folder, **KEY)
    portevoix("edition", "load", str(SAMPLE), folder=folder, **KEY)
    portevoix("edition", "open", "montreval-2026", folder=folder, **KEY)
    return folder


def test_the_command_writes_a_folder_a_language(town: Path) -> None:
    done = portevoix("kit", "--project", "12", "--project", "3", "--bot", BOT, folder=town, **KEY)

    assert done.returncode == 0, done.stderr
    written = sorted(path.name for path in (town / "var/kit/fr").iterdir())
    assert len(written) == 8
    assert "projet-12-tract-a5.pdf" in written
    for language in read_edition(SAMPLE).languages:
        assert len(list((town / "var/kit" / language).iterdir())) == 8
    assert "8 files written to var/kit/fr." in done.stdout


def test_the_command_writes_everything_in_one_language_where_it_is_told(town: Path) -> None:
    done = portevoix("kit", "--language", "fr", "--out", "papier", folder=town, **KEY)

    assert done.returncode == 0, done.stderr
    written = {path.name for path in (town / "papier/fr").iterdir()}
    assert len(written) == 24 * 4 + 1
    assert "tous-les-projets-a4.pdf" in written
    leaflet = (town / "papier/fr/projet-12-tract-a5.pdf").read_bytes()
    assert codes_of(pages(leaflet)[0]) == {"sms:+33938123456?body=VOTE%2012"}


def test_the_command_asks_telegram_for_the_bots_name(town: Path) -> None:
    with FakeTelegram(Staging(pace=0.01)) as telegram:
        settings = {**KEY, "TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_BASE": telegram.url}
        done = portevoix("kit", "--project", "12", "--language", "fr", "--out", "asked", folder=town, **settings)

    assert done.returncode == 0, done.stderr
    leaflet = (town / "asked/fr/projet-12-tract-a5.pdf").read_bytes()
    assert "https://t.me/portevoix_test_bot?start=vote_12" in codes_of(pages(leaflet)[0])


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        pytest.param(("--project", "99"), "project 99 is not on the ballot", id="a number that is not there"),
        pytest.param(("--language", "sw"), "we do not speak «sw»", id="a language that we do not speak"),
        pytest.param(("--bot", "un bot"), "4 to 32 letters", id="no name of a bot"),
    ],
)
def test_the_command_says_what_to_do(words: tuple[str, ...], remedy: str, town: Path) -> None:
    done = portevoix("kit", *words, folder=town, **KEY)

    assert done.returncode == 2
    assert remedy in " ".join(done.stderr.replace("│", " ").split())


def test_what_cannot_be_printed_is_named_and_the_rest_is_written(tmp_path: Path) -> None:
    file = tmp_path / "town.toml"
    text = SAMPLE.read_text("utf-8")
    file.write_text(text.replace("Le verger partagé de la Tuilerie", "公園"), "utf-8")
    portevoix("migrate", folder=tmp_path, **KEY)
    portevoix("edition", "load", "town.toml", folder=tmp_path, **KEY)
    portevoix("edition", "open", "montreval-2026", folder=tmp_path, **KEY)

    done = portevoix("kit", "--language", "fr", "--project", "7", "--project", "8", folder=tmp_path, **KEY)

    assert done.returncode == 1
    assert "Not drawn: project 7. The kit cannot be printed in French (fr)" in done.stderr
    assert "4 files written to var/kit/fr." in done.stdout


def test_a_summary_as_long_as_may_be_is_whole_on_the_leaflet(edition: Edition) -> None:
    summary = ("Un résumé qui dit quoi, où et pour qui. " * 15)[:600].strip()
    project = replace(edition.by_number[12], summary=summary)

    assert summary in text_of(pdfs(author_kit(edition, project, "fr", BOT))[0])
