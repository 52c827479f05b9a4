"""The arrivals that are heard in one transaction: each turn on what the turns before it left, then all is written.

begun with what is known (`arrival.py`)  →  a turn for each new arrival  →  written, a statement a table  →  heard
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection

from bot.channels import BY_NAME as CHANNELS
from bot.channels.base import Channel
from bot.hands import Hands, Writes, act
from bot.hands.base import Merged
from bot.languages.words import lexicon, voice
from bot.turn.arrival import Locked, Remembered, lock, remember, take_scenes
from bot.turn.hearing import draft_title, drafts, is_secret, kept_secret, reply_of
from bot.turn.message import Arrival, Heard, Incoming, Key, Push, carried, key_of
from flows.registry import BY_NAME as FLOWS
from flows.talk import engine
from flows.talk.chat import Said
from flows.talk.memory import Memory
from flows.talk.questions import Ear
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned, World
from flows.town.edition import Edition
from flows.words import _
from storage.database.ids import new_id
from storage.database.store import Store
from storage.leaving import erasure, sweeps
from storage.leaving.merging import combined
from storage.messages import conversations, inbox, to_send
from storage.messages.outgoing import Outgoing
from storage.people import people, speakers
from storage.people.speakers import Known
from storage.relays import paid
from storage.reminders import spending
from storage.sending import unasked

SORRY = _(
    "Pardon, nous n'avons pas pu traiter ce message. L'équipe est prévenue. "
    "Renvoyez-le dans un moment : rien d'autre n'est perdu."
)


class ErasedMeanwhile(Exception):
    """Someone who was just erased wrote more: that is heard in a transaction of its own, as a newcomer's."""


@dataclass
class Batch:
    """What the turns of one transaction know and leave; begun by `begin`."""

    tx: Connection
    store: Store
    edition: Edition
    now: datetime
    local: datetime  # the same moment, in the edition's zone
    remembered: Remembered
    locked: Locked
    memories: dict[int, Memory]  # of each person, as the turns so far left it
    voted_on: dict[int, date]
    writes: Writes = field(default_factory=Writes)
    changed: dict[int, Memory] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)  # what was said and may be kept, by serial
    unsaid: list[int] = field(default_factory=list)  # pushes that may be said another time
    out: list[to_send.ToSend] = field(default_factory=list)
    replies: dict[Key, tuple[Outgoing, ...]] = field(default_factory=dict)
    here: dict[Key, tuple[Outgoing, ...]] = field(default_factory=dict)  # those of them that the request carries

    @classmethod
    def begin(cls, tx: Connection, store: Store, edition: Edition, now: datetime, arrivals: Sequence[Arrival]) -> Batch:
        """Remember the arrivals, lock the people behind them, and take their scenes."""
        remembered = remember(tx, store, arrivals, now)
        locked = lock(tx, store, edition, remembered, now)
        scenes = take_scenes(tx, store, edition, locked)
        local, memories, voted_on = now.astimezone(edition.zone), dict(scenes.memories), dict(scenes.voted_on)
        return cls(tx, store, edition, now, local, remembered, locked, memories, voted_on)

    @property
    def new(self) -> Sequence[Arrival]:
        """What is heard for the first time."""
        return self.remembered.new

    # A turn

    def turn(self, arrival: Arrival) -> None:
        """One arrival heard: by the doors, the flow and its deeds, on what the turns before it left."""
        known = self._listener(arrival)
        if known is None:
            return
        channel, memory, person = CHANNELS[arrival.channel], self._memory(known), known.person_id
        scene, world = self._scene(known, memory, channel), self._world(known, channel)
        match arrival:
            case Push(opens=opens, whom=whom):
                turned = engine.push(scene, memory, opens, whom, world)
            case Incoming():
                turned = engine.turn(scene, memory, reply_of(arrival, channel, self.remembered.serial(arrival)), world)
        turned = self._follow_identities(person, known, turned)
        self._answer(arrival, known, turned)
        known.new = known.new and turned.silent
        if isinstance(arrival, Incoming) and arrival.text and not turned.secret:
            self.words[self.remembered.serial(arrival)] = arrival.text

    def apologise(self, arrival: Arrival, error: Exception) -> None:
        """The honest sentence to someone whose message could not be answered; their conversation stays as it was.

        Who wrote nothing hears nothing of what we could not say.
        """
        serial, why = self.remembered.serial(arrival), f"{type(error).__name__}: {error}"
        if isinstance(arrival, Push):
            return inbox.set_aside(self.tx, self.store, serial, str(arrival.opens), why)
        known = self._known(arrival)
        memory = self._memory(known)
        if is_secret(arrival, memory):
            inbox.set_aside(self.tx, self.store, serial, "", type(error).__name__)
        else:
            inbox.set_aside(self.tx, self.store, serial, arrival.text or arrival.tap, why)
        return self._answer(arrival, known, Turned(memory, (Said(SORRY),)))

    def _listener(self, arrival: Arrival) -> Known | None:
        """Who hears what comes of it; None of a push where nobody is left to hear it, or wants to.

        Raises ErasedMeanwhile for who was erased in this very batch.
        """
        known = self.locked.known.get(self.remembered.hash(arrival))
        if known is None or (isinstance(arrival, Push) and known.erased):
            return None
        if known.person_id in self.writes.erased:
            raise ErasedMeanwhile
        if isinstance(arrival, Push) and known.stopped:  # nothing was said: it can be, once they want to hear again
            self.unsaid.append(self.remembered.serial(arrival))
            return None
        return known

    def _known(self, message: Incoming) -> Known:
        return self.locked.known[self.remembered.hash(message)]

    def _memory(self, known: Known) -> Memory:
        return self.memories.get(known.person_id, Memory())

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
            drafts=drafts(memory),
            draft="" if known.doubtful else draft_title(memory),
            secrets=kept_secret(memory),
        )
        return Scene(self.edition, self.local, me)

    def _world(self, known: Known, channel: Channel) -> World:
        hands = Hands(self.tx, self.store, self.edition, self.local, known, self.voted_on, self.writes, channel.name)
        return World(FLOWS, _ear(known.language), partial(act, hands), _chance)

    # Who speaks

    def _follow_identities(self, person: int, known: Known, turned: Turned) -> Turned:
        """What the hands changed of who speaks here, if they did: two people are one, or someone else speaks now."""
        if self.writes.merged:
            for merged in self.writes.merged:
                turned = self._made_one(person, merged, turned)
            self.writes.merged.clear()
        elif self.writes.handed_over:
            turned = self._handed_over(person, known, turned)
        self.writes.handed_over = False
        return turned

    def _made_one(self, person: int, merged: Merged, turned: Turned) -> Turned:
        """*person* and another turned out to be one, who has the conversations of both from now on."""
        memories = {**merged.memories, **self.memories, person: turned.memory}
        other = merged.stays if merged.gone == person else merged.gone
        for kept in (self.memories, self.changed):
            kept.pop(merged.gone, None)
        for known in self.locked.known.values():
            if known.person_id in (merged.gone, merged.stays):
                speakers.reload(self.tx, self.store, known)
        return replace(turned, memory=combined(turned.memory, memories.get(other, Memory())))

    def _handed_over(self, person: int, known: Known, turned: Turned) -> Turned:
        """Someone else speaks at this address from now on: what *person* had under way stays theirs."""
        self.memories[person] = self.changed[person] = turned.memory
        if known.person_id not in self.memories:
            self.memories |= conversations.memories(self.tx, self.store, [known.person_id])
        return replace(turned, memory=self._memory(known).put_aside())

    # What is said

    def _answer(self, arrival: Arrival, known: Known, turned: Turned) -> None:
        """Say it, in the answer to the provider's request as far as that carries it, else by the outbox."""
        said = self._shown(arrival, known, turned)
        here = carried(said, arrival.carries)
        self.replies[key_of(arrival)], self.here[key_of(arrival)] = said, here
        self.out += self._to_send(arrival, known, turned, said, here)

    def _shown(self, arrival: Arrival, known: Known, turned: Turned) -> tuple[Outgoing, ...]:
        """What the turn says, in the person's language and the channel's shape; and it is remembered how it was put."""
        channel, token = CHANNELS[arrival.channel], turned.token(self.remembered.serial(arrival))
        shown = channel.show(turned, voice(known.language), token, arrival.on)
        memory = turned.remembered(shown.keys, token, self.now.timestamp())
        self.memories[known.person_id] = self.changed[known.person_id] = memory
        return () if turned.silent else tuple(shown.messages)

    def _to_send(
        self, arrival: Arrival, known: Known, turned: Turned, said: Sequence[Outgoing], here: Sequence[Outgoing]
    ) -> Iterable[to_send.ToSend]:
        """The rows of the outbox: those *here* are handed over already."""
        channel, serial = CHANNELS[arrival.channel], self.remembered.serial(arrival)
        for place, message in enumerate(said):
            why = self._unasked(arrival, place) if isinstance(arrival, Push) else {}
            yield to_send.ToSend(
                id=new_id(),
                message_id=serial,
                address_id=known.address_id,
                channel=channel.name,
                words=message.as_json(),
                secret=turned.secret,
                handed_over=place < len(here),
                weight=channel.weigh(message),
                **why,
            )

    def _unasked(self, push: Push, place: int) -> dict[str, Any]:
        """What is kept with the message at that *place* among those of a push, to look at it again before it leaves."""
        sent_to_many = {"key": f"{push.id}/{place}"} if push.kind == "campaign" else {}
        if not push.to:
            return {"kind": push.kind, **sent_to_many}
        wish, under = str(push.opens), unasked.version_of(self.edition)
        return {"kind": push.kind, "person_id": push.to, "wish": wish, "under": under, **sent_to_many}

    # The end

    def write(self) -> None:
        """All that the turns changed, a statement a table."""
        self.writes.write(self.tx, self.store, self.now)
        if met := [person for person in self.locked.met if person in self.changed]:
            people.noticed(self.tx, met, self.now)
        if self.changed:
            spoke = {self._known(one).person_id for one in self.new if isinstance(one, Incoming)}
            conversations.remember(self.tx, self.store, self.changed, self.now, spoke)
        if self.words:
            inbox.keep_words(self.tx, self.store, self.words)
        if self.unsaid:
            inbox.forget(self.tx, self.unsaid)
        if self.out:
            to_send.put(self.tx, self.store, self.out, self.now)
            spending.pay(self.tx, self.out, self.now)
            paid.pay(self.tx, self.out, self.now)
        if self.writes.erased:
            goodbyes = [row.message_id for row in self.out if row.message_id and not row.person_id]
            leavers = erasure.Leavers(self.writes.erased, sweeps.Why.ASKED, goodbyes)
            rows = erasure.erase(self.tx, self.store, leavers, self.now)
            sweeps.log(self.tx, sweeps.Why.ASKED, rows, self.now)

    def heard(self, arrivals: Sequence[Arrival]) -> list[Heard]:
        """The replies to each of *arrivals* in order; one heard before gets what was answered then."""
        keys = [key_of(arrival) for arrival in arrivals]
        again = [key for key in keys if key not in self.replies]
        replies = self.replies | self._found_again(again) if again else self.replies
        first: set[Key] = set()
        outcomes = []
        for arrival, key in zip(arrivals, keys, strict=True):
            known_already = key not in self.remembered.serials or key in first
            said = replies.get(key, ())
            here = self.here[key] if key in self.here else carried(said, arrival.carries)
            outcomes.append(Heard(said, here, known_already))
            first.add(key)
        return outcomes

    def _found_again(self, keys: Sequence[Key]) -> dict[Key, tuple[Outgoing, ...]]:
        """What was answered to these when they were heard."""
        ids = inbox.known(self.tx, keys)
        answers = to_send.replies_to(self.tx, self.store, ids.values())
        return {key: tuple(Outgoing.from_json(words) for words in answers.get(id, ())) for key, id in ids.items()}


@lru_cache(maxsize=32)
def _ear(language: str) -> Ear:
    """The words of every language, and the voice of *language*: the same for everybody who speaks it."""
    return Ear(lexicon(), voice(language).say)


def _chance() -> int:
    return secrets.randbits(30)
