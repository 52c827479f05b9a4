"""How each question looks on Telegram."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.base import Shown, read_tap, tap_data
from bot.channels.telegram import LABEL, PAGE, Telegram
from bot.channels.telegram_text import LONGEST
from bot.languages.words import voice
from flows.home.menu import menu_of
from flows.projects.catalogue import ballot_paper, catalogue
from flows.talk.chat import Asking, Said
from flows.talk.memory import Memory, View
from flows.talk.questions import Confirm, Number, Option, Photo, Pick, Place, Words, YesNo
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.talk.way_out import WayOut
from flows.words import _
from storage.messages.outgoing import Button, Outgoing
from tests.support.ears import big_edition, paris

TOKEN = (1 << 62) - 1
"""The longest there is: ids are of 62 bits."""

BIG = big_edition(200)
PAPER = ballot_paper(BIG)
PHOTO = "https://ville.example/photos/1.jpg"
FIRST, SECOND = (str(project.id) for project in BIG.projects[:2])


def shown(question: Any, view: View | None = None, *said: str, in_place: bool = False) -> Outgoing:
    """The one message that shows *question*."""
    turned = Turned(
        Memory(), tuple(Said(_(text)) for text in said), Asking("q", question, view or View()), in_place=in_place
    )
    [message] = Telegram().show(turned, voice("fr"), TOKEN, "42").messages
    return message


def rows(message: Outgoing) -> list[list[str]]:
    """The labels of the buttons, row by row."""
    return [[button.label for button in row] for row in message.buttons]


def test_a_yes_or_no_has_its_two_buttons_side_by_side() -> None:
    assert rows(shown(YesNo(_("Sûr ?")))) == [["Oui", "Non"]]


def test_a_confirmation_has_a_yes_and_a_way_to_change() -> None:
    assert rows(shown(Confirm(_("Sûr ?"), of="1"), View(code="42"))) == [["✅ Oui, je confirme"], ["✏️ Modifier"]]


def test_a_confirmation_without_answers_to_change_leads_to_the_menu_instead() -> None:
    message = shown(Confirm(_("Sûr ?"), of="1", modifiable=False), View(code="42"))

    assert rows(message) == [["✅ Oui, je confirme"], ["☰ Menu"]]


def test_a_digit_typed_counts_the_buttons_of_a_short_list() -> None:
    asking = Asking("q", Pick(_("Lequel ?"), options=QUARTERS[:3]), View())

    assert Telegram().show(Turned(Memory(), (), asking), voice("fr"), TOKEN, "").keys == (
        ("1", "q0"),
        ("2", "q1"),
        ("3", "q2"),
    )


def test_a_digit_never_counts_the_buttons_of_a_ballot_whose_projects_have_numbers() -> None:
    assert Telegram().show(Turned(Memory(), (), Asking("q", PAPER, View())), voice("fr"), TOKEN, "").keys == ()


@pytest.mark.parametrize(
    ("kept", "sent"),
    [
        pytest.param(PHOTO, PHOTO, id="the town's own, by its address"),
        pytest.param("telegram:AgACAgQAAx", "AgACAgQAAx", id="someone's, by the id that Telegram gave it"),
    ],
)
def test_a_picture_is_shown_again_as_telegram_knows_it(kept: str, sent: str) -> None:
    turned = Turned(Memory(), (Said(_("Voici."), photo=kept),), None)

    [message] = Telegram().show(turned, voice("fr"), TOKEN, "").messages

    assert message.photo == sent


def test_free_words_have_no_buttons() -> None:
    assert shown(Words(_("Quoi ?"))).buttons == ()


QUARTERS = tuple(Option(f"q{place}", _("Quartier {n}", n=place)) for place in range(10))


@pytest.mark.parametrize(
    ("question", "buttons"),
    [
        pytest.param(Words(_("Quoi ?"), skippable=True), [["Passer"]], id="words"),
        pytest.param(Number(_("Combien ?")), [], id="a number"),
        pytest.param(Number(_("Combien ?"), skippable=True), [["Passer"]], id="a number to guess"),
        pytest.param(Photo(_("Une photo ?")), [["Passer"]], id="a photo"),
        pytest.param(Place(_("Où ?")), [], id="a place"),
        pytest.param(
            Place(_("Où ?"), options=QUARTERS[:2], skippable=True),
            [["Quartier 0"], ["Quartier 1"], ["Passer"]],
            id="a place in one of two districts",
        ),
        pytest.param(
            Pick(_("Lequel ?"), options=QUARTERS[:1], skippable=True), [["Quartier 0"], ["Passer"]], id="a choice"
        ),
    ],
)
def test_a_question_that_may_be_skipped_has_a_button_for_it(question: Any, buttons: list[list[str]]) -> None:
    message = shown(question)

    assert rows(message) == buttons
    if ["Passer"] in buttons:
        assert message.buttons[-1][0].data == tap_data(TOKEN, "pass")


@pytest.mark.parametrize("view", [View(), View(group="*")])
def test_a_place_pages_its_districts_and_says_that_a_position_will_do(view: View) -> None:
    place = Place(_("Où ?"), options=QUARTERS)

    assert shown(place, view).text == "Où ?\n📎 Vous pouvez aussi envoyer une position."
    assert rows(shown(place, view))[-2:] == [["Quartier 7"], ["2/2 ▶"]]
    assert rows(shown(place, replace(view, page=1))) == [["Quartier 8"], ["Quartier 9"], ["◀ 1/2"]]


def test_the_menu_is_a_line_a_button() -> None:
    scene = Scene(BIG, paris(2026, 11, 5, 10), Me(1))

    assert rows(shown(menu_of(scene))) == [
        ["Voter"],
        ["Voir les projets"],
        ["Mon vote est-il arrivé ?"],
        ["Poser une question"],
        ["Autre chose"],
    ]


@pytest.mark.parametrize(
    ("view", "ways"),
    [
        pytest.param(View(), [["2/25 ▶"], ["🔎 Par quartier ou thème"]], id="the first page"),
        pytest.param(View(page=1), [["◀ 1/25", "3/25 ▶"], ["🔎 Par quartier ou thème"]], id="one in the middle"),
        pytest.param(View(page=24), [["◀ 24/25"], ["🔎 Par quartier ou thème"]], id="the last"),
        pytest.param(View(page=25), [["2/25 ▶"], ["🔎 Par quartier ou thème"]], id="past the last"),
        pytest.param(View(group="d:q0"), [["2/7 ▶"], ["↩ Tous les projets"]], id="a district"),
        pytest.param(View(group="d:q0", page=6), [["◀ 6/7"], ["↩ Tous les projets"]], id="its last page"),
        pytest.param(
            View(ticked=(FIRST,)), [["2/25 ▶"], ["🔎 Par quartier ou thème"], ["✅ Valider mon choix"]], id="one ticked"
        ),
    ],
)
def test_the_ways_through_a_ballot_of_200(view: View, ways: list[list[str]]) -> None:
    assert rows(shown(PAPER, view))[-len(ways) :] == ways
    assert len(rows(shown(PAPER, view))) <= PAGE + 3


def test_boxes_show_what_is_ticked_and_the_text_names_it_on_every_page() -> None:
    view = View(ticked=(FIRST, SECOND))

    assert rows(shown(PAPER, view))[0][0].startswith("☑ 1 · ")
    assert rows(shown(PAPER, view))[2][0].startswith("☐ 3 · ")
    assert shown(PAPER, replace(view, page=9)).text.endswith("✔ 2 choix sur 3 : 1, 2")


def test_the_districts_are_listed_without_boxes() -> None:
    message = shown(PAPER, View(group="*"))

    assert message.text.endswith("Choisissez un quartier ou un thème :")
    assert rows(message)[:2] == [["Quartier Nord"], ["Quartier Sud"]]


def test_a_tap_that_changes_the_look_edits_its_message_and_nothing_else_does() -> None:
    assert shown(PAPER, in_place=True).edits == "42"
    assert shown(PAPER).edits == ""


def test_a_last_word_has_a_button_to_the_menu() -> None:
    [message] = Telegram().show(Turned(Memory(), (Said(_("Merci.")),)), voice("fr"), 1, "").messages

    assert message == Outgoing("Merci.", ((Button("☰ Menu", "menu"),),))


@pytest.mark.parametrize(
    "asking", [pytest.param(Asking("q", PAPER, View()), id="a question"), pytest.param(None, id="a last word")]
)
def test_the_picture_of_what_is_said_stands_above_all_that_is_said(asking: Asking | None) -> None:
    said = (Said(_("Pardon.")), Said(_("Un banc."), photo=PHOTO))

    [message] = Telegram().show(Turned(Memory(), said, asking, in_place=True), voice("fr"), 1, "42").messages

    assert (message.photo, message.edits) == (PHOTO, "")
    assert message.text.startswith("Pardon.\n\nUn banc.")


@pytest.mark.parametrize("asking", [pytest.param(True, id="a question"), pytest.param(False, id="a last word")])
def test_what_is_to_be_forwarded_is_a_message_of_its_own(asking: bool) -> None:
    way = WayOut(_("Ailleurs"), "https://ailleurs.example")
    said = (Said(_("Voici.")), Said(_("Passez."), to_forward=True), Said(_("Par où ?"), photo=PHOTO, ways=(way,)))
    question = Asking("q", YesNo(_("Sûr ?")), View()) if asking else None

    before, alone, last = (
        Telegram().show(Turned(Memory(), said, question, in_place=True), voice("fr"), 1, "42").messages
    )

    assert [before, alone] == [Outgoing("Voici."), Outgoing("Passez.")]
    assert (last.text, last.photo, last.edits) == ("Par où ?\n\nSûr ?" if asking else "Par où ?", PHOTO, "")
    assert rows(last) == [["Ailleurs"], ["Oui", "Non"] if asking else ["☰ Menu"]]
    assert last.buttons[0][0].data == way.address


def test_nothing_to_say_is_no_message() -> None:
    assert Telegram().show(Turned(Memory(), silent=True), voice("fr"), 1, "") == Shown()


def test_a_question_after_a_very_long_text_is_asked_whole_with_its_buttons() -> None:
    told = "Un banc. " * 1000
    turned = Turned(Memory(), (Said(_(told)),), Asking("q", YesNo(_("Sûr ?")), View()), in_place=True)

    first, *others, last = Telegram().show(turned, voice("fr"), TOKEN, "42").messages
    texts = [message.text for message in (first, *others, last)]
    assert " ".join(texts).split() == [*told.split(), "Sûr", "?"]
    assert max(map(len, texts)) <= LONGEST
    assert (first.edits, last.edits, rows(first), rows(last)) == ("42", "", [], [["Oui", "Non"]])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "view", [View(), View(page=3), View(group="*"), View(group="d:q1"), View(ticked=(FIRST, SECOND))]
)
@pytest.mark.parametrize("paper", [PAPER, catalogue(BIG)], ids=["ballot", "catalogue"])
def test_what_buttons_send_fits_64_bytes_and_their_labels_a_line(paper: Any, view: View, language: str) -> None:
    turned = Turned(Memory(), asking=Asking("q", paper, view))
    [message] = Telegram().show(turned, voice(language), TOKEN, "").messages

    for button in (button for row in message.buttons for button in row):
        assert len(button.data.encode()) <= 64
        assert 0 < len(button.label) <= LABEL
    assert sum(map(len, message.buttons)) <= 100


@pytest.mark.parametrize(
    ("data", "token", "option"),
    [
        pytest.param(tap_data(255, "p1"), 255, "p1", id="ours"),
        pytest.param(tap_data(TOKEN, "#d:q1"), TOKEN, "#d:q1", id="with a colon in the option"),
        pytest.param("menu", 0, "menu", id="without a question"),
        pytest.param("zz:1", 0, "zz:1", id="not ours"),
        pytest.param(":", 0, ":", id="only a colon"),
    ],
)
def test_a_tap_names_its_question_and_its_option(data: str, token: int, option: str) -> None:
    assert read_tap(data) == (token, option)


def test_a_message_comes_back_from_the_outbox_as_it_went_in() -> None:
    message = replace(shown(PAPER, View(page=2)), edits="7", photo="https://ville.example/1.jpg")

    assert Outgoing.from_json(message.as_json()) == message


def test_what_an_outbox_holds_today_is_read_and_written_as_it_is() -> None:
    message = Outgoing(
        "D'accord ?", ((Button("Oui", "ff:yes"), Button("Non", "ff:no")), (Button("Menu", "menu"),)), "7"
    )
    kept = b'{"text":"D\'accord ?","buttons":[[["Oui","ff:yes"],["Non","ff:no"]],[["Menu","menu"]]],"edits":"7"}'

    assert Outgoing.from_json(kept) == message
    assert message.as_json() == kept
