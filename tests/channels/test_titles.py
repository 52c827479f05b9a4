"""Titles in running text and in lists: whole where there is room, cut after a word where the segments end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.gsm import measure, segments_of
from bot.channels.sms import Sms
from bot.channels.sms_text import shorten
from bot.channels.telegram import Telegram
from bot.channels.titles import NARROWEST, WIDEST, line
from bot.languages.words import voice
from flows.talk.chat import Asking, Said
from flows.talk.memory import Memory, View
from flows.talk.questions import Option, Pick, Words
from flows.talk.turned import Turned
from flows.words import Joined, Say, Title, Verbatim, _

BENCH = "Des bancs à l'ombre le long de la rivière, du pont de pierre jusqu'à l'écluse"
OVEN = "Un four à pain partagé pour le quartier des Ormes"


def numbered(titles: list[Say]) -> Joined:
    """The titles as a flow lists them."""
    return Joined(tuple(_("{number} {title}", number=number, title=title) for number, title in enumerate(titles, 1)))


def asked_among(titles: list[Say]) -> Turned:
    """A question that names them in its words: whole ones, or as they were cut before."""
    prompt = _("Vos projets :\n{projects}\nLequel ? Son numéro :", projects=numbered(titles))
    return Turned(Memory(), (), Asking("project", Words(prompt), View()))


def said_of(titles: list[Say]) -> Turned:
    """A last word that names them."""
    return Turned(Memory(), (Said(Joined((_("Du nouveau :"), numbered(titles)))),))


def said_then_listed(titles: list[Say]) -> Turned:
    """Something said of some, then a menu of them all."""
    menu = Pick(_("Lequel ?"), options=tuple(Option(str(place), title) for place, title in enumerate(titles)))
    return Turned(Memory(), (Said(numbered(titles[:2])), Said(Verbatim("x" * 90))), Asking("which", menu, View()))


SHAPES = [asked_among, said_of, said_then_listed]


def by_sms(turned: Turned) -> list[str]:
    """The texts that go out."""
    return [message.text for message in Sms().show(turned, voice("fr"), 1, "").messages]


@pytest.mark.parametrize(
    ("said", "width", "shown"),
    [
        pytest.param(Title(OVEN), 60, OVEN, id="whole"),
        pytest.param(Title(OVEN), 30, "Un four à pain partagé pour...", id="cut after a word"),
        pytest.param(Title("Anticonstitutionnellement parlant"), 20, "Anticonstitutionn...", id="a long first word"),
        pytest.param(
            _("{title}, {day}", title=Title(OVEN), day="12 novembre"),
            44,
            "Un four à pain partagé pour..., 12 novembre",
            id="the title gives way, the day stays",
        ),
        pytest.param(
            _("{title}, {day}", title=Title(OVEN), day="12 novembre"),
            30,
            "Un four à pain..., 12 novembre",
            id="the day stays on a narrow line too",
        ),
        pytest.param(Verbatim(OVEN), 30, "Un four à pain partagé pour...", id="words that are no title"),
    ],
)
def test_a_line_of_a_list_is_cut_in_its_title(said: Say, width: int, shown: str) -> None:
    assert line(said, voice("fr"), width) == shown


@pytest.mark.parametrize(
    ("titles", "text"),
    [
        pytest.param([Title(OVEN)], f"Du nouveau :\n1 {OVEN}", id="one"),
        pytest.param([Title(OVEN), Title(BENCH)], f"Du nouveau :\n1 {OVEN}\n2 {BENCH}", id="two that fit"),
        pytest.param([Title(OVEN, "Four à pain")], "Du nouveau :\n1 Four à pain", id="as the town shortened it"),
        pytest.param(
            [Title(BENCH)] * 3,
            "Du nouveau :\n"
            "1 Des bancs à l'ombre le long de la rivière...\n"
            "2 Des bancs à l'ombre le long de la rivière...\n"
            "3 Des bancs à l'ombre le long de la rivière...",
            id="three that do not",
        ),
    ],
)
def test_titles_in_a_text_by_sms(titles: list[Say], text: str) -> None:
    assert by_sms(said_of(titles)) == [text]
    assert segments_of(text) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_on_telegram_titles_in_a_text_are_whole(shape: object) -> None:
    assert callable(shape)
    shown = Telegram().show(shape([Title(BENCH, "Bancs"), Title(OVEN)]), voice("fr"), 1, "")

    assert BENCH in shown.messages[0].text or shape is said_then_listed
    assert "..." not in shown.messages[0].text


@pytest.mark.parametrize("count", range(2, 6))
@pytest.mark.parametrize("before", ["", "x" * 70])
def test_a_text_has_no_room_left_for_another_word_of_each_title(count: int, before: str) -> None:
    turned = said_of([Title(f"{BENCH} numéro {place}") for place in range(count)])
    [text] = by_sms(Turned(Memory(), (*((Said(Verbatim(before)),) if before else ()), *turned.said)))

    cut = text.count("...")
    assert not cut or measure(text).left < 12 * cut


WORDS = st.text(alphabet="abcdeéèàçùâêœ'-,’« €🌳", min_size=1, max_size=14)
TITLES = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=5)


@given(words=TITLES, shape=st.sampled_from(SHAPES))
def test_wider_titles_cost_no_segment_and_are_whole_wherever_they_fit(words: list[str], shape: object) -> None:
    """Measured against the same text with its titles cut at the narrowest, and against the one with whole titles."""
    assert callable(shape)
    folded = [" ".join(title.split())[:WIDEST] or "x" for title in words]
    narrow = by_sms(shape([Verbatim(shorten(title, NARROWEST)) for title in folded]))
    wide = by_sms(shape([Title(title) for title in folded]))
    whole = by_sms(shape([Verbatim(title) for title in folded]))

    assert sum(map(segments_of, wide)) <= sum(map(segments_of, narrow))
    if shape is not said_then_listed and sum(map(segments_of, whole)) <= sum(map(segments_of, narrow)):
        assert wide == whole
