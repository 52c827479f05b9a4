"""Erasing people: because they asked, or because their time has come, by one and the same code.

1. Nothing they wrote stays, but what everybody could read already: a published idea (without its author) and, when
   nobody asked for more, a published comment.
2. What others said, and the ballots in the urn, are not touched.
3. Nobody votes twice by being erased: as long as a vote can still be changed, the hash of the address and an empty row
   of the person stay, and nothing else. The same goes for an anonymous survey that is still open.
4. The goodbye still leaves: the address can be read until then, and a little longer for a provider that asks again.

A telephone that several people share stays theirs: what was written on it goes, since nobody can tell who wrote it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, false, or_, select, tuple_, update

from storage.database.store import Store
from storage.leaving.cuts import drop_ambassadors, drop_groups, unlink_votes, wipe_ideas
from storage.leaving.keeping import Keeping, keepings
from storage.leaving.sweeps import Why
from storage.messages.conversations import CONVERSATIONS
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX, SECRETS_KEPT, UNFINISHED
from storage.messages.secret_words import SECRET_WORDS
from storage.people import traces
from storage.people.consents import CONSENTS
from storage.people.joins import JOINS
from storage.people.people import ADDRESSES, PEOPLE, PROFILES, UNREADABLE, used_by
from storage.people.silences import SILENCES
from storage.people.speakers import Caller, Known, free
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.holders import GROUPS
from storage.relays.newcomers import RELAYS
from storage.reminders.campaigns import REMINDERS
from storage.sending import unasked
from storage.town.authors import AUTHORS
from storage.town.comments import COMMENTS
from storage.town.follows import FOLLOWS
from storage.town.meetings import SIGN_UPS
from storage.town.projects import PROJECTS
from storage.town.supports import SUPPORTS
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL
from storage.town.tickets import TICKET_WORDS, TICKETS
from storage.votes import lost_votes
from storage.votes.votes import ROLL

GOODBYE_TRIED = timedelta(days=1)
"""How long a goodbye that does not get through keeps the address readable."""

NOBODY = b""
"""What stands for the hash of an address in the inbox, once it is nobody's."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where people wrote from: addresses that were theirs alone, and those that others use too."""

    alone: tuple[int, ...]
    shared: tuple[int, ...]
    hashes_alone: tuple[bytes, ...]
    hashes_shared: tuple[bytes, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.alone, *self.shared)


@dataclass(frozen=True, slots=True)
class Leavers:
    """People to erase, and why.

    The answers to the messages *spare* (their ids in the inbox) are still to be sent: once they are, `leave` finishes.
    """

    person_ids: Collection[int]
    why: Why
    spare: Collection[int] = ()


def erase(tx: Connection, store: Store, leavers: Leavers, now: datetime) -> Counter[str]:
    """Erase these people, and say how many rows of what that was."""
    people, why, editions = list(leavers.person_ids), leavers.why, keepings(tx)
    if not people:
        return Counter()
    places = _places(tx, people)
    if why is Why.ASKED:
        store.leave(tx, traces.of_erasure(tx, store, people))
    lost_votes.forget_from(tx, places.hashes_alone)
    done = Counter({"messages sent": unasked.erase(tx, people)})
    done += _messages(tx, store, places, list(leavers.spare)) + _contributions(tx, people, why, editions)
    done += _tickets(tx, people, places) + _surveys(tx, people, editions, now) + _invitations(tx, people, places)
    done["conversations"] += tx.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.person_id.in_(people))).rowcount
    done["codes"] += tx.execute(
        delete(JOINS).where(or_(JOINS.c.address_id.in_(places.all), JOINS.c.other_id.in_(places.all)))
    ).rowcount
    done["votes"] += unlink_votes(tx, [edition.id for edition in editions if edition.is_settled(now)], people)
    _blank(tx, store, people, places, now)
    return +done


def finish(tx: Connection, store: Store, now: datetime, most: int) -> Counter[str]:
    """Let go of at most so many of the people who were erased, once their goodbye has left; of what and how much."""
    goodbye = and_(
        ADDRESSES.c.person_id == PEOPLE.c.id,
        OUTBOX.c.address_id == ADDRESSES.c.id,
        OUTBOX.c.state.in_(UNFINISHED),
        PEOPLE.c.erased_at > now - GOODBYE_TRIED,
    )
    ready = (PEOPLE.c.erased_at < now - SECRETS_KEPT, ~select(OUTBOX.c.id).where(goodbye).exists())
    rules = _held(keepings(tx), now)
    still = select(PEOPLE.c.id).where(*ready, or_(~rules, _is_readable())).order_by(PEOPLE.c.erased_at)
    erased = tx.execute(still.limit(most).with_for_update(skip_locked=True, of=PEOPLE)).scalars().all()
    return leave(tx, free(tx, store, erased), now)


def leave(tx: Connection, person_ids: Collection[int], now: datetime) -> Counter[str]:
    """Delete the rows of people who were erased, and of their addresses; of who must not vote twice a bare one stays.

    How many of what that was.
    """
    people, editions = list(person_ids), keepings(tx)
    if not people:
        return Counter()
    places = _places(tx, people)
    held = set(tx.execute(select(PEOPLE.c.id).where(PEOPLE.c.id.in_(people), _held(editions, now))).scalars())
    free = [id for id in people if id not in held]
    tx.execute(delete(OUTBOX).where(OUTBOX.c.address_id.in_(places.alone)))
    mine = ADDRESSES.c.id.in_(places.alone)
    blanked = update(ADDRESSES).where(mine, ADDRESSES.c.person_id.in_(held), ADDRESSES.c.sealed != UNREADABLE)
    done = Counter({"addresses": tx.execute(blanked.values(sealed=UNREADABLE, gone_at=now)).rowcount})
    done["votes"] = unlink_votes(tx, [edition.id for edition in editions if edition.is_settled(now)], free)
    tx.execute(delete(SURVEY_ROLL).where(SURVEY_ROLL.c.person_id.in_(free)))
    tx.execute(delete(PROFILES).where(PROFILES.c.person_id.in_(free)))
    done["addresses"] += tx.execute(delete(ADDRESSES).where(mine, ADDRESSES.c.person_id.in_(free))).rowcount
    done["people"] = _let_go(tx, free)
    return +done


def come_back(tx: Connection, store: Store, known: Known, caller: Caller) -> None:
    """Someone who was erased writes again: a newcomer, whose address can be read from now on, and who may have voted.

    Another of their addresses becomes readable when it writes itself.
    """
    sealed = store.vault.seal(caller.address.encode())
    tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == known.address_id).values(sealed=sealed))
    again = update(PEOPLE).where(PEOPLE.c.id == known.person_id, PEOPLE.c.erased_at.is_not(None))
    if tx.execute(again.values(erased_at=None, language=caller.language)).rowcount:
        known.language = caller.language
    known.erased = False


def _places(tx: Connection, people: list[int]) -> _Places:
    """The addresses of *people*, told apart by whether someone else uses them too."""
    others = select(PROFILES.c.person_id).where(
        PROFILES.c.address_id == ADDRESSES.c.id, PROFILES.c.person_id.not_in(people)
    )
    is_shared = or_(ADDRESSES.c.person_id.not_in(people), others.exists()).label("is_shared")
    used = ADDRESSES.c.id.in_(used_by(people))
    rows = tx.execute(select(ADDRESSES.c.id, ADDRESSES.c.hash, is_shared).where(used)).all()
    alone, shared = ([row for row in rows if bool(row.is_shared) is so] for so in (False, True))
    return _Places(
        *(tuple(row.id for row in some) for some in (alone, shared)),
        *(tuple(bytes(row.hash) for row in some) for some in (alone, shared)),
    )


def _messages(tx: Connection, store: Store, places: _Places, spare: list[int]) -> Counter[str]:
    """What was written and answered. That a message was heard stays known, not from whom: it may be delivered again."""
    gone: dict[str, Any] = {"words": None, "error": None}
    heard = tx.execute(
        update(INBOX).where(INBOX.c.address_hash.in_(places.hashes_alone)).values({**gone, "address_hash": NOBODY})
    ).rowcount
    heard += tx.execute(update(INBOX).where(INBOX.c.address_hash.in_(places.hashes_shared)).values(gone)).rowcount
    other = or_(OUTBOX.c.message_id.is_(None), OUTBOX.c.message_id.not_in(spare))
    sent = tx.execute(delete(OUTBOX).where(OUTBOX.c.address_id.in_(places.alone), other)).rowcount
    finished = OUTBOX.c.state.not_in(UNFINISHED)
    ours = (OUTBOX.c.address_id.in_(places.shared), finished, other)
    tx.execute(delete(SECRET_WORDS).where(SECRET_WORDS.c.id.in_(select(OUTBOX.c.id).where(*ours))))
    sent += tx.execute(update(OUTBOX).where(*ours).values(words=None)).rowcount
    silences = tx.execute(delete(SILENCES).where(SILENCES.c.address_id.in_(places.alone))).rowcount
    # That a shared telephone wants silence stays known, and since when; not in which words.
    proofs = update(SILENCES).where(SILENCES.c.address_id.in_(places.shared))
    tx.execute(proofs.values(words=store.vault.seal(b"")))
    return Counter({"messages heard": heard, "messages sent": sent, "silences": silences})


def _contributions(tx: Connection, people: list[int], why: Why, editions: Collection[Keeping]) -> Counter[str]:
    """Ideas, supports, follows, comments. A published comment stays, without its author, unless they asked."""
    mine = COMMENTS.c.person_id.in_(people)
    seen = update(COMMENTS).where(mine, COMMENTS.c.state == "shown").values(person_id=None)
    comments = 0 if why is Why.ASKED else tx.execute(seen).rowcount
    comments += tx.execute(delete(COMMENTS).where(mine)).rowcount
    return Counter(
        {
            "comments": comments,
            "ideas": _ideas(tx, people, editions),
            "authors": tx.execute(delete(AUTHORS).where(AUTHORS.c.person_id.in_(people))).rowcount,
            "supports": tx.execute(delete(SUPPORTS).where(SUPPORTS.c.person_id.in_(people))).rowcount,
            "follows": tx.execute(delete(FOLLOWS).where(FOLLOWS.c.person_id.in_(people))).rowcount,
        }
    )


def _ideas(tx: Connection, people: list[int], editions: Collection[Keeping]) -> int:
    """Wipe the ideas of *people* that nobody but the team has seen; one that has other authors stays theirs."""
    other = AUTHORS.alias("other")
    shared = select(other.c.person_id).where(other.c.project_id == PROJECTS.c.id, other.c.person_id.not_in(people))
    mine = PROJECTS.c.id.in_(select(AUTHORS.c.project_id).where(AUTHORS.c.person_id.in_(people)))
    return wipe_ideas(tx, editions, mine, ~shared.exists())


def _tickets(tx: Connection, people: list[int], places: _Places) -> Counter[str]:
    """What was asked of the team, and its answers, which may tell who asked; that there was a question stays."""
    mine = or_(TICKETS.c.person_id.in_(people), TICKETS.c.address_id.in_(places.alone))
    said = delete(TICKET_WORDS).where(TICKET_WORDS.c.ticket_id.in_(select(TICKETS.c.id).where(mine)))
    words = tx.execute(said).rowcount
    gone = {"person_id": None, "address_id": None, "state": "closed"}
    return Counter({"questions": tx.execute(update(TICKETS).where(mine).values(gone)).rowcount, "answers": words})


def _surveys(tx: Connection, people: list[int], editions: Iterable[Keeping], now: datetime) -> Counter[str]:
    """Answers with a name go. Who has answered an anonymous survey that is still open must not answer it twice."""
    papers = tx.execute(delete(SURVEY_PAPERS).where(SURVEY_PAPERS.c.person_id.in_(people))).rowcount
    mine = delete(SURVEY_ROLL).where(SURVEY_ROLL.c.person_id.in_(people), ~_is_unique(editions, now))
    return Counter({"survey answers": papers, "survey roll": tx.execute(mine).rowcount})


def _invitations(tx: Connection, people: list[int], places: _Places) -> Counter[str]:
    """What we wrote to them first, what they wanted to hear of, where they come, and whom they relayed to."""
    mine = or_(REMINDERS.c.person_id.in_(people), REMINDERS.c.address_id.in_(places.alone))
    drop_groups(tx, GROUPS.c.address_id.in_(places.alone))
    rows = Counter(
        {
            "reminders": tx.execute(delete(REMINDERS).where(mine)).rowcount,
            "consents": tx.execute(delete(CONSENTS).where(CONSENTS.c.person_id.in_(people))).rowcount,
            "sign-ups": tx.execute(delete(SIGN_UPS).where(SIGN_UPS.c.person_id.in_(people))).rowcount,
            "relays": tx.execute(delete(RELAYS).where(RELAYS.c.person_id.in_(people))).rowcount,
        }
    )
    return rows + drop_ambassadors(tx, AMBASSADORS.c.person_id.in_(people))


def _blank(tx: Connection, store: Store, people: list[int], places: _Places, now: datetime) -> None:
    """Empty the rows that are still needed for a while; a name is still known by its hash, so as not to vote twice."""
    nothing = {"language": "fr", "district": "", "age_band": "", "noticed_at": None, "created_at": now}
    tx.execute(update(PEOPLE).where(PEOPLE.c.id.in_(people)).values({**nothing, "erased_at": now}))
    tx.execute(update(PROFILES).where(PROFILES.c.person_id.in_(people)).values(name=store.vault.seal(b"")))
    flags = {"heard_on": None, "doubtful": False, "stopped_at": None, "gone_at": None}
    tx.execute(update(ADDRESSES).where(ADDRESSES.c.id.in_(places.alone)).values(flags))


def _held(editions: Iterable[Keeping], now: datetime) -> Any:
    """Whether a person must not be forgotten altogether yet: their vote, or an anonymous survey, would begin anew."""
    editions = list(editions)
    open_votes = [edition.id for edition in editions if not edition.is_settled(now)]
    voted = select(ROLL.c.person_id).where(ROLL.c.person_id == PEOPLE.c.id, ROLL.c.edition_id.in_(open_votes))
    if not any(edition.unique(now) for edition in editions):
        return voted.exists()
    answered = select(SURVEY_ROLL.c.person_id).where(SURVEY_ROLL.c.person_id == PEOPLE.c.id, _is_unique(editions, now))
    return or_(voted.exists(), answered.exists())


def _is_unique(editions: Iterable[Keeping], now: datetime) -> Any:
    """Whether a row of the survey roll keeps someone from answering an open anonymous survey twice."""
    pairs = [(edition.id, survey) for edition in editions for survey in edition.unique(now)]
    return tuple_(SURVEY_ROLL.c.edition_id, SURVEY_ROLL.c.survey).in_(pairs) if pairs else false()


def _is_readable() -> Any:
    """Whether a person has an address of their own that can still be read."""
    other = select(PROFILES.c.person_id).where(
        PROFILES.c.address_id == ADDRESSES.c.id, PROFILES.c.person_id != PEOPLE.c.id
    )
    other = other.correlate(ADDRESSES, PEOPLE)
    own = (ADDRESSES.c.person_id == PEOPLE.c.id, ADDRESSES.c.sealed != UNREADABLE, ~other.exists())
    return select(ADDRESSES.c.id).where(*own).exists()


def _let_go(tx: Connection, people: list[int]) -> int:
    """Delete these people; one on whose place a shared telephone still stands is from now on a stranger there."""
    used = select(ADDRESSES.c.person_id).where(ADDRESSES.c.person_id.in_(people))
    tx.execute(update(PEOPLE).where(PEOPLE.c.id.in_(used)).values(erased_at=None))
    return tx.execute(delete(PEOPLE).where(PEOPLE.c.id.in_(people), PEOPLE.c.id.not_in(used))).rowcount
