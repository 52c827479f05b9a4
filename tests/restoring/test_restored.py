"""Yesterday's backup is put back in mid-vote: it is noticed, held, made good, told, and nobody is misled meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.jobs import JOBS, write_hour
from bot.practice.phone import Phone
from bot.team import retention
from bot.team.restoring import go_on
from bot.telling import lost_votes as telling
from bot.turn.holds import Cause, Held, holds
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages import outbox
from storage.messages.buckets import Pace
from storage.messages.outbox import OUTBOX, Ration
from storage.people import people, speakers
from storage.people.people import ADDRESSES
from storage.reminders.campaigns import CAMPAIGNS
from storage.restoring import hours, logbook, marks, restores
from storage.restoring.restores import Noticed
from storage.town import editions
from storage.votes import lost_votes, votes
from storage.votes.lost_votes import LOST_VOTES
from tests.conftest import HandClock, load_sample
from tests.people.test_rights import erases, everything, rows_of, says
from tests.support.backups import back_up, put_back
from tests.support.processes import portevoix
from tests.support.stores import ENGINES, SECRET, Databases

LUCIE, AHMED, NADIA, MARCEL, ZOE, JEANNE, NOEL = (f"+3363998000{number}" for number in range(1, 8))
PACES = {(channel, "service"): Pace(1000, 1000) for channel in ("sms", "telegram")}


@dataclass
class Town:
    """A town whose store can be put back, and which leaves traces beside the key."""

    url: str
    folder: Path
    clock: HandClock
    store: Store = field(init=False)
    turns: Turns = field(init=False)

    def starts(self, keepsake: str = "keepsake") -> None:
        """As a process does."""
        self.store = Store(self.url, Vault(SECRET))
        marks.keep(self.store, self.folder / keepsake, self.clock.now)
        self.turns = Turns(self.store, self.clock)

    def goes_back(self, keepsake: str = "keepsake") -> None:
        """The process ends, the backup is put back, the process starts."""
        self.store.close()
        put_back(self.url, self.folder / "backup")
        self.starts(keepsake)

    @property
    def room(self) -> Room:
        """What the clock's jobs work with."""
        return Room(self.store, self.clock, self.turns)

    def held(self) -> list[str]:
        """What holds."""
        with self.store.reading() as tx:
            return [hold.told for hold in holds(tx, self.clock) if hold.cause is Cause.RESTORED]

    def asks(self, address: str, words: str = "recu") -> str:
        """The answer."""
        return "\n".join(reply.text for reply in says(self.turns, address, words).replies)

    def told(self, address: str) -> list[str]:
        """What was said first to this address, and waits to be sent."""
        with self.store.reading() as tx:
            hash = people.hash_of(self.store, "sms", address)
            query = select(OUTBOX.c.words).join(ADDRESSES, ADDRESSES.c.id == OUTBOX.c.address_id)
            rows = tx.execute(query.where(ADDRESSES.c.hash == hash, OUTBOX.c.state == "waiting")).scalars()
            return [self.store.vault.open(words).decode() for words in rows]


@pytest.fixture(params=ENGINES)
def town(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path, clock: HandClock) -> Iterator[Town]:
    """Five people are known and two have voted; then a backup is made, and the next day much happens."""
    town = Town(databases.url(request.param), tmp_path, clock)
    town.starts()
    load_sample(town.store)
    write_hour(town.room)
    with town.store.writing() as tx:
        hours.confirm(tx, clock.now())
    casts(town.turns, LUCIE, "3 12")
    casts(town.turns, MARCEL, "5")
    for address in (AHMED, NADIA, JEANNE):
        town.asks(address, "aide")
    back_up(town.url, tmp_path / "backup")
    clock.pass_(days=1)
    casts(town.turns, LUCIE, "18")
    casts(town.turns, AHMED, "3")
    casts(town.turns, JEANNE, "3")
    casts(town.turns, ZOE, "12")
    town.asks(NADIA, "stop")
    erases(town.turns, MARCEL)
    yield town
    town.store.close()


_RUNS = count(1)


def casts(turns: Turns, address: str, numbers: str) -> None:
    """Votes, in the place of the vote before if there is one."""
    phone = Phone("sms", address, provider="test", run=f"run {next(_RUNS)} ")
    phone.sees(turns.hear([phone.writes(f"vote {numbers}")])[0].replies)
    if "remplacer" in phone.last:
        phone.sees(turns.hear([phone.writes("oui")])[0].replies)
    phone.sees(turns.hear([phone.confirms()])[0].replies)
    assert "Merci" in phone.last


def test_it_is_noticed_and_nothing_is_erased_told_or_counted_until_the_operator_says_so(
    town: Town, clock: HandClock
) -> None:
    before = town.held()
    town.goes_back()
    with pytest.raises(Held, match="portevoix restored"):
        retention.sweep(town.store, clock)
    for job in JOBS:
        job.done(town.room)

    assert before == []
    [told] = town.held()
    assert "went back in time, to about 2026-11-05 09:00 UTC" in told
    with town.store.reading() as tx:
        assert tx.execute(select(CAMPAIGNS.c.id)).all() == []
    assert town.told(AHMED) == []
    assert town.asks(AHMED, "aide"), "people are heard and answered"


def test_receipts_tell_the_truth_as_far_as_it_is_known(town: Town) -> None:
    """An old vote is not given out as the new one, nor a lost one as cast: not even before the operator came."""
    was = town.asks(LUCIE)
    town.goes_back()

    assert "depuis le 6 novembre" in was
    lucie, ahmed, zoe, marcel = (town.asks(address) for address in (LUCIE, AHMED, ZOE, MARCEL))
    assert "perdu votre vote du 6 novembre" in lucie
    assert "Celui du 5 novembre compte" in lucie
    assert "perdu votre vote du 6 novembre" in ahmed
    assert "VOTE" in ahmed
    assert "perdu votre vote du 6 novembre" in zoe, "whom this store has never heard of"
    assert "perdu" not in marcel
    unknown = town.asks(JEANNE, "recu K7M-4PX2")
    assert "les votes d'après le 5 novembre sont perdus" in unknown


def test_who_was_erased_stays_erased_and_who_said_stop_stays_silent(town: Town, clock: HandClock) -> None:
    town.goes_back()
    with town.store.writing() as tx:
        nadia = speakers.found(tx, town.store, "sms", NADIA)
        marcel = speakers.found(tx, town.store, "sms", MARCEL)

    assert nadia
    assert nadia.stopped
    assert marcel, "a bare row: he has voted"
    assert rows_of(town.store, marcel.person_id) == {"people", "addresses", "roll"}
    assert MARCEL not in everything(town.store)
    assert "déjà voté" in town.asks(MARCEL, "vote")


def test_who_lost_their_vote_is_told_once_and_who_voted_again_is_not(town: Town, clock: HandClock) -> None:
    town.goes_back()
    casts(town.turns, JEANNE, "5")
    lines = go_on(town.store, town.folder / "keepsake", "Mme Roy", clock)
    again = go_on(town.store, town.folder / "keepsake", "Mme Roy", clock)
    told = telling.tell(town.room)
    twice = telling.tell(town.room)

    assert (told, twice, again) == (2, 0, [])
    assert town.held() == []
    [lucie], [ahmed] = town.told(LUCIE), town.told(AHMED)
    assert "perdu votre vote du 6 novembre" in lucie
    assert "Celui du 5 novembre" in lucie
    assert "VOTE" in ahmed
    assert town.told(JEANNE) == town.told(ZOE) == town.told(NADIA) == []
    assert "Erased again: 1. Silences said again: 1." in lines[0]
    assert "not cast again: 3." in lines[1]
    with town.store.reading() as tx:
        [line] = logbook.noted(tx, 9)
        assert lost_votes.out_of_reach(tx) == 1
    assert line.by == "Mme Roy"
    assert line.what.startswith("store restored. Noticed 2026-11-06 09:00 UTC by keepsake ")
    casts(town.turns, AHMED, "3")
    assert "depuis le 6 novembre" in town.asks(AHMED)
    assert "depuis le 6 novembre" in town.asks(JEANNE)
    with town.store.reading() as tx:
        edition = editions.find(tx)
        assert votes.voters(tx, edition.id) == 4
        assert lost_votes.how_many(tx) == 2


def test_what_waited_in_the_backup_is_not_sent_a_second_time(town: Town, clock: HandClock) -> None:
    """Replies to what people write now are, although older messages to them wait."""
    with town.store.writing() as tx:
        tx.execute(OUTBOX.update().values(state="waiting"))
    (town.folder / "backup").unlink()
    back_up(town.url, town.folder / "backup")
    casts(town.turns, AHMED, "5")
    with town.store.reading() as tx:
        old = set(tx.execute(select(OUTBOX.c.id)).scalars())
    town.goes_back()
    says(town.turns, JEANNE, "aide")
    with town.store.writing() as tx:
        tx.execute(OUTBOX.update().where(OUTBOX.c.id.not_in(old)).values(state="waiting"))
        after = restores.waits_since(tx)
        now = clock.now() + timedelta(minutes=1)
        leased = outbox.lease(tx, town.store, Ration(PACES, 60, after or 0), now)
    go_on(town.store, town.folder / "keepsake", "Mme Roy", clock)

    assert {message.address for message in leased} == {JEANNE}
    with town.store.writing() as tx:
        later = outbox.lease(tx, town.store, Ration(PACES, 60), now + timedelta(minutes=5))
    assert {message.address for message in later} <= {JEANNE}, "whose reply was leased, and not sent"


def test_it_goes_back_twice_and_is_noticed_twice(town: Town, clock: HandClock) -> None:
    town.goes_back()
    go_on(town.store, town.folder / "keepsake", "Mme Roy", clock)
    casts(town.turns, NOEL, "5")
    went_on = town.held()
    town.goes_back()

    assert went_on == []
    assert len(town.held()) == 1
    assert "perdu votre vote" in town.asks(NOEL)
    assert "perdu votre vote" in town.asks(AHMED)


def test_going_on_without_a_process_that_noticed_does_it_all(town: Town, clock: HandClock) -> None:
    town.store.close()
    put_back(town.url, town.folder / "backup")
    town.store = Store(town.url, Vault(SECRET))
    town.turns = Turns(town.store, clock)
    lines = go_on(town.store, town.folder / "keepsake", "Mme Roy", clock)

    assert "Erased again: 1. Silences said again: 1." in lines[0]
    assert telling.tell(town.room) == 3


def test_a_command_notices_before_any_process_is_started(town: Town) -> None:
    """Whoever restores a backup and counts, or sweeps as one used to, is told first."""
    town.store.close()
    put_back(town.url, town.folder / "backup")
    settings = {"DATABASE_URL": town.url, "SECRET_KEY": SECRET}
    told = portevoix("doctor", folder=town.folder, **settings)

    assert told.returncode == 1
    assert "portevoix restored" in " ".join(told.stdout.split())


def test_two_processes_that_start_at_once_notice_it_once(town: Town, clock: HandClock) -> None:
    town.store.close()
    put_back(town.url, town.folder / "backup")
    town.store = Store(town.url, Vault(SECRET))
    with ThreadPoolExecutor(2) as pool:
        looks = [pool.submit(marks.look_at_all, town.store, town.folder / "keepsake", clock.now()) for _ in range(2)]
    for look in looks:
        look.result()

    assert len(town.held()) == 1
    with town.store.reading() as tx:
        assert [restore.erased for restore in restores.under_way(tx)] == [1]


def test_whose_vote_was_lost_is_forgotten_with_the_result(town: Town, clock: HandClock) -> None:
    town.goes_back()
    go_on(town.store, town.folder / "keepsake", "Mme Roy", clock)
    with town.store.writing() as tx:
        edition = editions.find(tx)
        votes_end = edition.spans[-1].closes
        tx.execute(editions.EDITIONS.update().values(closed_at=votes_end))
    clock.at = votes_end
    retention.sweep(town.store, clock)

    with town.store.reading() as tx:
        assert tx.execute(select(LOST_VOTES)).all() == []


def test_without_a_keepsake_receipts_still_do_not_promise_too_much(town: Town, clock: HandClock) -> None:
    """The folder is lost with the disk: a network noticed, and who voted since is not known."""
    town.goes_back(keepsake="another")
    with town.store.writing() as tx:
        restores.notice(tx, town.store, Noticed("twilio", clock.now(), blind=True))
    lines = go_on(town.store, town.folder / "another", "Mme Roy", clock)

    assert "say in public that votes after that hour are lost" in lines[0]
    assert "si vous avez revoté après le 5 novembre" in town.asks(LUCIE)
    assert "Le code de votre reçu ?" in town.asks(AHMED)
