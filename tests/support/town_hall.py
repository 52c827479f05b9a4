"""A town's installation as real processes, between a fake Telegram and a fake Twilio, over real HTTP."""

from __future__ import annotations

import re
import time
from pathlib import Path
from types import TracebackType

import httpx

from bot.practice.sample import SAMPLE
from storage.database.store import Store
from storage.database.vault import Vault
from storage.town.editions import find
from storage.votes import votes
from tests.conftest import load_sample
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import NUMBER, FakeTwilio
from tests.support.processes import Process, started
from tests.support.samples import in_words
from tests.support.stores import SECRET
from tests.web.test_web import free_port

AT_ANY_HOUR = {
    "from_hour": "from_hour = 0",
    "to_hour": "to_hour = 24",
    "sundays": "sundays = true",
    "holidays": 'holidays = ""',
}
"""Real processes live at the real hour, which may be a night or a Sunday."""


def at_any_hour(text: str) -> str:
    """An edition's file without quiet hours."""
    return "\n".join(AT_ANY_HOUR.get(line.partition(" ")[0], line) for line in text.splitlines())


class TownHall:
    """Processes over the database at *url*: `run` on SQLite, `web` and `worker` on PostgreSQL as in the Procfile."""

    def __init__(self, url: str, folder: Path, *, webhook: bool = True, meaning: str = "off") -> None:
        """With *webhook* both networks call us; else we poll Telegram, and there is no SMS.

        With *meaning* on, the processes fit the encoder as they begin.
        """
        self.meaning = meaning
        self.url = url
        self.folder = folder
        self.port = free_port()
        self.local = f"http://127.0.0.1:{self.port}"
        self.webhook = webhook
        self.telegram = FakeTelegram(Staging(pace=0.05))
        self.twilio = FakeTwilio(Staging(pace=0.05), webhook=f"{self.local}/twilio/sms")
        self.names = ("run",) if url.startswith("sqlite") else ("web", "worker")
        self.processes: dict[str, Process] = {}

    def __enter__(self) -> TownHall:
        """Started, with the sample edition, in its vote."""
        store = Store(self.url, Vault(SECRET))
        load_sample(store, self._open_vote())
        store.close()
        self.telegram.start()
        self.twilio.start()
        for name in self.names:
            self.start(name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Everything stops."""
        for name in list(self.processes):
            self.kill(name)
        self.telegram.stop()
        self.twilio.stop()

    def start(self, name: str) -> None:
        """Start a process, and wait until it answers and is called by Telegram if it serves."""
        self.processes[name] = started(name, *self._words(name), folder=self.folder, **self.settings())
        deadline = time.monotonic() + 30
        while name != "worker" and time.monotonic() < deadline and not self._serves():
            time.sleep(0.05)

    def _serves(self) -> bool:
        try:
            answers = httpx.get(f"{self.local}/healthz", timeout=30).status_code == 200
        except httpx.TransportError:
            return False
        return answers and (not self.webhook or bool(self.telegram.webhook_info["url"]))

    def kill(self, name: str) -> None:
        """As a power cut does."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def restart(self, name: str) -> None:
        """As a deploy does: stopped gracefully, started again."""
        process = self.processes.pop(name)
        process.terminate()
        process.wait(timeout=30)
        self.start(name)

    def urn(self) -> tuple[int, int]:
        """How many are on the roll, and how many ballots there are."""
        store = Store(self.url, Vault(SECRET))
        with store.reading() as tx:
            edition = find(tx)
            counted = votes.voters(tx, edition.id), sum(votes.choices(tx, store, edition.id).values())
        store.close()
        return counted

    def _words(self, name: str) -> tuple[str, ...]:
        return () if name == "worker" else ("--port", str(self.port))

    def settings(self) -> dict[str, str]:
        """The environment of the processes."""
        telegram = {
            "TELEGRAM_TOKEN": self.telegram.token,
            "TELEGRAM_API_BASE": self.telegram.url,
        }
        twilio = {
            "TWILIO_ACCOUNT_SID": self.twilio.account.sid,
            "TWILIO_AUTH_TOKEN": self.twilio.account.token,
            "TWILIO_API_BASE": self.twilio.url,
            "TWILIO_FROM": NUMBER,
            "PUBLIC_URL": self.local,
        }
        kept = {"DATABASE_URL": self.url, "SECRET_KEY": SECRET, "MEANING": self.meaning}
        return {**kept, **telegram, **(twilio if self.webhook else {})}

    def _open_vote(self) -> Path:
        """The sample edition with a vote that is open today, and no hour at which the town must be quiet."""
        kept, skipping = [], False
        for line in in_words(SAMPLE.read_text("utf-8")).splitlines():
            if line.startswith("["):
                skipping = line.startswith("[[phases]]")
            if not skipping:
                kept.append(AT_ANY_HOUR.get(line.partition(" ")[0], line))
        file = self.folder / "open.toml"
        file.write_text("\n".join([*kept, "[[phases]]", 'phase = "vote"', "opens = 2020-01-01", "closes = 2090-01-01"]))
        return file


def code_in(text: str) -> str:
    """The digits to type back."""
    code = re.search(r"renvoyez (\d+)", text)
    assert code, f"no code in: {text}"
    return code[1]
