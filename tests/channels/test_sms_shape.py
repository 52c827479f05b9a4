"""How each question looks by SMS, and how many segments it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.gsm import measure, segments_of
from bot.channels.sms import Sms
from bot.edition.file import read_edition
from bot.languages.words import languages, voice
from bot.practice.sample import SAMPLE
from flows.home.menu import menu_of
from flows.projects.catalogue import ballot_paper, catalogue
from flows.talk import speech
from flows.talk.chat import Asking, Said
from flows.talk.memory import Memory, View
from flows.talk.questions import Confirm, Number, Option, Photo, Pick, Place, Words, YesNo
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.town.edition import Edition
from flows.vote.vote import read_back, thanks_by_sms
from flows.words import Verbatim, _
from tests.support.budgets import segments_in
from tests.support.ears import big_edition, paris

BIG = big_edition(200)
PAPER = ballot_paper(BIG)
IDS = [str(project.id) for project in BIG.projects]
_READ = read_edition(SAMPLE)
SMALL = replace(_READ, projects=tuple(replace(project, id=project.number) for project in _READ.projects))
NOW = paris(2026, 11, 5, 10)


def shown(question: Any, view: View | None = None, *said: Said, language: str = "fr") -> tuple[str, dict[str, str]]:
    """The text of the one SMS, and what can be typed."""
    asking = Asking("q", question, view or View()) if question else None
    shape = Sms().show(Turned(Memory(), said, asking), voice(language), 1, "")
    [message] = shape.messages
    return message.text, dict(shape.keys)


QUARTERS = tuple(Option(f"q{place}", _("Un quartier au nom assez long, le {n}", n=place)) for place in range(10))
TWO = (Option("n", _("Nord")), Option("s", _("Le Sud")))


@pytest.mark.parametrize(
    ("question", "view", "text", "keys"),
    [
        pytest.param(YesNo(_("Sûr ?")), View(), "Sûr ? Répondez OUI ou NON.", {"1": "yes", "2": "no"}, id="yes or no"),
        pytest.param(
            Confirm(_("Sûr ?"), of="1"),
            View(code="42"),
            "Pour valider, renvoyez 42. Pour changer : MODIFIER.",
            {},
            id="a confirmation",
        ),
        pytest.param(Words(_("Quoi donc ?"), short=_("Quoi ?")), View(), "Quoi ?", {}, id="words"),
        pytest.param(
            Pick(_("Lequel ?"), options=(Option("a", _("L'un")), Option("b", _("Un autre choix"), short=_("L'autre")))),
            View(),
            "Lequel ?\n1 L'un\n2 L'autre",
            {"1": "a", "2": "b"},
            id="a few options by their place",
        ),
        pytest.param(
            Words(_("Quoi ?"), skippable=True), View(), "Quoi ? PASSER pour ne pas répondre.", {}, id="skippable"
        ),
        pytest.param(
            Words(_("Pourquoi ? " * 13), skippable=True),
            View(),
            "Pourquoi ? " * 13 + " (ou PASSER)",
            {},
            id="skippable, and short of a segment",
        ),
        pytest.param(Number(_("Combien ?")), View(), "Combien ?", {}, id="a number"),
        pytest.param(
            Photo(_("Une photo ?")),
            View(),
            "Un SMS ne porte pas de photo : répondez PASSER, ou continuez sur Telegram.",
            {},
            id="a photo, in a draft that was begun on Telegram",
        ),
        pytest.param(
            Pick(_("Lequel ?"), options=TWO, skippable=True),
            View(),
            "Lequel ? (ou PASSER)\n1 Nord\n2 Le Sud",
            {"1": "n", "2": "s"},
            id="a choice that may be skipped",
        ),
        pytest.param(
            Place(_("Où ?"), skippable=True), View(), "Où ? PASSER pour ne pas répondre.", {}, id="a place in words"
        ),
        pytest.param(
            Place(_("Où ?"), options=TWO, skippable=True),
            View(),
            "Où ? (ou PASSER)\nA Nord\nB Le Sud",
            {"A": "n", "1": "n", "B": "s", "2": "s"},
            id="districts by letters, since a digit may be that of a street; alone, it is the line's",
        ),
        pytest.param(
            Place(_("Où ? Quartier ou rue :"), options=QUARTERS),
            View(),
            "Où ? Quartier ou rue : QUARTIERS : la liste.",
            {},
            id="many districts are not read out",
        ),
        pytest.param(
            PAPER,
            View(),
            "Votez pour 3 projets au plus : envoyez leurs numéros, avec un espace entre eux. "
            "Numéro inconnu ? Un mot (parc, vélo), ou QUARTIERS.",
            {},
            id="a ballot is not read out",
        ),
        pytest.param(
            PAPER,
            View(ticked=(IDS[6],)),
            "Choisi : 7. Encore 2 possibles : un numéro, un mot, ou OK pour finir.",
            {},
            id="a choice half made",
        ),
        pytest.param(
            PAPER,
            View(ticked=(IDS[6], IDS[7])),
            "Choisi : 7, 8. Encore 1 possible : un numéro, un mot, ou OK pour finir.",
            {},
            id="one is left",
        ),
        pytest.param(
            PAPER,
            View(ticked=tuple(IDS[:3])),
            "Choisi : 1, 2, 3. OK pour finir, ou renvoyez tous vos numéros.",
            {},
            id="none is left",
        ),
        pytest.param(
            PAPER,
            View(group="*"),
            "Quel quartier ou thème ? Sa lettre :\nA Quartier Nord\nB Quartier Sud\nC Quartier Est\nD Quartier Ouest",
            {"A": "#d:q0", "B": "#d:q1", "C": "#d:q2", "D": "#d:q3"},
            id="districts by letters",
        ),
        pytest.param(
            ballot_paper(big_edition(2)),
            View(page=1, ticked=("10000000000000001",)),
            "Répondez par un numéro :\n"
            "1 * Un très beau projet de plantation d'arbres et de bancs numéro 1\n"
            "2 Un très beau projet de plantation d'arbres et de bancs numéro 2",
            {"1": "10000000000000001", "2": "10000000000000002"},
            id="what is chosen has a star",
        ),
    ],
)
def test_a_question_by_sms(question: Any, view: View, text: str, keys: dict[str, str]) -> None:
    assert shown(question, view) == (text, keys)


@pytest.mark.parametrize("projects", [2, 3, 4, 9])
@pytest.mark.parametrize("said", ["", "Bonjour !", "x" * 120])
def test_titles_are_cut_where_the_segment_ends_not_before(projects: int, said: str) -> None:
    asking = Asking("choice", ballot_paper(big_edition(projects)), View(page=1))
    turned = Turned(Memory(), (Said(Verbatim(said)),) if said else (), asking)

    text = Sms().show(turned, voice("fr"), 1, "").messages[0].text

    cut = sum(line.endswith("...") for line in text.splitlines())
    assert segments_of(text) <= 2
    assert not cut or measure(text).left < 12 * cut, "each could be a word longer"


def test_many_districts_are_listed_page_by_page_and_a_letter_counts_on_each() -> None:
    place, pages = Place(_("Où ? Un quartier ou une rue :"), options=QUARTERS), []
    for page in range(3):
        text, keys = shown(place, View(group="*", page=page))
        pages.append(text)
        assert segments_of(text) == 1
        assert {key: id for key, id in keys.items() if key.isalpha()} == {
            letter: f"q{number}" for number, letter in enumerate("ABCDEFGHIJ")
        }

    assert "\nA Un quartier" in pages[0]
    assert pages[0].endswith("SUITE pour la suite")
    assert [line[0] for page in pages for line in page.splitlines()[1:-1]] == list("ABCDEFGHIJ")[
        : sum(len(page.splitlines()) - 2 for page in pages)
    ]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("edition", [BIG, SMALL], ids=["big", "sample"])
@pytest.mark.parametrize("voted", [None, paris(2026, 11, 5).date()], ids=["not voted", "voted"])
def test_the_menu_fits_one_segment(edition: Edition, voted: Any, language: str) -> None:
    text, _keys = shown(menu_of(Scene(edition, NOW, Me(1, voted_on=voted))), language=language)

    assert segments_of(text) <= segments_in(language, 1)


@pytest.mark.parametrize(
    "month", [(2025, 12), (2026, 2), (2026, 5), (2026, 8), (2026, 10), (2026, 12), (2027, 5), (2028, 1)]
)
@pytest.mark.parametrize("language", languages())
def test_the_menu_of_every_phase_fits_two(month: tuple[int, int], language: str) -> None:
    text, _keys = shown(menu_of(Scene(SMALL, paris(*month, 15), Me(1))), language=language)

    assert segments_of(text) <= segments_in(language, 2)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("paper", [PAPER, catalogue(BIG), ballot_paper(SMALL)], ids=["ballot", "catalogue", "sample"])
def test_every_page_of_a_list_fits_one_segment(paper: Any, language: str) -> None:
    groups = (group for group, _name in paper.groups)
    views = [View(), View(group="*"), *(View(group=group) for group in groups), View(find="parc"), View(find="vélo")]
    for view in views:
        for page in range(12):
            text, _keys = shown(paper, replace(view, page=page), language=language)
            assert segments_of(text) <= segments_in(language, 1), text


def test_the_pages_of_a_list_hold_every_project_once_then_begin_again() -> None:
    paper, listed = ballot_paper(SMALL), []
    for page in range(1, 30):
        _text, keys = shown(paper, View(page=page))
        listed += [int(key) for key in keys]
        if len(listed) >= len(SMALL.projects):
            break

    assert listed == sorted(project.number for project in SMALL.projects)
    assert "1" in shown(paper, View(page=page + 1))[1]


def test_a_districts_letter_counts_on_every_page() -> None:
    paper = ballot_paper(SMALL)

    assert shown(paper, View(group="*"))[1] == shown(paper, View(group="*", page=1))[1]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("edition", [BIG, SMALL], ids=["big", "sample"])
def test_a_first_vote_by_sms_takes_five_segments_at_most(edition: Edition, language: str) -> None:
    back = Said(read_back(tuple(str(edition.by_number[number].id) for number in (3, 12, 18)), edition))
    thanks = Said(thanks_by_sms("K7M-4PX2", False, Scene(edition, NOW, Me(1))))

    shown_back, _keys = shown(
        Confirm(_("Sûr ?"), of=""), View(code="42"), speech.notice(edition), back, language=language
    )
    goodbye, _keys = shown(None, None, thanks, language=language)

    assert segments_of(shown_back) <= segments_in(language, 3)
    assert segments_of(shown_back) + segments_of(goodbye) <= segments_in(language, 5)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "said",
    [
        pytest.param((speech.contact_of(SMALL),), id="contact"),
        pytest.param((speech.notice(SMALL),), id="the notice"),
        pytest.param(speech.unknown_words(3, SMALL), id="not understood"),
    ],
)
def test_what_the_bot_says_of_itself_fits_two_segments(said: tuple[Said, ...], language: str) -> None:
    assert segments_of(shown(None, None, *said, language=language)[0]) <= segments_in(language, 2)


@pytest.mark.parametrize("language", languages())
def test_the_ballot_with_its_help_after_two_misses_fits_two_segments(language: str) -> None:
    assert PAPER.help is not None
    text, _keys = shown(
        PAPER, None, Said(_("Je n'ai pas compris."), _("Pas compris.")), Said(PAPER.help), language=language
    )

    assert segments_of(text) <= segments_in(language, 2)


@pytest.mark.parametrize("month", range(24))
@pytest.mark.parametrize("drafts", [(), ("propose",)], ids=["nothing begun", "with a draft"])
def test_the_menu_of_every_season_fits_one_segment_and_five_lines(month: int, drafts: tuple[str, ...]) -> None:
    scene = Scene(SMALL, paris(2026 + month // 12, month % 12 + 1, 15, 10), Me(1, drafts=drafts))

    for language in languages():
        text, keys = shown(menu_of(scene), language=language)

        assert segments_of(text) <= segments_in(language, 1), text
        assert len(keys) <= 5
