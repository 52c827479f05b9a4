"""What an ambassador passes on: the text alone, buttons that share it, and a page that opens the SMS app with it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

import httpx
import pytest

from bot.languages.words import languages, voice
from bot.practice.phone import Phone
from bot.turn.house import house
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from bot.web.app import app_of
from flows.relays.forward import forwardable
from flows.talk.scene import Me, Scene
from storage.database.store import Store
from storage.messages.outgoing import Outgoing
from storage.messages.own_names import TELEGRAM, WEB, call_us
from storage.town import editions
from tests.conftest import HandClock, load_sample
from tests.support.relaying import Town, all_said, decides, relayed


@pytest.fixture
def town(sqlite: Store, clock: HandClock) -> Town:
    """The town, with its bot's name known."""
    load_sample(sqlite)
    made = Town(Room(sqlite, clock, Turns(sqlite, clock)), clock)
    with sqlite.writing() as tx:
        call_us(tx, TELEGRAM, "montreval_bot")
    made.asks("1", "Ada")
    decides(made.room, "approves", 1)
    return made


def heard(town: Town, *lines: str) -> tuple[Outgoing, ...]:
    """The messages that Ada gets for the last of *lines*, on Telegram."""
    phone = Phone("telegram", "1", run=f"{lines}")
    replies = [town.room.turns.hear([phone.writes(line)])[0].replies for line in lines]
    return replies[-1]


def test_the_text_comes_alone_then_the_buttons_that_share_it(town: Town) -> None:
    with town.room.store.writing() as tx:
        call_us(tx, WEB, "https://ville.example")

    alone, shared = heard(town, "ambassadeur", "mon texte")

    link = "https://t.me/montreval_bot?start=avec_ADA"
    assert alone.text.startswith("Budget participatif de Montreval-sur-Lisse\nLe vote est ouvert.")
    assert (alone.buttons, alone.photo) == ((), "")
    assert link in alone.text
    (telegram, whatsapp), (by_sms,), _menu = shared.buttons
    to = parse_qs(urlsplit(telegram.data).query)
    assert telegram.data.startswith("https://t.me/share/url?")
    assert (to["url"], link in to["text"][0], "AVEC ADA" in to["text"][0]) == ([link], False, True)
    assert parse_qs(urlsplit(whatsapp.data).query) == {"text": [alone.text]}
    assert by_sms.data == "https://ville.example/share/ADA?lang=fr"
    assert shared.photo == "https://ville.example/qr/ADA.png"


def test_what_is_pushed_to_be_forwarded_stays_as_it_is(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")

    alone, shared = all_said(town)[-2:]

    assert alone.startswith("Budget participatif de Montreval-sur-Lisse")
    assert shared.startswith("Montreval : Transférez ce message tel quel")


@pytest.mark.parametrize("language", languages())
def test_no_address_is_longer_than_apps_take(language: str, sqlite: Store) -> None:
    """A letter takes up to six signs in an address, of which browsers and apps take 2,048."""
    load_sample(sqlite)
    with sqlite.reading() as tx:
        edition = editions.find(tx)
    link = f"https://t.me/{'b' * 32}?start=avec_{'W' * 12}"

    for span in edition.spans:
        scene = Scene(edition, span.opens, Me(1, language))
        text = voice(language).say(forwardable(scene, "W" * 12, link))
        assert len(f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(text, safe='')}") <= 2048


async def test_the_page_opens_the_sms_app_with_the_text(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    with house(sqlite, clock) as opened:
        made = Town(Room(sqlite, clock, opened.turns), clock)
        made.asks("1", "Ada")
        decides(made.room, "approves", 1)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app_of(opened)), base_url="https://x") as client:
            page, english = await client.get("/share/ADA"), await client.get("/share/ADA?lang=en")
            unknown = await client.get("/share/ZORGLUB")

    links = [unquote(link) for link in re.findall(r'href="(sms:[^"]*)"', page.text)]
    text = "Montreval, budget participatif. Faites passer : Le vote est ouvert."
    assert [link.partition("body=")[0] for link in links] == ["sms:?&amp;", "sms:?"]
    assert all(link.partition("body=")[2].startswith(text) for link in links)
    assert text in page.text
    assert "<script" not in page.text
    assert "Open my SMS with this text" in english.text
    assert unknown.status_code == 404
