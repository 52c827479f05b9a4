"""Who has a copy of the files and no key: what they can tell of who voted what, and what was erased and is still there.

The town below votes, answers an anonymous survey, and some of it is erased. The thief knows the program, the edition
and every row as SQL shows it, and reads the files besides. Only the count of what they guessed right has the key.
"""

from __future__ import annotations

import random
import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import orjson
from sqlalchemy import Connection, select

from bot.jobs import JOBS
from bot.practice.phone import Phone
from bot.sending.sender import Sender
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages.conversations import CONVERSATIONS
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX
from storage.messages.secret_words import SECRET_WORDS
from storage.people.people import ADDRESSES, hash_of
from storage.town import editions, surveys
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL, SurveyEntry
from storage.votes.votes import ROLL
from tests.attacks.base import Attack, Outcome
from tests.attacks.files import frames, leaves, marks, places, stolen
from tests.attacks.guess import Guess
from tests.attacks.lengths import lengths
from tests.conftest import HandClock, load_sample
from tests.support.stores import ENGINES, Databases

NEEDLE = 12
"""Bytes by which something sealed is found again: its nonce."""

SURVEY = "bilan-2026"

BEFORE = "choices in clear: 240, ballots linked: 116, papers linked: 10, choices told: 3, erased: 339"
"""What `run` said at 646c3b0."""


@dataclass
class Town:
    """A town over *store*, and what is true of it."""

    store: Store
    voters: int
    clock: HandClock = field(default_factory=HandClock)
    choices: dict[int, tuple[int, ...]] = field(default_factory=dict)  # by person
    papers: dict[int, bytes] = field(default_factory=dict)  # slots, by person
    erased: list[bytes] = field(default_factory=list)  # how what must be gone begins

    def __post_init__(self) -> None:
        """The sample edition, in its vote."""
        load_sample(self.store)
        self.turns = Turns(self.store, self.clock)
        with self.store.reading() as tx:
            self.edition = editions.find(tx)

    def votes(self) -> None:
        """Everybody votes, one after the other; one in six changes their mind."""
        chance = random.Random(self.voters)
        for voter in range(self.voters):
            for run in ("", "again")[: 1 + (voter % 6 == 5)]:
                self._votes(voter, chance.sample(range(1, 25), chance.randint(1, 3)), run)

    def answers(self, people: int) -> None:
        """People answer an anonymous survey."""
        with self.store.reading() as tx:
            persons = list(tx.execute(select(ROLL.c.person_id).limit(people)).scalars())
        for person in persons:
            with self.store.writing() as tx:
                before = _slots(tx, SURVEY_PAPERS.c.slot)
                paper = surveys.Paper({"connu": str(person)}, "sms")
                entry = SurveyEntry(self.edition.id, SURVEY, person, self.clock.now().date())
                surveys.put(tx, self.store, entry, paper)
                [self.papers[person]] = _slots(tx, SURVEY_PAPERS.c.slot) - before

    def erases(self, people: int) -> None:
        """People write, then have everything erased; what was said in votes is erased too, in its time."""
        for number in range(people):
            phone = Phone("sms", f"+336399900{number:02}", provider="gone")
            for words in ("projets", "bonjour à vous", f"projets {number + 1}"):
                phone.sees(self.turns.hear([phone.writes(words)])[0].replies)
            hash = hash_of(self.store, "sms", phone.address)
            with self.store.reading() as tx:
                self._will_go(tx.execute(select(INBOX.c.words).where(INBOX.c.address_hash == hash)).scalars())
                self._will_go(tx.execute(select(ADDRESSES.c.sealed).where(ADDRESSES.c.hash == hash)).scalars())
            phone.sees(self.turns.hear([phone.writes("effacer")])[0].replies)
            phone.sees(self.turns.hear([phone.confirms()])[0].replies)
        with self.store.reading() as tx:
            self._will_go(tx.execute(select(SECRET_WORDS.c.words)).scalars())

    def passes(self, **time: float) -> None:
        """Time passes, and the clock's jobs do what is due."""
        self.clock.pass_(**time)
        with self.store.writing() as tx:
            tx.execute(OUTBOX.update().where(OUTBOX.c.state == "waiting").values(state="sent"))
        Sender(self.store, self.clock, [])._sweep()
        room = Room(self.store, self.clock, self.turns)
        for job in JOBS:
            if job.name in ("sweep", "renew"):
                job.work(room)

    def _votes(self, voter: int, numbers: list[int], run: str) -> None:
        phone = Phone("sms", f"+33639910{voter:03}", provider="vote", run=run)
        phone.sees(self.turns.hear([phone.writes(f"vote {' '.join(map(str, numbers))}")])[0].replies)
        if run:
            phone.sees(self.turns.hear([phone.writes("oui")])[0].replies)
        with self.store.reading() as tx:
            self._will_go(tx.execute(select(CONVERSATIONS.c.memory)).scalars())
        phone.sees(self.turns.hear([phone.confirms()])[0].replies)
        self.clock.pass_(seconds=20)
        with self.store.reading() as tx:
            hash = hash_of(self.store, "sms", phone.address)
            person = tx.execute(select(ADDRESSES.c.person_id).where(ADDRESSES.c.hash == hash)).scalar_one()
        self.choices[person] = tuple(sorted(self.edition.by_number[number].id for number in numbers))

    def _will_go(self, sealed: Iterable[bytes | None]) -> None:
        self.erased += [bytes(words)[:NEEDLE] for words in sealed if words]


def attacked(store: Store, voters: int = 24, people: int = 10) -> list[Guess]:
    """The town lives its hour; then each attack, on the files as they are within the hour and after it."""
    town = Town(store, voters)
    town.votes()
    voted = stolen(store)
    town.answers(people)
    answered = stolen(store)
    town.erases(3)
    guesses = _all(town, voted, answered, "within the hour")
    town.passes(minutes=16)
    town.passes(hours=1)
    files = stolen(store)
    guesses += _all(town, files, files, "after it")
    data = [file for name, file in files.items() if not name.startswith("wal/")]
    left = sum(any(needle in file for file in data) for needle in town.erased)
    return [*guesses, Guess("erased, and in a file after it", _engine(store), left, left, len(town.erased))]


def _all(town: Town, voted: Mapping[str, bytes], answered: Mapping[str, bytes], when: str) -> list[Guess]:
    """Every attack: on the files after the votes, and after the survey."""
    slots = {person: town.store.vault.slot(town.edition.id, person) for person in town.choices}
    read = _in_clear(town, voted)
    guesses = [Guess(f"choices in clear, {when}", _engine(town.store), read, read, voters := len(town.choices))]
    for how, links in _linked(town, voted, slots).items():
        right = sum(slots[person] == slot for person, slot in links.items())
        guesses.append(Guess(f"ballots linked by {how}, {when}", _engine(town.store), len(links), right, voters))
    for how, links in _papers(town, answered).items():
        right = sum(town.papers[person] == slot for person, slot in links.items())
        guesses.append(
            Guess(f"papers linked by {how}, {when}", _engine(town.store), len(links), right, len(town.papers))
        )
    return guesses


def _engine(store: Store) -> str:
    return store.engine.dialect.name


def _in_clear(town: Town, files: Mapping[str, bytes]) -> int:
    """The choices that can be read somewhere."""
    return sum(any(orjson.dumps(choice) in file for file in files.values()) for choice in town.choices.values())


def _linked(town: Town, files: Mapping[str, bytes], slots: Mapping[int, bytes]) -> dict[str, dict[int, bytes]]:
    """Whose ballot lies where, by each way of telling."""
    people, ballots = list(slots), sorted(slots.values())
    if town.store.is_sqlite:
        entry = struct.pack(">q", town.edition.id)
        rolls = {person: entry + struct.pack(">q", person) for person in people}
        return {
            "commit": _by_commit(files.get("wal", b""), rolls, ballots),
            "order in a page": _by_order(files["db"], rolls, ballots),
        }
    entry = struct.pack("<q", town.edition.id)
    rolls = {person: entry + struct.pack("<q", person) for person in people}
    written = {person: marks(files, roll, 0) for person, roll in rolls.items()}
    return {
        "transaction": _alike(written, {slot: marks(files, _short(slot), 0) for slot in ballots}),
        "the server's log": _nearest(files, rolls, ballots),
    }


def _papers(town: Town, files: Mapping[str, bytes]) -> dict[str, dict[int, bytes]]:
    """Who answered which anonymous paper, by each way of telling."""
    with town.store.reading() as tx:
        papers = sorted(_slots(tx, SURVEY_PAPERS.c.slot))
        people = list(tx.execute(select(SURVEY_ROLL.c.person_id)).scalars())
    entry = SURVEY.encode()
    if town.store.is_sqlite:
        rolls = {person: entry + struct.pack(">q", person) for person in people}
        return {
            "commit": _by_commit(files.get("wal", b""), rolls, papers),
            "order in a page": _by_order(files["db"], rolls, papers),
        }
    before = 8 + 1 + len(entry)
    gap = bytes(-before % 8)
    rolls = {person: entry + gap + struct.pack("<q", person) for person in people}
    written = {person: marks(files, roll, 8 + 1) for person, roll in rolls.items()}
    return {"transaction": _alike(written, {slot: marks(files, _short(slot), 0) for slot in papers})}


def _short(value: bytes) -> bytes:
    """A short value as PostgreSQL writes it: its length first."""
    return bytes([(len(value) + 1) << 1 | 1]) + value


def _by_commit(log: bytes, rolls: Mapping[int, bytes], slots: Iterable[bytes]) -> dict[int, bytes]:
    """Pairs that came alone in a commit: the first whose pages show the one, and the other."""
    first: dict[object, int] = {}
    for frame in frames(log):
        for key, needle in [*rolls.items(), *((slot, slot) for slot in slots)]:
            if key not in first and needle in frame.bytes_:
                first[key] = frame.commit
    commits = Counter(first.values())
    alone = {first[slot]: slot for slot in slots if slot in first and commits[first[slot]] == 2}
    return {person: alone[first[person]] for person in rolls if person in first and first[person] in alone}


def _by_order(file: bytes, rolls: Mapping[int, bytes], slots: Iterable[bytes]) -> dict[int, bytes]:
    """Rows fill a page from its end: who came first is last. Told only where all of them lie in one page, and not in
    the order of their slots, which tells nothing."""
    came = sorted((at, person) for person, roll in rolls.items() if (at := file.rfind(roll)) >= 0)
    for page in leaves(file):
        lie = sorted((at, slot) for slot in slots if (at := page.find(slot)) >= 0)
        if len(lie) == len(came) and [slot for _at, slot in lie] != sorted((slot for _at, slot in lie), reverse=True):
            return {person: slot for (_at, person), (_place, slot) in zip(reversed(came), reversed(lie), strict=True)}
    return {}


def _alike(people: Mapping[int, set[int]], slots: Mapping[bytes, set[int]]) -> dict[int, bytes]:
    """Pairs that bear the mark of the same transaction, and that nobody else shares."""
    pairs = {}
    for person, marked in people.items():
        alike = [slot for slot, theirs in slots.items() if marked & theirs]
        if len(alike) == 1:
            pairs[person] = alike[0]
    return pairs


def _nearest(files: Mapping[str, bytes], rolls: Mapping[int, bytes], slots: Iterable[bytes]) -> dict[int, bytes]:
    """For each voter, the ballot that the server's log speaks of next."""
    written = sorted((at, slot) for slot in slots for at in places(files, slot))
    begun = {person: at[0] for person, roll in rolls.items() if (at := places(files, roll))}
    after = {person: [slot for at, slot in written if at > begin] for person, begin in begun.items()}
    return {person: slots[0] for person, slots in after.items() if slots}


def _slots(tx: Connection, column: object) -> set[bytes]:
    return {bytes(slot) for slot in tx.execute(select(column)).scalars()}  # type: ignore[call-overload]


SHOWN = ("choices in clear", "ballots linked", "papers linked", "choices told", "erased")


def run(databases: Databases) -> Outcome:
    """Every attack on both databases; held if nothing is read or linked, but from PostgreSQL's log."""
    guesses = every(databases)
    for guess in guesses:
        print(f"{guess.database:10} {guess.attack:58} {guess.right:4} right of {guess.made:4} guessed, of {guess.of}")
    sums = {
        kind: sum(guess.right for guess in guesses if guess.attack.startswith(kind) and counts(guess)) for kind in SHOWN
    }
    return Outcome(", ".join(f"{kind}: {right}" for kind, right in sums.items()), not any(sums.values()))


def every(databases: Databases, voters: int = 60) -> list[Guess]:
    """All that there is, on fresh databases."""
    guesses = []
    for engine in ENGINES:
        with databases.fresh(engine) as store:
            guesses += attacked(store, voters)
    with databases.fresh("sqlite") as store, databases.fresh("sqlite") as own:
        return guesses + lengths(store, own, victims=200, most=3)


def counts(guess: Guess) -> bool:
    """Whether that must not succeed: within the hour places in the urn can be told, and by PostgreSQL's log later."""
    if "linked" in guess.attack:
        return "after it" in guess.attack and "server's log" not in guess.attack
    return True


ATTACK = Attack("secrecy", "a copy of the files without the key: what it tells", BEFORE, run)
