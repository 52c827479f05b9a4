"""The page of results speaks every language of its edition, and is read from the side that each is read from."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import orjson
import pytest
from sqlalchemy import select, update

from bot.counting import tally
from bot.turn.house import House
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from bot.web.app import app_of
from storage.database.store import Store
from storage.town import editions
from storage.town.editions import EDITIONS
from tests.conftest import HandClock, load_sample
from tests.support.texting import LUCIE, vote

PAGE = "/results/montreval-2026"


@pytest.fixture
async def house(store: Store, clock: HandClock) -> AsyncIterator[House]:
    """A town in which one person voted for two projects, and the vote is over; nothing is published."""
    load_sample(store)
    turns = Turns(store, clock)
    vote(turns, LUCIE, "3 12")
    clock.pass_(days=40)
    writer = Writer(turns.hear)
    yield House(store, clock, turns, writer)
    writer.close()


@pytest.fixture
async def client(house: House) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app_of(house, public_url="https://ville.example"))
    async with httpx.AsyncClient(transport=transport, base_url="https://ville.example") as client:
        yield client


def publish(house: House) -> None:
    with house.store.writing() as tx:
        tally.publish(tx, tally.count_edition(tx, house.store, editions.find(tx)), house.clock.now())


IN_EACH = {
    "fr": ('lang="fr" dir="ltr"', "personne a voté", "Les projets lauréats", "Financé : 1 voix", "100\u00a0%"),
    "en": ('lang="en" dir="ltr"', "person voted", "The winning projects", "Funded: 1 vote", "100%"),
    "ar": ('lang="ar" dir="rtl"', "مصوّت", "المشروعان الفائزان", "", "100\u00a0%"),
    "tr": ('lang="tr" dir="ltr"', "kişi oy verdi", "Kazanan projeler", "", "100\u00a0%"),
    "pt": ('lang="pt" dir="ltr"', "pessoa votou", "Os projetos vencedores", "", "100\u00a0%"),
    "es": ('lang="es" dir="ltr"', "persona ha votado", "Los proyectos ganadores", "", "100\u00a0%"),
    "fr-simple": ('lang="fr" dir="ltr"', "personne a voté", "Les projets lauréats", "Financé : 1 voix", "100\u00a0%"),
}


@pytest.mark.parametrize("language", IN_EACH)
async def test_the_result_in_each_language(language: str, house: House, client: httpx.AsyncClient) -> None:
    publish(house)

    page = (await client.get(PAGE, params={"lang": language})).text

    assert [words for words in IN_EACH[language] if words not in page] == []
    assert len(re.findall(rf'class="why" lang="{language.partition("-")[0]}"', page)) == 24


async def test_before_there_is_one_the_page_says_so_in_their_language(client: httpx.AsyncClient) -> None:
    page = (await client.get(PAGE, params={"lang": "es"})).text

    assert "Los resultados aún no se conocen" in page
    assert "pas encore" not in page


@pytest.mark.parametrize("asked", ["", "xx", "de", "../fr", "FR"])
async def test_a_language_that_is_not_spoken_is_answered_in_french(asked: str, client: httpx.AsyncClient) -> None:
    plain, other = (await client.get(PAGE)).text, (await client.get(PAGE, params={"lang": asked})).text

    assert '<html lang="fr" dir="ltr">' in plain
    assert other == plain


async def test_each_language_is_a_link_but_for_the_one_that_is_read(client: httpx.AsyncClient) -> None:
    page = (await client.get(PAGE, params={"lang": "tr"})).text

    assert set(re.findall(r'href="\?lang=([\w-]+)"', page)) == set(IN_EACH) - {"tr"}
    assert '<span lang="tr" aria-current="true">Türkçe</span>' in page


async def test_a_result_of_before_has_its_reasons_in_french_and_says_so(
    house: House, client: httpx.AsyncClient
) -> None:
    publish(house)
    with house.store.writing() as tx:
        result = orjson.loads(str(tx.execute(select(EDITIONS.c.result)).scalar_one()))
        for project in result["projects"]:
            del project["why_in"]
        tx.execute(update(EDITIONS).values(result=orjson.dumps(result).decode()))

    page = (await client.get(PAGE, params={"lang": "en"})).text

    assert 'class="why" lang="fr" dir="auto">Financé : 1 voix' in page
    assert "The winning projects" in page
