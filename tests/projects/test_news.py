"""Telling followers: once each, in one message, where they wrote from last, whatever crashes meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.practice.phone import Phone
from bot.team import decisions
from bot.team.decisions import TeamDecision
from bot.team.stamp import Stamp
from bot.telling import news
from bot.turn.message import Arrival, Heard
from bot.turn.turns import Turns
from flows.town.edition import Status
from storage.database.store import Store
from storage.messages.outbox import OUTBOX
from storage.people import people
from storage.people.people import ADDRESSES, PROFILES
from storage.town import editions, follows, publications
from storage.town.events import PUBLICATIONS, ProjectChange
from tests.conftest import HandClock, load_sample

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)


class PowerCut(Exception):
    """The process dies."""


class Ears:
    """The ears of `Turns`, which note what they heard, and die after so many messages."""

    def __init__(self, store: Store, clock: HandClock, until: int = 10**6) -> None:
        self.turns = Turns(store, clock)
        self.until = until
        self.said: list[tuple[str, str]] = []

    def hear(self, messages: Sequence[Arrival]) -> list[Heard]:
        """What came of each; raises PowerCut when it is time, after what was heard is committed."""
        heard = []
        for message in messages:
            if len(self.said) >= self.until:
                raise PowerCut
            [answer] = self.turns.hear([message])
            heard.append(answer)
            if not answer.again:
                self.said.append((message.address, "\n".join(reply.text for reply in answer.replies)))
        return heard


def writes(store: Store, clock: HandClock, address: str, *words: str) -> None:
    """Someone writes by SMS."""
    for text in words:
        run = f"{clock.now().timestamp()}-{text}-"
        Turns(store, clock).hear([Phone("sms", address, run=run).writes(text)])


def number(person: int) -> str:
    """The telephone of a person."""
    return f"+3363998{person:04}"


def decide(store: Store, *numbers: int, why: str = "trop cher") -> None:
    """The team publishes that projects cannot be done."""
    with store.writing() as tx:
        edition = editions.find(tx)
        for project in numbers:
            decisions.decide(tx, edition, project, TeamDecision("unfeasible", why), Stamp("Awa", NOW))
        publications.publish(tx, edition.id, "Awa", NOW)


def left_in_outbox(store: Store) -> int:
    """Messages that wait to be sent: what no request carried."""
    with store.reading() as tx:
        return len(tx.execute(select(OUTBOX.c.id).where(OUTBOX.c.state == "waiting")).all())


def test_each_follower_gets_one_message_however_many_of_their_projects_changed(store: Store, clock: HandClock) -> None:
    load_sample(store)
    writes(store, clock, number(1), "suivre 12", "suivre 5")
    writes(store, clock, number(2), "suivre 12")
    writes(store, clock, number(3), "suivre 3")
    ears = Ears(store, clock)

    decide(store, 12, 5)
    told = news.tell(store, ears.hear, NOW)

    assert told == 2
    first, second = sorted(ears.said)
    assert "12 Abri" in first[1]
    assert "5 Skatepark" in first[1]
    assert "12 Abri" in second[1]
    assert "Skatepark" not in second[1]
    assert left_in_outbox(store) == 2


def test_projects_that_lost_together_each_say_why(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    writes(sqlite, clock, number(1), "suivre 12", "suivre 5")
    ears = Ears(sqlite, clock)

    with sqlite.writing() as tx:
        edition = editions.find(tx)
        whys = {12: "Il fallait au moins 1 voix", 5: "Le budget est épuisé"}
        lost = [
            ProjectChange(edition.by_number[project].id, Status.NOT_SELECTED, why=why) for project, why in whys.items()
        ]
        publications.announce(tx, edition.id, lost, "Awa", NOW)
    news.tell(sqlite, ears.hear, NOW)

    [(_address, said)] = ears.said
    assert all(f"Pourquoi : {why}." in said for why in whys.values())


@pytest.mark.parametrize("until", range(5))
def test_whenever_it_dies_whoever_goes_on_tells_the_rest_once(
    until: int, store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_sample(store)
    monkeypatch.setattr(news, "CHUNK", 2)
    for person in range(1, 5):
        writes(store, clock, number(person), "suivre 12")
    decide(store, 12)
    dies, goes_on, again = Ears(store, clock, until), Ears(store, clock), Ears(store, clock)

    if until < 4:
        with pytest.raises(PowerCut):
            news.tell(store, dies.hear, NOW)
        assert news.left(store) == 4
    else:
        news.tell(store, dies.hear, NOW)
    news.tell(store, goes_on.hear, NOW)
    news.tell(store, again.hear, NOW)

    assert sorted(address for address, _text in (*dies.said, *goes_on.said)) == [number(p) for p in range(1, 5)]
    assert again.said == []
    assert left_in_outbox(store) == 4
    assert news.left(store) == 0


def test_two_who_tell_at_the_same_time_tell_everyone_once(store: Store, clock: HandClock) -> None:
    load_sample(store)
    writes(store, clock, number(1), "suivre 12")
    decide(store, 12)
    other = Ears(store, clock)

    class Slower(Ears):
        """Before it hears, another worker has told."""

        def hear(self, messages: Sequence[Arrival]) -> list[Heard]:
            news.tell(store, other.hear, NOW)
            return super().hear(messages)

    slower = Slower(store, clock)

    assert news.tell(store, slower.hear, NOW) == 0
    assert len(other.said) == 1
    assert slower.said == []


def test_progress_counts_everyone_there_is_to_tell(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    for person in range(1, 4):
        writes(sqlite, clock, number(person), "suivre 12")
    decide(sqlite, 12)
    told: list[int] = []

    assert news.left(sqlite) == 3
    news.tell(sqlite, Ears(sqlite, clock).hear, NOW, told.append)
    assert sum(told) == 3


def test_who_asked_for_silence_or_cannot_be_reached_is_left_alone(store: Store, clock: HandClock) -> None:
    load_sample(store)
    writes(store, clock, number(1), "suivre 12", "stop")
    writes(store, clock, number(2), "suivre 12")
    with store.writing() as tx:
        hash = people.hash_of(store, "sms", number(2))
        tx.execute(update(ADDRESSES).where(ADDRESSES.c.hash == hash).values(gone_at=NOW))
    ears = Ears(store, clock)

    decide(store, 12)

    assert news.tell(store, ears.hear, NOW) == 0
    assert ears.said == []


def test_people_are_told_where_they_wrote_from_last(store: Store, clock: HandClock) -> None:
    load_sample(store)
    writes(store, clock, number(1), "suivre 12")
    clock.pass_(days=2)
    writes(store, clock, number(2), "bonjour")
    with store.writing() as tx:
        addresses = {row.heard_on: row for row in tx.execute(select(ADDRESSES))}
        first, second = addresses[min(addresses)], addresses[max(addresses)]
        tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == second.id).values(person_id=first.person_id))
    ears = Ears(store, clock)

    decide(store, 12)
    news.tell(store, ears.hear, NOW)

    assert [address for address, _text in ears.said] == [number(2)]


def test_on_a_shared_telephone_each_is_called_by_their_name(store: Store, clock: HandClock) -> None:
    load_sample(store)
    writes(store, clock, number(1), "suivre 12")
    writes(store, clock, number(2), "suivre 5")
    with store.writing() as tx:
        lucie, paul = tx.execute(select(ADDRESSES).order_by(ADDRESSES.c.id)).all()
        for person_id, name in ((lucie.person_id, "Lucie"), (paul.person_id, "Paul")):
            hash = store.vault.lookup("name", name)
            row = {"address_id": lucie.id, "name_hash": hash, "person_id": person_id}
            tx.execute(PROFILES.insert().values(**row, name=store.vault.seal(name.encode())))
        tx.execute(update(ADDRESSES).where(ADDRESSES.c.id == paul.id).values(gone_at=NOW))
    ears = Ears(store, clock)

    decide(store, 12, 5)
    news.tell(store, ears.hear, NOW)

    assert [address for address, _text in ears.said] == [number(1)] * 2
    for_paul = next(text for _address, text in ears.said if "Skatepark" in text)
    for_lucie = next(text for _address, text in ears.said if "Abri" in text)
    assert for_paul.startswith("Montreval : Pour Paul :")
    assert "Pour" not in for_lucie.partition("Du nouveau")[0]


def test_what_a_count_decided_can_be_told_like_any_other_change(store: Store, clock: HandClock) -> None:
    load_sample(store)
    writes(store, clock, number(1), "suivre 12")
    with store.writing() as tx:
        edition = editions.find(tx)
        won = ProjectChange(edition.by_number[12].id, Status.WINNER, why="Rang 1 avec 512 voix")
        publications.announce(tx, edition.id, [won], "Awa", NOW)
    ears = Ears(store, clock)

    assert news.tell(store, ears.hear, NOW) == 1
    assert "il a gagné, il sera réalisé" in ears.said[0][1]
    assert "Rang 1 avec 512 voix" in ears.said[0][1]


def test_a_publication_is_done_when_all_were_told(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    decide(sqlite, 12)
    news.tell(sqlite, Ears(sqlite, clock).hear, NOW)

    with sqlite.reading() as tx:
        assert tx.execute(select(PUBLICATIONS.c.told_at)).scalar_one() == NOW


def test_following_twice_is_following_once(store: Store, clock: HandClock) -> None:
    load_sample(store)
    writes(store, clock, number(1), "suivre 12")
    with store.writing() as tx:
        [person_id] = tx.execute(select(ADDRESSES.c.person_id)).scalars()
        project_id = editions.find(tx).by_number[12].id
        follows.follow(tx, [(person_id, project_id), (person_id, project_id)], 0)
        assert publications.concerned(tx, [(1, project_id)]) == {person_id: [1]}
