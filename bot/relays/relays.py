"""What ambassadors are told and asked first, and what then goes to their groups: once, at good times, and seldom.

Everything here may be done at any time, any number of times, by any number of processes: a push is heard once for its
id, a preview exists once for its key, and a group gets a post once for its row in the outbox.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import structlog
from sqlalchemy import Connection

from bot.hands.ambassadors import PAYLOAD
from bot.languages.words import lexicon, voice
from bot.relays.telling import addressed, tell_all
from bot.relays.wording import revise
from bot.team.decisions import REASON, InstructionError
from bot.team.spending import Spending, spent
from bot.telling.pushing import CHUNK, tell_each
from bot.turn.message import Push
from bot.turn.ticker import Room
from flows.relays.deeds import RelayState
from flows.relays.post_text import OPEN, by_sms, post_text
from flows.relays.relay import shown
from flows.reminders import BY_NAME
from flows.town.edition import Edition
from flows.town.good_times import is_good
from flows.understanding.folding import fold
from flows.words import Verbatim
from storage.database.store import Store
from storage.messages.outgoing import Button, Outgoing
from storage.messages.own_names import deep_link, own_names
from storage.relays import ambassadors, groups, postings, posts
from storage.relays.ambassadors import Ambassador, RelayDecision
from storage.relays.holders import HOLDERS
from storage.relays.postings import GroupMessage, Posting
from storage.relays.posts import Post, ToRelay
from storage.sending.unasked import version_of
from storage.town import editions
from storage.town.publications import Reader

log = structlog.get_logger()

LONGEST = 12
WORD = re.compile(rf"(?=.*[A-Z])[A-Z0-9]{{2,{LONGEST}}}")
"""An ambassador's word: letters and digits that every telephone has, short enough to be said aloud."""

HEAVY = 4
"""Segments that showing something to an ambassador by SMS may turn out to have, with its question."""

MOST_TRIES = 1000
"""Numbers put after a word that is taken, before somebody has to think of another one."""


class AmbassadorError(InstructionError):
    """What the team asked cannot be done with this ambassador; the message says what can."""


# What a campaign calls


def relay(room: Room, wanted: ToRelay) -> int:
    """Have each ambassador of the current edition shown what is *wanted*, to relay it; how many had not been before.

    It goes to groups later, as `relays_due` finds it approved; with a campaign, as long as it is neither over nor
    stopped, and in the words that are true then; else for a week.
    """
    with room.store.writing() as tx:
        new = posts.prepare(tx, editions.find(tx).id, wanted, room.clock.now())
    if new:
        preview(room)
    return new


# Jobs


def relays_due(room: Room) -> int:
    """All that is due for ambassadors and their groups; how much that was."""
    return tell_all(room) + preview(room) + post(room)


def preview(room: Room) -> int:
    """Show ambassadors what they are to relay, at hours at which people may be written to; how many were shown.

    By SMS that counts with the campaign, and waits where a ceiling is reached.
    """
    with room.store.writing() as tx:
        edition, now = editions.find(tx), room.clock.now()
        revise(tx, edition, now)
        waiting = posts.prepared(tx, edition.id, now) if is_good(now, edition) else []
        pushes = addressed(tx, room.store, {post.id: post.person_id for post in waiting})
        if not pushes:
            return 0
        spending = spent(tx, edition, now, room.price)
    reached = _affordable([post for post in waiting if post.id in pushes], pushes, spending)[:CHUNK]
    if not reached:
        return 0
    seen = set(tell_each(room.turns.hear, {post.id: _preview(post, pushes[post.id]) for post in reached}).done)
    with room.store.writing() as tx:
        posts.previewed(tx, [post for post in reached if post.id in seen], now.astimezone(edition.zone))
    return len(seen)


def post(room: Room) -> int:
    """Put into the outbox what is approved, for the groups that may get something now; how many messages that was.

    What goes by itself is approved when its time has come; what is no longer true is dropped.
    """
    with room.store.writing() as tx:
        edition, now = editions.find(tx), room.clock.now()
        revise(tx, edition, now)
        postings.ripen(tx, now)
        if not is_good(now, edition):
            return 0
        names, count = own_names(tx), 0
        for posting in postings.postings(tx, room.store, edition.id, now, CHUNK):
            words = _message(posting, edition, names).as_json()
            count += postings.post(tx, room.store, GroupMessage(posting, words, version_of(edition)), now)
        postings.finish(tx)
    if count:
        log.info("posted to groups", action="relay", count=count)
    return count


# What the team does


def approve(tx: Connection, store: Store, ambassador: Ambassador, decision: RelayDecision) -> str:
    """Someone relays from now on, under the word decided, or one made of their name; the word. Raises AmbassadorError.

    Who had a word before keeps it.
    """
    if ambassador.state is RelayState.APPROVED:
        raise AmbassadorError(f"Ambassador {ambassador.number} is approved already, with the word {ambassador.word}.")
    word = ambassador.word or _word(decision.word, ambassador.name, ambassadors.words_taken(tx))
    decided = RelayDecision(decision.by, decision.at, word=word)
    ambassadors.decide(tx, store, ambassador.id, RelayState.APPROVED, decided)
    return word


def refuse(tx: Connection, store: Store, ambassador: Ambassador, decision: RelayDecision) -> None:
    """Someone who asked is told no, and why. Raises AmbassadorError."""
    if ambassador.state is not RelayState.ASKED:
        raise AmbassadorError(
            f"Ambassador {ambassador.number} is {ambassador.state}: only a request that waits can be refused."
        )
    decided = RelayDecision(decision.by, decision.at, reason=_reason(decision.reason))
    ambassadors.decide(tx, store, ambassador.id, RelayState.REFUSED, decided)


def end(tx: Connection, store: Store, ambassador: Ambassador, decision: RelayDecision) -> None:
    """Someone relays no more, their groups are untied, and they are told. Raises AmbassadorError."""
    if ambassador.state is not RelayState.APPROVED:
        raise AmbassadorError(f"Ambassador {ambassador.number} is {ambassador.state}: there is nothing to end.")
    decided = RelayDecision(decision.by, decision.at, reason=_reason(decision.reason))
    ambassadors.decide(tx, store, ambassador.id, RelayState.ENDED, decided)
    groups.untie(tx, decision.at, HOLDERS.c.ambassador_id == ambassador.id)


def _reason(reason: str) -> str:
    if len(reason) > REASON:
        raise AmbassadorError(f"A reason has {REASON} letters at most, for an SMS; this one has {len(reason)}.")
    return reason.strip()


def _word(wanted: str, name: str, taken: Collection[str]) -> str:
    """A word that nobody has, and that means nothing else."""
    if wanted:
        word = fold(wanted).replace(" ", "").upper()
        if not WORD.fullmatch(word):
            raise AmbassadorError(f"'{wanted}' is no word: 2 to 12 letters or digits, one letter at least, like NADIA.")
        if word in taken:
            raise AmbassadorError(f"{word} is taken, or was once. Try {word}2.")
        if _means_something(word):
            raise AmbassadorError(f"{word} means something else already in what people write. Choose another word.")
        return word
    said = [word[: LONGEST - 3] for word in fold(name).upper().split()]
    first = next((word for word in said if WORD.fullmatch(word)), "")
    for number in ("", *map(str, range(2, MOST_TRIES))):
        word = first + number
        if first and word not in taken and not _means_something(word):
            return word
    raise AmbassadorError("No word could be made of the name: choose one with --word.")


def _means_something(word: str) -> bool:
    """Whether the word is one that people write for something else, in any of our languages."""
    words, known = fold(word), lexicon()
    phrases = (known.senses, known.flows, known.languages, known.figures, known.spellings)
    return any(words in some for some in phrases) or words in known.things | known.joins | known.fillers


# How it travels


def _affordable(waiting: list[Post], readers: Mapping[int, Reader], spending: Spending) -> list[Post]:
    """Those that may be shown now: by SMS so many as the ceilings have room for."""
    by_sms = [post.id for post in waiting if readers[post.id].channel == "sms"]
    most = 0 if spending.is_over else max(1, spending.segments_left // HEAVY)
    too_many = set(by_sms[most:])
    return [post for post in waiting if post.id not in too_many]


def _preview(post: Post, reader: Reader) -> Push:
    key, opens = f"relay:{post.id}:{post.at.timestamp()}", shown(post.id, changed=post.changed)
    return Push(key, reader.channel, reader.address, opens, whom=reader.name, to=reader.person_id)


def _message(posting: Posting, edition: Edition, names: dict[str, str]) -> Outgoing:
    """What the group reads, in its language, over the ambassador's link, if there is one."""
    language = posting.language if posting.language in posting.words else edition.languages[0]
    words = posting.words.get(language) or next(iter(posting.words.values()))
    say = voice(language).say
    rule = BY_NAME.get(posting.rule)
    leads = rule.leads_to(edition, posting.about) if rule else ""
    link = deep_link(names, "_".join(filter(None, (PAYLOAD + posting.word, leads))))
    way = by_sms(edition, posting.word, has_button=bool(link))
    text = say(post_text(posting.greeting, Verbatim(words), way))
    return Outgoing(text, ((Button(say(OPEN), link),),) if link else (), forum_topic=posting.forum_topic)
