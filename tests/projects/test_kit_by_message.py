"""The kit by message: its author is told once, and every address in it opens."""

from __future__ import annotations

import re

import httpx
from sqlalchemy import insert, select

from bot.telling import kit_news
from bot.turn.house import house
from bot.turn.turns import Turns
from bot.web.app import app_of
from storage.database.store import Store
from storage.messages import own_names
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Outgoing
from storage.people import speakers
from storage.people.people import hash_of
from storage.people.speakers import Caller
from storage.town import editions
from storage.town.authors import AUTHORS
from tests.conftest import HandClock, load_sample

UNKNOWN = ("99/fr/tract.pdf", "12/xx/tract.pdf", "12/fr/autre.pdf")
"""A project that is not on the ballot, a language we do not speak, a paper there is none of."""


async def test_an_author_is_told_once_what_to_pass_on_and_every_address_opens(sqlite: Store) -> None:
    clock = HandClock()
    load_sample(sqlite)
    with sqlite.writing() as tx:
        own_names.call_us(tx, own_names.WEB, "https://montreval.example")
        edition = editions.find(tx)
        caller = Caller("telegram", "1001")
        hash = hash_of(sqlite, caller.channel, caller.address)
        person = speakers.lock(tx, sqlite, {hash: caller}, clock.now())[hash].person_id
        row = {"project_id": edition.by_number[12].id, "person_id": person, "kind": "alone", "guardian": False}
        tx.execute(insert(AUTHORS), row | {"at": clock.now()})

    turns = Turns(sqlite, clock)
    told = [kit_news.tell(sqlite, turns.hear) for _time in range(2)]

    with sqlite.reading() as tx:
        kept = tx.execute(select(OUTBOX.c.words).order_by(OUTBOX.c.id)).scalars()
        picture, said = (Outgoing.from_json(sqlite.vault.open(words)) for words in kept)
    addresses = re.findall(r"https://montreval.example(/kit/\S+)", said.text)
    with house(sqlite, clock) as town:
        web = httpx.AsyncClient(transport=httpx.ASGITransport(app_of(town)), base_url="http://town")
        async with web:
            kinds = [(await web.get(address)).headers["content-type"] for address in addresses]
            nothing = [(await web.get(f"/kit/montreval-2026/{path}")).status_code for path in UNKNOWN]
    assert told == [1, 0]
    assert kinds == ["application/pdf", "application/pdf", "image/png"]
    assert (picture.photo.endswith("/image.png"), picture.text) == (True, "")  # its caption would be too long
    assert nothing == [404, 404, 404]
