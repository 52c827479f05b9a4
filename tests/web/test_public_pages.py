"""Public pages cost one making for each version, starve nobody, and are not fooled by what a request says."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.counting import tally
from bot.turn.house import House
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from bot.web import api, paths, public
from bot.web.app import app_of
from bot.web.doorkeeper import Doorkeeper
from bot.web.patience import HangsUp
from storage.database.store import Store
from storage.town import editions
from tests.conftest import HandClock, load_sample
from tests.support.texting import LUCIE, vote
from tests.web.test_web import free_port

PUBLIC = "https://ville.example"
DATA = "/api/editions/montreval-2026"
PAGES = ("/results/montreval-2026", DATA, f"{DATA}/results", f"{DATA}/election.pb")


@pytest.fixture
async def town(store: Store, clock: HandClock) -> AsyncIterator[House]:
    """A town whose result is published."""
    load_sample(store)
    turns = Turns(store, clock)
    vote(turns, LUCIE, "3 12")
    clock.pass_(days=40)
    with store.writing() as tx:
        tally.publish(tx, tally.count_edition(tx, store, editions.find(tx)), clock.now())
    writer = Writer(turns.hear)
    yield House(store, clock, turns, writer)
    writer.close()


@pytest.fixture
async def client(town: House) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app_of(town, public_url=PUBLIC))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
async def test_who_has_the_page_already_gets_nothing(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(path)
    again = await client.get(path, headers={"if-none-match": first.headers["etag"]})

    assert first.status_code == 200
    assert "max-age" in first.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")


async def test_forty_readers_cost_one_count_and_do_not_hold_the_loop(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []

    def slowly(*given: object, **more: object) -> tally.Count:
        counted.append(1)
        time.sleep(1)
        return tally.count_edition(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(api, "count_edition", slowly)
    readers = [asyncio.create_task(client.get(f"{DATA}/election.pb")) for _reader in range(40)]
    await asyncio.sleep(0.1)
    begun = time.monotonic()
    await asyncio.sleep(0.01)
    held = time.monotonic() - begun
    texts = {(await reader).text for reader in readers}

    assert len(counted) == 1
    assert len(texts) == 1
    assert held < 0.6


async def test_a_new_version_is_a_new_page(client: httpx.AsyncClient, town: House) -> None:
    before = await client.get(DATA)
    with town.store.writing() as tx:
        editions.unpublish(tx, editions.find(tx))
    after = await client.get(DATA, headers={"if-none-match": before.headers["etag"]})

    assert after.status_code == 200
    assert after.text != before.text
    assert (await client.get(f"{DATA}/election.pb")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("/%00", "/results/%00", "/results/a%00b", "/api/editions/%00", "/api/editions/%00/election.pb"),
        *("/static/%00", "/static/a%0ab", "/qr/%00.png", "/kit/%00/1/fr/image.png", "/meetings/%00/1.ics", "/%7f"),
        *("/kit/montreval-2026/99999999999999999999/fr/image.png", "/meetings/montreval-2026/9999999999999999999.ics"),
    ],
)
async def test_paths_that_cannot_be_are_not_found(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


NOT_THIS_ONE, NONE_NOW = "Ce budget participatif n'existe pas.", "Aucun budget participatif n'est ouvert ici"
NO_SUCH_DATA = "No edition is called «nulle-part»"


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/results/nulle-part", "text/plain", NOT_THIS_ONE),
        ("/meetings/nulle-part/1.ics", "text/plain", NOT_THIS_ONE),
        ("/kit/nulle-part/1/fr/image.png", "text/plain", NOT_THIS_ONE),
        ("/api/editions/nulle-part", "application/json", NO_SUCH_DATA),
        ("/api/editions/nulle-part/results", "application/json", NO_SUCH_DATA),
        ("/api/editions/nulle-part/election.pb", "application/json", NO_SUCH_DATA),
    ],
)
async def test_of_an_edition_that_does_not_exist_nothing_is_found(
    client: httpx.AsyncClient, path: str, kind: str, said: str
) -> None:
    answer = await client.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith(kind)
    assert said in answer.text


@pytest.mark.parametrize("path", ["/", "/qr/NADIA.png"])
async def test_while_no_edition_is_open_nothing_is_found(store: Store, clock: HandClock, path: str) -> None:
    turns = Turns(store, clock)
    writer = Writer(turns.hear)
    transport = httpx.ASGITransport(app_of(House(store, clock, turns, writer)))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
        answer = await client.get(path)
    writer.close()

    assert (answer.status_code, NONE_NOW in answer.text) == (404, True)


def test_every_public_path_has_its_page() -> None:
    assert set(public.PAGES) == set(paths.PUBLIC)


async def test_pages_are_for_reading_only(client: httpx.AsyncClient) -> None:
    page = "/results/montreval-2026"
    whole, head, posted = await client.get(page), await client.head(page), await client.post(page)

    assert (head.status_code, head.headers["etag"]) == (200, whole.headers["etag"])
    assert (posted.status_code, posted.text) == (405, "Method Not Allowed")
    assert set(posted.headers["allow"].split(", ")) == {"GET", "HEAD"}


async def test_the_open_data_says_when_there_is_none(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/openapi.json")).json()["paths"]

    assert all("404" in path["get"]["responses"] for path in paths.values())


@pytest.mark.parametrize("path", ["/", "/api/", "/api/editions/montreval-2026/", "/static", "/results/montreval-2026/"])
async def test_a_foreign_host_is_never_echoed(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers={"host": "foreign.example", "x-forwarded-host": "foreign.example"})

    assert answer.status_code < 500
    assert "foreign" not in answer.text + str(answer.headers)


async def test_half_a_body_is_not_waited_for() -> None:
    async def reads(request: Request) -> JSONResponse:
        return JSONResponse({"read": len(await request.body())})

    app = Doorkeeper(Starlette(routes=[Route("/", reads, methods=["POST"])]), slow=0.2)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC) as client:
        whole = await client.post("/", content=b"whole")
        async with asyncio.timeout(5):
            sent: list[str] = []

            async def send(message: dict[str, object]) -> None:
                sent.append(str(message.get("status", "")))

            parts = iter([{"type": "http.request", "body": b"half", "more_body": True}])

            async def receive() -> dict[str, object]:
                for part in parts:
                    return part
                await asyncio.sleep(30)
                raise AssertionError("nobody waits so long")

            scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b"", "root_path": ""}
            await app(scope, receive, send)  # type: ignore[arg-type]

    assert whole.json() == {"read": 5}
    assert sent[0] == "408"


class _Quick(HangsUp):
    slow = 0.3


async def test_half_a_request_is_hung_up_on_and_a_whole_one_is_answered() -> None:
    async def hello(_request: Request) -> JSONResponse:
        return JSONResponse({"hello": "world"})

    port = free_port()
    config = uvicorn.Config(Starlette(routes=[Route("/", hello)]), port=port, http=_Quick, log_level="critical")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn tells by nothing else
        await asyncio.sleep(0.05)
    whole = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
    try:
        async with asyncio.timeout(10):
            for sent in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: he", whole + b"GET / HTTP/1.1\r\nHo"):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(sent)
                said = await reader.read()  # until they hang up

                assert (b"world" in said) is sent.startswith(whole)
                writer.close()
    finally:
        server.should_exit = True
        await serving
