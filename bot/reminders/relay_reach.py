"""Whom a campaign reaches through ambassadors: how many are shown it, in how many groups it may go, at what cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.channels import BY_NAME as CHANNELS
from bot.languages.words import lexicon, voice
from bot.relays.wording import in_groups
from flows.registry import BY_NAME as FLOWS
from flows.relays.deeds import MeAsAmbassador, MyRelaying, PostPreview, RelayState, WhatToRelay
from flows.relays.relay import shown
from flows.reminders import BY_NAME
from flows.talk import engine
from flows.talk.deed import Deed, Look
from flows.talk.memory import Memory
from flows.talk.questions import Ear
from flows.talk.scene import Me, Scene
from flows.talk.turned import World
from flows.town.edition import Edition
from flows.words import Verbatim
from storage.database.store import Store
from storage.people import people
from storage.relays import ambassadors, groups
from storage.relays.ambassadors import Ambassador
from storage.relays.posts import RelayedCampaign
from storage.reminders.campaigns import Campaign
from storage.town import publications

UNKNOWN = 2
"""Segments that a preview is taken to have whose words are not known yet, since what it tells of is to come."""


@dataclass(frozen=True, slots=True)
class RelayReach:
    """The ambassadors who are shown it, by channel; the groups tied to them; the SMS segments that showing it takes."""

    ambassadors: Counter[str] = field(default_factory=Counter)
    groups: int = 0
    segments: int = 0


def relay_reach(tx: Connection, store: Store, edition: Edition, campaign: Campaign, now: datetime) -> RelayReach:
    """Whom the campaign would reach through ambassadors, as they and their groups stand; nobody, if it is not relayed.

    An ambassador who wants silence is shown nothing, and their groups then get nothing.
    """
    if BY_NAME[campaign.rule].to_group is None:
        return RelayReach()
    listed = ambassadors.listed(tx, store, edition.id)
    relaying = {one.person_id: one for one in listed if one.state is RelayState.APPROVED}
    readers = publications.readers(tx, store, set(relaying))
    languages = people.languages_of(tx, relaying)
    begins = max(now, campaign.due_at)
    moment = RelayedCampaign(campaign.id, campaign.rule, campaign.about, campaign.due_at)
    words = in_groups(edition, moment, begins)
    by_sms = [(relaying[one.person_id], languages[one.person_id]) for one in readers if one.channel == "sms"]
    return RelayReach(
        Counter(reader.channel for reader in readers),
        groups.held_by(tx, {reader.person_id for reader in readers}, edition.id),
        sum(_weight(edition, one, words, language, begins) for one, language in by_sms),
    )


def _weight(edition: Edition, one: Ambassador, words: Mapping[str, str], language: str, at: datetime) -> int:
    """The segments of what the ambassador is shown by SMS: the very conversation, played without its deeds."""
    if not words:
        return UNKNOWN
    said = words.get(language) or next(iter(words.values()))
    goes_at = at.astimezone(edition.zone) if one.own_hour else None
    post = PostPreview(1, Verbatim(said), one.greeting, one.groups, one.hours, one.word, "", goes_at=goes_at)
    shape, speaking = CHANNELS["sms"], voice(language)
    scene = Scene(edition, at.astimezone(edition.zone), Me(0, language=language, can=shape.can))
    relaying = MyRelaying(one.number, one.state, one.word, groups=one.groups, hours=one.hours)
    world = World(FLOWS, Ear(lexicon(), speaking.say), partial(_tells, post, relaying), int)
    turned = engine.push(scene, Memory(), shown(post.id), "", world)
    return sum(shape.weigh(message) for message in shape.show(turned, speaking, 0, "").messages)


def _tells(post: PostPreview, relaying: MyRelaying, asked: Deed[Any] | Look[Any]) -> Any:
    """What is to be relayed, and by whom; nothing else is known, and nothing is done."""
    match asked:
        case WhatToRelay():
            return post
        case MeAsAmbassador():
            return relaying
    return None
