"""Two processes that hear the same stranger at the same time make one person of them."""

from __future__ import annotations

import threading

from sqlalchemy import func, select

from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.people.people import ADDRESSES, PEOPLE
from tests.conftest import HandClock, load_sample


def test_strangers_heard_by_several_processes_at_once_are_known_once(store: Store, clock: HandClock) -> None:
    load_sample(store)
    together = threading.Barrier(4)
    answers: list[str] = []

    def process(name: int) -> None:
        turns = Turns(store, clock)
        together.wait()
        for number in range(30):
            message = Incoming("test", f"{name}-{number}", "sms", f"+336399800{number:02}", "projets", carries=9)
            answers.extend(reply.text for reply in turns.hear([message])[0].replies)

    threads = [threading.Thread(target=process, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as tx:
        people, addresses = (tx.execute(select(func.count()).select_from(t)).scalar_one() for t in (PEOPLE, ADDRESSES))
    assert (people, addresses, len(answers)) == (30, 30, 120)
    assert sum("Numéro et réponses gardés" in answer for answer in answers) == 30  # the notice, once each
