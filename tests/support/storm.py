"""People vote by both channels while the processes that serve them are killed; then everything is counted."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.support.town_hall import TownHall, code_in

PATIENCE = 90.0
"""Seconds someone waits for an answer, before it counts as lost."""


@dataclass
class Count:
    """What a storm came to."""

    messages: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    unanswered: list[str] = field(default_factory=list)
    thanked: int = 0  # voters who were told that their vote is in the urn
    on_roll: int = 0
    ballots: int = 0
    repeated: int = 0  # replies that a phone got more than once

    @property
    def lost(self) -> int:
        """Votes that someone was thanked for and that are not in the urn."""
        return max(0, self.thanked - self.ballots)

    @property
    def doubled(self) -> int:
        """Ballots beyond one a voter."""
        return self.ballots - self.on_roll

    def __str__(self) -> str:
        kills = ", ".join(f"{name} {times}" for name, times in sorted(self.kills.items())) or "none"
        return (
            f"{self.messages} messages, killed: {kills}; unanswered {len(self.unanswered)}, thanked {self.thanked}, "
            f"ballots {self.ballots}: lost {self.lost}, doubled {self.doubled}; replies repeated {self.repeated}"
        )


def storm(town: TownHall, voters: int, kills: int, callers: int = 16, seed: int = 0) -> Count:
    """*voters* people vote while *kills* processes are killed at random moments.

    What a dying process did not acknowledge is delivered again, by both networks, as they do.
    """
    count, lock, over = Count(), threading.Lock(), threading.Event()
    chance = random.Random(seed)
    trouble = threading.Thread(target=_trouble, args=(town, kills, chance, over, count))
    trouble.start()
    with ThreadPoolExecutor(callers) as pool:
        for told in pool.map(lambda voter: _votes(town, voter), range(voters)):
            with lock:
                count.messages += told[0]
                count.thanked += told[1] == ""
                count.unanswered += [told[1]] if told[1] else []
    over.set()
    trouble.join()
    count.on_roll, count.ballots = town.urn()
    count.repeated = _repeated(town, voters)
    return count


def _trouble(town: TownHall, kills: int, chance: random.Random, over: threading.Event, count: Count) -> None:
    for _kill in range(kills):
        if over.wait(chance.uniform(0.5, 2.5)):
            return
        name = chance.choice(town.names)
        town.kill(name)
        count.kills[name] += 1
        town.start(name)


def _votes(town: TownHall, voter: int) -> tuple[int, str]:
    """How many messages one voter sent, and what they still waited for at the end ("" if for nothing)."""
    hold = _by_sms if voter % 2 else _by_telegram
    sent: list[str] = []
    try:
        hold(town, voter, sent)
    except AssertionError as missing:
        return len(sent), f"voter {voter}: {str(missing)[:200]}"
    return len(sent), ""


def _by_sms(town: TownHall, voter: int, sent: list[str]) -> None:
    phone = town.twilio.person(f"+336399{voter:05}")
    phone.writes(f"VOTE {voter % 24 + 1} {(voter + 7) % 24 + 1}")
    sent.append("vote")
    phone.waits_for("Pour valider", PATIENCE)
    read_back = next(message.text for message in reversed(phone.inbox) if "renvoyez" in message.text)
    phone.writes(code_in(read_back))
    sent.append("confirmation")
    phone.waits_for("Votre vote est dans l'urne", PATIENCE)


def _by_telegram(town: TownHall, voter: int, sent: list[str]) -> None:
    person = town.telegram.person(10_000 + voter, first_name=f"V{voter}")
    person.writes(f"/vote {voter % 24 + 1} {(voter + 5) % 24 + 1}")
    sent.append("vote")
    person.waits_for("Est-ce bien votre vote", PATIENCE)
    person.taps("✅ Oui, je confirme")
    sent.append("confirmation")
    person.waits_for("Votre vote est dans l'urne", PATIENCE)


def _repeated(town: TownHall, voters: int) -> int:
    """Messages that say the same as another on the same phone."""
    time.sleep(1)
    extra = 0
    for voter in range(voters):
        if voter % 2:
            texts = [message.text for message in town.twilio.person(f"+336399{voter:05}").inbox]
        else:
            person = town.telegram.person(10_000 + voter, first_name=f"V{voter}")
            texts = [str(message.text) for message in person.said_to_me()]
        extra += len(texts) - len(set(texts))
    return extra
