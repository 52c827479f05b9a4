"""What news that wait to be published will weigh by SMS: each reader's own, as the conversation itself will say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.channels import BY_NAME as CHANNELS
from bot.languages.words import lexicon, voice
from bot.telling import news
from flows.projects.deeds import NewsToTell, Told
from flows.projects.news import news_for
from flows.registry import BY_NAME as FLOWS
from flows.talk import engine
from flows.talk.deed import Deed, Look
from flows.talk.memory import Memory
from flows.talk.questions import Ear
from flows.talk.scene import Me, Scene
from flows.talk.turned import World
from flows.town.edition import Edition, News, Project
from storage.people import people
from storage.town import authors
from storage.town.events import Event
from storage.town.projects import by_ids
from storage.town.publications import Reader

MOST = 500
"""Different texts that are weighed at most: to look at the page takes a second or two, also in a large town."""


@dataclass(frozen=True, slots=True)
class NewsAhead:
    """Whom the news would reach, by channel and language, and its *segments*; None: *kinds* of texts are too many."""

    people: Counter[tuple[str, str]]
    segments: int | None
    kinds: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """What those read who read alike: these pieces of news, of their own projects or of others', in a language."""

    events: tuple[int, ...]
    own: frozenset[int]
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class _Decided:
    """What the texts are made of: the edition, the hour, what was decided, and its projects by their ids."""

    edition: Edition
    now: datetime
    events: Mapping[int, Event]
    projects: Mapping[int, Project]


def news_ahead(
    tx: Connection, edition: Edition, prepared: Sequence[Event], readers: Sequence[Reader], now: datetime
) -> NewsAhead:
    """What *prepared* would cost those *readers* to be told of, if it were published now."""
    spoken = people.languages_of(tx, {reader.person_id for reader in readers})
    reached = Counter((reader.channel, spoken[reader.person_id]) for reader in readers)
    by_sms = [reader for reader in readers if reader.channel == "sms"]
    kinds = _kinds(tx, prepared, by_sms, spoken)
    if len(kinds) > MOST:
        return NewsAhead(reached, None, len(kinds))
    decided = _Decided(edition, now, {event.id: event for event in prepared}, by_ids(tx, _named(prepared)))
    segments = sum(count * _weight(decided, kind) for kind, count in kinds.items())
    return NewsAhead(reached, segments, len(kinds))


def _kinds(
    tx: Connection, prepared: Iterable[Event], readers: Sequence[Reader], spoken: Mapping[int, str]
) -> Counter[_Kind]:
    """How many of the readers read each kind of text."""
    concerned = news.concerned(tx, prepared)
    own: dict[int, set[int]] = {}
    for person, project in authors.of_projects(tx, _named(prepared)):
        own.setdefault(person, set()).add(project)
    return Counter(
        _Kind(
            tuple(concerned[reader.person_id]),
            frozenset(own.get(reader.person_id, ())),
            spoken[reader.person_id],
            reader.name,
        )
        for reader in readers
        if reader.person_id in concerned
    )


def _named(prepared: Iterable[Event]) -> set[int]:
    """The projects that something was decided of, and those that others go on within."""
    return {id for event in prepared for id in (event.change.project_id, event.change.merged_into) if id}


def _weight(decided: _Decided, kind: _Kind) -> int:
    """The segments of one text: the very conversation, played without its deeds."""
    shape, speaking = CHANNELS["sms"], voice(kind.language)
    scene = Scene(
        decided.edition, decided.now.astimezone(decided.edition.zone), Me(0, language=kind.language, can=shape.can)
    )
    world = World(FLOWS, Ear(lexicon(), speaking.say), partial(_tells, decided, kind), int)
    turned = engine.push(scene, Memory(), news_for(0, kind.events), kind.name, world)
    return sum(shape.weigh(message) for message in shape.show(turned, speaking, 0, "").messages)


def _tells(decided: _Decided, kind: _Kind, asked: Deed[Any] | Look[Any]) -> Any:
    """What was decided, as if it were true already; nothing else is known, and nothing is done."""
    return tuple(_told(decided, kind, id) for id in kind.events) if isinstance(asked, NewsToTell) else None


def _told(decided: _Decided, kind: _Kind, id: int) -> Told:
    change = decided.events[id].change
    project = replace(decided.projects[change.project_id], status=change.status)
    told = News(decided.now, change.status, change.stage, change.why, change.then)
    into = decided.projects.get(change.merged_into)
    return Told(project, told, change.project_id in kind.own, into, change.merged_into in kind.own)
