"""The web: the demo's phones over real HTTP, the public results, the open data."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.processes import Process, afresh


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Demo:
    """The demo as a real process, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        """In *folder*."""
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: Process | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.process = afresh("demo", "--port", str(self.port), folder=self.folder)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/healthz", timeout=30).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError("the demo does not answer")

    def kill(self) -> None:
        """As a power cut does."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Demo:
        """Started, with the clock in the vote."""
        self.start()
        httpx.post(
            f"{self.url}/simulator/clock", json={"at": "2026-11-05T10:00:00+01:00"}, timeout=30
        ).raise_for_status()
        return self

    def __exit__(self, *_error: object) -> None:
        """Killed."""
        self.kill()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


class Screen:
    """What a phone of the simulator shows."""

    def __init__(self, client: httpx.AsyncClient, phone: str, events: AsyncIterator[str]) -> None:
        """*events* are the lines of the stream."""
        self._client = client
        self._phone = phone
        self._events = events
        self._sent = 0
        self.messages: dict[str, dict[str, Any]] = {}

    async def says(self, text: str = "", **tap: str) -> dict[str, Any]:
        """Send, and wait for the reply."""
        self._sent += 1
        body = {"phone": self._phone, "id": f"{self._phone}-{time.time_ns()}", "text": text, **tap}
        (await self._client.post("/simulator/send", json=body)).raise_for_status()
        return await self.next()

    async def taps(self, label: str) -> dict[str, Any]:
        """Tap the button."""
        for message in reversed(list(self.messages.values())):
            for row in message["buttons"]:
                for button in row:
                    if label in button["label"]:
                        return await self.says(tap=button["data"], on=message["on"])
        raise LookupError(label)

    async def next(self) -> dict[str, Any]:
        """The next message that appears, in its place."""
        async with asyncio.timeout(10):
            async for line in self._events:
                if line.startswith("data: "):
                    message: dict[str, Any] = json.loads(line[6:])
                    place = message["edits"] or message["id"]
                    self.messages[place] = {**message, "on": place}
                    return self.messages[place]
        raise EOFError("the stream ended")


@asynccontextmanager
async def screen(demo: Demo, phone: str) -> AsyncIterator[Screen]:
    """A phone that is switched on."""
    async with (
        httpx.AsyncClient(base_url=demo.url, timeout=10) as client,
        client.stream("GET", "/simulator/stream", params={"phones": phone}) as stream,
    ):
        yield Screen(client, phone, stream.aiter_lines())


async def test_a_vote_by_sms_on_the_page_with_its_segments(demo: Demo) -> None:
    async with screen(demo, "sms:+33639980003") as phone:
        read_back = await phone.says("VOTE 3 12 18")
        code = read_back["text"].partition("renvoyez ")[2][:2]
        thanks = await phone.says(code)

    assert read_back["sms"]["encoding"] == "GSM-7"
    assert 2 <= read_back["sms"]["segments"] <= 3
    assert "dans l'urne" in thanks["text"]


async def test_a_vote_by_taps_edits_in_place(demo: Demo) -> None:
    async with screen(demo, "telegram:1001") as phone:
        await phone.says("/start")
        paper = await phone.taps("Voter")
        ticked = await phone.taps("☐ 3 ·")
        assert ticked["edits"] == paper["id"]
        assert any("☑ 3 ·" in button["label"] for row in ticked["buttons"] for button in row)
        await phone.taps("Valider")
        thanks = await phone.taps("confirme")

    assert "dans l'urne" in thanks["text"]


async def test_half_a_choice_survives_a_power_cut(tmp_path: Path) -> None:
    with Demo(tmp_path) as demo:
        async with screen(demo, "telegram:1004") as phone:
            await phone.says("/vote")
            await phone.taps("☐ 3 ·")
            kept = dict(phone.messages)
        demo.kill()
        demo.start()

        async with screen(demo, "telegram:1004") as phone:
            phone.messages = kept
            after = await phone.taps("☐ 5 ·")
            while "2 choix" not in after["text"]:  # what was on its way when the power went is sent once more
                after = await phone.next()

    assert "2 choix sur 3" in after["text"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param("send", b"{", id="no JSON"),
        pytest.param("send", b'{"phone": "fax:12", "id": "1", "text": "a"}', id="no such channel"),
        pytest.param("send", json.dumps({"phone": "sms:1", "id": "1", "text": "a" * 20_001}).encode(), id="too long"),
        pytest.param("clock", b'{"at": "demain"}', id="no date"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(demo: Demo, path: str, body: bytes) -> None:
    answer = httpx.post(f"{demo.url}/simulator/{path}", content=body, timeout=30)

    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


def test_the_page_trusts_no_script_but_ours(demo: Demo) -> None:
    answer = httpx.get(demo.url, timeout=30)

    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "Montreval-sur-Lisse" in answer.text


def test_results_come_out_in_their_time_and_can_be_recounted(tmp_path: Path) -> None:
    with Demo(tmp_path) as demo:
        page, data = f"{demo.url}/results/montreval-2026", f"{demo.url}/api/editions/montreval-2026"
        assert "ne sont pas encore connus" in httpx.get(page, timeout=30).text
        assert httpx.get(f"{data}/results", timeout=30).status_code == 404

        httpx.post(f"{demo.url}/simulator/clock", json={"phase": "results"}, timeout=30).raise_for_status()
        result = httpx.get(f"{data}/results", timeout=30).json()
        election = httpx.get(f"{data}/election.pb", timeout=30).text
        projects = httpx.get(data, timeout=30).json()["projects"]
        shown = httpx.get(page, timeout=30).text

        httpx.post(f"{demo.url}/simulator/clock", json={"phase": "vote"}, timeout=30).raise_for_status()
        taken_back = httpx.get(data, timeout=30).json()["projects"]
    assert len(result["projects"]) == len(projects) == 24
    assert election.startswith("META")
    assert "personne a voté" in shown
    assert {project["status"] for project in projects} <= {"winner", "not_selected", "on_ballot"}
    assert {project["status"] for project in taken_back} == {"on_ballot"}


def test_an_edition_that_does_not_exist_is_not_found(demo: Demo) -> None:
    assert httpx.get(f"{demo.url}/results/nulle-part", timeout=30).status_code == 404
    assert httpx.get(f"{demo.url}/api/editions/nulle-part", timeout=30).status_code == 404


def test_the_open_data_is_documented(demo: Demo) -> None:
    paths = httpx.get(f"{demo.url}/api/openapi.json", timeout=30).json()["paths"]

    assert {"/editions/{slug}", "/editions/{slug}/results", "/editions/{slug}/election.pb"} <= set(paths)
