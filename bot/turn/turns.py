"""A turn: messages in, replies out, and between the two a single transaction.

    messages in → [ remember them (or stop: had already) → lock the people → take the scenes
                  → doors, flow, deeds → conversations → outbox ]  one transaction → replies out

Whatever arrived while the last transaction was committing is heard together in the next one. Nothing is acknowledged
before it is committed, so a crash loses nothing; a message delivered twice is remembered from the first time, and
gets the same answer. If one turn of a batch fails, the batch is rolled back and its turns are heard one by one; the
one that fails alone is set aside with its error, and its person gets an honest sentence.
"""

from __future__ import annotations

import secrets
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.channels import BY_NAME as CHANNELS
from bot.channels.base import Channel, Outgoing, read_tap
from bot.clock import Clock
from bot.hands import Hands, Writes, act
from bot.languages.words import lexicon, voice
from bot.metrics import BATCHES, SET_ASIDE, TURNS
from bot.turn.true_hour import TrueHour
from flows.registry import BY_NAME as FLOWS
from flows.talk import doors, engine
from flows.talk.chat import Said
from flows.talk.memory import Memory
from flows.talk.questions import Ear, Reply
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned, World
from flows.town.edition import Edition
from flows.words import _
from storage.database.ids import new_id
from storage.database.store import Store
from storage.leaving import erasure, sweeps
from storage.leaving.merging import combined
from storage.messages import conversations, inbox, outbox
from storage.people import people
from storage.people.people import Caller, Known
from storage.reminders import spending
from storage.sending import unasked
from storage.town import editions
from storage.votes import votes

log = structlog.get_logger()

SORRY = _(
    "Pardon, nous n'avons pas pu traiter ce message. L'équipe est prévenue. "
    "Renvoyez-le dans un moment : rien d'autre n'est perdu."
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came: who brought it (*provider*, and its *id* there), from where, and its words or its tap.

    *on* is the message whose button was tapped; *at* (epoch seconds) is when it reached us; *carries* is how
    many replies go out in the answer to the provider's own request, so that nobody else has to send them. *photo*,
    *place* and *contact* are what it brings besides words, as in `Reply`.

    A *push* is no message at all but the wish that we speak first: the name of a conversation, and its opening after a
    blank. Its *id* is what makes it unique. *whom* is the first name it is for, where the telephone is shared; *kind*
    is «campaign» for what was sent to many. Where nobody asked for it, *to* is the person it is for.
    """

    provider: str
    id: str
    channel: str
    address: str
    text: str = ""
    tap: str = ""
    on: str = ""
    at: float = 0.0
    language: str = ""
    carries: int = 0
    photo: str = ""
    place: tuple[float, float] | None = None
    contact: str = ""
    push: str = ""
    whom: str = ""
    kind: str = "service"
    to: int = 0


@dataclass(slots=True)
class Heard:
    """What came of a message: the replies to it, and whether it had been heard before."""

    replies: tuple[Outgoing, ...] = ()
    again: bool = False


def carried(replies: Sequence[Outgoing], carries: int) -> Sequence[Outgoing]:
    """Those of *replies* that go in the answer to the provider's own request: *carries*, and none from a picture on.

    What became of such an answer is never known: a picture that is refused would be lost, and its text with it. So it
    goes by the outbox, and so does what comes after it.
    """
    pictured = (place for place, reply in enumerate(replies) if reply.photo)
    return replies[: min(carries, next(pictured, carries))]


COLLISIONS = 3
"""How often a batch is begun anew because another process changed the same rows: the second time it is usually done."""

DEADLOCK = "40P01"
"""What PostgreSQL calls it when two transactions wait for each other, and it ends one of them."""


class Turns:
    """Hears messages: the one place where what people write changes anything."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Turns over *store*, at the time *clock* tells."""
        self.store = store
        self.clock = clock
        self._hour = TrueHour(clock)
        self._edition: Edition | None = None

    def hear(self, messages: Sequence[Incoming]) -> list[Heard]:
        """What came of each of *messages*, heard in their order; committed when this returns.

        Raises only what concerns the store itself (it cannot be reached, it is busy): then nothing was heard, and the
        providers will deliver again.
        """
        if not messages:
            return []
        try:
            return self._undisturbed(messages)
        except (OperationalError, editions.NoEdition):
            raise
        except Exception as error:
            if len(messages) == 1:
                return [self._set_aside(messages[0], error)]
            return [self.hear([message])[0] for message in messages]

    def _undisturbed(self, messages: Sequence[Incoming]) -> list[Heard]:
        """The batch, begun anew as long as another process comes between."""
        for _again in range(COLLISIONS - 1):
            try:
                return self._together(messages)
            except DBAPIError as error:
                if not _is_collision(error):
                    raise
        return self._together(messages)

    def _together(
        self, messages: Sequence[Incoming], hear: Callable[[_Batch, Incoming], None] | None = None
    ) -> list[Heard]:
        """One transaction: remember, lock, take the scenes, *hear* each new message, write."""
        with BATCHES.time(), self.store.writing() as tx:
            batch = _Batch(tx, self.store, self._snapshot(tx), self._hour.now(tx), messages)
            batch.remember()
            batch.lock()
            batch.take_scenes()
            for message in batch.new:
                (hear or _Batch.turn)(batch, message)
            batch.write()
            heard = batch.heard()
        for channel, count in Counter(message.channel for message in batch.new).items():
            TURNS.labels(channel).inc(count)
        return heard

    def _snapshot(self, tx: Connection) -> Edition:
        """The current edition; read again only when it has changed."""
        id, version = editions.version_of_current(tx)
        if self._edition is None or (self._edition.id, self._edition.version) != (id, version):
            self._edition = editions.snapshot(tx, id)
        return self._edition

    def _set_aside(self, message: Incoming, error: Exception) -> Heard:
        """Keep a message that cannot be answered, for the team, and tell its person so."""
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise error
        where = traceback.format_tb(error.__traceback__)  # not what the error says: it may name a choice
        what = {"provider": message.provider, "id": message.id, "error": type(error).__name__, "where": where}
        log.error("set aside", action="set_aside", **what)
        SET_ASIDE.inc()
        return self._together([message], lambda batch, one: batch.apologise(one, error))[0]


class _ErasedMeanwhile(Exception):
    """Someone who was just erased wrote more: that is heard in a transaction of its own, as a newcomer's."""


@dataclass
class _Batch:
    """The messages that are heard in one transaction."""

    tx: Connection
    store: Store
    edition: Edition
    now: datetime
    messages: Sequence[Incoming]
    new: list[Incoming] = field(default_factory=list)

    def remember(self) -> None:
        """Tell the new messages from those received before; of two alike in the batch, the first is the new one."""
        firsts: dict[tuple[str, str], Incoming] = {}
        for message in self.messages:
            firsts.setdefault((message.provider, message.id), message)
        self.hashes = {
            (m.channel, m.address): people.hash_of(self.store, m.channel, m.address) for m in firsts.values()
        }
        receipts = [
            inbox.Receipt(new_id(), m.provider, m.id, self.hashes[m.channel, m.address]) for m in firsts.values()
        ]
        fresh = inbox.remember(self.tx, self.store, receipts, self.now)
        self.serials = {(r.provider, r.provider_id): r.id for r in receipts if r.id in fresh}
        self.new = [message for key, message in firsts.items() if key in self.serials]

    def lock(self) -> None:
        """Make sure nobody else hears these people until we are done."""
        callers = {
            self.hashes[m.channel, m.address]: Caller(m.channel, m.address, self._language(m))
            for m in self.new
            if not m.push
        }
        only_told = {self.hashes[m.channel, m.address]: m.channel for m in self.new if m.push}
        self.known: dict[bytes, Known] = {}
        if callers or only_told:
            self.known = people.lock(self.tx, self.store, callers, self.now, only_told)
        self.local = self.now.astimezone(self.edition.zone)
        self._welcome_back(callers)
        self._notice_silences()

    def take_scenes(self) -> None:
        """Read what is personal: each person's conversation, and whether they have voted."""
        ids = [known.person_id for known in self.known.values()]
        self.memories: dict[int, Memory] = conversations.memories(self.tx, self.store, ids) if ids else {}
        self.voted_on = votes.voted(self.tx, self.edition.id, ids) if ids else {}
        self.met = [known.person_id for known in self.known.values() if known.new]
        self.writes = Writes()
        self.changed: dict[int, Memory] = {}
        self.words: dict[int, str] = {}
        self.unsaid: list[int] = []
        self.out: list[outbox.ToSend] = []
        self.replies: dict[tuple[str, str], tuple[Outgoing, ...]] = {}

    def turn(self, message: Incoming) -> None:
        """One message heard: by the doors, the flow and its deeds, on what the turns before it left."""
        serial = self.serials[message.provider, message.id]
        if self._is_forgotten(message):
            return
        known = self._known(message)
        if known.person_id in self.writes.erased:
            raise _ErasedMeanwhile
        if message.push and known.stopped:  # nothing was said, so it can be once they want to hear from us again
            self.unsaid.append(serial)
            return
        channel, memory = CHANNELS[message.channel], self.memories.get(known.person_id, Memory())
        reply, person = self._reply(message, channel, serial), known.person_id
        scene, world = self._scene(known, memory, channel), self._world(known, message.channel)
        turned = (
            engine.push(scene, memory, message.push, message.whom, world)
            if message.push
            else engine.turn(scene, memory, reply, world)
        )
        if self.writes.merged:
            turned = self._made_one(person, turned)
        elif known.person_id != person:
            turned = self._given_over(person, known, turned)
        self._show(message, known, channel, turned, serial)
        known.new = known.new and turned.silent
        if message.text and not turned.secret:
            self.words[serial] = message.text

    def apologise(self, message: Incoming, error: Exception) -> None:
        """The honest sentence to someone whose message could not be answered; their conversation stays as it was.

        Who wrote nothing hears nothing of what we could not say.
        """
        serial, why = self.serials[message.provider, message.id], f"{type(error).__name__}: {error}"
        if message.push:
            return inbox.set_aside(self.tx, self.store, serial, message.push, why)
        known = self._known(message)
        memory = self.memories.get(known.person_id, Memory())
        if _is_secret(message, memory):
            inbox.set_aside(self.tx, self.store, serial, "", type(error).__name__)
        else:
            inbox.set_aside(self.tx, self.store, serial, message.text or message.tap, why)
        return self._show(message, known, CHANNELS[message.channel], Turned(memory, (Said(SORRY),)), serial)

    def write(self) -> None:
        """All that the turns changed, a statement a table."""
        self.writes.write(self.tx, self.store, self.now)
        met = [person for person in self.met if person in self.changed]
        if met:
            people.noticed(self.tx, met, self.now)
        if self.changed:
            conversations.remember(self.tx, self.store, self.changed, self.now)
        if self.words:
            inbox.keep_words(self.tx, self.store, self.words)
        if self.unsaid:
            inbox.forget(self.tx, self.unsaid)
        if self.out:
            outbox.put(self.tx, self.store, self.out, self.now)
            spending.pay(self.tx, self.store, self.out, self.now)
        if self.writes.erased:
            goodbyes = [row.message_id for row in self.out if row.message_id and not row.person_id]
            rows = erasure.erase(self.tx, self.store, self.writes.erased, sweeps.Why.ASKED, self.now, goodbyes)
            sweeps.log(self.tx, sweeps.Why.ASKED, rows, self.now)

    def heard(self) -> list[Heard]:
        """The replies, to each message in order; a message heard before gets what was answered then."""
        again = [message for message in self.messages if (message.provider, message.id) not in self.replies]
        if again:
            self._find_again(again)
        first: set[tuple[str, str]] = set()
        found = []
        for message in self.messages:
            key = (message.provider, message.id)
            found.append(Heard(self.replies.get(key, ()), again=key not in self.serials or key in first))
            first.add(key)
        return found

    def _find_again(self, messages: list[Incoming]) -> None:
        ids = inbox.known(self.tx, [(message.provider, message.id) for message in messages])
        answers = outbox.replies_to(self.tx, self.store, ids.values())
        for key, id in ids.items():
            self.replies[key] = tuple(Outgoing.from_json(words) for words in answers.get(id, ()))

    def _is_forgotten(self, message: Incoming) -> bool:
        """Whether we would speak first to someone who was erased, or whose very address is gone: they hear nothing."""
        known = self.known.get(self.hashes[message.channel, message.address])
        return bool(message.push) and (known is None or known.erased)

    def _known(self, message: Incoming) -> Known:
        return self.known[self.hashes[message.channel, message.address]]

    def _scene(self, known: Known, memory: Memory, channel: Channel) -> Scene:
        me = Me(
            id=known.person_id,
            language=known.language,
            new=known.new,
            stopped=known.stopped,
            voted_on=self.voted_on.get(known.person_id),
            can=channel.can,
            name=known.name,
            district=known.district,
            band=known.band,
            doubtful=known.doubtful,
            code_digits=known.guesses.digits_at(self.edition, self.local),
            drafts=_drafts(memory),
        )
        return Scene(self.edition, self.local, me)

    def _welcome_back(self, callers: dict[bytes, Caller]) -> None:
        """Those who were erased and write again are newcomers."""
        for message in self.new:
            if not message.push and self._known(message).erased:
                known = self._known(message)
                caller = callers[self.hashes[message.channel, message.address]]
                erasure.come_back(self.tx, self.store, known, caller)

    def _made_one(self, person: int, turned: Turned) -> Turned:
        """*person* and another turned out to be one, who has the conversations of both from now on."""
        for merged in self.writes.merged:
            memories = {**merged.memories, **self.memories, person: turned.memory}
            other = merged.stays if merged.gone == person else merged.gone
            turned = replace(turned, memory=combined(turned.memory, memories.get(other, Memory())))
            for kept in (self.memories, self.changed):
                kept.pop(merged.gone, None)
            for known in self.known.values():
                if known.person_id in (merged.gone, merged.stays):
                    people.again(self.tx, self.store, known)
        self.writes.merged.clear()
        return turned

    def _given_over(self, person: int, known: Known, turned: Turned) -> Turned:
        """Someone else speaks at this address from now on: what *person* had under way stays theirs."""
        self.memories[person] = self.changed[person] = turned.memory
        if known.person_id not in self.memories:
            self.memories |= conversations.memories(self.tx, self.store, [known.person_id])
        return replace(turned, memory=self.memories.get(known.person_id, Memory()).put_aside())

    def _notice_silences(self) -> None:
        """The day each address last wrote; a number that was silent for very long may be someone else's by now."""
        wrote = {self.hashes[m.channel, m.address]: m for m in self.new if not m.push}
        today, longest = self.local.date(), timedelta(days=self.edition.service.silent_days)
        heard = [self.known[hash] for hash in wrote if self.known[hash].heard_on != today]
        lapsed = [
            self.known[hash]
            for hash, message in wrote.items()
            if not CHANNELS[message.channel].vouched and _lapsed(self.known[hash], today - longest)
        ]
        for known in lapsed:
            known.doubtful = True
        if heard:
            people.heard(self.tx, [known.address_id for known in heard], today)
        if lapsed:
            people.doubt(self.tx, [known.address_id for known in lapsed], True)

    def _reply(self, message: Incoming, channel: Channel, serial: int) -> Reply:
        token, tap = read_tap(message.tap) if message.tap else (0, "")
        photo, place, contact = message.photo, message.place, message.contact
        return Reply(message.text, tap, token, channel.vouched, message.at, serial, photo, place, contact)

    def _world(self, known: Known, channel: str) -> World:
        hands = Hands(self.tx, self.store, self.edition, self.local, known, self.voted_on, self.writes, channel)
        ear, does = Ear(lexicon(), voice(known.language).say), partial(act, hands)
        return World(FLOWS, ear, does, _chance, does)

    def _show(self, message: Incoming, known: Known, channel: Channel, turned: Turned, serial: int) -> None:
        """Put what the turn says in the person's language and the channel's shape, and note it for the outbox."""
        token = turned.token(serial)
        shown = channel.show(turned, voice(known.language), token, message.on)
        memory = turned.remembered(shown.keys, token, self.now.timestamp())
        self.memories[known.person_id] = self.changed[known.person_id] = memory
        messages = () if turned.silent else shown.messages
        self.replies[message.provider, message.id] = messages
        here = len(carried(messages, message.carries))
        for place, one in enumerate(messages):
            words, handed, weight = one.as_json(), place < here, channel.weigh(one)
            self.out.append(
                outbox.ToSend(
                    id=new_id(),
                    message_id=serial,
                    address_id=known.address_id,
                    channel=channel.name,
                    words=words,
                    secret=turned.secret,
                    handed_over=handed,
                    weight=weight,
                    kind=message.kind,
                    key=f"{message.id}/{place}" if message.kind == "campaign" else None,
                    person_id=message.to or None,
                    wish=message.push if message.to else None,
                    under=unasked.version_of(self.edition) if message.to else None,
                )
            )

    def _language(self, message: Incoming) -> str:
        """The language of a newcomer: their phone's, if the edition speaks it."""
        spoken = self.edition.languages
        return message.language if message.language in spoken else spoken[0]


def _is_collision(error: DBAPIError) -> bool:
    """Whether the error comes of what another process did at the same moment, so that trying again may do."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) == DEADLOCK


def _is_secret(message: Incoming, memory: Memory) -> bool:
    """Whether the message is part of a vote, or begins one."""
    to = doors.keyword(message.text, lexicon()) if message.text else None
    flows = (memory.open.flow if memory.open else "", to.flow if to else "")
    return any(flow in FLOWS and FLOWS[flow].secret for flow in flows)


def _drafts(memory: Memory) -> tuple[str, ...]:
    """The conversations that the person began and may take up again, newest first."""
    threads = (memory.open, *memory.aside)
    return tuple(thread.flow for thread in threads if thread and thread.answers and FLOWS[thread.flow].keeps)


def _lapsed(known: Known, long_ago: date) -> bool:
    """Whether the address was last heard before *long_ago*, and nobody has noticed yet."""
    return not known.doubtful and known.heard_on is not None and known.heard_on < long_ago


def _chance() -> int:
    return secrets.randbits(30)
