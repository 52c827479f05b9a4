"""A Telegram for tests and trials: the Bot API over HTTP, and people who write, tap, block and wait.

with FakeTelegram() as telegram:
    ada = telegram.person(1, first_name="Ada")
    ...                                  # start the bot with telegram.url as the base of the API
    ada.writes("/start")
    ada.waits_for("Bonjour")
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.bodies import Body, Json, read_body
from tests.fakes.console import converse
from tests.fakes.faults import Deliveries, Fault, Manner, Meanwhile
from tests.fakes.server import FakeServer
from tests.fakes.specs import TELEGRAM_SPEC, load, note
from tests.fakes.staging import REAL_TIME, Staging
from tests.fakes.telegram_call import Call
from tests.fakes.telegram_ephemeral import checked_elsewhere
from tests.fakes.telegram_errors import USUAL, ApiError, bad_request, too_many
from tests.fakes.telegram_guests import Elsewhere
from tests.fakes.telegram_limits import Limits
from tests.fakes.telegram_methods import METHODS, plausible
from tests.fakes.telegram_people import Group, Person, outside
from tests.fakes.telegram_spec import TelegramSpec
from tests.fakes.telegram_updates import Update, Updates
from tests.fakes.telegram_webhook import Webhook
from tests.fakes.telegram_world import Chat, World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
"""The token of the fake's only bot, of the form of real ones and of no use elsewhere."""


@dataclass(frozen=True, slots=True)
class Made:
    """A call the bot made, and what it was answered."""

    method: str
    values: Json
    answer: Json


class FakeTelegram(FakeServer):
    """The Bot API at `url`, for the bot of `token`; *limits* turns Telegram's own limits on."""

    def __init__(
        self,
        staging: Staging = REAL_TIME,
        *,
        token: str = TOKEN,
        limits: bool = False,
        spec: Path = TELEGRAM_SPEC,
    ) -> None:
        """Calls are checked against the description in *spec*, if there is such a file."""
        super().__init__(staging)
        described = load(spec)
        self.token, self.spec = token, TelegramSpec(described) if described else None
        self.world = World(self.bell, self.clock, self.chance, token)
        self.calls: list[Made] = []
        self._limits = Limits(self.clock) if limits else None
        self._updates = Updates(self, first_id=self.chance.randrange(10**8))
        self._webhook = Webhook(self, self._updates, self.perform)
        self._deliveries: Deliveries[Update] = Deliveries(self._updates.queue, self.later, self.chance)

    def routes(self) -> list[Route]:
        """Methods, and files."""
        return [
            Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file, methods=["GET"]),
        ]

    def person(
        self, id: int, *, first_name: str = "Ada", language_code: str = "fr", username: str = "", started: bool = True
    ) -> Person:
        """Someone of this number; unless *started*, the bot may not write to them before they write to it."""
        named = {"id": id, "first_name": first_name} | ({"username": username} if username else {})
        with self.bell.lock:
            chat = self.world.chats.setdefault(id, Chat(named | {"type": "private"}, "" if started else outside(False)))
        return Person(self.world, named | {"is_bot": False, "language_code": language_code}, chat, self._happen)

    def group(self, id: int, *, title: str = "Quartier Nord", privacy: bool = True) -> Group:
        """A supergroup, whose number is negative; the bot must be added to it."""
        with self.bell.lock:
            info = {"id": id, "type": "supergroup", "title": title}
            chat = self.world.chats.setdefault(id, Chat(info, outside(True)))
        return Group(self.world, chat, self._happen, privacy)

    def elsewhere(self, id: int) -> Elsewhere:
        """A chat of this (negative) number that the bot is not in, where it may be named."""
        return Elsewhere(self.world, self._happen, id)

    def deliver(self, *, twice: bool = False, late: float = 0.0, shuffled: bool = False) -> Meanwhile:
        """Deliver what people do in this manner from now on; within a `with` block, until its end.

        *late* is in seconds, multiplied by the pace; what is *shuffled* is held back until the manner changes.
        """
        with self.bell.lock:
            return Meanwhile(self._deliveries, manner=Manner(twice, late, shuffled))

    def calls_of(self, method: str) -> list[Made]:
        """The calls of *method*, in order, refused ones too; those that a fault kept from acting are not there."""
        with self.bell.lock:
            return [call for call in self.calls if call.method == method]

    @property
    def undelivered(self) -> int:
        """How many updates the bot has not taken yet."""
        return len(self._updates.pending)

    @property
    def webhook_info(self) -> Json:
        """What getWebhookInfo would say."""
        with self.bell.lock:
            return self._webhook.info()

    def refusal(self, fault: Fault) -> Response:
        """As the API refuses, in its words or in the fault's own."""
        status = int(fault.answer)
        error = too_many(fault.retry_after or 1) if status == 429 else ApiError(status, USUAL.get(status, "Error"))
        return _response(error.body() | ({"description": fault.saying} if fault.saying else {}))

    async def perform(self, method: str, body: Body) -> Json:
        """Make a call; the API's answer, be it an error."""
        call = Call.of(self._name_of(method) or method, body)
        try:
            answer: Json = {"ok": True, "result": await self._act(call)}
        except ApiError as error:
            answer = error.body()
        with self.bell.lock:
            self.calls.append(Made(call.method, call.values, answer))
            self.bell.ring()
        return answer

    async def _answer(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _response(ApiError(401, USUAL[401]).body())
        method = request.path_params["method"]
        try:
            body = read_body(request.headers.get("Content-Type", ""), await request.body())
        except ValueError as error:
            return _response(bad_request(f"can't parse the request: {error}").body())
        whole = Body({**request.query_params, **body.values}, body.uploads)

        async def act() -> Response:
            return _response(await self.perform(method, whole))

        return await self.meet(request, method, act)

    async def _file(self, request: Request) -> Response:
        with self.bell.lock:
            for stored in self.world.files.values():
                if stored.path == request.path_params["path"] and request.path_params["token"] == self.token:
                    return Response(stored.content, media_type="application/octet-stream")
        return _response(ApiError(404, USUAL[404]).body())

    def _name_of(self, method: str) -> str | None:
        if self.spec is not None:
            return self.spec.name_of(method)
        names = (*METHODS, "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
        return next((name for name in names if name.lower() == method.lower()), None)

    async def _act(self, call: Call) -> Any:
        if self._name_of(call.method) is None:
            raise ApiError(404, "Not Found: method not found")
        with self.bell.lock:
            if self.spec is not None:
                known, odd = checked_elsewhere(self.world, call)
                self.oddities += odd + self.spec.check(known)
            if call.method != "getUpdates":
                return self._act_at_once(call)
        return await self._updates.poll(call)

    def _act_at_once(self, call: Call) -> Any:
        match call.method:
            case "setWebhook":
                return self._webhook.set(call)
            case "deleteWebhook":
                return self._webhook.delete(call)
            case "getWebhookInfo":
                return self._webhook.info()
        if self._limits and call.method.startswith(("send", "copy", "forward")) and call.method != "sendChatAction":
            self._limits.count(self.world.chat_to_write(call.text("chat_id")))
        if method := METHODS.get(call.method):
            return method(self.world, call)
        assert self.spec is not None
        return plausible(self.world, call, self.spec)

    def _happen(self, kind: str, content: Json) -> None:
        update = self._updates.happen(kind, content)
        if update is not None:
            self._deliveries.hand_over(update)


def _response(body: Json) -> Response:
    return JSONResponse(body, body.get("error_code", 200))


def main() -> None:
    """Serve until interrupted; what is typed is what a person writes."""
    parser = argparse.ArgumentParser(description="A fake Telegram to try the bot with.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--limits", action="store_true", help="apply Telegram's limits on how often a bot may write")
    options = parser.parse_args()
    with FakeTelegram(Staging(port=options.port), token=options.token, limits=options.limits) as fake:
        print(f"The Bot API is at {fake.url}, for the bot with the token {fake.token}. {note(TELEGRAM_SPEC)}")
        print("Type what Ada writes; =Label taps a button; !429, !500, !drop or !timeout make the next call fail.")
        ada = fake.person(1, first_name="Ada")
        converse(
            fake,
            ada,
            write=lambda words: ada.taps(words[1:]) if words.startswith("=") else ada.writes(words),
            look=lambda seen: seen.text + "".join(f"  [{label}]" for label in seen.labels),
        )


if __name__ == "__main__":
    main()
